"""Runs as WordprocessingML: properties, links, note calls, ruby, and marks in the Chinese face."""

import re
from collections.abc import Iterator
from copy import deepcopy
from itertools import pairwise
from urllib.parse import quote, urlsplit

from publisher.article import Run, Runs, plain
from publisher.ooxml.element import (
    NOT_XML,
    Element,
    element,
    paragraph_properties,
    run_properties,
    text,
    w,
)
from publisher.ooxml.origin import bookmark
from publisher.source import Span
from publisher.style.house import TextStyle
from publisher.style.units import Pt
from publisher.writers.word.draft import Draft
from publisher.writers.word.faces import KAI, WordFace, word_face
from publisher.writers.word.units import half_points

# Marks that Chinese and Latin share; by themselves Word and LibreOffice take them from either face.
# An apostrophe within a word is Latin; · counts as Latin everywhere (LibreOffice).
SHARED_MARKS = re.compile(r"(?:[“”‘—…·]|(?<![A-Za-z])’|’(?![A-Za-z]))+")
_BREAKS = re.compile("([\n\t])")
_SCHEMES = frozenset({"http", "https", "mailto"})
_URL_SAFE = "%/:?#[]@!$&'()*+,;=~-._"
_LATIN_TO = "\u024f"


def inline(draft: Draft, runs: Runs, role: TextStyle, style: str = "") -> list[Element]:
    """The elements of runs that are set in `role`, in its character style where one is given."""
    whole = plain(runs)
    alone = _alone(whole)
    made: list[Element] = []
    offset = 0
    for run in runs:
        end = offset + len(run.text)
        parts = list(_cut(whole, offset, end, alone))
        made += _run(draft, run, parts, role, style)
        offset = end
    return made


def words(draft: Draft, characters: str, role: TextStyle, style: str = "") -> list[Element]:
    """The elements of a plain string, in a character style where one is given."""
    _report(draft, characters)
    properties = [w("rStyle", val=style)] if style else []
    face = word_face(role)
    return [
        _piece(part, properties, face, alone=marks)
        for part, marks in _cut(characters, 0, len(characters), _alone(characters))
    ]


def line(draft: Draft, style: str, role: str, characters: str) -> Element:
    """A paragraph of plain words in a named style; `role` tells which face its marks come from."""
    return w(
        "p",
        paragraph_properties(w("pStyle", val=style)),
        *words(draft, characters, draft.sheet.text(role)),
    )


def _report(draft: Draft, characters: str, span: Span | None = None) -> None:
    """Say what XML cannot hold, since it is left out."""
    for lost in sorted(set(NOT_XML.findall(characters))):
        draft.find("word-character", span, code=f"U+{ord(lost):04X}")


def address(link: str) -> str | None:
    """A link as a relation may hold it: a valid URI of the web or a mail address, else None."""
    try:
        parts = urlsplit(link)
        host = parts.hostname or ""
        _ = parts.port  # a port that is no number raises here
    except ValueError:
        return None
    if parts.scheme not in _SCHEMES or (parts.scheme != "mailto" and not host):
        return None
    return quote(link, safe=_URL_SAFE)


def _alone(whole: str) -> list[tuple[int, int]]:
    """The places of shared marks that must be runs of their own in the Chinese face.

    LibreOffice gives a mark the script of what stands before it, at the paragraph's start of what
    follows, and ignores the hint; Word decides by the characters beside it.
    """
    return [
        found.span()
        for found in SHARED_MARKS.finditer(whole)
        if "·" in found[0]
        or _follows_latin(whole[: found.start()])
        or _is_latin(whole[found.end() : found.end() + 1])
    ]


def _follows_latin(before: str) -> bool:
    strong = next((c for c in reversed(before) if c.isalnum()), "")
    return not strong or _is_latin(strong)


def _is_latin(character: str) -> bool:
    return character.isalnum() and character <= _LATIN_TO


def _cut(
    whole: str, start: int, end: int, alone: list[tuple[int, int]]
) -> Iterator[tuple[str, bool]]:
    """The text between two offsets in pieces, each with whether it is set as marks alone."""
    inside = [(max(a, start), min(b, end)) for a, b in alone if a < end and b > start]
    edges = sorted({start, end, *(edge for place in inside for edge in place)})
    for a, b in pairwise(edges):
        yield whole[a:b], (a, b) in inside


def _run(
    draft: Draft, run: Run, parts: list[tuple[str, bool]], role: TextStyle, style: str
) -> list[Element]:
    if run.note is not None:
        return _call(draft, run.note)
    _report(draft, run.text + (run.ruby or ""), run.span)
    properties = _properties(run, style)
    if run.ruby:
        made = [_ruby(draft, run, properties, role)]
    else:
        face = KAI if run.emphasis else word_face(role)
        made = [_piece(part, properties, face, alone=marks) for part, marks in parts]
    if run.link is None:
        return made
    target = address(run.link)
    if target is None:
        draft.find("word-link", run.span, link=run.link)
        return made
    return [element("w:hyperlink", *made, r_id=draft.story.relate("hyperlink", target))]


