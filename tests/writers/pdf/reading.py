"""What stands on the pages of a PDF: characters with their places in points, and the text."""

import io
import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Glyph:
    page: int
    character: str
    left: float
    baseline: float
    size: float
    face: str
    right: float


def glyphs(data):
    """Every printed character, `baseline` counted from the page's top."""
    import ctypes

    import pypdfium2 as pdfium
    import pypdfium2.raw as raw

    found = []
    document = pdfium.PdfDocument(data)
    for number, page in enumerate(document):
        text = page.get_textpage()
        height = page.get_height()
        for index in range(text.count_chars()):
            x, y = ctypes.c_double(), ctypes.c_double()
            raw.FPDFText_GetCharOrigin(text, index, x, y)
            name, flags = ctypes.create_string_buffer(200), ctypes.c_int()
            raw.FPDFText_GetFontInfo(text, index, name, 200, flags)
            box = raw.FS_RECTF()
            raw.FPDFText_GetLooseCharBox(text, index, box)
            character = chr(raw.FPDFText_GetUnicode(text, index))
            if character.isspace() or character == "\ufffe":
                continue
            size = raw.FPDFText_GetFontSize(text, index)
            matrix = raw.FS_MATRIX()
            raw.FPDFText_GetMatrix(text, index, matrix)
            found.append(
                Glyph(
                    number,
                    character,
                    x.value,
                    height - y.value,
                    round(size * abs(matrix.a), 3),
                    name.value.decode().partition("+")[2] or name.value.decode(),
                    box.right,
                )
            )
        text.close()
        page.close()
    document.close()
    return found


def extracted(data, furniture=""):
    """The text by two extractors, without white space and without heads and folios.

    `furniture`: a regular expression of what ends each page's text.
    """
    import pypdf
    import pypdfium2 as pdfium

    pages = pypdf.PdfReader(io.BytesIO(data)).pages
    document = pdfium.PdfDocument(data)
    for texts in (
        [page.extract_text() for page in pages],
        [page.get_textpage().get_text_range() for page in document],
    ):
        yield "".join(re.sub(f"(?:{furniture})$", "", squeezed(text)) for text in texts)


def squeezed(text):
    return "".join(text.split())
