"""Galleys: an article's matter as it was set in the width of a column, before it is made up.

What is not composed in lines is measured on a proof of the galley; then the make-up says which part
stands where, and the galley gives the HTML of its columns.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from markupsafe import Markup

from publisher.writers.cutting import Lines, cut
from publisher.writers.flow import Piece
from publisher.writers.inline import note_text
from publisher.writers.makeup import Band, Copy, Layout
from publisher.writers.matter import TOLERANCE, Column, Height, Matter, Part, paragraph_cuts
from publisher.writers.setting import Setting

_CALLED = re.compile('data-note="([0-9]+)"')

Heights = Mapping[str, Height]


@dataclass(frozen=True)
class Galley:
    """An article's pieces and its notes by their order.

    `head`: the name of its head, with which those of its parts begin; `beside`: the first piece may
    stand beside the beginning of the text.
    """

    head: str
    pieces: tuple[Piece, ...]
    notes: tuple[Markup, ...] = ()
    beside: bool = False

    def proof(self) -> Markup:
        """All that must be measured, each between lines of text."""
        return Markup("").join((_after(self.head), *self._measured()))

    def _measured(self) -> Iterator[Markup]:
        yield from map(self._note, range(len(self.notes)))
        for place, piece in enumerate(self.pieces):
            if not piece.lines:
                kind = "across" if piece.spans else "galley"
                html = self._block(piece, self._part(place), "") + _after(self._part(place))
                yield Markup('<div class="{}">{}</div>').format(kind, html)

    def copy(self, heights: Heights, pitch: float, *, opens: bool) -> Copy:
        """The article for the make-up; `heights`: of all that was measured."""
        matter = tuple(self._matter(place, heights, pitch) for place in range(len(self.pieces)))
        beside = self.beside and not matter[0].spans
        return Copy(heights[self.head], matter, opens=opens, beside=beside)

    def body(self, layout: Layout) -> Markup:
        """The article in columns."""
        return Markup("\n").join(map(self._band, layout.bands))

    @cached_property
    def _cut(self) -> Mapping[int, Lines]:
        """The blocks that may be cut between their lines."""
        found = {
            place: cut(piece.html)
            for place, piece in enumerate(self.pieces)
            if piece.grid and not piece.lines and not piece.heading
        }
        return {place: lines for place, lines in found.items() if lines}

    def _part(self, place: int) -> str:
        return f"{self.head}-part-{place}"

    def _note(self, number: int) -> Markup:
        name = f"{self.head}-note-{number}"
        html = Markup('<div class="galley"><div id="{}">{}</div>{}</div>')
        return html.format(name, self.notes[number], _after(name))

    def _matter(self, place: int, heights: Heights, pitch: float) -> Matter:
        piece, lines = self.pieces[place], self._cut.get(place)
        if piece.lines:
            noted = self._noted(piece.lines, heights)
            cuts = paragraph_cuts(len(piece.lines))
            return Matter(place, len(piece.lines), cuts, heading=piece.heading, notes=noted)
        height = heights[self._part(place)]
        if lines and abs(height.before + height.own - lines.count * pitch) < TOLERANCE:
            noted = self._noted([lines.between(n, n + 1) for n in range(lines.count)], heights)
            return Matter(place, lines.count, lines.cuts, notes=noted)
        noted = self._noted([piece.html], heights)
        return Matter(
            place,
            height=height,
            heading=piece.heading,
            floats=piece.floats,
            spans=piece.spans,
            notes=noted,
        )

    def _noted(self, lines: Sequence[Markup], heights: Heights) -> tuple[tuple[int, float], ...]:
        return tuple(
            (line, heights[f"{self.head}-note-{number}"].own)
            for line, html in enumerate(lines)
            for number in called(html)
        )

    def _band(self, band: Band) -> Markup:
        kind = "opens " if band.opens else ""
        if band.spans:
            [column] = band.columns
            height = Markup(' style="--lines: {}"').format(band.lines) if column.made_up else ""
            html = Markup('<div class="{}across"{}>{}</div>')
            return html.format(kind, height, self._set(column))
        columns = Markup("").join(
            Markup('<div class="column set-body">{}</div>').format(self._set(column))
            for column in band.columns
        )
        return Markup('<div class="{}columns" style="--lines: {}">{}</div>').format(
            kind, band.lines, columns
        )

    def _set(self, column: Column) -> Markup:
        parts = [self._set_part(part) for part in column.parts]
        text = Markup("").join(parts)
        if not (numbers := called(text)):
            return text
        notes = Markup("").join(self.notes[number] for number in numbers)
        return text + Markup('<div class="notes">{}</div>').format(notes)

    def _set_part(self, part: Part) -> Markup:
        place = part.matter.place
        piece = self.pieces[place]
        if piece.lines:
            return piece.between(part.start, part.stop).html
        if part.count:
            return self._cut[place].between(part.start, part.stop)
        rest = Markup("--rest: {:.3f}pt").format(part.rest)
        return self._block(piece, self._part(place), rest)

    def _block(self, piece: Piece, name: str, style: str) -> Markup:
        kind = "kept" if piece.grid else "apart"
        html = Markup('<div class="{}" id="{}" style="{}">{}</div>')
        return html.format(kind, name, style, piece.html)


def set_notes(setting: Setting) -> tuple[Markup, ...]:
    """The notes of an article by their order, each with its mark before it."""
    notes = setting.notes
    return tuple(
        Markup('<p class="foot set-note"><span class="mark">{}</span>{}</p>').format(
            notes.number(label), note_text(notes.notes[label], notes, setting.called)
        )
        for label in notes.order
        if label in notes.notes
    )


def called(html: Markup) -> list[int]:
    """The numbers of the notes that a text calls first, in order."""
    return [int(number) for number in _CALLED.findall(html)]


def _after(name: str) -> Markup:
    return Markup('<p id="after-{}">国</p>').format(name)
