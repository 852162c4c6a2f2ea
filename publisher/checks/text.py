"""The texts of an article as checks see them: one for each stretch that is read in one go."""

from collections.abc import Iterator
from dataclasses import dataclass

from publisher.article import (
    Article,
    Block,
    Box,
    Figure,
    Gallery,
    Heading,
    Names,
    Paragraph,
    Quote,
    Run,
    Runs,
    Table,
    plain,
    walk,
)
from publisher.source import Span


@dataclass(frozen=True)
class Text:
    """A paragraph, a title, a caption or a cell; `block` is None for the metadata's."""

    runs: Runs
    span: Span | None
    block: Block | None = None

    @property
    def characters(self) -> str:
        """Its characters, without properties."""
        return plain(self.runs)

    def place(self, offset: int) -> Span | None:
        """Where the character at an offset was received; its run's or block's place otherwise."""
        for run in self.runs:
            if offset < len(run.text):
                return run.place(offset) or self.span
            offset -= len(run.text)
        return self.span


def texts(article: Article) -> Iterator[Text]:
    """Every text of the article, title first, in reading order; code is none."""
    metadata = article.metadata
    for key in ("title", "subtitle", "kicker", "abstract"):
        if words := getattr(metadata, key):
            span = metadata.places.get(key)
            yield Text((Run(words, span=span),), span)
    for block in walk(article.blocks):
        for runs in _runs_of(block):
            if runs:
                yield Text(runs, block.span, block)


def _runs_of(block: Block) -> Iterator[Runs]:
    match block:
        case Paragraph() | Heading():
            yield block.runs
        case Figure() | Gallery():
            yield block.caption
        case Quote():
            yield block.attribution
        case Table():
            yield from block.head
            for row in block.rows:
                yield from row
            yield block.caption
        case Names():
            for words in (block.title, *block.items):
                yield (Run(words, span=block.span),) if words else ()
        case Box() if block.title:
            yield (Run(block.title, span=block.span),)
        case _:
            return
