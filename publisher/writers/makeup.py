"""Make-up (拼版): the matter of articles distributed over columns and pages, in whole lines.

All pages have the same number of lines and every part takes whole ones, so that the lines of all
columns stand on one grid. No first or last line of a paragraph stands alone (CLREQ 3.3.2), a
heading keeps two lines of its text, a picture without room lets the paragraph after it fill the
column, and the columns in which an article ends are balanced.
"""

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from math import ceil

from publisher.writers.matter import (
    TOGETHER,
    Column,
    Height,
    Matter,
    Part,
    notes_lines,
    whole,
)

UNDER_HEAD = 5  # lines of each column that stand at least under the head of an article


@dataclass(frozen=True)
class Band:
    """Columns beside each other, or one part across them; `lines`: its height.

    `page`: its page, counted from 0; `opens`: it is the first thing on it.
    """

    columns: tuple[Column, ...]
    lines: int
    page: int
    opens: bool
    spans: bool = False


@dataclass(frozen=True)
class Copy:
    """An article to be made up: its head and its matter.

    `opens`: it begins a page; `beside`: its first part stands at the head of the last column,
    beside the beginning of the text.
    """

    head: Height
    matter: tuple[Matter, ...]
    opens: bool = False
    beside: bool = False


@dataclass(frozen=True)
class Layout:
    """An article made up: the page of its head, whether that opens the page, and its bands."""

    page: int
    opens: bool
    rest: float
    bands: tuple[Band, ...]


@dataclass(frozen=True)
class Pages:
    """What is the same on all pages: `lines` and `columns`, and the distance of lines in pt."""

    lines: int
    columns: int
    pitch: float


@dataclass(frozen=True)
class MadeUp:
    """The articles on their pages, and how many lines each page fills."""

    articles: tuple[Layout, ...]
    filled: tuple[int, ...]


def make_up(copies: Iterable[Copy], pages: Pages, taken: int = 0) -> MadeUp:
    """The articles one after another; `taken`: lines of the first page that are used already."""
    press = _Press(pages, taken)
    return MadeUp(tuple(press.article(copy) for copy in copies), press.filled)


def holds(copy: Copy, pages: Pages) -> bool:
    """Whether there is nothing higher than a page in an article."""
    parts = (matter.height for matter in copy.matter if matter.height)
    return all(height.lines(pages.pitch, at_head=True) <= pages.lines for height in parts)


