"""Lines of a title: the fewest that fit, in a good shape, broken where a reader would pause.

A title at the left has lines as even as can be; a centred one of an official document forms a
trapezium or a diamond (GB/T 9704-2012 7.3.1). No comma ends a line of a title.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from itertools import pairwise
from math import ceil, inf
from typing import Literal

from publisher.typography.marks import is_han
from publisher.typography.pauses import AT_COMMA, breaks, is_narrow, pauses

Shape = Literal["even", "trapezium"]

_AUTHORS_BREAK = "|"
_ALIKE = 0.75  # of the longer of two neighbours: the shorter should not be less
_PAUSED_ALIKE = 0.6  # where the author pauses
_UNEVEN = 12.0  # what it costs if it is, beside their shapes
_LAST_LEAST, _SHORT = 0.5, 60.0  # the last line, of the mean
_MOST_SHAPED = 4  # lines; a longer title has no shape that an eye sees
_SLOPES = (0.09, 0.18)  # of the mean: by how much the ends of a trapezium leave it
_GAP = 0.25
# Advances of the heaviest song, in em, which are the widest of all faces that set titles.
_WIDE = {"M": 1.04, "W": 1.12, "m": 1.04, "w": 0.9, "@": 1.02, "%": 1.0, "H": 0.88}
_NARROW = " .,:;'|!il()[]{}-j"


def title_length(title: str) -> int:
    """How many characters a title counts: two of Latin script for one, `|` for none."""
    return round(sum(0.5 if is_narrow(char) else 1.0 for char in title if char != _AUTHORS_BREAK))


def title_text(title: str) -> str:
    """The title on one line, for running heads, outlines and metadata: a space for each `|`."""
    return " ".join(part for part in (p.strip() for p in title.split(_AUTHORS_BREAK)) if part)


def title_lines(title: str, room: float, shape: Shape = "even") -> tuple[str, ...]:
    """The lines of a title on a measure of `room` em: the fewest that fit, in their shape.

    A `|` ends a line where the author wants it; joined with its spaces left out, the lines are the
    title. A word that is wider than the measure stands on a line of its own.
    """
    parts = (" ".join(part.split()) for part in title.split(_AUTHORS_BREAK))
    return tuple(line for part in parts if part for line in _broken(part, room, shape)) or ("",)


def is_forced(title: str, lines: Sequence[str]) -> bool:
    """Whether one of a title's lines ends where none should: in a word, before what it needs."""
    waiting = list(lines)
    for part in title.split(_AUTHORS_BREAK):
        text, at = " ".join(part.split()), 0
        ends: list[int] = []
        while waiting and at < len(text):
            at = text.index(waiting[0], at) + len(waiting.pop(0))
            ends.append(at + text[at:].startswith(" "))
        inner = set(ends[:-1])
        if not inner <= pauses(text).keys() and any(breaks(text)[end] >= AT_COMMA for end in inner):
            return True
    return False


def title_width(text: str) -> float:
    """The width of title text in em, never less than in the faces that set titles."""
    return sum(map(_advance, text)) + _GAP * sum(_meet(*pair) for pair in pairwise(text))


def _broken(text: str, room: float, shape: Shape) -> tuple[str, ...]:
    least = ceil(title_width(text) / room)
    if least == 1:
        return (text,)
    # Loading a dictionary takes long. A pause would go before its words too, if lines are not more
    # uneven than this.
    paused = _Title(text, pauses(text), room).lines(least, shape)
    widths = tuple(map(title_width, paused))
    if paused and all(min(pair) >= _PAUSED_ALIKE * max(pair) for pair in pairwise(widths)):
        return paused
    title = _Title(text, breaks(text), room)
    found = (title.lines(count, shape) for count in range(least, len(title.places)))
    return next((lines for lines in found if lines), (text,))


class _Title:
    """A title that may be broken at some places, each at its cost, on a measure of `room` em."""

    def __init__(self, text: str, costs: Mapping[int, float], room: float) -> None:
        self.places = (0, *sorted(costs), len(text))
        self._text, self._costs, self._room = text, costs, room
        self._width = cache(lambda first, last: title_width(self._line(first, last)))
        self._widest = max(room, *(self._width(n, n + 1) for n in range(len(self.places) - 1)))

    def lines(self, count: int, shape: Shape) -> tuple[str, ...]:
        """The cheapest `count` lines no wider than the room in the best form; or none."""
        found = (self._formed(form) for form in _forms(count, shape))
        _, lines = min(found, key=lambda pair: pair[0])
        return lines

    def _line(self, first: int, last: int) -> str:
        return self._text[self.places[first] : self.places[last]].strip()

    def _formed(self, form: Sequence[float]) -> tuple[float, tuple[str, ...]]:
        count, end = len(form), len(self.places) - 1
        mean = title_width(self._text) / count
        nothing: tuple[float, tuple[str, ...]] = (inf, ())

        @cache
        def rest(before: int, first: int, number: int) -> tuple[float, tuple[str, ...]]:
            """The cheapest lines from place `first` on; `before`: where the line above begins."""
            if number == count:
                return (0.0, ()) if first == end else nothing
            if self._width(first, end) > self._widest * (count - number):
                return nothing
            above = self._width(before, first) / mean if number else 0.0
            best = nothing
            for last in range(first + 1, end + 1):
                width = self._width(first, last)
                if width > self._room and last > first + 1:
                    break
                after, lines = rest(first, last, number + 1)
                cost = after + self._costs.get(self.places[last], 0.0)
                cost += _cost(above, width / mean, form[number], last=number == count - 1)
                if cost < best[0]:
                    best = (cost, (self._line(first, last), *lines))
            return best

        return rest(0, 0, 0)


def _cost(above: float, length: float, due: float, *, last: bool) -> float:
    """What a line costs under another; its own length, what is due, in shares of the mean."""
    cost = ((length - due) * 10) ** 2
    if above and min(above, length) < _ALIKE * max(above, length):
        cost += _UNEVEN
    return cost + (_SHORT if last and length < _LAST_LEAST else 0.0)


def _forms(count: int, shape: Shape) -> tuple[tuple[float, ...], ...]:
    """How long each line should be, in shares of the mean, in every form that the shape has."""
    if shape == "even" or count > _MOST_SHAPED:
        return ((1.0,) * count,)
    ramp = [2 * n / (count - 1) - 1 for n in range(count)]  # -1 … 1
    slopes = _SLOPES if count > 2 else _SLOPES[:1]
    growing = [tuple(1 + slope * r for r in ramp) for slope in slopes]
    bulge = [1 - abs(r) for r in ramp]
    middle = sum(bulge) / count
    diamond = tuple(1 + 2 * _SLOPES[0] * (b - middle) for b in bulge)
    shrinking = [form[::-1] for form in growing]
    return (*shrinking, *growing, *([diamond] if count > 2 else []))


def _advance(char: str) -> float:
    if not is_narrow(char):
        return 1.0
    if char in _WIDE:
        return _WIDE[char]
    if char.isupper() or char == "&":
        return 0.84
    return 0.43 if char in _NARROW else 0.7 if char.isalpha() else 0.64


def _meet(one: str, other: str) -> bool:
    """Whether Han and Latin meet, which are set a quarter em apart."""
    return any(is_han(a) and b.isascii() and b.isalnum() for a, b in ((one, other), (other, one)))
