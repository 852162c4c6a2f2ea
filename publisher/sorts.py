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
    Metadata,
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
from publisher.typography.marks import is_chinese

STRONG = 700
STRONG_FACE = "hei"  # bold song is not used for emphasis in Chinese setting; hei is
OF_BOXES = ("organiser", "counted", "foot")  # what posters may make of a box
FIGURES = "figures"  # the role of letters, figures and quotation marks in kai and fang

_QUOTATION = frozenset("“”‘’")
# What official documents and briefs set of the front matter, by role.
_OFFICIAL = (
    ("mark", "number"), ("mark", "secrecy"), ("mark", "urgency"), ("mark", "document_number"),
    ("serial", "number"), ("body", "document_number"), ("signer", "signer"), ("body", "to"),
    ("body", "attachments"), ("body", "issuer"), ("body", "note"), ("body", "authors"),
    ("abstract", "abstract"), ("imprint", "to"), ("imprint", "cc"), ("imprint", "unit"),
    ("imprint", "copies"),
)  # fmt: skip


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
    for found in _found(bulletin, style):
        yield from _parted(found, style)


def _found(bulletin: Bulletin, style: HouseStyle) -> Iterator[Sorts]:
    """Each piece of text with the face of its role."""
    for role, text in (("name", style.masthead.name), ("imprint", style.imprint)):
        yield _sorts(style.texts[role], text, None)
    for article in bulletin.articles:
        yield from _of_metadata(article, style)
        yield from _of_official(article.metadata, style)
        yield from _of_blocks(article.blocks, style, "body")


def _parted(found: Sorts, style: HouseStyle) -> Iterator[Sorts]:
    """The characters by face: kai and fang take letters, figures and quotation marks elsewhere."""
    if found.face not in {"kai", "fang"}:
        yield found
        return
    other = style.texts.get(FIGURES, style.body)
    taken = "".join(filter(_is_taken, found.text))
    kept = "".join(c for c in found.text if not _is_taken(c))
    yield Sorts(other.face, other.weight, taken, found.span)
    yield Sorts(found.face, found.weight, kept, found.span)


def _is_taken(character: str) -> bool:
    return character in _QUOTATION or not is_chinese(character)


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


def _of_official(metadata: Metadata, style: HouseStyle) -> Iterator[Sorts]:
    if "signer" not in style.texts:
        return
    for role, key in _OFFICIAL:
        if role in style.texts:
            text = "".join(getattr(metadata, key))
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
            for set_in in ("box", *(role for role in OF_BOXES if role in texts)):
                yield from _of_blocks(block.blocks, style, set_in)
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