class _Press:
    """Puts one article after another on the pages."""

    def __init__(self, pages: Pages, taken: int) -> None:
        self._pages = pages
        self._filled = [taken]
        self._bands: list[Band] = []

    @property
    def filled(self) -> tuple[int, ...]:
        """How many lines each page fills."""
        return tuple(self._filled)

    @property
    def _room(self) -> int:
        return self._pages.lines - self._filled[-1]

    def article(self, copy: Copy) -> Layout:
        """An article, below the one before it or on a new page."""
        queue = list(_before_headings(whole(matter) for matter in copy.matter))
        lead = queue.pop(0) if copy.beside and self._stands_beside(queue) else None
        if self._filled[-1] and (copy.opens or not self._begins(copy, queue, lead)):
            self._turn()
        opens = not self._filled[-1] and len(self._filled) > 1
        at_head = not self._filled[-1]
        page = len(self._filled) - 1
        self._filled[-1] += copy.head.lines(self._pages.pitch, at_head=at_head)
        self._bands = []
        self._body(queue, lead)
        return Layout(
            page, opens, copy.head.rest(self._pages.pitch, at_head=at_head), tuple(self._bands)
        )

    def _stands_beside(self, queue: Sequence[Part]) -> bool:
        """Whether the first part may stand beside the text that follows it."""
        if self._pages.columns == 1 or len(queue) == 1 or queue[1].matter.spans:
            return False
        return queue[0].matter.floats and not self._is_high(queue[0])

    def _begins(self, copy: Copy, queue: Sequence[Part], lead: Part | None) -> bool:
        """Whether the head and enough of the text find room on this page."""
        room = self._room - copy.head.lines(self._pages.pitch, at_head=False)
        text = _until_spanning(queue)
        if room > 0 and self._balanced(text, room, lead):
            return True
        columns, _ = self._set(text, room, lead)
        return room >= UNDER_HEAD and all(column.parts for column in columns)

    def _body(self, queue: Sequence[Part], lead: Part | None) -> None:
        """The matter in bands, over as many pages as it takes."""
        while queue or lead:
            text = _until_spanning(queue)
            if queue and self._is_high(queue[0]):
                queue = self._forced(queue)
            elif not text and not lead:
                queue = self._across(queue)
            elif columns := self._balanced(text, self._room, lead):
                self._add(columns, max(column.filled for column in columns))
                queue, lead = queue[len(text) :], None
            else:
                queue, lead = self._full(queue, text, lead)

    def _full(
        self, queue: Sequence[Part], text: Sequence[Part], lead: Part | None
    ) -> tuple[Sequence[Part], Part | None]:
        """Fill the rest of the page; what is left, which begins the next one."""
        columns, left = self._set(text, self._room, lead)
        if not columns[0].parts and self._filled[-1]:
            self._turn()
            return queue, lead
        if not columns[0].parts:
            return self._forced(queue), lead
        self._add(columns, self._room)
        self._turn()
        return [*left, *queue[len(text) :]], None

    def _forced(self, queue: Sequence[Part]) -> Sequence[Part]:
        """Set what no column holds, alone on the rest of the page and as many more as it takes."""
        part = replace(queue[0], at_head=not self._filled[-1])
        self._add((Column((part,), self._room, made_up=False),), self._room, spans=True)
        self._turn()
        return queue[1:]

    def _is_high(self, part: Part) -> bool:
        height = part.matter.height
        most = self._pages.lines
        return height is not None and height.lines(self._pages.pitch, at_head=True) > most

    def _across(self, queue: Sequence[Part]) -> Sequence[Part]:
        """Set a part across the columns; without room it lets the text after it fill the page."""
        part, *following = queue
        assert part.matter.height is not None
        at_head = not self._filled[-1]
        needed = part.matter.height.lines(self._pages.pitch, at_head=at_head)
        needed += notes_lines(part.noted, self._pages.pitch)
        if needed > self._room and not at_head:
            text = _until_spanning(following)
            passed: Sequence[Part] = []
            if text and part.matter.floats:
                columns, left = self._set(text, self._room, None)
                if columns[0].parts:
                    columns = self._balanced(text, self._room, None) or columns
                    self._add(columns, self._room)
                    passed, following = left, following[len(text) :]
            self._turn()
            return [part, *passed, *following]
        rest = part.matter.height.rest(self._pages.pitch, at_head=at_head)
        column = Column((replace(part, at_head=at_head, rest=rest),), needed)
        self._add((column,), needed, spans=True)
        return following

    def _add(self, columns: tuple[Column, ...], lines: int, *, spans: bool = False) -> None:
        opens = not self._filled[-1] and len(self._filled) > 1
        self._bands.append(Band(columns, lines, len(self._filled) - 1, opens, spans))
        self._filled[-1] += lines

    def _turn(self) -> None:
        self._filled.append(0)

    def _balanced(
        self, text: Sequence[Part], room: int, lead: Part | None
    ) -> tuple[Column, ...] | None:
        """The lowest columns that hold all of it, if the room does."""
        columns, left = self._set(text, room, lead)
        if left:
            return None
        total = sum(column.filled for column in columns)
        for height in range(ceil(total / self._pages.columns), room):
            lower, left = self._set(text, height, lead)
            if not left:
                return lower
        return columns

    def _set(
        self, text: Sequence[Part], room: int, lead: Part | None
    ) -> tuple[tuple[Column, ...], Sequence[Part]]:
        """Columns of a height, filled one after another, and what they do not hold."""
        columns: list[Column] = []
        for number in range(self._pages.columns):
            last = number == self._pages.columns - 1
            if last and lead:
                text = [lead, *text]
            column, text = fill(text, room, self._pages.pitch)
            columns.append(column)
        if lead and any(part.matter is lead.matter for part in text):
            text = [part for part in text if part.matter is not lead.matter]
            return tuple(columns), [lead, *text]
        return tuple(columns), text


