"""What is made up (拼版): parts of articles, as far as the make-up must know them, and columns.

Everything takes whole lines of the body, so that the lines of all columns stand on one grid.
"""

from dataclasses import dataclass, replace
from math import ceil

TOGETHER = 2  # lines of a paragraph that stay together at a column's edge
NOTES_SPACE = 1  # lines between the text and the first note; the rule stands in the middle
TOLERANCE = 0.05  # pt


@dataclass(frozen=True)
class Height:
    """What a part takes, in pt: the space above it, itself, the least space under it."""

    before: float
    own: float
    after: float

    def total(self, *, at_head: bool) -> float:
        """All of it; at the head of a column the space above it is dropped."""
        return (0 if at_head else self.before) + self.own + self.after

    def lines(self, pitch: float, *, at_head: bool) -> int:
        """How many whole lines it takes."""
        return ceil((self.total(at_head=at_head) - TOLERANCE) / pitch)

    def rest(self, pitch: float, *, at_head: bool) -> float:
        """What it lacks to take whole lines."""
        lacking = self.lines(pitch, at_head=at_head) * pitch - self.total(at_head=at_head)
        return max(lacking, 0)

    def fits(self, filled: int, lines: int, pitch: float) -> bool:
        """Whether it stands on a page of which so many lines are filled."""
        top = filled * pitch + (self.before if filled else 0)
        return top + self.own <= lines * pitch + TOLERANCE


@dataclass(frozen=True)
class Matter:
    """What is made up as one: a paragraph of some lines, which may be parted, or a block.

    `place`: its number among the parts of the article; `cuts`: before which of its lines it may be
    parted; `height`: of a block; `notes`: the heights,
    in pt, of the notes that a line calls, by the line's number (a block's are all called in 0);
    `floats`: text may go ahead of it; `spans`: it is as wide as the page.
    """

    place: int
    lines: int = 0
    cuts: frozenset[int] = frozenset()
    height: Height | None = None
    heading: bool = False
    floats: bool = False
    spans: bool = False
    notes: tuple[tuple[int, float], ...] = ()

    def noted(self, start: int, stop: int) -> float:
        """How high the notes are that its lines from `start` to `stop` call, in pt."""
        return sum(height for line, height in self.notes if start <= line < max(stop, 1))


@dataclass(frozen=True)
class Part:
    """Some lines of a paragraph, or a block; `rest`: what is added under a block, in pt."""

    matter: Matter
    start: int = 0
    stop: int = 0
    at_head: bool = False
    rest: float = 0

    @property
    def count(self) -> int:
        """How many lines of a paragraph it is; none of a block."""
        return self.stop - self.start

    @property
    def noted(self) -> float:
        """How high its notes are, in pt."""
        return self.matter.noted(self.start, self.stop)

    def parts_at(self, count: int) -> bool:
        """Whether it may be parted after so many lines."""
        return count >= TOGETHER and self.start + count in self.matter.cuts

    def parted(self, count: int) -> "tuple[Part, Part]":
        """The first `count` lines, and the others."""
        middle = self.start + count
        return replace(self, stop=middle), replace(self, start=middle)


@dataclass(frozen=True)
class Column:
    """What stands in a column, and how many lines it fills, those of the notes at its foot too.

    `made_up`: it is as high as that; else the layout engine breaks it over pages.
    """

    parts: tuple[Part, ...] = ()
    filled: int = 0
    made_up: bool = True


def paragraph_cuts(lines: int) -> frozenset[int]:
    """Before which lines a paragraph may be parted: two stay together on both sides."""
    return frozenset(range(TOGETHER, lines - TOGETHER + 1))


def notes_lines(height: float, pitch: float) -> int:
    """How many lines of a column the notes at its foot take."""
    return ceil((height - TOLERANCE) / pitch + NOTES_SPACE) if height else 0


def whole(matter: Matter) -> Part:
    """All of it as one part."""
    return Part(matter, 0, matter.lines)
