"""The best lines of a paragraph: dynamic programming over all legal breaks, as TeX does it.

The cost of lines adds up: how far each is from solid, what its end divides, how much two neighbours
differ, and a last line that is too short. Every break is left once, and only lines near the measure
are weighed, so the time is linear in the text.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterator
from math import inf
from typing import NamedTuple

from publisher.composer.justify import HOLE, fit
from publisher.composer.segment import Cut
from publisher.composer.strip import Strip

LINE = 1.0  # each line, so that none is added for nothing
CONTRAST = 6.0  # a tight line beside a loose one
FORBIDDEN = 1e5  # a last line of one character, a dash that begins one
PENALTIES = {
    Cut.FREE: 0.0,
    Cut.HYPHEN: 30.0,
    Cut.JOINT: 12.0,
    Cut.ANYWHERE: 400.0,
    Cut.DASH: FORBIDDEN,
    Cut.NEVER: 1e6,
}
SHORT = (0.0, 0.0, 12.0, 6.0)  # a last line of two or three
TOLERANCES = (160.0, HOLE)  # of costs: dearer lines are weighed only where there are no others
REACH = 3.0  # em by which a line can be too full before marks give
TOO_FULL = 1e7
RAGGED = 20.0  # what an empty ragged line would cost
RAGGED_LINE = 100.0
LAST_SHARE = 0.3  # of that for the last line, which may be the shortest
_ROUNDING = 1e-6

Cost = float


class Choice(NamedTuple):
    """A line from some cell to before `last`, and what it costs.

    `loose`: any shorter one would be looser than is weighed where there is a choice.
    """

    last: int
    cost: Cost
    tone: int
    loose: bool = False


Weigh = Callable[[Strip, int, int, float], Choice | None]


def best(strip: Strip, measure: float, indent: float, *, ragged: bool) -> tuple[int, ...]:
    """Where the lines end, by the number of the cell after each; the last is the last cell's.

    `measure`, `indent` (of the first line) in em.
    """
    count = len(strip.cells)
    if strip.length(0, count) <= measure - indent:
        return (count,)
    ends: tuple[int, ...] = ()
    for tolerance in TOLERANCES:
        weigh = _ragged(measure) if ragged else _justified(tolerance)
        cost, ends = cheapest(strip, measure, indent, weigh)
        if cost < FORBIDDEN:
            break
    return ends


def cheapest(
    strip: Strip, measure: float, indent: float, weigh: Weigh
) -> tuple[Cost, tuple[int, ...]]:
    """What the best lines cost among those that are weighed, and where they end."""
    count = len(strip.cells)
    limit = _greedy(strip, measure, indent, weigh)
    costs = [[inf] * (count + 1) for _ in range(3)]
    origins: list[list[tuple[int, int]]] = [[(0, 0)] * (count + 1) for _ in range(3)]
    costs[1][0] = 0.0
    for first in range(count):
        least = min(costs[0][first], costs[1][first], costs[2][first])
        if least > limit:
            continue
        # Who is dearer by a contrast can never catch up.
        live = [tone for tone in range(3) if costs[tone][first] <= least + CONTRAST]
        for choice in choices(strip, first, measure - (0 if first else indent), weigh):
            _keep(choice, first, live, costs, origins)
    return min(row[count] for row in costs), _traced(count, costs, origins)


def _greedy(strip: Strip, measure: float, indent: float, weigh: Weigh) -> Cost:
    """What it costs to take the best line each time: the best of all lines cost no more."""
    first, tone, total = 0, 0, _ROUNDING
    while first < len(strip.cells):
        offered = choices(strip, first, measure - (0 if first else indent), weigh)
        choice = min(offered, key=lambda choice: choice.cost)
        total += choice.cost + (CONTRAST if abs(tone - choice.tone) == 2 else 0)
        first, tone = choice.last, choice.tone
    return total


def _keep(
    choice: Choice,
    first: int,
    live: list[int],
    costs: list[list[Cost]],
    origins: list[list[tuple[int, int]]],
) -> None:
    """Remember a line where it is the cheapest way to its end."""
    last, cost, tone, _ = choice
    for before in live:
        total = costs[before][first] + cost
        if abs(before - 1 - tone) == 2:
            total += CONTRAST
        if total < costs[tone + 1][last]:
            costs[tone + 1][last] = total
            origins[tone + 1][last] = (first, before)


def _traced(
    count: int, costs: list[list[Cost]], origins: list[list[tuple[int, int]]]
) -> tuple[int, ...]:
    ends = []
    last, tone = count, min(range(3), key=lambda tone: costs[tone][count])
    while last:
        ends.append(last)
        last, tone = origins[tone][last]
    return tuple(reversed(ends))


def choices(strip: Strip, first: int, room: float, weigh: Weigh) -> Iterator[Choice]:
    """The lines that may begin with a cell, longest first; at least one."""
    count = len(strip.cells)
    limit = min(bisect_right(strip.ends, strip.starts[first] + room + REACH, first + 1), count)
    found = False
    for last in range(limit, first, -1):
        if last < count and strip.cuts[last] is Cut.NEVER:
            continue
        choice = weigh(strip, first, last, room)
        if choice is None:
            continue
        found = True
        yield choice
        if choice.loose:
            return
    if not found:
        yield _forced(strip, first, room, limit)


def _forced(strip: Strip, first: int, room: float, limit: int) -> Choice:
    """The longest line that fits where none may end, or one of a single cell."""
    last = limit
    while last > first + 1 and strip.length(first, last) > room:
        last -= 1
    return Choice(last, TOO_FULL, 1)


def _justified(tolerance: Cost) -> Weigh:
    def weigh(strip: Strip, first: int, last: int, room: float) -> Choice | None:
        end = last == len(strip.cells)
        slack = room - strip.length(first, last)
        if end and slack >= 0:
            return Choice(last, LINE + _ending(strip, first), 0)
        made = fit(slack, strip.room(first, last))
        if made is None:
            return None
        cost = LINE + made.cost + (_ending(strip, first) if end else PENALTIES[strip.cuts[last]])
        return Choice(last, cost, made.tone, slack > 0 and made.cost >= tolerance)

    return weigh


def _ragged(measure: float) -> Weigh:
    def weigh(strip: Strip, first: int, last: int, room: float) -> Choice | None:
        slack = room - strip.length(first, last)
        if slack < -1e-6:
            return None
        cost = RAGGED_LINE + RAGGED * (slack / measure) ** 2
        if last == len(strip.cells):
            cost += (LAST_SHARE - 1) * RAGGED * (slack / measure) ** 2 + _ending(strip, first)
        else:
            cost += PENALTIES[strip.cuts[last]]
        return Choice(last, cost, 0, slack > measure / 2)

    return weigh


def _ending(strip: Strip, first: int) -> Cost:
    """What it costs that a paragraph's last line begins with a cell."""
    voiced = strip.voiced(first, len(strip.cells))
    if first == 0:
        return 0.0
    if voiced < 2:
        return FORBIDDEN
    return SHORT[voiced] if voiced < len(SHORT) else 0.0
