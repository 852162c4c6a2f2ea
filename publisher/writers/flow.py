"""The flow of an article: its blocks as pieces of HTML, in parts that keep to the grid or leave it.

Parts that leave the grid (`apart-0` is the head, then `apart-1` …) are measured, and a picture that
finds no room at the foot of a page changes places with as many lines of the text after it as fill
that page.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from markupsafe import Markup

from publisher.writers.matter import TOGETHER, Height


@dataclass(frozen=True)
class Piece:
    """One block as HTML; `grid`: its height is a whole number of body lines wherever it breaks.

    `lines` are known where the paragraph was composed, `frame` is what stands round them; `plate`:
    a picture or several; `floats`: text may go ahead of it; `heading`: it stays with what follows;
    `spans`: it is wider than a column.
    """

    frame: tuple[Markup, Markup]
    grid: bool
    lines: tuple[Markup, ...] = ()
    plate: bool = False
    floats: bool = False
    heading: bool = False
    spans: bool = False

    @classmethod
    def of(
        cls,
        html: Markup,
        *,
        grid: bool,
        plate: bool = False,
        floats: bool = False,
        heading: bool = False,
        spans: bool = False,
    ) -> "Piece":
        """A block whose lines are not known."""
        return cls((html, Markup("")), grid, (), plate, floats or plate, heading, spans)

    @property
    def html(self) -> Markup:
        """The whole block."""
        before, after = self.frame
        return before + Markup("<br>").join(self.lines) + after

    def between(self, start: int, stop: int) -> "Piece":
        """Some lines of a paragraph, without an indent but at its beginning."""
        frame = (Markup('<p class="composed continued">'), Markup("</p>")) if start else self.frame
        return replace(self, lines=self.lines[start:stop], frame=frame)

    def parted(self, count: int) -> "tuple[Piece, Piece]":
        """The first `count` lines of a paragraph, and the others without an indent."""
        return self.between(0, count), self.between(count, len(self.lines))


@dataclass(frozen=True)
class Text:
    """Neighbours that keep to the grid."""

    pieces: tuple[Piece, ...]

    def filled(self, count: int) -> "tuple[Text, Text, int]":
        """What of the text fills `count` lines, what is left, and how many it fills indeed."""
        taken: list[Piece] = []
        used = 0
        for number, piece in enumerate(self.pieces):
            length = len(piece.lines)
            if not length or used == count:
                return Text(tuple(taken)), Text(self.pieces[number:]), used
            if length > count - used:
                part = broken(length, count - used)
                first, rest = piece.parted(part)
                taken += [first] if part else []
                left = (rest if part else piece, *self.pieces[number + 1 :])
                return Text(tuple(taken)), Text(left), used + part
            taken.append(piece)
            used += length
        return Text(tuple(taken)), Text(()), used


@dataclass(frozen=True)
class Apart:
    """Neighbours that leave the grid, under the name by which they are measured."""

    name: str
    pieces: tuple[Piece, ...]

    @property
    def plates(self) -> bool:
        """Whether there is nothing but pictures in it."""
        return all(piece.plate for piece in self.pieces)


Flow = tuple[Text | Apart, ...]


def flow(pieces: Iterable[Piece], first: int) -> Flow:
    """The pieces in parts; those that leave the grid are numbered from `first`."""
    parts: list[Text | Apart] = []
    number = first
    for grid, group in groupby(pieces, key=lambda piece: piece.grid):
        if grid:
            parts.append(Text(tuple(group)))
        else:
            parts.append(Apart(f"apart-{number}", tuple(group)))
            number += 1
    return tuple(parts)


def broken(length: int, room: int) -> int:
    """How many lines of a paragraph that is longer than the room stand before the page's end."""
    part = min(room, length - TOGETHER)
    return part if part >= TOGETHER else 0


def exchanged(parts: Flow, ahead: Mapping[str, int]) -> Iterator[Text | Apart]:
    """The flow with some lines of text ahead of the pictures they follow, by the pictures' name."""
    waiting = list(parts)
    while waiting:
        part = waiting.pop(0)
        if isinstance(part, Apart) and part.name in ahead and waiting:
            text = waiting[0]
            assert isinstance(text, Text)
            before, waiting[0], _ = text.filled(ahead[part.name])
            yield before
        yield part


def body(parts: Iterable[Text | Apart]) -> Markup:
    """The flow as HTML."""
    return Markup("\n").join(map(_html, parts))


def probe(parts: Flow, head: str) -> Markup:
    """The flow with one line for each text; its place tells how high the part before it is."""
    html: list[Markup] = []
    last = head
    for part in (*parts, Text(())):
        if isinstance(part, Apart):
            html.append(_html(part))
            last = part.name
        elif not html or not html[-1].startswith("<p id="):
            html.append(Markup('<p id="after-{}">国</p>').format(last))
    return Markup("\n").join(html)


@dataclass(frozen=True)
class Plan:
    """What the pages will be: lines of text `ahead` of a picture, parts without space above them.

    `heads`: those that head a page, or follow another part whose space they share.
    """

    ahead: Mapping[str, int]
    heads: frozenset[str]


def planned(
    parts: Sequence[Text | Apart], heights: Mapping[str, Height], lines: int, pitch: float
) -> Plan:
    """The plan for pages of so many lines, as far as everything on them has known lines.

    A picture without room lets the text after it fill the page; anything else that may or may not
    be broken over pages ends the reckoning.
    """
    ahead: dict[str, int] = {}
    heads: set[str] = set()
    waiting = list(parts)
    filled, beside = 0, False
    while waiting:
        part = waiting.pop(0)
        if isinstance(part, Text):
            if not all(piece.lines for piece in part.pieces):
                break
            for piece in part.pieces:
                filled, beside = _after_paragraph(filled, len(piece.lines), lines), False
            continue
        height = heights.get(part.name)
        if height is None or not (part.plates or height.fits(filled, lines, pitch)):
            break
        if not height.fits(filled, lines, pitch):
            if waiting and isinstance(waiting[0], Text):
                _, rest, used = waiting[0].filled(lines - filled)
                if used:
                    ahead[part.name], waiting[0] = used, rest
            filled = 0
        if not filled or beside:
            heads.add(part.name)
        taken = height.lines(pitch, at_head=part.name in heads)
        filled, beside = min(filled + taken, lines) % lines, True
    return Plan(ahead, frozenset(heads))


def _after_paragraph(filled: int, length: int, lines: int) -> int:
    """How many lines of a page are filled when a paragraph has been set."""
    while length > lines - filled:
        length -= broken(length, lines - filled)
        filled = 0
    return (filled + length) % lines


def _html(part: Text | Apart) -> Markup:
    inside = Markup("").join(piece.html for piece in part.pieces)
    if isinstance(part, Text):
        return inside
    return Markup('<div class="apart" id="{}">{}</div>').format(part.name, inside)
