"""Whether the faces hold every character, looked up in their cmap by HarfBuzz before layout."""

import unicodedata
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from pathlib import Path

from publisher.findings import Finding
from publisher.source import Span
from publisher.typefaces.face import Face, Faces

RARE_PACKAGE = "fonts-babelstone-han"

# Unicode 16, DerivedCoreProperties: Default_Ignorable_Code_Point; they have no glyph of their own.
_IGNORABLE = (
    (0xAD, 0xAD), (0x34F, 0x34F), (0x61C, 0x61C), (0x115F, 0x1160), (0x17B4, 0x17B5),
    (0x180B, 0x180F), (0x200B, 0x200F), (0x202A, 0x202E), (0x2060, 0x206F), (0x3164, 0x3164),
    (0xFE00, 0xFE0F), (0xFEFF, 0xFEFF), (0xFFA0, 0xFFA0), (0xFFF0, 0xFFF8), (0x1BCA0, 0x1BCA3),
    (0x1D173, 0x1D17A), (0xE0000, 0xE0FFF),
)  # fmt: skip


def coverage(
    faces: Faces, texts: Iterable[tuple[str, int, str, Span | None]]
) -> tuple[Finding, ...]:
    """A Finding for each character that its face lacks, at the first place that asks for it.

    `texts`: role, weight, characters and their place. `font-borrowed` where another of the faces
    has the character, `font-glyph` (an error) where none has it.
    """
    held: set[tuple[tuple[str, int], str]] = set()
    findings: dict[tuple[str, str], Finding] = {}
    for role, weight, text, span in texts:
        face = faces.by_role[role, weight]
        for place, character in _printed(text):
            if ((role, weight), character) in held or (face.family, character) in findings:
                continue
            if _holds(face, character):
                held.add(((role, weight), character))
            else:
                missing = _missing(faces, face, character, _at(span, text, place))
                findings[face.family, character] = missing
    return tuple(findings.values())


def _missing(faces: Faces, face: Face, character: str, span: Span | None) -> Finding:
    arguments = {
        "character": character,
        "code": f"U+{ord(character):04X}",
        "face": face.family,
        "package": RARE_PACKAGE,
    }
    lender = next((other for other in faces.lenders if _holds(other, character)), None)
    if lender is None:
        return Finding("font-glyph", span, arguments)
    return Finding("font-borrowed", span, arguments | {"instead": lender.family})


def _printed(text: str) -> Iterator[tuple[int, str]]:
    """The characters that need a glyph, each once, with their first places.

    Spaces of every width are made by HarfBuzz from U+0020; controls and ignorable ones are unseen.
    """
    for character in dict.fromkeys(text):
        unseen = unicodedata.category(character) in {"Cc", "Zs", "Zl", "Zp"}
        if not unseen and not _ignorable(ord(character)):
            yield text.index(character), character


def _ignorable(code: int) -> bool:
    return any(first <= code <= last for first, last in _IGNORABLE)


def _holds(face: Face, character: str) -> bool:
    """Whether a face has a glyph for a character or for its canonical parts."""
    glyph = _lookup(face.path, face.index)
    if glyph(ord(character)):
        return True
    parts = unicodedata.normalize("NFD", character)
    return parts != character and all(glyph(ord(part)) for part in parts)


@lru_cache(maxsize=64)
def _lookup(path: Path, index: int) -> Callable[[int], int | None]:
    import uharfbuzz

    font = uharfbuzz.Font(uharfbuzz.Face(uharfbuzz.Blob.from_file_path(path), index))
    lookup: Callable[[int], int | None] = font.get_nominal_glyph
    return lookup


def _at(span: Span | None, text: str, place: int) -> Span | None:
    """The character's own place, where the span holds it; else the whole span."""
    if span is None:
        return None
    if span.text != text:
        place = span.text.find(text[place])
    return span if place < 0 else span.part(place, place + 1)
