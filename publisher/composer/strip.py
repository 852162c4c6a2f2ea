"""A paragraph as one endless line: what each token takes in it, and saves at a line's edge.

Adjacent marks give up half an em (CLREQ 3.1.6), Han and Latin stand a quarter em apart (3.2.2). All
is summed from the left, so that any stretch is measured by two look-ups.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from publisher.composer.justify import GAP, Room
from publisher.composer.segment import CLOSERS, OPENERS, Cut, Kind, Token, meet

Width = Callable[[str, int, Kind], float]
"""The advance, in em, of characters of a kind that begin at an offset of the paragraph."""

Trims = Callable[[str, int], tuple[float, float]]
"""How much white, in em, a mark at an offset can give up before and after its ink."""

HALF = 0.5

_UNSPACED = frozenset((Kind.WORD, Kind.DASH, Kind.BASE))
_SILENT = frozenset((Kind.SPACE, Kind.DASH, Kind.OPENER, Kind.CLOSER, Kind.MIDDLE))


def halves(mark: str, _: int) -> tuple[float, float]:
    """What full-width marks of the mainland give up: the half em that they leave white."""
    return (HALF if mark in OPENERS else 0.0), (HALF if mark in CLOSERS else 0.0)


@dataclass(slots=True)
class Cell:
    """A token in the strip; all widths in em.

    `before`, `after`: white that it gives up wherever it stands, to a mark beside it; `opens`,
    `closes`: white that it can give up yet; `gap`: a quarter em follows; `spaced`: slack goes
    behind it; `called`: a note's call follows; `hidden`: a typed space that is not set; `tight`:
    the mark before it gave up its white, so it gives none up inside a line.
    """

    token: Token
    width: float
    opens: float = 0.0
    closes: float = 0.0
    before: float = 0.0
    after: float = 0.0
    gap: bool = False
    spaced: bool = True
    called: bool = False
    hidden: bool = False
    tight: bool = False

    @property
    def space(self) -> bool:
        """Whether it is a space that is set."""
        return self.token.kind is Kind.SPACE and not self.hidden

    @property
    def natural(self) -> float:
        """What it takes inside a line."""
        return self.width - self.before - self.after + (GAP if self.gap else 0.0)

    @property
    def lead(self) -> float:
        """What it saves at the start of a line."""
        return self.natural if self.token.kind is Kind.SPACE else self.opens

    @property
    def trail(self) -> float:
        """What it saves at the end of a line."""
        if self.token.kind is Kind.SPACE:
            return self.natural
        return self.closes + (GAP if self.gap else 0.0)


class Strip:
    """The cells of a paragraph and their sums, up to a line's start and to its end."""

    def __init__(self, cells: Sequence[Cell], hyphen: Callable[[Cell], float]) -> None:
        self.cells = cells
        self.cuts = [cell.token.cut for cell in cells]
        self.starts: list[float] = []
        self.ends = [0.0]
        self.gives_from: list[float] = []
        self.gives_to = [0.0]
        self.han_from, self.han_to = [0], [0]
        self.gaps_from, self.gaps_to = [0], [0]
        self.spaces_from, self.spaces_to = [0], [0]
        self._voiced = [0]
        at = gives = 0.0
        han = gaps = spaces = tail = 0
        for cell, cut in zip(cells, (*self.cuts[1:], Cut.FREE), strict=True):
            opens = 0.0 if cell.tight else cell.opens
            self.starts.append(at + cell.lead)
            self.gives_from.append(gives + opens)
            at += cell.natural
            gives += opens + cell.closes
            han += cell.spaced
            gaps += cell.gap
            space = cell.space
            spaces += space
            tail = (tail if cell.token.kind is Kind.SPACE else 0) + (
                cell.spaced and not cell.called
            )
            self.ends.append(at - cell.trail + (hyphen(cell) if cut is Cut.HYPHEN else 0.0))
            self.gives_to.append(gives - cell.closes)
            self.han_from.append(han)
            self.han_to.append(han - tail)
            self.gaps_from.append(gaps)
            self.gaps_to.append(gaps - cell.gap)
            self.spaces_from.append(spaces)
            self.spaces_to.append(spaces - space)
            self._voiced.append(self._voiced[-1] + _voice(cell))

    def length(self, first: int, last: int) -> float:
        """How long a line from one cell to before another is, until slack is spread in it."""
        return self.ends[last] - self.starts[first]

    def room(self, first: int, last: int) -> Room:
        """What can give and take in a line."""
        han = self.han_to[last] - self.han_from[first]
        marks = self.gives_to[last] - self.gives_from[first]
        return Room(
            max(han, 0),
            self.gaps_to[last] - self.gaps_from[first],
            self.spaces_to[last] - self.spaces_from[first],
            max(marks, 0.0),
        )

    def voiced(self, first: int, last: int) -> int:
        """How many characters of a line are no marks."""
        return self._voiced[last] - self._voiced[first]


