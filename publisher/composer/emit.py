"""A composed line as pieces with classes, which a writer makes into markup."""

from collections.abc import Sequence

from publisher.composer.fallback import Piece
from publisher.composer.justify import Fit
from publisher.composer.segment import QUOTATION, Cut, Kind
from publisher.composer.strip import Cell, Strip, divides

STEP = 0.00205
"""Letter-spacing, in em, that WeasyPrint draws as it lays it out, in multiples: it writes the part
of it behind a glyph, 488 thousandths, in whole thousandths of an em."""

ROUNDING = 0.0001  # em: so much more, or the next smaller thousandth would be drawn


def pieces(
    strip: Strip, text: str, first: int, last: int, *, quotes: bool, give: bool
) -> tuple[Piece, ...]:
    """The pieces of a line, as few as can be: each ends where something is done behind it.

    `quotes`: quotation marks come from another face and stand alone; `give`: marks give up white.
    """
    cells = _set(strip.cells[first:last])
    owns = [_own(cell, text, quotes=quotes) for cell, _ in cells]
    found: list[Piece] = []
    begun: list[Cell] = []
    ahead = "open" if cells and cells[0][0].opens else ""
    for number, (cell, gap) in enumerate(cells):
        own = owns[number - len(begun)]
        begun.append(cell)
        behind = led = ""
        if number + 1 < len(cells):
            following = cells[number + 1][0]
            behind = _between(cell, following, give=give, gap=gap)
            if not behind and _joins(own, owns[number + 1], following):
                continue
            if behind == "gap" and not own and owns[number + 1] == "latin":
                behind, led = "", "ahead"  # the word is a box in any case
        found.append(_piece(begun, text, (ahead, own, behind)))
        begun, ahead = [], led
    return tuple(found)


def _set(cells: Sequence[Cell]) -> list[tuple[Cell, bool]]:
    """The cells that are printed, none a space at a line's end, and whether a gap follows each."""
    kept: list[tuple[Cell, bool]] = []
    for cell in cells:
        if not cell.hidden and (kept or not cell.space):
            kept.append((cell, cell.gap))
        elif cell.gap and kept:
            kept[-1] = (kept[-1][0], True)
    while kept and kept[-1][0].space:
        kept.pop()
    return kept


def _piece(cells: Sequence[Cell], text: str, classes: tuple[str, ...]) -> Piece:
    said = (" " if cell.space else text[cell.token.start : cell.token.end] for cell in cells)
    start, end = cells[0].token.start, cells[-1].token.end
    return Piece(start, end, "".join(said), tuple(filter(None, classes)))


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


def _own(cell: Cell, text: str, *, quotes: bool) -> str:
    """How a cell is set, whatever stands beside it."""
    kind = cell.token.kind
    if kind is Kind.WORD:
        return "latin"
    if kind is Kind.DASH or kind is Kind.BASE:
        return kind.value
    return "mark" if quotes and text[cell.token.start] in QUOTATION else ""


def _between(one: Cell, other: Cell, *, give: bool, gap: bool) -> str:
    """What is done between two cells: white is taken away, or a gap stands there."""
    if one.after or other.before:
        return "close"
    if give and (one.closes or (other.opens and not other.tight)):
        return "give"
    return "gap" if gap else ""


def _joins(own: str, next_own: str, following: Cell) -> bool:
    """Whether a cell goes on with the piece before it: plain text, a space, the rest of a word.

    Words are pieces by themselves: what the layout engine rounds in one does not move the next.
    """
    if following.space:
        return own in ("", "latin")
    return (not own and not next_own) or (own == "latin" and divides(following.token.cut))


def hyphenated(strip: Strip, last: int) -> bool:
    """Whether a line ends between syllables."""
    return last < len(strip.cells) and strip.cuts[last] is Cut.HYPHEN
