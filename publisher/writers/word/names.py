"""Lists of names: organisations in columns of a section, people in a table row by row."""

from dataclasses import replace

from publisher.article import Names
from publisher.ooxml.element import Element
from publisher.style.units import Pt
from publisher.typography.titles import title_width
from publisher.writers.names import Columns
from publisher.writers.word.draft import Draft
from publisher.writers.word.inline import line
from publisher.writers.word.sections import close_section
from publisher.writers.word.tables import Cell, Row, seam, table, table_gap
from publisher.writers.word.units import twips

MOST_SECTION_COLUMNS = 3  # more are set as a table


def names_elements(
    draft: Draft, names: Names, width: Pt, *, sections: bool, first: bool = True
) -> list[Element]:
    """The elements of a list of names, under a rule if it is the first of its kind.

    `sections`: its columns may be a section of their own.
    """
    columns = Columns.of(names, draft.sheet.style, width)
    head = "NamesTitle" if first else "NextNamesTitle"
    title = [line(draft, head, "names_title", names.title)] if names.title else []
    items = [line(draft, "Names", "names", name) for name in names.items]
    if columns.count == 1:
        return [*title, *items, table_gap()]
    if columns.people or columns.count > MOST_SECTION_COLUMNS or not sections:
        return [*title, _grid(draft, names, columns), table_gap()]
    opening = title or [seam()]
    close_section(draft, opening[-1])
    close_section(draft, items[-1], columns.count)
    return [*opening, *items, table_gap()]


def _grid(draft: Draft, names: Names, columns: Columns) -> Element:
    """Names row by row; one that is longer than its column takes the next one too."""
    size = draft.sheet.text("names").size
    edges = [*(twips(Pt(columns.step * at)) for at in range(columns.count)), twips(columns.room)]
    rows: list[list[Cell]] = [[]]
    at = 0
    for name in names.items:
        span = columns.spans(title_width(name) * size)
        if at + span > columns.count:
            rows.append([])
            at = 0
        said = _spread(name) if columns.spread(name) else name
        rows[-1].append(Cell([line(draft, "Names", "names", said)], edges[at], edges[at + span]))
        at += span
    return table("NamesTable", [Row(_filled(row, edges[-1])) for row in rows])


def _filled(row: list[Cell], right: int) -> tuple[Cell, ...]:
    """A row whose last cell goes to the edge, since a row of Word's has no holes."""
    return (*row[:-1], replace(row[-1], right=right))


def _spread(name: str) -> str:
    return f"{name[0]}\u3000{name[1]}"
