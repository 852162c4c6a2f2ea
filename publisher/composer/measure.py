"""Measures read from the files of the faces by HarfBuzz, which is what Pango asks too."""

from functools import cache
from pathlib import Path
from typing import Any

from publisher.typefaces import Face
from publisher.typography.marks import is_han

EM_BOX_CENTRE = 0.38  # above the baseline; the em box reaches from .88 above it to .12 below

_DASHES = "—…"


def drop(face: Face) -> float:
    """How far the middle of the em box lies under the middle of the line, in em.

    A layout engine centres a face's ascent and descent in the line, which are rarely symmetrical
    about the em box (Noto Serif CJK: .0525).
    """
    extents = _font(face.path, face.index).get_font_extents("ltr")
    middle: float = (extents.ascender + extents.descender) / 2
    return round(middle / _upem(face.path, face.index) - EM_BOX_CENTRE, 4)


def advance(face: Face, text: str) -> float:
    """How wide the characters are in a face, in em; an ideograph is one em by definition.

    So is a dash beside ideographs; alone it would be measured as a Western one.
    """
    if all(is_han(character) or character in _DASHES for character in text):
        return len(text)
    return _advance(face.path, face.index, text)


@cache
def _font(path: Path, index: int) -> Any:  # noqa: ANN401 - uharfbuzz.Font, untyped
    import uharfbuzz as hb

    return hb.Font(hb.Face(hb.Blob.from_file_path(str(path)), index))


@cache
def _upem(path: Path, index: int) -> int:
    upem: int = _font(path, index).face.upem
    return upem


@cache
def _advance(path: Path, index: int, text: str) -> float:
    import uharfbuzz as hb

    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    buffer.language = "zh-cn"
    hb.shape(_font(path, index), buffer, {})
    total: int = sum(position.x_advance for position in buffer.glyph_positions)
    return total / _upem(path, index)
