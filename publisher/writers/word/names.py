"""Lists of names: organisations in columns of a section, people in a table row by row."""

from publisher.article import Names
from publisher.ooxml.element import Element
from publisher.style.units import Pt
from publisher.writers.names import Columns
from publisher.writers.word.draft import Draft
from publisher.writers.word.inline import line
from publisher.writers.word.sections import close_section
from publisher.writers.word.tables import Cell, Row, even, seam, table, table_gap
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
        spread = [_spread(name) if columns.spread(name) else name for name in names.items]
        return [*title, _grid(draft, spread, columns.count, width), table_gap()]
    opening = title or [seam()]
    close_section(draft, opening[-1])
    close_section(draft, items[-1], columns.count)
    return [*opening, *items, table_gap()]


def _grid(draft: Draft, names: list[str], columns: int, width: Pt) -> Element:
    edges = even(twips(width), columns)
    filled = [*names, *([""] * (-len(names) % columns))]
    rows = (filled[start : start + columns] for start in range(0, len(filled), columns))
    return table(
        "Plate",
        [
            Row(
                tuple(
                    Cell([line(draft, "Names", "names", name)], *edge)
                    for name, edge in zip(row, edges, strict=True)
                )
            )
            for row in rows
        ],
    )


def _spread(name: str) -> str:
    return f"{name[0]}\u3000{name[1]}"
