"""Tables: a grid whose widths the cells repeat, since WPS reads the one and Word the other."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from publisher.ooxml.element import Element, paragraph_properties, w

Content = list[Element]


@dataclass(frozen=True)
class Cell:
    """Content that ends with a paragraph; it stands from one edge to another, in twips."""

    content: Content
    left: int
    right: int
    foot: str = "top"  # or center, bottom


@dataclass(frozen=True)
class Row:
    """Cells from left to right; `head` is repeated on the next page; `least` height in twips."""

    cells: tuple[Cell, ...]
    head: bool = False
    least: int = 0
    keep: bool = True


def table(style: str, rows: Sequence[Row], *, title: str = "") -> Element:
    """A table of fixed widths; its grid has a column between any two neighbouring cell edges."""
    edges = sorted({edge for row in rows for c in row.cells for edge in (c.left, c.right)})
    first_row = int(any(row.head for row in rows))
    return w(
        "tbl",
        w(
            "tblPr",
            w("tblStyle", val=style),
            w("tblW", w=edges[-1] - edges[0], type="dxa"),
            w("tblLayout", type="fixed"),
            w(
                "tblLook",
                val=f"{0x0700 + 0x0020 * first_row:04X}",
                firstRow=first_row,
                lastRow=0,
                firstColumn=0,
                lastColumn=1,
                noHBand=1,
                noVBand=1,
            ),
            w("tblDescription", val=title) if title else None,
        ),
        w("tblGrid", *(w("gridCol", w=b - a) for a, b in pairwise(edges))),
        *(_row(row, edges) for row in rows),
    )


def even(measure: int, columns: int) -> list[tuple[int, int]]:
    """The left and right edges of columns of one width."""
    return list(pairwise(round(measure * n / columns) for n in range(columns + 1)))


def _row(row: Row, edges: list[int]) -> Element:
    return w(
        "tr",
        w(
            "trPr",
            w("cantSplit") if row.keep else None,
            w("trHeight", val=row.least, hRule="atLeast") if row.least else None,
            w("tblHeader") if row.head else None,
        ),
        *(_cell(cell, edges) for cell in row.cells),
    )


def _cell(cell: Cell, edges: list[int]) -> Element:
    span = edges.index(cell.right) - edges.index(cell.left)
    return w(
        "tc",
        w(
            "tcPr",
            w("tcW", w=cell.right - cell.left, type="dxa"),
            w("gridSpan", val=span) if span > 1 else None,
            w("vAlign", val=cell.foot) if cell.foot != "top" else None,
        ),
        *cell.content,
    )


def empty(style: str) -> Element:
    """A paragraph without text, for the room or the rule that its style gives it."""
    return w("p", paragraph_properties(w("pStyle", val=style)))


def seam() -> Element:
    """A paragraph without height, where Word asks for one: after a table, at a section's end."""
    return empty("Seam")


def table_gap(*, lead: bool = False) -> Element:
    """The space between a table and the text."""
    return empty("LeadGap" if lead else "TableGap")
