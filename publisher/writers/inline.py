"""Runs as HTML: text prepared by the composer, with its properties, links and note calls."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import accumulate

from markupsafe import Markup, escape

from publisher.article import Note, Run, Runs, plain, walk
from publisher.composer.fallback import Piece, pieces

_LINK = re.compile(r"(?:https?://|mailto:)\S+")
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"


@dataclass(frozen=True)
class Notes:
    """The notes of an article by label, and in which order they are first called."""

    notes: Mapping[str, Note]
    order: tuple[str, ...]

    def number(self, label: str) -> str:
        """The mark of a note: ① to ⑳, then figures in brackets."""
        number = self.order.index(label) + 1
        return _CIRCLED[number - 1] if number <= len(_CIRCLED) else f"[{number}]"


def inline(runs: Runs, notes: Notes, called: set[str], *, kai: bool = False) -> Markup:
    """Runs as HTML; `called` holds the labels whose note has been set already, and is added to.

    `kai`: the text is set in kai, which takes letters and figures from the face of the body.
    """
    if not runs:
        return Markup("")
    text = plain(runs)
    cuts = tuple(accumulate(len(run.text) for run in runs))[:-1]
    ordinaries = pieces(text, cuts, latin=kai)
    emphatics = pieces(text, cuts, latin=True)
    return Markup("").join(
        _run(run, _pieces(emphatic if run.emphasis else ordinary), notes, called)
        for run, ordinary, emphatic in zip(runs, ordinaries, emphatics, strict=True)
    )


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
    return Markup('<span class="note set-note">{}</span>').format(
        note_text(notes.notes[label], notes, called)
    )


def note_text(note: Note, notes: Notes, called: set[str]) -> Markup:
    """The words of a note, its paragraphs on lines of their own."""
    lines = [getattr(block, "runs", ()) for block in walk(note.blocks)]
    return Markup("<br>").join(inline(runs, notes, called) for runs in lines if runs)
