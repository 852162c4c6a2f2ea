"""What stands on the pages of a PDF: characters with their places in points, and the text.

Places are counted from the page's left and top edge. Lengths that a rule of typesetting speaks of
are given in em of the line.
"""

import io
import re
from dataclasses import dataclass
from itertools import pairwise

from publisher.typography.marks import is_han

OPENERS = frozenset("（《〈“‘【〔「『〖［｛")
CLOSERS = frozenset("，。、；：？！”’）》〉】〕」』〗］｝")
HALF = 0.5
_HYPHEN = "[-\u2010]?"
LEAST_PART = 8  # characters by which the next part of a text is known
_LINE_END = {0xFFFE: "-", 2: "-"}  # what PDFium reads for a hyphen there


@dataclass(frozen=True)
class Glyph:
    page: int
    character: str
    left: float
    baseline: float
    size: float
    face: str
    right: float
    ink: tuple[float, float, float, float] = (0, 0, 0, 0)  # left, top, right, bottom


@dataclass(frozen=True)
class Line:
    """The glyphs of one line of a paragraph from left to right.

    `spaced`: the numbers of those before which the text has a space.
    """

    glyphs: tuple[Glyph, ...]
    spaced: frozenset[int] = frozenset()

    @property
    def text(self):
        return "".join(glyph.character for glyph in self.glyphs)

    @property
    def page(self):
        return self.glyphs[0].page

    @property
    def baseline(self):
        return self.glyphs[0].baseline

    @property
    def size(self):
        return self.glyphs[0].size

    @property
    def left(self):
        """Where the line begins: an opening mark begins with its right half."""
        first = self.glyphs[0]
        return first.left + (HALF * first.size if first.character in OPENERS else 0)

    @property
    def right(self):
        """Where the line ends: a closing mark ends with its left half."""
        last = self.glyphs[-1]
        return end(last) - (HALF * last.size if last.character in CLOSERS else 0)

    @property
    def pairs(self):
        """Each two neighbours and how far their origins are apart, in em."""
        return [
            (one.character, other.character, (other.left - one.left) / self.size)
            for one, other in pairwise(self.glyphs)
        ]

    @property
    def gaps(self):
        """What stands between each two ideographs beside each other, in em; solid is 0."""
        return [
            apart - 1
            for number, (one, other, apart) in enumerate(self.pairs, 1)
            if is_han(one) and is_han(other) and number not in self.spaced
        ]


def end(glyph):
    """Where a glyph's own width ends: that of a Chinese character or mark is its em."""
    full = is_han(glyph.character) or glyph.character in OPENERS or glyph.character in CLOSERS
    return glyph.left + glyph.size if full else glyph.right


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
            character = chr(raw.FPDFText_GetUnicode(text, index)).translate(_LINE_END)
            if character.isspace():
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
                    _ink(text, index, height),
                )
            )
        text.close()
        page.close()
    document.close()
    return found


def _ink(text, index, height):
    """Where the black of a character stands."""
    left, bottom, right, top = text.get_charbox(index)
    return left, height - top, right, height - bottom


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


class Pages:
    """The pages of a PDF, to be asked where a text stands on them."""

    def __init__(self, data):
        self.data = data
        self.glyphs = glyphs(data)
        self._streams = {}
        self._last = {}

    def lines(self, text, size):
        """The lines of a text that is set in a size; LookupError where it does not stand there.

        The text may be divided by hyphens, and by what was set between two of its lines. Of a text
        that stands there more than once each call gives the next one.
        """
        wanted = squeezed(text)
        for find in (self._whole, self._divided):
            for ordered in (False, True):
                stream, characters = self._stream(size, ordered)
                if spans := find(wanted, characters, (size, ordered)):
                    found = [glyph for span in spans for glyph in stream[slice(*span)]]
                    return _in_lines(found, _after_spaces(text))
        raise LookupError(f"{text[:40]!r} does not stand there in {size} pt")

    def _stream(self, size, ordered):
        """Glyphs of a size as they were drawn, or by their places, and their characters."""
        key = round(size, 2), ordered
        if key not in self._streams:
            found = [glyph for glyph in self.glyphs if abs(glyph.size - size) < 0.02]
            if ordered:
                found = _by_place(found)
            self._streams[key] = found, "".join(glyph.character for glyph in found)
        return self._streams[key]

    def _whole(self, text, characters, key):
        start = self._last.get(key, 0)
        for first in dict.fromkeys((start, 0)):
            at = characters.find(text, first)
            if at >= 0:
                self._last[key] = at + len(text)
                return [(at, at + len(text))]
        match = re.search(_HYPHEN.join(map(re.escape, text)), characters)
        return [match.span()] if match else []

    def _divided(self, text, characters, _key):
        spans, at = [], 0
        while text:
            first = characters.find(text[:LEAST_PART], at)
            first = characters.find(text[:LEAST_PART]) if first < 0 else first
            if first < 0:
                return []
            same = 0
            while same < len(text) and characters[first + same : first + same + 1] == text[same]:
                same += 1
            at = first + same
            spans.append((first, at))
            text = text[same:]
        return spans


def _by_place(found):
    """Glyphs from line to line and from left to right, however they were drawn."""
    rows = []
    for glyph in sorted(found, key=lambda glyph: (glyph.page, glyph.baseline)):
        above = rows[-1][0] if rows else None
        if (
            above
            and above.page == glyph.page
            and glyph.baseline - above.baseline < HALF * glyph.size
        ):
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
    return [glyph for row in rows for glyph in sorted(row, key=lambda glyph: glyph.left)]


def _after_spaces(text):
    """The characters before which a text has a space, by their numbers in the squeezed text."""
    return {len(squeezed(text[: match.end()])) for match in re.finditer(r"\s+", text)}


def _in_lines(found, after_spaces):
    """Glyphs in reading order as lines: one ends where the next glyph stands on another.

    Or far away on the same, in the next column.
    """
    starts = [0]
    for number, (one, other) in enumerate(pairwise(found), 1):
        away = abs(other.baseline - one.baseline) > HALF * one.size
        far = not -2 * one.size < other.left - one.left < 2.5 * one.size
        if other.page != one.page or away or (far and number not in after_spaces):
            starts.append(number)
    return tuple(
        Line(
            tuple(found[start:stop]),
            frozenset(number - start for number in after_spaces if start < number < stop),
        )
        for start, stop in pairwise((*starts, len(found)))
    )
