"""A composed line as pieces with classes, which a writer makes into markup."""

from collections.abc import Iterator, Sequence

from publisher.composer.fallback import Piece
from publisher.composer.justify import Fit
from publisher.composer.segment import QUOTATION, Cut, Kind
from publisher.composer.strip import Cell, Strip, divides

STEP = 0.00205
"""Letter-spacing, in em, that WeasyPrint draws as it lays it out, in multiples: it writes the part
of it behind a glyph, 488 thousandths, in whole thousandths of an em."""

ROUNDING = 0.0001  # em: so much more, or the next smaller thousandth would be drawn


def pieces(strip: Strip, text: str, first: int, last: int, *, quotes: bool) -> tuple[Piece, ...]:
    """The pieces of a line; neighbours to which nothing is done form one.

    `quotes`: quotation marks come from another face and stand alone.
    """
    found: list[tuple[int, int, str, tuple[str, ...]]] = []
    cells = strip.cells[first:last]
    while cells and cells[-1].token.kind is Kind.SPACE:
        cells = cells[:-1]
    for number, cell in enumerate(cells):
        if cell.hidden or (number == 0 and cell.token.kind is Kind.SPACE):
            continue
        start, end, kind, _ = cell.token
        said = " " if kind is Kind.SPACE else text[start:end]
        classes = tuple(_classes(cells, number, text, quotes=quotes))
        if found and _joins(found[-1][3], classes, cell):
            before, _, already, had = found[-1]
            gap = ("gap",) if "gap" in classes else ()
            found[-1] = (before, end, already + said, had + gap)
        else:
            found.append((start, end, said, classes))
    return tuple(Piece(*piece) for piece in found)


def steps(strip: Strip, first: int, last: int, made: Fit) -> tuple[tuple[int, float], ...]:
    """The letter-spacing of a line's parts, each by the offset at which it ends.

    One value, or two that together are the slack, both as the layout engine draws them.
    """
    end = strip.cells[last - 1].token.end
    han = strip.room(first, last).han
    if not made.han or not han:
        return ((end, 0.0),)
    level = int(made.han // STEP)
    less, more = _spacing(level), _spacing(level + 1)
    count = round((made.han - less) * han / (more - less))
    if count <= 0:
        return ((end, less),)
    if count >= han:
        return ((end, more),)
    behind = [cell.token.end for cell in strip.cells[first:last] if cell.spaced]
    return (behind[count - 1], more), (end, less)


def _spacing(level: int) -> float:
    if not level:
        return 0.0
    return level * STEP + (ROUNDING if level > 0 else -ROUNDING)


def _joins(had: Sequence[str], classes: Sequence[str], cell: Cell) -> bool:
    """Whether a cell goes on with the piece before it: plain text, a space, the rest of a word.

    Words are pieces by themselves: what the layout engine rounds in one does not move the next.
    """
    if "gap" in had:
        return False
    if cell.token.kind is Kind.SPACE:
        return not had or "latin" in had
    return (not had and not classes) or (divides(cell.token.cut) and "latin" in had)


def _classes(cells: Sequence[Cell], number: int, text: str, *, quotes: bool) -> Iterator[str]:
    cell = cells[number]
    kind, at_end = cell.token.kind, number == len(cells) - 1
    if kind is Kind.WORD:
        yield "latin"
        if number and cells[number - 1].gap:
            yield "ahead"
        if not at_end and (cell.gap or (cells[number + 1].gap and cells[number + 1].hidden)):
            yield "gap"
    elif kind is Kind.DASH or kind is Kind.BASE:
        yield kind.value
    elif kind is Kind.OPENER:
        yield from _opened(cell, at_start=number == 0)
    elif kind is Kind.CLOSER and not at_end:
        yield from _closed(cell)
    if quotes and text[cell.token.start] in QUOTATION and kind is not Kind.WORD:
        yield "mark"


def _opened(cell: Cell, *, at_start: bool) -> Iterator[str]:
    if cell.before or (at_start and cell.opens):
        yield "open"
    elif cell.opens:
        yield "give-before"


def _closed(cell: Cell) -> Iterator[str]:
    if cell.after:
        yield "close"
    elif cell.closes:
        yield "give-after"


def hyphenated(strip: Strip, last: int) -> bool:
    """Whether a line ends between syllables."""
    return last < len(strip.cells) and strip.cuts[last] is Cut.HYPHEN