def fill(text: Sequence[Part], room: int, pitch: float) -> tuple[Column, Sequence[Part]]:
    """A column of so many lines, and what it does not hold.

    What floats and finds no room waits for the head of the next column; text goes ahead of it.
    """
    column = _Column(room, pitch)
    waiting, held = deque(text), list[Part]()
    while waiting:
        part = waiting.popleft()
        if part.matter.height is None:
            if not (count := column.setting(part, waiting)):
                waiting.appendleft(part)
                break
            first, left = part.parted(count)
            column.add(first, count)
            if left.count:
                waiting.appendleft(left)
                break
        elif (part.matter.heading or not held) and column.holds(part, waiting):
            column.add_block(part)
        elif part.matter.floats:
            held.append(part)
        else:
            waiting.appendleft(part)
            break
    return column.made, [*held, *waiting]


class _Column:
    """A column that is being filled."""

    def __init__(self, room: int, pitch: float) -> None:
        self._room, self._pitch = room, pitch
        self._parts: list[Part] = []
        self._used, self._noted = 0, 0.0

    @property
    def made(self) -> Column:
        """The column as it is."""
        return Column(tuple(self._parts), self._used + notes_lines(self._noted, self._pitch))

    def _free(self, noted: float = 0) -> int:
        return self._room - self._used - notes_lines(self._noted + noted, self._pitch)

    def fitting(self, part: Part) -> int:
        """How many lines of a paragraph stand here."""
        for count in range(min(part.count, self._free()), 0, -1):
            if count < part.count and not part.parts_at(count):
                continue
            if count <= self._free(part.matter.noted(part.start, part.start + count)):
                return count
        return 0

    def holds(self, part: Part, following: Iterable[Part]) -> bool:
        """Whether a block stands here, a heading with what it heads."""
        before = self._used, self._noted
        fits = self._lines(part) <= self._free(part.noted)
        if fits and part.matter.heading:
            self._used, self._noted = self._used + self._lines(part), self._noted + part.noted
            fits = self._follows(following)
        self._used, self._noted = before
        return fits

    def _follows(self, following: Iterable[Part]) -> bool:
        rest = iter(following)
        if (part := next(rest, None)) is None or part.matter.spans:
            return True
        if part.matter.height is None:
            return self.fitting(part) > 0
        return self.holds(part, rest) or (part.matter.floats and self._follows(rest))

    def setting(self, part: Part, following: Iterable[Part]) -> int:
        """How many lines of a paragraph are set here; what it announces keeps its last ones."""
        count = self.fitting(part)
        if count < part.count or not part.matter.heading:
            return count
        before = self._used, self._noted
        self._used, self._noted = self._used + count, self._noted + part.noted
        follows = self._follows(following)
        self._used, self._noted = before
        shorter = (n for n in range(count - TOGETHER, 0, -1) if part.parts_at(n))
        return count if follows else next(shorter, 0 if self._used else count)

    def add(self, part: Part, lines: int) -> None:
        """Set a part."""
        self._parts.append(part)
        self._used += lines
        self._noted += part.noted

    def add_block(self, part: Part) -> None:
        """Set a block."""
        assert part.matter.height is not None
        at_head = not self._used
        rest = part.matter.height.rest(self._pitch, at_head=at_head)
        self.add(replace(part, at_head=at_head, rest=rest), self._lines(part))

    def _lines(self, part: Part) -> int:
        assert part.matter.height is not None
        return part.matter.height.lines(self._pitch, at_head=not self._used)


def _before_headings(parts: Iterable[Part]) -> Iterator[Part]:
    """The parts; what spans the columns goes ahead of a heading, which stays with its text."""
    headings: list[Part] = []
    for part in parts:
        if part.matter.heading:
            headings.append(part)
        elif part.matter.spans:
            yield part
        else:
            yield from (*headings, part)
            headings = []
    yield from headings


def _until_spanning(queue: Sequence[Part]) -> Sequence[Part]:
    """What stands before the first part that spans the columns."""
    return queue[: next((n for n, part in enumerate(queue) if part.matter.spans), len(queue))]


def parts_of(layout: Layout) -> Iterator[Part]:
    """Every part of an article in the order in which it stands."""
    for band in layout.bands:
        for column in band.columns:
            yield from column.parts
