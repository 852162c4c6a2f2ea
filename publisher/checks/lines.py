"""Short lines that may be heads or captions, and lines that were wrapped where they were typed.

What a line is cannot be known for certain: each finding proposes an edit of `article.md`, made by
`check --fix` and `new --fix` alone.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from publisher.article import (
    Article,
    Block,
    Figure,
    Heading,
    List,
    Metadata,
    Names,
    Paragraph,
    Table,
    plain,
)
from publisher.findings import Edit, Finding
from publisher.source import Span
from publisher.typography.marks import ends_sentence, has_han, is_chinese
from publisher.typography.titles import title_width

HEAD_MOST: Final = 30  # characters of a line that may be a head
CAPTION_MOST: Final = 40
WRAPPED_LEAST: Final = 6  # lines of which it can be told that they were wrapped
WRAPPED_SHARE: Final = 0.6
WRAPPED_SPREAD: Final = 2  # em
_GOES_ON: Final = ("，", "、", "；", "：", ",", ";", ":", "——")


def check_lines(article: Article) -> Iterator[Finding]:
    """`text-hard-wrap`; else `text-caption` and `text-heading-line`."""
    wrapped = tuple(_wrapped(article.blocks))
    yield from wrapped or _short(article)


def _short(article: Article) -> Iterator[Finding]:
    """A short line behind a picture may be its caption, one before a text that text's head."""
    blocks = article.blocks
    for number, block in enumerate(blocks):
        if not isinstance(block, Paragraph) or not _is_line(block, article.metadata):
            continue
        text = plain(block.runs)
        before = blocks[number - 1] if number else None
        after = blocks[number + 1] if number + 1 < len(blocks) else None
        if isinstance(before, Figure) and not before.caption and not before.credit:
            if len(text) <= CAPTION_MOST:
                edit = _captioned(before, block)
                yield Finding("text-caption", block.span, {"text": text}, edit=edit)
        elif _heads(block, before, after) and len(text) <= HEAD_MOST:
            edit = Edit(block.span, f"## {block.span.text}") if block.span else None
            yield Finding("text-heading-line", block.span, {"text": text}, edit=edit)


def _is_line(paragraph: Paragraph, metadata: Metadata) -> bool:
    """Whether a paragraph is a bare line: plain, Chinese, without a mark at its end."""
    text = plain(paragraph.runs)
    signed = text in (metadata.source, metadata.issuer, *metadata.authors)
    typed = len(paragraph.runs) == 1 and "\n" not in text
    closed = ends_sentence(text) or text.endswith(_GOES_ON)
    return typed and has_han(text) and not closed and not signed and not text.startswith("——")


def _heads(block: Paragraph, before: Block | None, after: Block | None) -> bool:
    """Whether text follows that the line may be the head of."""
    if isinstance(before, Heading) or block.span is None:
        return False
    if isinstance(after, Paragraph):
        return len(plain(after.runs)) > HEAD_MOST
    return isinstance(after, List | Names | Table)


def _captioned(figure: Figure, line: Paragraph) -> Edit | None:
    """The edit that gives a picture its caption; only where it was written as Markdown."""
    if figure.span is None or line.span is None:
        return None
    whole = Span(figure.span.source, figure.span.end, line.span.end)
    between = whole.source.text[whole.start : line.span.start].rstrip()
    if not between.startswith(")") or "\n" in between:
        return None
    said = line.span.text.replace("\\", "\\\\").replace('"', '\\"')
    return Edit(whole, f' "{said}"{between}')


def _wrapped(blocks: Sequence[Block]) -> Iterator[Finding]:
    """Paragraphs whose lines came as paragraphs of their own, nearly all equally long."""
    lines = [plain(block.runs) for block in blocks if isinstance(block, Paragraph)]
    widths = [title_width(line) for line in lines]
    longest = max(widths, default=0)
    full = sum(
        width >= longest - WRAPPED_SPREAD and not ends_sentence(line)
        for line, width in zip(lines, widths, strict=True)
    )
    if len(lines) < WRAPPED_LEAST or full < WRAPPED_SHARE * len(lines):
        return
    for _, group in groupby(blocks, lambda block: isinstance(block, Paragraph)):
        run = [block for block in group if isinstance(block, Paragraph)]
        yield from _joined(run, longest)


def _joined(run: Sequence[Paragraph], longest: float) -> Iterator[Finding]:
    """The lines of each paragraph: up to one that is short, or that ends its sentence."""
    held: list[Paragraph] = []
    for block in run:
        held.append(block)
        text = plain(block.runs)
        if ends_sentence(text) or title_width(text) < longest - WRAPPED_SPREAD:
            yield from _paragraph(held)
            held = []
    yield from _paragraph(held)


def _paragraph(held: Sequence[Paragraph]) -> Iterator[Finding]:
    if len(held) < 2:
        return
    first, last = held[0].span, held[-1].span
    edit = None
    if first and last and all(len(block.runs) == 1 and block.span for block in held):
        edit = Edit(Span(first.source, first.start, last.end), _text(held))
    yield Finding("text-hard-wrap", first, {"count": len(held)}, edit=edit)


def _text(held: Sequence[Paragraph]) -> str:
    """The lines as they were received, joined; a space where Latin meets Latin."""
    text = ""
    for block in held:
        line = block.span.text if block.span else ""
        parted = text and not (is_chinese(text[-1]) or is_chinese(line[:1]))
        text += f" {line}" if parted else line
    return text
