"""The sorts that a bulletin needs: its characters, by the face and weight that will set them."""

from collections.abc import Iterator
from typing import NamedTuple, assert_never

from publisher.article import (
    Article,
    Block,
    Box,
    Bulletin,
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
    Runs,
    Table,
    plain,
)
from publisher.source import Span
from publisher.style.house import HouseStyle, TextStyle

STRONG = 700
STRONG_FACE = "hei"  # bold song is not used for emphasis in Chinese setting; hei is


class Sorts(NamedTuple):
    """Characters that one face at one weight must hold, and where they were read."""

    face: str
    weight: int
    text: str
    span: Span | None


def faces_needed(style: HouseStyle) -> frozenset[tuple[str, int]]:
    """Every face and weight that the house style names, and those of strong and emphasis."""
    named = {(text.face, text.weight) for text in style.texts.values()}
    return frozenset(named | {(STRONG_FACE, STRONG), ("kai", 400)})


def sorts(bulletin: Bulletin, style: HouseStyle) -> Iterator[Sorts]:
    """The characters of each piece of text with its face, in reading order."""
    for role, text in (("name", style.masthead.name), ("imprint", style.imprint)):
        yield _sorts(style.texts[role], text, None)
    for article in bulletin.articles:
        yield from _of_metadata(article, style)
        yield from _of_blocks(article.blocks, style, "body")


def _sorts(text_style: TextStyle, text: str, span: Span | None) -> Sorts:
    return Sorts(text_style.face, text_style.weight, text, span)


def _of_metadata(article: Article, style: HouseStyle) -> Iterator[Sorts]:
    metadata = article.metadata
    byline = (metadata.source, *metadata.authors, *metadata.editors, *metadata.photographers)
    for role, key, text in (
        ("title", "title", metadata.title),
        ("running", "title", metadata.title),
        ("deck", "subtitle", metadata.subtitle),
        ("kicker", "kicker", metadata.kicker or metadata.section),
        ("byline", "source", "".join(byline)),
        ("big", "subtitle", metadata.subtitle),  # of posters, as are the next
        ("organiser", "issuer", style.issuer or metadata.source),
        ("foot", "note", metadata.note),
        ("deck", "abstract", metadata.abstract if "big" in style.texts else ""),
    ):
        if role in style.texts:
            yield _sorts(style.texts[role], text, metadata.places.get(key))


def _of_blocks(blocks: tuple[Block, ...], style: HouseStyle, role: str) -> Iterator[Sorts]:
    for block in blocks:
        yield from _of_block(block, style, role)


def _of_block(block: Block, style: HouseStyle, role: str) -> Iterator[Sorts]:  # noqa: C901, PLR0912 - an arm a block
    texts = style.texts
    match block:
        case Paragraph():
            yield from _of_runs(block.runs, texts[role], block.span)
        case Heading():
            yield from _of_runs(block.runs, texts[f"heading{block.level}"], block.span)
        case Figure():
            yield from _of_runs(block.caption, texts["caption"], block.span)
            yield _sorts(texts["caption"], block.credit, block.span)
        case Gallery():
            yield from _of_runs(block.caption, texts["caption"], block.span)
            yield from _of_blocks(block.figures, style, role)
        case Quote():
            yield from _of_blocks(block.blocks, style, "pull" if block.pull else "quote")
            yield from _of_runs(block.attribution, texts["attribution"], block.span)
        case List():
            for item in block.items:
                yield from _of_blocks(item, style, role)
        case Names():
            yield _sorts(texts["names_title"], block.title, block.span)
            yield _sorts(texts["names"], "".join(block.items), block.span)
        case Code():
            yield _sorts(texts["code"], block.text, block.span)
        case Table():
            yield from _of_runs(block.caption, texts["caption"], block.span)
            for cell in block.head:
                yield from _of_runs(cell, texts["table_head"], block.span)
            for row in block.rows:
                for cell in row:
                    yield from _of_runs(cell, texts["table"], block.span)
        case Box():
            yield _sorts(texts["box_title"], block.title, block.span)
            yield from _of_blocks(block.blocks, style, "box")
        case Note():
            yield from _of_blocks(block.blocks, style, "note")
        case Rule():
            return
        case _:
            assert_never(block)


def _of_runs(runs: Runs, text_style: TextStyle, span: Span | None) -> Iterator[Sorts]:
    for run in runs:
        place = run.span or span
        if run.strong:
            yield Sorts(STRONG_FACE, STRONG, plain((run,)), place)
        else:
            yield _sorts(text_style, plain((run,)), place)
        if run.ruby:
            yield _sorts(text_style, run.ruby, place)
