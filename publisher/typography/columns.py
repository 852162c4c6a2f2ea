"""Widths of the columns of a table: as much as each text asks for, else as little as it bears.

All widths are em.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import sqrt

GAP = 1.0  # between columns
LEAST = 4  # Chinese in a narrower column reads like a ladder

_TOKEN = re.compile(r"[!-~\u00c0-\u024f]+")  # what no line end should divide
_FIGURE = 0.56  # em: a letter or figure at its widest, on the whole
_NEAR = 0.02  # faces differ, lengths are rounded


@dataclass(frozen=True)
class Need:
    """What a column asks for: the width of its longest text, and the least that it bears."""

    whole: float
    least: float


def need(cells: Iterable[tuple[str, float]]) -> Need:
    """What a column asks for whose cells have these characters, and so wide a line."""
    whole = least = 0.0
    for text, wide in cells:
        token = max((len(token) * _FIGURE for token in _TOKEN.findall(text)), default=0)
        whole = max(whole, wide)
        least = max(least, min(wide, max(LEAST, token)))
    return Need(whole + _NEAR, least + _NEAR)


def fits(needs: Sequence[Need], room: float) -> bool:
    """Whether every column gets the least that it bears."""
    return sum(need.least for need in needs) <= room


def column_widths(needs: Sequence[Need], room: float) -> tuple[float, ...]:
    """The widths of columns that fill a room.

    With room to spare each column gets as much more. Else the short ones are as wide as their
    text, and the long ones share what is left by the root of their lengths, so that neither
    becomes a ladder. Where not even the least fits, all are narrower than they bear.
    """
    whole, least = sum(need.whole for need in needs), sum(need.least for need in needs)
    if whole <= room:
        more = (room - whole) / max(len(needs), 1)
        return tuple(need.whole + more for need in needs)
    if least >= room:
        return tuple(need.least * room / least for need in needs)
    return _shared(needs, room)


def _shared(needs: Sequence[Need], room: float) -> tuple[float, ...]:
    """Widths between the least and the whole, in the end by the root of the length."""
    settled = _short(needs, room)
    while True:
        rest = [n for n in range(len(needs)) if n not in settled]
        left = room - sum(settled.values())
        total = sum(sqrt(needs[n].whole) for n in rest)
        shares = {n: left * sqrt(needs[n].whole) / total for n in rest}
        narrow = {n: needs[n].least for n in rest if shares[n] < needs[n].least}
        wide = {n: needs[n].whole for n in rest if shares[n] > needs[n].whole}
        # What lacks and what is spared decide which of them is settled first (CSS flex does so).
        spared = sum(shares[n] - wide[n] for n in wide) - sum(narrow[n] - shares[n] for n in narrow)
        found = {**(narrow if spared <= 0 else {}), **(wide if spared >= 0 else {})}
        if not found:
            return tuple({**settled, **shares}[n] for n in range(len(needs)))
        settled |= found
        if len(settled) == len(needs):
            return tuple(settled[n] for n in range(len(needs)))


def _short(needs: Sequence[Need], room: float) -> dict[int, float]:
    """The columns that ask for no more than their equal share, as far as the others bear it."""
    settled: dict[int, float] = {}
    for number in sorted(range(len(needs)), key=lambda number: needs[number].whole):
        left = room - sum(settled.values())
        rest = [n for n in range(len(needs)) if n not in settled and n != number]
        wanted = needs[number].whole
        if wanted > left / (len(rest) + 1) or wanted + sum(needs[n].least for n in rest) > left:
            break
        settled[number] = wanted
    return settled
