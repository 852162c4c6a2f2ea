"""The notes of an article in the order in which its pages call them."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import assert_never

from publisher.article import (
    Block,
    Box,
    Code,
    Figure,
    Gallery,
    Heading,
    List,
    Names,
    Note,
    Paragraph,
    Quote,
    Rule,
    Run,
    Runs,
    Table,
    walk,
)
from publisher.prepared import PreparedArticle
from publisher.writers.furniture import GAP
from publisher.writers.inline import Notes


def notes_of(article: PreparedArticle) -> Notes:
    """The notes by label, numbered as they are called; those that nothing calls come last.

    All that a note says is in paragraphs: at the foot of a page nothing else is set.
    """
    notes = {
        block.label: replace(block, blocks=tuple(Paragraph(runs) for runs in _texts((block,))))
        for block in walk(article.blocks)
        if isinstance(block, Note)
    }
    lead = [placed.figure for row in article.lead.rows for placed in row] if article.lead else []
    common = (article.lead.caption,) if article.lead else ()
    calls: dict[str, None] = {}
    for runs in (*_texts(lead), *common, *_texts(article.blocks)):
        for run in runs:
            if run.note in notes:
                calls.setdefault(run.note)
    return Notes(notes, (*calls, *(label for label in notes if label not in calls)))


def _texts(blocks: Iterable[Block]) -> Iterator[Runs]:  # noqa: C901, PLR0912 - one arm a kind of block
    """Every text that may call a note, in the order in which it is printed; notes come last."""
    for block in sorted(blocks, key=lambda block: isinstance(block, Note)):
        match block:
            case Paragraph() | Heading():
                yield block.runs
            case Figure():
                yield block.caption
            case Gallery():
                yield from _texts(block.figures)
                yield block.caption
            case Quote():
                yield from _texts(block.blocks)
                yield block.attribution
            case List():
                for item in block.items:
                    yield from _texts(item)
            case Table():
                yield from (block.caption, *map(_joined, (block.head, *block.rows)))
            case Box():
                yield (Run(block.title),)
                yield from _texts(block.blocks)
            case Note():
                yield from _texts(block.blocks)
            case Names():
                yield from ((Run(block.title),), (Run("、".join(block.items)),))
            case Code():
                yield (Run(block.text.rstrip()),)
            case Rule():
                pass
            case _:
                assert_never(block)


def _joined(row: tuple[Runs, ...]) -> Runs:
    """The cells of a row, an em apart."""
    first, *others = row or ((),)
    return (*first, *(run for cell in others for run in (Run(GAP), *cell)))
