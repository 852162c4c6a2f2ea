"""Tables: whether their columns fit side by side, and each of their rows on a page."""

from collections.abc import Iterator, Sequence
from math import ceil

from publisher.article import Article, Runs, Table, plain
from publisher.findings import Finding
from publisher.prepared.rooms import rooms
from publisher.style.house import HouseStyle
from publisher.typography.columns import GAP, column_widths, need
from publisher.typography.titles import title_width


def check_tables(article: Article, style: HouseStyle) -> Iterator[Finding]:
    """`table-wide`, `table-tall`."""
    for block, room in rooms(article.blocks, style):
        if isinstance(block, Table) and block.columns:
            yield from _table(block, room / style.texts["table"].size, style)


def _table(table: Table, room: float, style: HouseStyle) -> Iterator[Finding]:
    rows = (table.head, *table.rows)
    columns = [
        need((plain(row[n]), _wide(row[n])) for row in rows if n < len(row))
        for n in range(table.columns)
    ]
    free = room - GAP * (table.columns - 1)
    lacking = sum(column.least for column in columns) - free
    if lacking > 0:
        arguments = {"columns": table.columns, "lacking": ceil(lacking)}
        yield Finding("table-wide", table.span, arguments)
    widths = column_widths(columns, free)
    most = style.page.lines * style.body.leading / style.texts["table"].leading
    for number, row in enumerate(table.rows, 1):
        if _lines(row, widths) > most:
            yield Finding("table-tall", table.span, {"row": number})
            return


def _lines(row: Sequence[Runs], widths: Sequence[float]) -> int:
    """How many lines a row takes at least."""
    return max(
        (ceil(_wide(cell) / width) for cell, width in zip(row, widths, strict=False)), default=0
    )


def _wide(cell: Runs) -> float:
    """The width of the longest line of a cell, in em."""
    return max(map(title_width, plain(cell).split("\n")))
