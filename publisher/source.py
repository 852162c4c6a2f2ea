"""What was received: its bytes, the text they decode to, and places in that text."""

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property

LINE_END = re.compile("\r\n|[\n\r\v\f\u2028\u2029]")


@dataclass(frozen=True)
class Source:
    """One received file; `text` is empty where the bytes are no text (a picture, a zip)."""

    name: str
    data: bytes = field(repr=False)
    text: str = field(default="", repr=False)

    @cached_property
    def lines(self) -> tuple[int, ...]:
        """Offsets into `text` at which its lines begin."""
        return (0, *(end.end() for end in LINE_END.finditer(self.text)))

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset, both counted in code points from 1."""
        line = bisect_right(self.lines, offset)
        return line, offset - self.lines[line - 1] + 1

    def span(self, start: int = 0, end: int | None = None) -> "Span":
        """The place from `start` to `end` (to the end of the text where it is not given)."""
        return Span(self, start, len(self.text) if end is None else end)


@dataclass(frozen=True)
class Span:
    """A place in a source: offsets in code points, `end` not included."""

    source: Source
    start: int
    end: int

    @property
    def line(self) -> int:
        """The line on which the place begins, from 1."""
        return self.source.position(self.start)[0]

    @property
    def column(self) -> int:
        """The column at which the place begins, from 1."""
        return self.source.position(self.start)[1]

    @property
    def text(self) -> str:
        """The received characters of the place."""
        return self.source.text[self.start : self.end]

    def part(self, start: int, end: int) -> "Span":
        """A place inside this one, its offsets counted from this one's start."""
        return Span(self.source, self.start + start, self.start + end)
