"""Structure: levels of headings, length of paragraphs, notes and their calls, words of pictures."""

from collections.abc import Iterator
from typing import Final

from publisher.article import (
    Article,
    Figure,
    Gallery,
    Heading,
    Note,
    Paragraph,
    plain,
    walk,
)
from publisher.checks.text import texts
from publisher.findings import Finding

LONG_PARAGRAPH: Final = 450


def check_structure(article: Article) -> Iterator[Finding]:
    """`heading-skipped`, `text-long-paragraph`, `note-…`, `picture-alt`."""
    yield from _headings(article)
    yield from _paragraphs(article)
    yield from _notes(article)
    yield from _pictures(article)


def _headings(article: Article) -> Iterator[Finding]:
    before = 1
    for block in article.blocks:
        if isinstance(block, Heading):
            if block.level > before + 1:
                arguments = {"before": before, "level": block.level, "right": before + 1}
                yield Finding("heading-skipped", block.span, arguments)
            before = block.level


def _paragraphs(article: Article) -> Iterator[Finding]:
    for block in walk(article.blocks):
        if isinstance(block, Paragraph) and (count := len(plain(block.runs))) > LONG_PARAGRAPH:
            yield Finding("text-long-paragraph", block.span, {"count": count})


def _notes(article: Article) -> Iterator[Finding]:
    notes = [block for block in walk(article.blocks) if isinstance(block, Note)]
    defined = {note.label for note in notes}
    seen: set[str] = set()
    for note in notes:
        if note.label in seen:
            yield Finding("note-duplicate", note.span, {"label": note.label})
        seen.add(note.label)
    called: set[str] = set()
    for text in texts(article):
        for run in text.runs:
            if run.note is None:
                continue
            if run.note not in defined and run.note not in called:
                yield Finding("note-undefined", run.span or text.span, {"label": run.note})
            called.add(run.note)
    for note in notes:
        if note.label not in called:
            yield Finding("note-unused", note.span, {"label": note.label})


def _pictures(article: Article) -> Iterator[Finding]:
    within: set[int] = set()
    for block in walk(article.blocks):
        if isinstance(block, Gallery) and block.caption:
            within |= {id(figure) for figure in block.figures}
        if isinstance(block, Figure) and block.picture and not _described(block, within):
            yield Finding("picture-alt", block.span, {"name": block.name}, block.name)


def _described(figure: Figure, within: set[int]) -> bool:
    """Whether words stand for the figure: its own, or those of the gallery that it is in."""
    return id(figure) in within or bool(figure.alt.strip() or plain(figure.caption).strip())