def _voice(cell: Cell) -> int:
    start, end, kind, _ = cell.token
    return 0 if kind in _SILENT else end - start


def laid(
    text: str, tokens: Sequence[Token], width: Width, trims: Trims, extras: Mapping[int, float]
) -> Strip:
    """The strip of a text; `extras`: what stands at an offset beside the text, by its width."""
    cells = [_cell(token, text, width, trims) for token in tokens]
    for first, last in words(tokens):
        _kern(cells[first:last], text, width)
    if extras:
        _call(cells, extras)
    for one, other in pairwise(cells):
        if not one.called:
            _pair(one, other, text)
    for before, cell, after in zip((None, *cells), cells, (*cells[1:], None), strict=False):
        if cell.token.kind is Kind.SPACE:
            _hide(cell, before, after, text)
    return Strip(cells, lambda cell: width("-", cell.token.start, Kind.WORD))


def _cell(token: Token, text: str, width: Width, trims: Trims) -> Cell:
    start, end, kind, _ = token
    if kind is Kind.WIDE:
        return Cell(token, width(text[start:end], start, kind))
    if kind is Kind.OPENER or kind is Kind.CLOSER:
        return Cell(token, width(text[start], start, kind), *trims(text[start], start))
    said = " " if kind is Kind.SPACE else text[start:end]
    return Cell(token, width(said, start, kind), spaced=kind not in _UNSPACED)


def words(tokens: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """The tokens that together are a word: the first, and the one behind the last."""
    first = 0
    for number in range(1, len(tokens) + 1):
        if number == len(tokens) or not divides(tokens[number].cut):
            if number - first > 1:
                yield first, number
            first = number


def divides(cut: Cut) -> bool:
    """Whether a cut divides a word."""
    return cut is Cut.JOINT or cut is Cut.HYPHEN or cut is Cut.ANYWHERE


def _kern(parts: Sequence[Cell], text: str, width: Width) -> None:
    """Let the first part of a word take what is won or lost between its parts."""
    start = parts[0].token.start
    whole = width(text[start : parts[-1].token.end], start, Kind.WORD)
    parts[0].width = whole - sum(part.width for part in parts[1:])


def _call(cells: Sequence[Cell], extras: Mapping[int, float]) -> None:
    """Give each cell what stands beside it; at the very start, the first one."""
    cells[0].width += extras.get(cells[0].token.start, 0.0)
    for cell in cells:
        start, end, _, _ = cell.token
        cell.width += sum(extras.get(at, 0.0) for at in range(start + 1, end + 1))
        if end in extras:
            cell.called, cell.closes = True, 0.0


def _pair(one: Cell, other: Cell, text: str) -> None:
    """What two neighbours do to one another."""
    kind, following = one.token.kind, other.token.kind
    if kind is Kind.CLOSER and following in (Kind.CLOSER, Kind.OPENER):
        if one.closes:
            one.after, one.closes = one.closes, 0.0
            other.tight = following is Kind.OPENER
        elif following is Kind.OPENER and one.width > HALF:
            other.before, other.opens = other.opens, 0.0
    elif kind is Kind.OPENER and following is Kind.OPENER:
        other.before, other.opens = other.opens, 0.0
    elif (kind is Kind.WORD) != (following is Kind.WORD):
        one.gap = meet(text[one.token.end - 1], text[other.token.start])


def _hide(cell: Cell, before: Cell | None, after: Cell | None, text: str) -> None:
    """Hide a typed space at the ends of the text, and between Han and Latin, where a gap stands."""
    if before is None or after is None:
        cell.hidden = True
    elif (before.token.kind is Kind.WORD) != (after.token.kind is Kind.WORD):
        cell.gap = meet(text[before.token.end - 1], text[after.token.start])
        cell.hidden = cell.gap
    if cell.hidden:
        cell.width = 0.0
    if cell.hidden or (before is not None and before.token.kind is Kind.WORD):
        cell.spaced = False  # a word space goes with the word before it
