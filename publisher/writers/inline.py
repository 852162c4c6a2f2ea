"""Runs as HTML: text prepared by the composer, with its properties, links and note calls."""

import re
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import accumulate

from markupsafe import Markup, escape

from publisher.article import Note, Run, Runs, plain, walk
from publisher.composer.fallback import OPENERS, QUOTATION, Piece, joined, pieces
from publisher.composer.lines import Line, Width, lines
from publisher.composer.measure import advance
from publisher.typefaces import Face

CALL = 0.75  # of the size of notes: the mark that calls one (print.css says the same)
_LINK = re.compile(r"(?:https?://|mailto:)\S+")
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
    `call`: how wide a note's mark is, in em.
    """

    measure: float
    indent: float
    face: Face
    strong: Face
    latin: Face
    kai: bool
    call: float
    ragged: bool = False


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
        _run(run, _pieces(emphatic if run.emphasis else ordinary), notes, called)
        for run, (ordinary, emphatic) in zip(runs, parts, strict=True)
    )


def composed(
    runs: Runs, notes: Notes, called: set[str], column: Column, taken: float = 0
) -> tuple[Markup, ...]:
    """Runs as HTML in lines as long as the measure; none where they cannot be set so.

    `taken`: what of the first line, in em, something before the runs has used.
    """
    offsets = _offsets(runs)
    return tuple(
        _line(line, runs, offsets, notes, called, kai=column.kai)
        for line in _broken(runs, offsets, column, taken, notes)
    )


def last_width(runs: Runs, column: Column) -> float:
    """How long the last line of runs is, in em."""
    found = _broken(runs, _offsets(runs), column, 0)
    return found[-1].width if found else 0.0


def _broken(
    runs: Runs, offsets: tuple[int, ...], column: Column, taken: float, notes: Notes | None = None
) -> tuple[Line, ...]:
    """The lines between the breaks that the author made; none where there is ruby."""
    text = plain(runs)
    if not text.strip() or any(run.ruby for run in runs):
        return ()
    calls = {
        at: column.call * (notes.ems(run.note) if notes else 1)
        for run, at in zip(runs, offsets, strict=False)
        if run.note is not None
    }
    width = _width(runs, offsets, column)
    found: list[Line] = []
    for match in _STRETCH.finditer(text):
        start = match.start()
        made = lines(
            match[0],
            column.measure,
            column.indent + taken if start == 0 else 0,
            _from(start, width),
            {at - start: call for at, call in calls.items()},
            ragged=column.ragged,
        )
        found += [
            replace(line, start=line.start + start, end=line.end + start)
            for line in made or (Line(0, 0, 0.0, 0.0),)
        ]
    return tuple(found)


def _from(start: int, width: Width) -> Width:
    """The widths of a text that begins inside another."""
    return lambda text, offset: width(text, offset + start)


def _line(
    line: Line,
    runs: Runs,
    offsets: tuple[int, ...],
    notes: Notes,
    called: set[str],
    *,
    kai: bool,
) -> Markup:
    """One line; a run that crosses its ends is set in parts."""
    text = plain(runs)
    inside: list[Markup] = []
    for run, start, end in zip(runs, offsets, offsets[1:], strict=False):
        first, last = max(start, line.start), min(end, line.end)
        if first < last:
            part = _part(text, first, last, line, latin=kai or run.emphasis)
            inside.append(_run(run, part, notes, called))
        elif start == end and _stands_in(start, line, text):
            inside.append(_run(run, Markup(""), notes, called))
    html = Markup("").join(inside)
    if not line.spacing:
        return Markup('<span class="line">{}</span>').format(html)
    return Markup('<span class="line" style="letter-spacing: {:.4f}em">{}</span>').format(
        line.spacing, html
    )


def _stands_in(at: int, line: Line, text: str) -> bool:
    """Whether a call stands in a line: after a character of it, or where nothing is before it."""
    return line.start < at <= line.end or (at == line.start and text[at - 1 : at] in ("", "\n"))


def _part(text: str, first: int, last: int, line: Line, *, latin: bool) -> Markup:
    """The pieces between two offsets of a line; an opening mark at its start gives up half."""
    [_, found, _] = pieces(text, (first, last), latin=True, whole=False)
    kept = [
        piece
        if latin or "mark" not in piece.classes
        else replace(piece, classes=tuple(name for name in piece.classes if name != "mark"))
        for piece in found
    ]
    head = kept[0]
    if first == line.start and head.text[:1] in OPENERS and "open" not in head.classes:
        kept[0] = replace(head, classes=(*head.classes, "open"))
    return _pieces(tuple(joined(kept)))


def _offsets(runs: Runs) -> tuple[int, ...]:
    """Where each run begins in the text of all, and where the last one ends."""
    return (0, *accumulate(len(run.text) for run in runs))


def _width(runs: Runs, offsets: tuple[int, ...], column: Column) -> Width:
    def width(text: str, offset: int) -> float:
        run = runs[bisect_right(offsets, offset) - 1]
        face = column.strong if run.strong else column.face
        if (column.kai or run.emphasis) and (text[0].isascii() or text[0] in QUOTATION):
            face = column.latin
        return advance(face, text)

    return width


def words(text: str, *, kai: bool = False) -> Markup:
    """A plain string as HTML, prepared like running text."""
    return Markup("").join(_pieces(part) for part in pieces(text, latin=kai))


def _pieces(part: tuple[Piece, ...]) -> Markup:
    return Markup("").join(_piece(piece) for piece in part)


def _piece(piece: Piece) -> Markup:
    text = Markup("<br>").join(escape(line) for line in piece.text.split("\n"))
    if not piece.classes:
        return text
    return Markup('<span class="{}">{}</span>').format(" ".join(piece.classes), text)


def _run(run: Run, text: Markup, notes: Notes, called: set[str]) -> Markup:
    if run.note is not None:
        return _call(run.note, notes, called)
    if run.ruby:
        text = Markup("<ruby>{}<rt>{}</rt></ruby>").format(text, run.ruby)
    for wanted, tag in ((run.strong, "strong"), (run.emphasis, "em")):
        if wanted:
            text = Markup("<{0}>{1}</{0}>").format(tag, text)
    for wanted, name in ((run.dots, "dots"), (run.name, "proper"), (run.book, "book")):
        if wanted:
            text = Markup('<span class="{}">{}</span>').format(name, text)
    if run.link and _LINK.fullmatch(run.link):
        text = Markup('<a href="{}">{}</a>').format(run.link, text)
    return text


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
        set_in += lines or (inline(runs, notes, called),)
        taken = 0
    text = Markup("<br>").join(set_in)
    return Markup('<span class="composed">{}</span>').format(text) if notes.column else text