def _properties(run: Run, base: str) -> list[Element]:
    """The run's properties: the first as a character style, further ones beside it."""
    wanted = [
        (bool(base), base, ()),
        (run.link is not None, "Hyperlink", ()),
        (
            run.emphasis,
            "Emphasis",
            (w("rFonts", ascii=KAI.latin, hAnsi=KAI.latin, eastAsia=KAI.east),),
        ),
        (run.strong, "Strong", (w("b"), w("bCs"))),
        (run.dots, "Dots", (w("em", val="underDot"),)),
        (run.name, "ProperName", (w("u", val="single"),)),
        (run.book, "BookTitle", (w("u", val="wave"),)),
    ]
    held = [(style, direct) for holds, style, direct in wanted if holds]
    if not held:
        return []
    (style, _), *others = held
    return [w("rStyle", val=style), *(part for _, direct in others for part in direct)]


def _piece(characters: str, properties: list[Element], face: WordFace, *, alone: bool) -> Element:
    held = [deepcopy(part) for part in properties]
    fonts = _fonts(characters, face, alone=alone)
    if fonts is not None:
        given = next((part for part in held if part.tag == fonts.tag), None)
        if given is None:
            held.append(fonts)
        else:
            given.attrib.update(fonts.attrib)
    return w("r", run_properties(*held) if held else None, *_characters(characters))


def _fonts(characters: str, face: WordFace, *, alone: bool) -> Element | None:
    if alone:
        return face.marks()
    return w("rFonts", hint="eastAsia") if SHARED_MARKS.search(characters) else None


def _characters(characters: str) -> Iterator[Element]:
    """Text with its breaks and tabs."""
    for part in _BREAKS.split(characters):
        match part:
            case "":
                pass
            case "\n":
                yield w("br")
            case "\t":
                yield w("tab")
            case _:
                yield text("w:t", part)


def _ruby(draft: Draft, run: Run, properties: list[Element], role: TextStyle) -> Element:
    """The reading above its characters, at half their size."""
    small = half_points(Pt(role.size / 2))
    sizes = (w("sz", val=small), w("szCs", val=small))
    reading = w("r", run_properties(*sizes), *_characters(run.ruby or ""))
    base = w("r", run_properties(*map(deepcopy, properties)), *_characters(run.text))
    return w(
        "r",
        w(
            "ruby",
            w(
                "rubyPr",
                w("rubyAlign", val="center"),
                w("hps", val=small),
                w("hpsRaise", val=half_points(Pt(role.size - 1))),
                w("hpsBaseText", val=half_points(role.size)),
                w("lid", val=draft.sheet.language),
            ),
            w("rt", reading),
            w("rubyBase", base),
        ),
    )


def _call(draft: Draft, label: str) -> list[Element]:
    """A note's reference; a further call of the same note refers to its first one by a field."""
    raised = run_properties(w("rStyle", val="FootnoteReference"))
    key = (draft.article, label)
    if key not in draft.notes or draft.in_note:
        return [w("r", raised, *_characters(f"[{label}]"))]
    if key in draft.calls:
        number = draft.calls[key]
        return field(f"NOTEREF {_note_bookmark(number)} \\f \\h", circled(number), raised)
    number = draft.calls[key] = len(draft.calls) + 1
    reference = w("r", raised, w("footnoteReference", id=number))
    return draft.named(_note_bookmark(number), [reference])


def _note_bookmark(number: int) -> str:
    return bookmark(f"note_{number}")


def circled(number: int) -> str:
    """A note's mark as Word sets it: ① to ⑩ (decimalEnclosedCircleChinese), then plain figures."""
    return "①②③④⑤⑥⑦⑧⑨⑩"[number - 1] if number <= 10 else str(number)


def field(instruction: str, result: str, properties: Element | None = None) -> list[Element]:
    """A field with its last result, so that it reads rightly before anyone updates it."""

    def run(*children: Element) -> Element:
        return w("r", None if properties is None else deepcopy(properties), *children)

    return [
        run(w("fldChar", fldCharType="begin")),
        run(text("w:instrText", f" {instruction} ")),
        run(w("fldChar", fldCharType="separate")),
        *([run(text("w:t", result))] if result else []),
        run(w("fldChar", fldCharType="end")),
    ]


def hidden_number(sequence: str) -> list[Element]:
    """A sequence field that prints nothing; by it Word lists pictures and refers to them.

    LibreOffice does not know the switch that hides the result, so that the style hides it too.
    """
    hidden = run_properties(w("rStyle", val="HiddenNumber"))
    return field(f"SEQ {sequence} \\* ARABIC \\h", "", hidden)
