"""Blocks as paragraphs and tables, one function a kind."""

from collections.abc import Iterable
from copy import deepcopy
from dataclasses import dataclass, replace
from typing import TypeGuard, assert_never

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
    plain,
)
from publisher.ooxml.element import Element, paragraph_properties, w
from publisher.ooxml.origin import bookmark
from publisher.prepared import Plate
from publisher.style.units import Pt
from publisher.writers.furniture import signature
from publisher.writers.word.draft import Draft
from publisher.writers.word.inline import hidden_number, inline
from publisher.writers.word.names import names_elements
from publisher.writers.word.plates import plate_elements
from publisher.writers.word.sections import close_section
from publisher.writers.word.tables import Cell, Row, even, seam, table, table_gap
from publisher.writers.word.units import twips

LAST_LIST_LEVEL = 8
LAST_CONTINUE = 3  # Word has List Continue, 2 and 3 (to 5, which nobody needs)
NEARLY = 1.001  # rounding makes no picture wider than its column
_ALIGNED = {"": "", "left": "", "center": "Center", "right": "Right"}


@dataclass(frozen=True)
class Setting:
    """Where blocks stand: the style of their paragraphs, its role, the room there is.

    `level`: of the list around them, 0 for none; `inside`: within a cell, a note or a quote, where
    no section can begin.
    """

    style: str
    role: str
    width: Pt
    level: int = 0
    inside: bool = False


def body_setting(draft: Draft) -> Setting:
    """The setting of an article's own blocks."""
    return Setting("BodyText", "body", draft.sheet.style.column_pt)


def blocks_elements(
    draft: Draft, blocks: Iterable[Block], setting: Setting, path: str, start: int = 1
) -> list[Element]:
    """The elements of blocks, each with its bookmark; `path` leads to their ids, from `start`."""
    made: list[Element] = []
    given = tuple(blocks)
    before: Block | None = None
    for number, (block, following) in enumerate(
        zip(given, (*given[1:], None), strict=False), start
    ):
        place = place_of(path, number, block)
        if isinstance(before, Heading) and _run_into(block, before, draft, setting):
            headed = place_of(path, number - 1, before), before
            made.append(_run_in(draft, headed, (place, block)))
        elif not (isinstance(block, Heading) and _run_into(following, block, draft, setting)):
            first = type(block) is not type(before)
            elements = _block(draft, block, setting, f"{path}_{number}", first=first)
            made += draft.marked(place, elements)
        before = block
    return made


def place_of(path: str, number: int, block: Block) -> str:
    """The id by which a block's bookmark names it."""
    return f"{path}_{number}_{type(block).__name__.lower()}"


def _run_into(
    following: Block | None, heading: Heading, draft: Draft, setting: Setting
) -> TypeGuard[Paragraph]:
    """Whether a heading begins the line of its text: by custom one that ends with a full stop.

    Others stand apart, also where the printed page runs them in, so that Word navigates by them.
    """
    return (
        isinstance(following, Paragraph)
        and setting.style == "BodyText"
        and draft.sheet.style.headings.run_in != "never"
        and plain(heading.runs).endswith("。")
    )


def _run_in(draft: Draft, headed: tuple[str, Heading], text: tuple[str, Paragraph]) -> Element:
    """A heading and its text as one paragraph, each with the place that its bookmark names.

    The heading is in the style that is linked to its own: Word's contents list it like the others.
    """
    (heading_place, heading), (place, following) = headed, text
    style, role = f"Heading{heading.level}Char", f"heading{heading.level}"
    words = inline(draft, heading.runs, draft.sheet.text(role), style)
    return w(
        "p",
        paragraph_properties(w("pStyle", val="BodyText")),
        *draft.named(bookmark(heading_place), words),
        *draft.named(bookmark(place), inline(draft, following.runs, draft.sheet.style.body)),
    )


def paragraph(
    draft: Draft, style: str, role: str, runs: Runs, *properties: Element | None
) -> Element:
    """A paragraph in a named style."""
    return w(
        "p",
        paragraph_properties(w("pStyle", val=style), *properties),
        *inline(draft, runs, draft.sheet.text(role)),
    )


def _block(  # noqa: C901, PLR0911 - one arm a kind of block
    draft: Draft, block: Block, setting: Setting, path: str, *, first: bool
) -> list[Element]:
    match block:
        case Paragraph():
            return [paragraph(draft, setting.style, setting.role, block.runs)]
        case Heading():
            style = f"Heading{block.level}"
            return [paragraph(draft, style, f"heading{block.level}", block.runs)]
        case Figure() | Gallery():
            return _plate(draft, draft.prepared.plates[block], setting)
        case Quote():
            return _quote(draft, block, setting, path)
        case List():
            return _list(draft, block, setting, path)
        case Names():
            sections = not setting.inside and draft.sheet.style.page.columns == 1
            return names_elements(draft, block, setting.width, sections=sections, first=first)
        case Code():
            return [paragraph(draft, "HTMLPreformatted", "code", (Run(block.text),))]
        case Table():
            return _table(draft, block, setting)
        case Box():
            return _box(draft, block, setting, path)
        case Note():
            return []
        case Rule():
            return [w("p", paragraph_properties(w("pStyle", val="Rule")))]
        case _:
            assert_never(block)


