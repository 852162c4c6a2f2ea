"""Runs as HTML: text prepared by the composer, with its properties, links and note calls."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise

from markupsafe import Markup, escape

from publisher.article import Note, Run, Runs, plain, walk
from publisher.composer.fallback import LEADING, TRAILING, Piece, clipped, pieces
from publisher.composer.justify import GAP
from publisher.composer.lines import Line, lines
from publisher.composer.measure import CHINESE, Form, advance, white
from publisher.composer.segment import QUOTATION, Kind
from publisher.typefaces import Face
from publisher.typography.marks import is_chinese, is_han

CALL = 0.75  # of the size of notes: the mark that calls one (furniture.css says the same)
FORMS: Mapping[Kind, Form] = {Kind.WORD: "pwid", Kind.DASH: "fwid"}  # as furniture.css sets them
RUBY = 0.5  # of the size of what it stands above (furniture.css says the same)
RUBY_APART = 0.1  # em between the ruby of neighbours
RUBY_HANGS = 0.25  # em
_LINK = re.compile(r"(?:https?://|mailto:)\S+")
_SPAN, _LINE = Markup('<span class="'), Markup('<span class="line" style="')
_PLAIN_LINE = Markup('<span class="line">')
_TAG_ENDS, _SPAN_ENDS = Markup('">'), Markup("</span>")
_STRETCH = re.compile("^.*$", re.MULTILINE)
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"


@dataclass(frozen=True)
class Notes:
    """The notes of an article by label, and in which order they are first called.

    `column`: where they are set, if that is known; `apart`: they are set by themselves, and where
    they are called stands nothing but their mark.
    """

    notes: Mapping[str, Note]
    order: tuple[str, ...]
    column: "Column | None" = None
    apart: bool = False

    def number(self, label: str) -> str:
        """The mark of a note: ① to ⑳, then figures in brackets."""
        number = self.order.index(label) + 1
        return _CIRCLED[number - 1] if number <= len(_CIRCLED) else f"[{number}]"

    def ems(self, label: str) -> float:
        """How wide the mark of a note is, in em of its own size."""
        mark = self.number(label) if label in self.notes else f"[{label}]"
        return 1.0 if mark in _CIRCLED else sum(0.35 if c in "[]" else 0.58 for c in mark)


@dataclass(frozen=True)
class Column:
    """Where text is set: the measure and the indent of its first line in em, and its faces.

    `face`: of ideographs; `latin`: of letters and figures in kai, and of those in emphasis;
    `call`: how wide a note's mark is, in em; `emphasis`: of ideographs in emphasis, if another;
    `like_body`: its face stands in lines as the body's does, so a line need not be moved.
    """

    measure: float
    indent: float
    face: Face
    strong: Face
    latin: Face
    kai: bool
    call: float
    ragged: bool = False
    language: str = CHINESE
    emphasis: Face | None = None
    like_body: bool = False


def inline(runs: Runs, notes: Notes, called: set[str], *, kai: bool = False) -> Markup:
    """Runs as HTML; `called` holds the labels whose note has been set already, and is added to.

    `kai`: the text is set in kai, which takes letters and figures from the face of the body.
    """
    if not runs:
        return Markup("")
    offsets = _offsets(runs)
    parts = zip(
        pieces(plain(runs), offsets[1:-1], latin=kai),
        pieces(plain(runs), offsets[1:-1], latin=True),
        strict=True,
    )
    return Markup("").join(
        _unbroken(run, emphatic if run.emphasis else ordinary, notes, called)
        for run, (ordinary, emphatic) in zip(runs, parts, strict=True)
    )


def composed(
    runs: Runs, notes: Notes, called: set[str], column: Column, taken: float = 0
) -> tuple[Markup, ...]:
    """Runs as HTML in lines as long as the measure; none where they cannot be set so.

    `taken`: what of the first line, in em, something before the runs has used.
    """
    setter = _Setter(runs, _offsets(runs), notes, called, column)
    return tuple(map(setter.line, _broken(runs, setter.offsets, column, taken, notes)))


def last_width(runs: Runs, column: Column) -> float:
    """How long the last line of runs is, in em."""
    found = _broken(runs, _offsets(runs), column, 0)
    return found[-1].width if found else 0.0


def _broken(
    runs: Runs, offsets: tuple[int, ...], column: Column, taken: float, notes: Notes | None = None
) -> tuple[Line, ...]:
    """The lines between the breaks that the author made."""
    text = plain(runs)
    if not text.strip():
        return ()
    calls = {
        at: column.call * (notes.ems(run.note) if notes else 1)
        for run, at in zip(runs, offsets, strict=False)
        if run.note is not None
    }
    bases = [
        (start, end)
        for run, (start, end) in zip(runs, pairwise(offsets), strict=True)
        if run.ruby and run.text.strip()
    ]
    found: list[Line] = []
    for match in _STRETCH.finditer(text):
        start, end = match.span()
        ruler = _Ruler(runs, offsets, column, start)
        made = lines(
            match[0],
            column.measure,
            column.indent + taken if start == 0 else 0,
            ruler.width,
            {at - start: call for at, call in calls.items() if start <= at <= end},
            ragged=column.ragged,
            trims=ruler.trims,
            language=column.language,
            whole=[(a - start, b - start) for a, b in bases if start <= a and b <= end],
            quotes=column.kai or any(run.emphasis for run in runs),
        )
        found += [_moved(line, start) for line in made or (Line(0, 0, 0.0, 0.0),)]
    return tuple(found)


def _moved(line: Line, by: int) -> Line:
    """A line of a stretch as one of the whole text."""
    if not by:
        return line
    return replace(
        line,
        start=line.start + by,
        end=line.end + by,
        pieces=tuple(replace(p, start=p.start + by, end=p.end + by) for p in line.pieces),
        steps=tuple((at + by, spacing) for at, spacing in line.steps),
    )


@dataclass(frozen=True)
class _Ruler:
    """Measures characters of runs in the faces that set them; `start`: where their text begins."""

    runs: Runs
    offsets: tuple[int, ...]
    column: Column
    start: int

    def width(self, text: str, offset: int, kind: Kind) -> float:
        """How wide characters are, in em; what runs divide is measured in parts."""
        at = offset + self.start
        number = bisect_right(self.offsets, at) - 1 if len(self.runs) > 1 else 0
        if kind is Kind.WIDE and len(text) == 1 and is_han(text):
            return 1.0
        run = self.runs[min(number, len(self.runs) - 1)]
        if kind is Kind.BASE:
            return max(self.base(number))
        room = self.offsets[number + 1] - at
        if kind is Kind.WORD and 0 < room < len(text) and not text.endswith("-"):
            return self.width(text[:room], offset, kind) + self.width(
                text[room:], offset + room, kind
            )
        face = self._face(run, text)
        if kind is Kind.SPACE and 0 < (inside := at - self.offsets[number]) <= len(run.text):
            face = self._face(run, run.text[inside - 1])  # it is set with what stands before it
        return advance(face, text, self.column.language, FORMS.get(kind, "solid"))

    def trims(self, mark: str, offset: int) -> tuple[float, float]:
        """What a mark can give up, in em."""
        run = self.runs[min(bisect_right(self.offsets, offset + self.start), len(self.runs)) - 1]
        return white(self._face(run, mark), mark, self.column.language)

    def base(self, number: int) -> tuple[float, float]:
        """How wide a run is, and what the ruby above it asks for.

        Ruby may hang over a neighbour that has none by a quarter em on either side (CLREQ 3.3.1).
        """
        run, language = self.runs[number], self.column.language
        above = run.ruby or ""
        wide = RUBY * advance(self._face(run, above), above, language) + RUBY_APART
        beside = self.runs[max(number - 1, 0) : number + 2]
        hangs = 0.0 if any(other.ruby for other in beside if other is not run) else RUBY_HANGS
        return advance(self._face(run, run.text), run.text, language), wide - 2 * hangs

    def _face(self, run: Run, text: str) -> Face:
        column = self.column
        if run.strong:
            return column.strong
        if not column.kai and not run.emphasis:
            return column.face
        if text in QUOTATION or not is_chinese(text[0]):
            return column.latin
        return column.emphasis or column.face if run.emphasis else column.face


@dataclass(frozen=True)
class _Setter:
    """Sets the lines of runs; a run that crosses their ends is set in parts."""

    runs: Runs
    offsets: tuple[int, ...]
    notes: Notes
    called: set[str]
    column: Column

    def line(self, line: Line) -> Markup:
        """One line, in parts of one letter-spacing."""
        html: list[Markup] = []
        start = line.start
        for end, spacing in line.steps or ((line.end, 0.0),):
            asked = "; ".join(f"{n}: {ems:.5g}em" for n, ems in _properties(line, spacing))
            inside = self._inside(line.pieces, start, end)
            if asked:
                html += (_LINE, Markup(asked), _TAG_ENDS, *inside, _SPAN_ENDS)  # noqa: S704 - ours
            elif self.column.like_body:
                html += inside
            else:
                html += (_PLAIN_LINE, *inside, _SPAN_ENDS)
            start = end
        return Markup("").join(html)

    def _inside(self, pieces: tuple[Piece, ...], start: int, end: int) -> Iterator[Markup]:
        text = plain(self.runs)
        for number, (first, last) in enumerate(pairwise(self.offsets)):
            run = self.runs[number]
            if max(first, start) < min(last, end):
                part = clipped(pieces, text, max(first, start), min(last, end))
                html = _run(run, part, self.notes, self.called)
                yield _with_ruby(html, run, *self._ruler.base(number)) if run.ruby else html
            elif first == last and _stands_in(first, start, end, text):
                yield _run(run, (), self.notes, self.called)

    @property
    def _ruler(self) -> _Ruler:
        return _Ruler(self.runs, self.offsets, self.column, 0)


def _properties(line: Line, spacing: float) -> Iterator[tuple[str, float]]:
    """What the composer asks for in a line, by the names that furniture.css uses."""
    if spacing:
        yield "--spacing", spacing
    if line.gap != GAP:
        yield "--gap", line.gap
    if line.squeeze:
        yield "--give", line.squeeze
    if line.space:
        yield "word-spacing", line.space


def _stands_in(at: int, start: int, end: int, text: str) -> bool:
    """Whether a call stands in a line: after a character of it, or where nothing is before it."""
    return start < at <= end or (at == start and text[at - 1 : at] in ("", "\n"))


def _offsets(runs: Runs) -> tuple[int, ...]:
    """Where each run begins in the text of all, and where the last one ends."""
    return (0, *accumulate(len(run.text) for run in runs))


def words(text: str, *, kai: bool = False) -> Markup:
    """A plain string as HTML, prepared like running text."""
    return Markup("").join(_pieces(part) for part in pieces(text, latin=kai))


def _pieces(part: tuple[Piece, ...]) -> Markup:
    return Markup("").join(_piece(piece) for piece in part)


def _piece(piece: Piece) -> Markup:
    text = escape(piece.text)
    if "\n" in text:
        text = Markup("<br>").join(text.split("\n"))
    if not piece.classes:
        return text
    return Markup("").join((_SPAN, " ".join(piece.classes), _TAG_ENDS, text, _SPAN_ENDS))


def _unbroken(run: Run, part: tuple[Piece, ...], notes: Notes, called: set[str]) -> Markup:
    html = _run(run, part, notes, called)
    return _with_ruby(html, run, len(run.text), 0) if run.ruby else html


def _run(run: Run, part: tuple[Piece, ...], notes: Notes, called: set[str]) -> Markup:
    if run.note is not None:
        return _call(run.note, notes, called)
    text = _pieces(tuple(_dotted(part)) if run.dots else part)
    if run.name or run.book:
        text = _pieces(tuple(_ended(part)))
    for wanted, tag in ((run.strong, "strong"), (run.emphasis, "em")):
        if wanted:
            text = Markup("<{0}>{1}</{0}>").format(tag, text)
    for wanted, name in ((run.dots, "dots"), (run.name, "proper"), (run.book, "book")):
        if wanted:
            text = Markup('<span class="{}">{}</span>').format(name, text)
    if run.link and _LINK.fullmatch(run.link):
        text = Markup('<a href="{}">{}</a>').format(run.link, text)
    return text


def _dotted(part: tuple[Piece, ...]) -> Iterator[Piece]:
    """The pieces of a run, each ideograph by itself, for the dot under it; marks bear none."""
    for piece in part:
        if not _is_plain(piece):
            yield piece
            continue
        for at, character in enumerate(piece.text):
            start = piece.start + at
            alone = Piece(start, start + 1, character, ("dot",) if character.isalnum() else ())
            first = LEADING if at == 0 else ()
            last = TRAILING if at == len(piece.text) - 1 else ()
            kept = (name for name in piece.classes if name in (*first, *last))
            yield replace(alone, classes=(*alone.classes, *kept))


def _ended(part: tuple[Piece, ...]) -> Iterator[Piece]:
    """The pieces of a name, whose line ends early so that it is not one with the next."""
    yield from part[:-1]
    for piece in part[-1:]:
        if not _is_plain(piece) or not piece.text or set(TRAILING) & set(piece.classes):
            yield piece
        else:
            last = piece.end - 1
            yield Piece(piece.start, last, piece.text[:-1], piece.classes)
            yield Piece(last, piece.end, piece.text[-1], ("end",))


def _is_plain(piece: Piece) -> bool:
    """Whether nothing is done to the characters of a piece themselves."""
    return set(piece.classes) <= {*LEADING, *TRAILING}


def _with_ruby(text: Markup, run: Run, wide: float, above: float) -> Markup:
    """A run under its ruby; `wide`, `above`: how wide both are, in em."""
    margin = f"; margin: 0 {(above - wide) / 2:.4f}em" if above > wide else ""
    return Markup('<ruby style="--base: {:.5g}em{}">{}<rt><span>{}</span></rt></ruby>').format(
        wide, margin, text, run.ruby
    )


def _call(label: str, notes: Notes, called: set[str]) -> Markup:
    if label not in notes.notes:
        return Markup('<span class="call">[{}]</span>').format(label)
    if label in called:
        return Markup('<span class="call">{}</span>').format(notes.number(label))
    called.add(label)
    if notes.apart:
        mark = Markup('<span class="call" data-note="{}">{}</span>')
        return mark.format(notes.order.index(label), notes.number(label))
    return Markup('<span class="note set-note" data-mark="{}">{}</span>').format(
        notes.number(label), note_text(notes.notes[label], notes, called)
    )


def note_text(note: Note, notes: Notes, called: set[str]) -> Markup:
    """The words of a note, its paragraphs on lines of their own."""
    texts = [runs for block in walk(note.blocks) if (runs := getattr(block, "runs", ()))]
    taken = max(notes.ems(note.label) - 1, 0) if note.label in notes.notes else 0
    set_in: list[Markup] = []
    for runs in texts:
        lines = composed(runs, notes, called, notes.column, taken) if notes.column else ()
        loose = Markup('<span class="loose">{}</span>')
        set_in += lines or (loose.format(inline(runs, notes, called)),)
        taken = 0
    text = Markup("<br>").join(set_in)
    return Markup('<span class="composed">{}</span>').format(text) if notes.column else text
