"""Measures of a face that the page must know, read from its file by HarfBuzz as Pango does."""

from functools import cache
from pathlib import Path

from publisher.typefaces import Face

EM_BOX_CENTRE = 0.38  # above the baseline; the em box reaches from .88 above it to .12 below


def drop(face: Face) -> float:
    """How far the middle of the em box lies under the middle of the line, in em.

    A layout engine centres a face's ascent and descent in the line, which are rarely symmetrical
    about the em box (Noto Serif CJK: .0525).
    """
    return _drop(face.path, face.index)


@cache
def _drop(path: Path, index: int) -> float:
    import uharfbuzz as hb

    font = hb.Font(hb.Face(hb.Blob.from_file_path(str(path)), index))
    extents = font.get_font_extents("ltr")
    upem: int = font.face.upem
    middle: float = (extents.ascender + extents.descender) / 2 / upem
    return round(middle - EM_BOX_CENTRE, 4)