def _plate(draft: Draft, plate: Plate, setting: Setting) -> list[Element]:
    """Pictures; those that are wider than a column part the columns and stand across."""
    style = draft.sheet.style
    widest = max((sum(placed.width for placed in row) for row in plate.rows), default=0)
    if setting.inside or style.page.columns == 1 or widest <= style.column_pt * NEARLY:
        return plate_elements(draft, plate, setting.width)
    before, across = seam(), plate_elements(draft, plate, style.measure_pt)
    close_section(draft, before, style.page.columns)
    close_section(draft, across[-1])
    return [before, *across]


def _quote(draft: Draft, quote: Quote, setting: Setting, path: str) -> list[Element]:
    pull = quote.pull or setting.role == "pull"
    style, role, signed = (
        ("IntenseQuote", "pull", "PullAttribution") if pull else ("Quote", "quote", "Attribution")
    )
    inside = replace(setting, style=style, role=role, inside=True)
    made = blocks_elements(draft, quote.blocks, inside, path)
    if quote.attribution:
        made.append(paragraph(draft, signed, "attribution", signature(quote.attribution)))
    elif pull and not any(isinstance(block, Quote) for block in quote.blocks[-1:]):
        made.append(table_gap())
    return made


def _list(draft: Draft, block: List, setting: Setting, path: str) -> list[Element]:
    level = min(setting.level, LAST_LIST_LEVEL)
    number = draft.numbered(ordered=block.ordered, level=level, start=block.start)
    marker = w("numPr", w("ilvl", val=level), w("numId", val=number))
    depth = min(level + 1, LAST_CONTINUE)
    inside = replace(
        setting,
        style="ListContinue" if depth == 1 else f"ListContinue{depth}",
        role="body",
        level=setting.level + 1,
        inside=True,
    )
    style = "ListNumber" if block.ordered else "ListBullet"
    made: list[Element] = []
    for index, item in enumerate(block.items, 1):
        elements = blocks_elements(draft, item, inside, f"{path}_{index}")
        first = item[0] if item else None
        if not isinstance(first, Paragraph):
            elements.insert(0, paragraph(draft, style, "body", ()))
        made += _itemised(elements, style, marker)
    return made


def _itemised(elements: list[Element], style: str, marker: Element) -> list[Element]:
    """The elements of an item, its first paragraph bearing the list's marker."""
    properties = paragraph_properties(w("pStyle", val=style), deepcopy(marker))
    elements[0].replace(elements[0][0], properties)
    return elements


def _table(draft: Draft, block: Table, setting: Setting) -> list[Element]:
    measure = twips(setting.width)
    columns = max((len(row) for row in (block.head, *block.rows)), default=0)
    if not columns:
        return []
    edges = even(measure, columns)
    rows = [_cells(draft, block, row, edges) for row in block.rows]
    if any(block.head):
        rows.insert(0, _cells(draft, block, block.head, edges, head=True))
    above = table_gap()
    if block.caption:
        above = paragraph(draft, "TableCaption", "caption", block.caption)
        above[1:1] = hidden_number("表")
    return [above, table("Ruled", rows), table_gap()]


def _cells(
    draft: Draft,
    block: Table,
    cells: tuple[Runs, ...],
    edges: list[tuple[int, int]],
    *,
    head: bool = False,
) -> Row:
    """A row; cells that it lacks are empty."""
    style, role = ("TableHead", "table_head") if head else ("TableText", "table")

    def cell(index: int, left: int, right: int) -> Cell:
        runs = cells[index] if index < len(cells) else ()
        align = block.align[index] if index < len(block.align) else ""
        return Cell([paragraph(draft, style + _ALIGNED[align], role, runs)], left, right)

    return Row(tuple(cell(index, *edge) for index, edge in enumerate(edges)), head=head)


def _box(draft: Draft, box: Box, setting: Setting, path: str) -> list[Element]:
    content = box_content(draft, box, setting.width, path)
    row = Row((Cell(content, 0, twips(setting.width)),), keep=False)
    return [table_gap(), table("Box", [row]), table_gap()]


def box_content(draft: Draft, box: Box, width: Pt, path: str) -> list[Element]:
    """What stands in a box, as a cell of a table."""
    inside = Setting("BoxText", "box", width, inside=True)
    content = blocks_elements(draft, box.blocks, inside, path)
    if box.title:
        content.insert(0, paragraph(draft, "BoxTitle", "box_title", (Run(box.title),)))
    if not content or content[-1].tag != w("p").tag:
        content.append(seam())
    return content
