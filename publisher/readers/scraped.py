"""What is certain in scraped text, whatever it was scraped from: captions, heads, editors, writers.

Each repair is listed as a finding and undone by `--raw`.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Final, Literal

from publisher.article import Article, Block, Figure, Heading, Metadata, Paragraph, Run, plain
from publisher.findings import Finding
from publisher.readers.closing import read_closing
from publisher.readers.signed import signed
from publisher.readers.source_line import SourceLine
from publisher.source import Span
from publisher.typography.marks import ends_sentence

HEAD_MOST: Final = 30
CAPTION_MOST: Final = 120
_LEVELS: Final[tuple[Literal[2, 3, 4, 5], ...]] = (2, 3, 4, 5)
_NUMBERED = re.compile(
    r"(?P<l2>[一二三四五六七八九十]{1,3}、)|(?P<l3>[（(][一二三四五六七八九十]{1,3}[）)])"
    r"|(?P<l4>\d{1,2}[.．、](?!\d))|(?P<l5>[（(]\d{1,2}[）)])"
)
_MARKED_CAPTION = re.compile(
    r"(?P<mark>[▲△▼▽]\s{0,3})|(?:图为|圖為|(?:上|下|左|右)?[图圖]\d{0,2}[:：])"
)
_LATIN_NAME: Final = r"[A-Za-z][\w.'’-]{0,20}(?: [A-Za-z][\w.'’-]{0,20}){0,3}"
_CREDIT = re.compile(
    r"(?:^|[\s（(]|(?<=[。！？]))"
    rf"(?P<who>(?:{_LATIN_NAME}|[^\s（）()，。；：！？]{{1,12}})"
    r"[ /／]?(?:摄|攝|摄影|攝影|供图|供圖))[）)]?$"
)


@dataclass
class Draft:
    """An article as far as it has been read; `places`: where each key of the metadata was found."""

    metadata: Metadata = field(default_factory=lambda: Metadata(title=""))
    blocks: list[Block] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    places: dict[str, Span] = field(default_factory=dict)

    @property
    def article(self) -> Article:
        """The article, frozen."""
        metadata = replace(self.metadata, places=MappingProxyType(self.places))
        return Article(metadata, tuple(self.blocks))

    def take(self, key: str, text: str, span: Span | None) -> None:
        """Fill a key of the metadata with a string."""
        self.metadata = replace(self.metadata, **{key: text})  # type: ignore[arg-type] # a key of strings
        if span:
            self.places[key] = span

    def furniture(self, text: str, span: Span | None) -> None:
        """List what belongs to the page and is left out."""
        self.findings.append(Finding("text-furniture", span, {"text": text}))

    def fill(self, text: str, span: Span | None, said: SourceLine) -> None:
        """Take from a line of source and date each fact that is not known yet."""
        metadata = self.metadata
        if metadata.date and said.date and metadata.date != said.date:
            self.findings.append(Finding("date-conflict", span, {"date": said.date}))
        new = {key: value for key, value in said.facts().items() if not getattr(metadata, key)}
        self.metadata = replace(metadata, **new)  # type: ignore[arg-type] # keys are Metadata's own
        if span:
            self.places |= dict.fromkeys(new, span)
        self.findings.append(Finding("text-source-line", span, {"text": text}))
        self.findings.extend(
            Finding(code, _part(span, text, start, end), {"date": text[start:end]})
            for code, start, end in said.doubts
        )


def tidy(draft: Draft) -> None:
    """Repair the blocks of a draft: its end, captions, heads; find who wrote it."""
    _close(draft)
    _caption(draft)
    _head(draft)
    _sign(draft)


def _part(span: Span | None, text: str, start: int, end: int) -> Span | None:
    """The place of a part of a text, where the text stands as it was received."""
    return span.part(start, end) if span and span.text == text else span


def _texts(blocks: Iterable[Block]) -> list[str]:
    return [plain(block.runs) if isinstance(block, Paragraph) else "" for block in blocks]


def _close(draft: Draft) -> None:
    """Last lines that name editors fill the metadata; those of the page alone go (rule 5)."""
    texts = _texts(draft.blocks)
    first = max((n for n, text in enumerate(texts) if not text), default=-1) + 1
    closing = read_closing(texts[first:])
    kept = len(texts) - closing.count
    named = {first + number: said for number, said in closing.said}
    for number in range(kept, len(texts)):
        span = _span(draft.blocks[number])
        if number in named:
            draft.fill(texts[number], span, named[number])
        else:
            draft.furniture(texts[number], span)
    del draft.blocks[kept:]


def _caption(draft: Draft) -> None:
    """A marked line behind a picture is its caption, and who took it its credit (rule 8)."""
    kept: list[Block] = []
    for block in draft.blocks:
        last = kept[-1] if kept else None
        if isinstance(block, Paragraph) and isinstance(last, Figure):
            captioned = _captioned(last, block)
            if captioned is not None:
                kept[-1] = captioned
                text = plain(block.runs)
                draft.findings.append(Finding("text-caption-line", block.span, {"text": text}))
                continue
        kept.append(block)
    draft.blocks = kept


def _captioned(figure: Figure, line: Paragraph) -> Figure | None:
    """The figure with the line as its caption; None where it is text.

    A triangle points at the picture on a web page; on paper the caption stands under it.
    """
    text = plain(line.runs)
    marked = _MARKED_CAPTION.match(text)
    if marked is None or figure.caption or len(text) > CAPTION_MOST:
        return None
    start = marked.end("mark") if marked["mark"] else 0
    said = text[start:]
    credit = _CREDIT.search(said)
    words = (said[: credit.start()] if credit else said).rstrip()
    span = _part(line.span, text, start, start + len(words))
    runs = (Run(words, span=span),) if words else ()
    return replace(figure, caption=runs, credit=credit["who"] if credit else "")


def _head(draft: Draft) -> None:
    """Short numbered lines are headings; several in a row are a list and stay (rule 9)."""
    levels = [_level(text) for text in _texts(draft.blocks)]
    found = _alone(levels)
    for number in found:
        block = draft.blocks[number]
        assert isinstance(block, Paragraph)
        draft.blocks[number] = Heading(_LEVELS[levels[number] - 2], block.runs, block.span)
    if found:
        first = _span(draft.blocks[found[0]])
        draft.findings.append(Finding("text-headings", first, {"count": len(found)}))


def _alone(levels: Sequence[int]) -> list[int]:
    """Where a level stands that its neighbours do not have; the last line heads nothing."""
    beside = zip([0, *levels], levels, levels[1:], strict=False)
    return [n for n, (before, level, after) in enumerate(beside) if level not in (0, before, after)]


def _level(text: str) -> int:
    """The level that the number before a line gives it (GB/T 9704-2012, 7.3.3); 0: no heading."""
    if len(text) > HEAD_MOST or ends_sentence(text) or text.endswith(("；", ";", "，", ",")):
        return 0
    match = _NUMBERED.match(text)
    return int(str(match.lastgroup)[1:]) if match else 0


def _sign(draft: Draft) -> None:
    """The first or last paragraph names the writers; the text stays (rule 7)."""
    paragraphs = [block for block in draft.blocks if isinstance(block, Paragraph)]
    for block in (*paragraphs[:1], *paragraphs[-1:]):
        names = signed(plain(block.runs))
        if names and not draft.metadata.authors:
            draft.metadata = replace(draft.metadata, authors=names)
            if block.span:
                draft.places["authors"] = block.span


def _span(block: Block) -> Span | None:
    return block.span
