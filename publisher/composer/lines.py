"""The lines of a paragraph: segmented, measured, broken where it is best, justified, described."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from publisher.composer.breaks import best
from publisher.composer.emit import hyphenated, pieces, steps
from publisher.composer.fallback import Piece
from publisher.composer.justify import GAP, SOLID, Fit, fit
from publisher.composer.segment import Kind, tokens
from publisher.composer.strip import HALF, Strip, Trims, Width, divides, halves, laid

MOST = 1.0  # em between ideographs: a line that would need more stays short


@dataclass(frozen=True)
class Line:
    """The characters of one line, what is added after each ideograph, and its length, in em.

    `squeeze`: what each full-width mark inside it gives up; `gap`: between Han and Latin; `space`:
    added to each word space; `badness`: how far it is from solid, 0 where it needs nothing;
    `hyphen`: it ends inside a word. `pieces` and `steps` say how it is set: text with classes, and
    the letter-spacing up to an offset.
    """

    start: int
    end: int
    spacing: float
    width: float
    squeeze: float = 0.0
    gap: float = GAP
    space: float = 0.0
    badness: float = 0.0
    hyphen: bool = False
    pieces: tuple[Piece, ...] = field(default=(), repr=False)
    steps: tuple[tuple[int, float], ...] = field(default=(), repr=False)


def lines(
    text: str,
    measure: float,
    indent: float,
    width: Width,
    extras: Mapping[int, float] | None = None,
    *,
    ragged: bool = False,
    trims: Trims = halves,
    language: str = "zh",
    whole: Sequence[tuple[int, int]] = (),
    quotes: bool = False,
) -> tuple[Line, ...]:
    """The lines of a paragraph, none where nothing is to be set.

    `measure`, `indent` (of the first line) in em; `extras`: what stands at an offset beside the
    text, such as the call of a note, by its width; `ragged`: the lines keep their own lengths;
    `trims`: what marks give up; `whole`: stretches that are not divided, such as the base of ruby;
    `quotes`: quotation marks come from another face.
    """
    if not text.strip():
        return ()
    strip = laid(text, tokens(text, language, whole), width, trims, extras or {})
    ends = best(strip, measure, indent, ragged=ragged)
    setter = _Setter(strip, text, width, quotes=quotes)
    return tuple(
        setter.line(
            first,
            last,
            measure - (0 if first else indent),
            ragged=ragged or last == len(strip.cells),
        )
        for first, last in pairwise((0, *ends))
    )


@dataclass(frozen=True)
class _Setter:
    strip: Strip
    text: str
    width: Width
    quotes: bool = field(kw_only=True)

    def line(self, first: int, last: int, room: float, *, ragged: bool) -> Line:
        length = self.strip.length(first, last) + self._kerning(first, last)
        made = self._made(room - length, first, last, ragged=ragged)
        cells = self.strip.cells
        filled = not made.short and not (ragged and made is SOLID)
        return Line(
            cells[first].token.start,
            cells[last - 1].token.end,
            made.han,
            room if filled else length,
            squeeze=made.marks * HALF,
            gap=GAP + made.gap,
            space=made.space,
            badness=made.cost,
            hyphen=hyphenated(self.strip, last),
            pieces=self._pieces(first, last, give=made.marks > 0),
            steps=steps(self.strip, first, last, made),
        )

    def _pieces(self, first: int, last: int, *, give: bool) -> tuple[Piece, ...]:
        found = pieces(self.strip, self.text, first, last, quotes=self.quotes, give=give)
        if not hyphenated(self.strip, last):
            return found
        return (*found[:-1], replace(found[-1], classes=(*found[-1].classes, "hyphen")))

    def _made(self, slack: float, first: int, last: int, *, ragged: bool) -> Fit:
        if ragged and slack >= 0:
            return SOLID
        made = fit(slack, self.strip.room(first, last))
        if made is None or made.han > MOST:
            return Fit(short=slack)
        return made

    def _kerning(self, first: int, last: int) -> float:
        """What is won or lost where the line's ends divide words."""
        cells, cuts = self.strip.cells, self.strip.cuts
        found = 0.0
        if divides(cuts[first]):
            after = first + 1
            while after < last and divides(cuts[after]):
                after += 1
            found += self._kerned(first, after)
        if last < len(cells) and divides(cuts[last]):
            before = last - 1
            while before > first and divides(cuts[before]):
                before -= 1
            if before > first or not divides(cuts[first]):
                found += self._kerned(before, last)
        return found

    def _kerned(self, first: int, last: int) -> float:
        cells = self.strip.cells[first:last]
        start, end = cells[0].token.start, cells[-1].token.end
        parts = sum(cell.width for cell in cells)
        return self.width(self.text[start:end], start, Kind.WORD) - parts
