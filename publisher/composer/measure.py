"""Measures read from the files of the faces by HarfBuzz, which is what Pango asks too.

Text is shaped in the stretches that Pango would form of it, one script at a time: marks and figures
go with the letters before them, and each script is given a language that is written in it.
"""

from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import groupby
from pathlib import Path
from typing import Any, Literal

from publisher.composer.ink import extents
from publisher.typefaces import Face
from publisher.typography.marks import is_han

EM_BOX_CENTRE = 0.38  # above the baseline; the em box reaches from .88 above it to .12 below
HALF = 0.5
WHITE = 0.48  # em; a mark that leaves so much white beside its ink can give up half an em
CHINESE = "zh-CN"

Form = Literal["", "solid", "fwid", "pwid"]
"""How glyphs are asked for: as they are, without kerning, full-width or proportional."""

_SCRIPTS = (
    (0x41, 0x24F, "Latn", "en"),
    (0x370, 0x3FF, "Grek", "el"),
    (0x400, 0x52F, "Cyrl", "ru"),
    (0x1E00, 0x1EFF, "Latn", "en"),
    (0x3041, 0x3096, "Hira", "ja"),
    (0x30A1, 0x30FA, "Kana", "ja"),
    (0xAC00, 0xD7A3, "Hang", "ko"),
)


def drop(face: Face) -> float:
    """How far the middle of the em box lies under the middle of the line, in em.

    A layout engine centres a face's ascent and descent in the line, which are rarely symmetrical
    about the em box (Noto Serif CJK: .0525).
    """
    extents = _font(face.path, face.index).get_font_extents("ltr")
    middle: float = (extents.ascender + extents.descender) / 2
    return round(middle / _upem(face.path, face.index) - EM_BOX_CENTRE, 4)


def advance(face: Face, text: str, language: str = CHINESE, form: Form = "") -> float:
    """How wide the characters are in a face, in em, where they stand in a box of their own."""
    return _advance(face.path, face.index, text, language.lower(), form)


def white(face: Face, mark: str, language: str = CHINESE) -> tuple[float, float]:
    """How much a mark can give up before and after its ink: half an em, or nothing.

    Read from the glyph: Taiwan and Hong Kong have their points in the middle of the em.
    """
    return _white(face.path, face.index, mark, language.lower())


@cache
def inset(face: Face, character: str) -> tuple[float, float, float]:
    """How far the ink of a character in a vertical line stays from top, right and foot, in em."""
    import uharfbuzz as hb

    font, upem = _font(face.path, face.index), _upem(face.path, face.index)
    buffer = hb.Buffer()
    buffer.add_str(character)
    buffer.guess_segment_properties()
    hb.shape(font, buffer, {"vert": True})
    foot, right, top = (edge / upem for edge in extents(font, buffer.glyph_infos[0].codepoint)[1:])
    return EM_BOX_CENTRE + HALF - top, 1 - right, foot - (EM_BOX_CENTRE - HALF)


@cache
def _font(path: Path, index: int) -> Any:  # noqa: ANN401 - uharfbuzz.Font, untyped
    import uharfbuzz as hb

    return hb.Font(hb.Face(hb.Blob.from_file_path(str(path)), index))


@cache
def _upem(path: Path, index: int) -> int:
    upem: int = _font(path, index).face.upem
    return upem


@lru_cache(maxsize=65536)
def _advance(path: Path, index: int, text: str, language: str, form: Form) -> float:
    if all(map(is_han, text)):
        return float(len(text))  # an em each by definition, from whichever face they come
    total: int = sum(
        position.x_advance
        for shaped in _shaped(path, index, text, language, form)
        for position in shaped.glyph_positions
    )
    return total / _upem(path, index)


@lru_cache(maxsize=4096)
def _white(path: Path, index: int, mark: str, language: str) -> tuple[float, float]:
    [shaped] = _shaped(path, index, mark, language, "solid")
    extents = _font(path, index).get_glyph_extents(shaped.glyph_infos[0].codepoint)
    upem, advanced = _upem(path, index), shaped.glyph_positions[0].x_advance
    if extents is None or advanced < 0.9 * upem:
        return 0.0, 0.0
    before = extents.x_bearing / upem
    after = (advanced - extents.x_bearing - extents.width) / upem
    return (HALF if before > WHITE else 0.0), (HALF if after > WHITE else 0.0)


def _shaped(path: Path, index: int, text: str, language: str, form: Form) -> Iterator[Any]:
    """The text in HarfBuzz's buffers, one for each script."""
    import uharfbuzz as hb

    features = {"kern": False} if form == "solid" else {form: True} if form else {}
    among = ("Hani", "") if form == "solid" else ("", "")
    for script, spoken, stretch in _scripts(text, among):
        buffer = hb.Buffer()
        buffer.add_str(stretch)
        buffer.guess_segment_properties()
        if script:
            buffer.script = script
        buffer.language = spoken or language
        hb.shape(_font(path, index), buffer, features)
        yield buffer


def _scripts(text: str, among: tuple[str, str]) -> Iterator[tuple[str, str, str]]:
    """The stretches of one script with a language for it, none where the text's own is.

    `among`: what marks belong to that stand by themselves.
    """
    scripts: list[tuple[str, str]] = []
    for character in text:
        scripts.append(_script(character) or (scripts[-1] if scripts else ("", "")))
    first = next((script for script in scripts if script[0]), among)
    scripts = [script if script[0] else first for script in scripts]
    at = 0
    for (script, spoken), group in groupby(scripts):
        length = len(list(group))
        yield script, spoken, text[at : at + length]
        at += length


def _script(character: str) -> tuple[str, str] | None:
    """The script of a letter and a language written in it; None for what goes with any."""
    if is_han(character):
        return "Hani", ""
    if not character.isalpha():
        return None
    code = ord(character)
    for first, last, script, spoken in _SCRIPTS:
        if first <= code <= last:
            return script, spoken
    return None
