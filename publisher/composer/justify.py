"""Where the slack of a line goes, and who gives when a line is too full.

The order is that of CLREQ 3.2.3: a line that is too full takes from full-width marks, then from the
gaps between Han and Latin, then from word spaces, last a hair between ideographs; one that is too
short gives to word spaces, then to those gaps, then between ideographs.
"""

from typing import NamedTuple

GAP = 0.25  # em between Han and Latin
GAP_LEAST, GAP_MOST = 0.125, 0.5
SPACE_GIVES = 0.08  # em of each word space
SPACE_TAKES = 0.251  # a quarter, but no whole pixels, half of which Pango would round
HAIR = 0.03  # em between ideographs: as much closer as no eye sees
SPACE_SHARE = 4  # a word space takes as much as four ideographs when all else is spent
HOLE = 5000.0  # the cost of a line so loose (.15 em) that one more em makes no difference


class Room(NamedTuple):
    """What can give and take in a line: `marks` in em; the others are numbers of places."""

    han: int
    gaps: int
    spaces: int
    marks: float


class Fit(NamedTuple):
    """How a line is filled: em added at each place; `marks` is the share that marks give up.

    `cost`: how much worse than a line that needs nothing; `tone`: 1 for a loose line, -1 for a
    tight one; `short`: em that nothing could take.
    """

    han: float = 0.0
    gap: float = 0.0
    space: float = 0.0
    marks: float = 0.0
    cost: float = 0.0
    tone: int = 0
    short: float = 0.0


SOLID = Fit()
_NOTHING = 1e-6


def fit(slack: float, room: Room) -> Fit | None:
    """How `slack` (em; negative where a line is too full) is spread; None where too much is."""
    if -_NOTHING < slack < _NOTHING:
        return SOLID
    return _shrunk(-slack, *room) if slack < 0 else _stretched(slack, room.han, *room[1:3])


def _shrunk(need: float, han: int, gaps: int, spaces: int, marks: float) -> Fit | None:
    if need > marks + gaps * (GAP - GAP_LEAST) + spaces * SPACE_GIVES + han * HAIR:
        return None
    share = min(need / marks, 1.0) if marks else 0.0
    need -= share * marks
    cost = 2 * share**3
    if need < _NOTHING:
        return Fit(0.0, 0.0, 0.0, share, cost, -1 if cost > 1 else 0)
    gap = min(need / gaps, GAP - GAP_LEAST) if gaps else 0.0
    need -= gap * gaps
    space = min(need / spaces, SPACE_GIVES) if spaces else 0.0
    need -= space * spaces
    cost += 5 * (gap / (GAP - GAP_LEAST)) ** 2 + 4 * (space / SPACE_GIVES) ** 2
    if need < _NOTHING or not han:
        return Fit(0.0, -gap, -space, share, cost, -1)
    hair = need / han
    return Fit(-hair, -gap, -space, share, cost + 1 + (hair / 0.01) ** 2 * 4, -1)


def _stretched(need: float, han: int, gaps: int, spaces: int) -> Fit:
    space = min(need / spaces, SPACE_TAKES) if spaces else 0.0
    need -= space * spaces
    gap = min(need / gaps, GAP_MOST - GAP) if gaps else 0.0
    need -= gap * gaps
    cost = 3 * (space / SPACE_TAKES) ** 2 + 6 * (gap / (GAP_MOST - GAP)) ** 2
    if need < _NOTHING:
        return Fit(0.0, gap, space, 0.0, cost)
    places = han + SPACE_SHARE * spaces
    if not places:
        return Fit(0.0, gap, space, 0.0, HOLE + 100 * need, 1, need)
    wide = need / places
    eye = (wide / 0.03) ** 2  # three hundredths of an em are just not seen
    wider = SPACE_SHARE * wide if spaces else 0.0
    cost += min(8 * eye + 8 * eye * eye, HOLE + need)
    return Fit(wide if han else 0.0, gap, space + wider, 0.0, cost, 1 if wide > 0.02 else 0)
