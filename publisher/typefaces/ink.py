"""How much ink the characters of a face take: the area of their outlines."""

from functools import cache
from pathlib import Path
from typing import Any

from publisher.typefaces.face import Face


def ink(face: Face, text: str) -> float:
    """The area of the outlines, in square em; what the face lacks takes none."""
    return sum(_area(face.path, face.index, character) for character in text)


@cache
def _area(path: Path, index: int, character: str) -> float:
    from fontTools.pens.areaPen import AreaPen

    font, upem = _font(path, index)
    glyph = font.get_nominal_glyph(ord(character))
    if not glyph:
        return 0.0
    pen = AreaPen()
    font.draw_glyph_with_pen(glyph, pen)
    return abs(float(pen.value)) / upem**2


@cache
def _font(path: Path, index: int) -> tuple[Any, int]:
    import uharfbuzz as hb

    face = hb.Face(hb.Blob.from_file_path(str(path)), index)
    return hb.Font(face), face.upem
