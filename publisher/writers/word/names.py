"""Lists of names: organisations in columns of a section, people in a table row by row."""

from publisher.article import Names
from publisher.ooxml.element import Element, paragraph_properties, w
from publisher.style.units import Pt
from publisher.writers.word.draft import Draft
from publisher.writers.word.inline import words
from publisher.writers.word.running import close_section
from publisher.writers.word.tables import Cell, Row, even, seam, table, table_gap
from publisher.writers.word.units import twips

PERSON_MOST = 4  # the longest Chinese name of a person that still stands in a column of people
SPREAD = 3  # a name of two characters is spread to this many
MOST_SECTION_COLUMNS = 3  # more are set as a table


def names_elements(
    draft: Draft, names: Names, width: Pt, *, sections: bool, first: bool = True
) -> list[Element]:
    """The elements of a list of names, under a rule if it is the first of its kind.

    `sections`: its columns may be a section of their own.
    """
    size = draft.sheet.text("names").size
    longest = max((len(name) for name in names.items), default=0)
    people = longest <= PERSON_MOST
    columns = min(names.columns or _columns(longest, size, width), max(1, len(names.items)))
    head = "NamesTitle" if first else "NextNamesTitle"
    title = [_line(draft, head, "names_title", names.title)] if names.title else []
    items = [_line(draft, "Names", "names", name) for name in names.items]
    if columns == 1:
        return [*title, *items, table_gap()]
    if people or columns > MOST_SECTION_COLUMNS or not sections:
        spread = [_spread(name) if people else name for name in names.items]
        return [*title, _grid(draft, spread, columns, width), table_gap()]
    opening = title or [seam()]
    close_section(draft, opening[-1])
    close_section(draft, items[-1], columns)
    return [*opening, *items, table_gap()]


def _columns(longest: int, size: Pt, width: Pt) -> int:
    """People: as many as stand one em apart; organisations: two where half the room holds them."""
    if longest <= PERSON_MOST:
        return max(1, int((width + size) // ((max(longest, SPREAD) + 1) * size)))
    return 2 if longest * size <= width / 2 - size else 1


def _line(draft: Draft, style: str, role: str, characters: str) -> Element:
    return w(
        "p",
        paragraph_properties(w("pStyle", val=style)),
        *words(draft, characters, draft.sheet.text(role)),
    )


def _grid(draft: Draft, names: list[str], columns: int, width: Pt) -> Element:
    edges = even(twips(width), columns)
    filled = [*names, *([""] * (-len(names) % columns))]
    rows = (filled[start : start + columns] for start in range(0, len(filled), columns))
    return table(
        "Plate",
        [
            Row(
                tuple(
                    Cell([_line(draft, "Names", "names", name)], *edge)
                    for name, edge in zip(row, edges, strict=True)
                )
            )
            for row in rows
        ],
    )


def _spread(name: str) -> str:
    """A name of two characters as wide as one of three."""
    return f"{name[0]}\u3000{name[1]}" if len(name) == 2 else name
