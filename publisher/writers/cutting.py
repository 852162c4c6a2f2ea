"""Set matter cut between two of its lines, for the feet of columns: lists and quotations.

What is cut off goes on in the same elements, which say so by the class `continued`.
"""

import re
from dataclasses import dataclass
from functools import cached_property

from markupsafe import Markup

from publisher.writers.matter import TOGETHER

_TAG = re.compile(r"<(/?)([a-z0-9]+)([^>]*)>")
_COMPOSED = re.compile(r'class="[^"]*\bcomposed\b')
_CLASS = re.compile(r'class="([^"]*)"')
_START = re.compile(r'start="(\d+)"')


@dataclass(frozen=True)
class Place:
    """Between two lines: where the text before it ends, where that after it begins, what is open.

    `inside`: it stands between two lines of one paragraph.
    """

    end: int
    start: int
    tags: tuple[str, ...]
    inside: bool


@dataclass(frozen=True)
class Lines:
    """Matter that consists of lines, and the places between them."""

    html: Markup
    places: tuple[Place, ...]

    @property
    def count(self) -> int:
        """How many lines it has."""
        return len(self.places) + 1

    @cached_property
    def cuts(self) -> frozenset[int]:
        """Before which lines it may be cut: no line of a paragraph is left alone."""
        ends = [0, *(n for n, place in enumerate(self.places, 1) if not place.inside), self.count]
        return frozenset(
            n
            for n in range(TOGETHER, self.count - TOGETHER + 1)
            if n in ends or not {n - 1, n + 1} & set(ends)
        )

    def between(self, start: int, stop: int) -> Markup:
        """Some of the lines."""
        first, last, before, after = 0, len(self.html), "", ""
        if start:
            place = self.places[start - 1]
            first, before = place.start, "".join(self._reopened(place))
        if stop < self.count:
            place = self.places[stop - 1]
            last = place.end
            after = "".join(f"</{_name(tag)}>" for tag in reversed(place.tags))
        kept = str(self.html)[first:last]
        return Markup(before + kept + after)  # noqa: S704 - the tags are those of its own HTML

    def _reopened(self, place: Place) -> list[str]:
        """The tags that are open at a place, as they open what follows it."""
        tags = [_continued(tag) for tag in place.tags]
        for number, tag in enumerate(place.tags):
            if (start := _START.search(tag)) and _name(tag) == "ol":
                items = _items(str(self.html)[: place.end], tag)
                going_on = len(place.tags) > number + 1
                value = int(start[1]) + items - going_on
                tags[number] = _START.sub(f'start="{value}"', tags[number])
        return tags


def cut(html: Markup) -> Lines | None:
    """The lines of a block, None where it holds anything that is not composed in lines."""
    reader = _Reader()
    at = 0
    for tag in _TAG.finditer(html):
        if not reader.accepts(html[at : tag.start()]):
            return None
        at = tag.end()
        if not reader.read(tag):
            return None
    return Lines(html, tuple(reader.places)) if reader.lines else None


class _Reader:
    """Reads tag by tag what is open and where lines end."""

    def __init__(self) -> None:
        self.places: list[Place] = []
        self.lines = 0
        self._open: list[str] = []
        self._composed = 0  # how many tags were open where the lines began
        self._closed = 0

    def accepts(self, text: str) -> bool:
        """Whether text may stand here."""
        return bool(self._composed) or not text.strip()

    def read(self, tag: re.Match[str]) -> bool:
        """Take a tag; False where it is of something that has no lines."""
        if tag[2] == "br":
            if self._composed:
                self._place(tag.start(), tag.end(), inside=True)
            return bool(self._composed)
        if tag[1]:
            self._open.pop()
            self._closed = tag.end()
            if len(self._open) < self._composed:
                self._composed = 0
            return True
        if not self._composed and self.lines and self._closed:
            self._between()
        self._open.append(tag[0])
        if not self._composed and _COMPOSED.search(tag[0]):
            self._composed = len(self._open)
            self.lines += 1
        return tag[2] != "img"

    def _between(self) -> None:
        if len(self.places) < self.lines:
            self._place(self._closed, self._closed, inside=False)

    def _place(self, end: int, start: int, *, inside: bool) -> None:
        self.places.append(Place(end, start, tuple(self._open), inside))
        self.lines += inside


def _continued(tag: str) -> str:
    if _CLASS.search(tag):
        return _CLASS.sub(r'class="\1 continued"', tag, count=1)
    return f'{tag[:-1]} class="continued">'


def _name(tag: str) -> str:
    return re.split(r"[ >]", tag[1:], maxsplit=1)[0]


def _items(before: str, tag: str) -> int:
    """How many items of an ordered list begin before a place."""
    depth, items = 0, 0
    for found in _TAG.finditer(before[before.rindex(tag) + len(tag) :]):
        if found[2] in ("ol", "ul"):
            depth += -1 if found[1] else 1
        items += found[2] == "li" and not found[1] and not depth
    return items
