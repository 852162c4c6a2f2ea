"""Galleys: an article's matter as it was set in the width of a column, before it is made up.

What is not composed in lines is measured on a proof of the galley; then the make-up says which part
stands where, and the galley gives the HTML of its columns.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from markupsafe import Markup

from publisher.writers.flow import Piece
from publisher.writers.inline import note_text
from publisher.writers.makeup import Band, Column, Copy, Height, Layout, Matter, Part
from publisher.writers.setting import Setting

_CALLED = re.compile('data-note="([0-9]+)"')

Heights = Mapping[str, Height]


@dataclass(frozen=True)
class Galley:
    """An article's pieces, its notes by their order, and the picture that stands beside its head.

    `head`: the name of its head, with which those of its parts begin.
    """

    head: str
    pieces: tuple[Piece, ...]
    notes: tuple[Markup, ...] = ()
    lead: Piece | None = None

    def proof(self) -> Markup:
        """All that must be measured, each between lines of text."""
        return Markup("").join((_after(self.head), *self._measured()))

    def _measured(self) -> Iterator[Markup]:
        yield from map(self._note, range(len(self.notes)))
        for place, piece in self._numbered():
            if not piece.lines:
                kind = "across" if piece.spans else "galley columned"
                html = self._block(piece, self._part(place), "") + _after(self._part(place))
                yield Markup('<div class="{}">{}</div>').format(kind, html)

    def copy(self, heights: Heights, *, opens: bool) -> Copy:
        """The article for the make-up, as far as heights are not known, measured."""
        matter = {place: self._matter(place, piece, heights) for place, piece in self._numbered()}
        lead = matter.pop(-1, None)
        return Copy(heights[self.head], tuple(matter.values()), lead, opens)

    def body(self, layout: Layout) -> Markup:
        """The article in columns."""
        return Markup("\n").join(map(self._band, layout.bands))

    def _numbered(self) -> Iterator[tuple[int, Piece]]:
        if self.lead:
            yield -1, self.lead
        yield from enumerate(self.pieces)

    def _part(self, place: int) -> str:
        return f"{self.head}-part-{place}"

    def _note(self, number: int) -> Markup:
        name = f"{self.head}-note-{number}"
        html = Markup('<div class="galley columned"><div id="{}">{}</div>{}</div>')
        return html.format(name, self.notes[number], _after(name))

    def _matter(self, place: int, piece: Piece, heights: Heights) -> Matter:
        noted = tuple(
            (line, heights[f"{self.head}-note-{number}"].own)
            for line, html in enumerate(piece.lines or (piece.html,))
            for number in called(html)
        )
        if piece.lines:
            return Matter(place, len(piece.lines), notes=noted)
        return Matter(
            place,
            height=heights[self._part(place)],
            heading=piece.heading,
            floats=piece.floats,
            spans=piece.spans,
            notes=noted,
        )

    def _band(self, band: Band) -> Markup:
        kind = "opens " if band.opens else ""
        if band.spans or (len(band.columns) == 1 and band.columns[0].filled > band.lines):
            return Markup('<div class="{}across">{}</div>').format(kind, self._set(band.columns[0]))
        columns = Markup("").join(
            Markup('<div class="column columned set-body">{}</div>').format(self._set(column))
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
        piece = dict(self._numbered())[part.matter.place]
        if piece.lines:
            return piece.between(part.start, part.stop).html
        rest = Markup("--rest: {:.3f}pt").format(part.rest)
        return self._block(piece, self._part(part.matter.place), rest)

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
