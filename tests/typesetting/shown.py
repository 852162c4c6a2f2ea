"""Pages as they are seen: what is black and where rules run."""

from dataclasses import dataclass

DARK, EDGE, PAPER = 128, 200, 250  # of 255
UNDER = (0.12, 0.8)  # em under the baseline, where the next line has not begun


@dataclass(frozen=True)
class Stroke:
    """A horizontal rule: its edges and thickness in pt, its colour as red, green, blue."""

    left: float
    right: float
    middle: float
    thickness: float
    colour: tuple[int, int, int]

    @property
    def is_red(self):
        red, green, blue = self.colour
        return red > 150 and green < 90 and blue < 90


class Shown:
    """The pages of a PDF as pictures."""

    SCALE = 6

    def __init__(self, data):
        import pypdfium2

        self._document = pypdfium2.PdfDocument(data)
        self._pages = {}

    def _page(self, number):
        if number not in self._pages:
            page = self._document[number]
            self._pages[number] = page.render(scale=self.SCALE).to_pil().convert("RGB")
        return self._pages[number]

    def columns(self, page, left, right, top, bottom):
        """For each column of points of a place whether any of it is black."""
        box = [round(value * self.SCALE) for value in (left, top, right, bottom)]
        image = self._page(page).crop(box).convert("L")
        width, height = image.size
        points = image.load()
        return [any(points[x, y] < DARK for y in range(height)) for x in range(width)]

    def under(self, glyph, following=None):
        """The same under a glyph, up to the next one where that is named."""
        right = following.left if following else glyph.left + glyph.size
        top, bottom = (glyph.baseline + glyph.size * part for part in UNDER)
        return self.columns(glyph.page, glyph.left, right, top, bottom)

    def strokes(self, page, at, most=3):
        """The rules that run through x = `at`, none thicker than `most` (pt), from the top."""
        image = self._page(page)
        x = round(at * self.SCALE)
        column = [*_points(image, x, 0, x + 1, image.height), (255, 255, 255)]
        start = None
        for y, point in enumerate(column):
            if min(point) < PAPER and start is None:
                start = y
            elif min(point) >= PAPER and start is not None:
                stroke = self._stroke(image, x, start, column[start:y])
                if stroke and stroke.thickness <= most:
                    yield stroke
                start = None

    def _stroke(self, image, x, top, points):
        """A rule, if what is black at x from `top` runs on for an inch at least."""
        darkest = min(points, key=sum)
        row = top + points.index(darkest)
        line = [min(point) < EDGE for point in _points(image, 0, row, image.width, row + 1)]
        left = right = x
        while left and line[left - 1]:
            left -= 1
        while right + 1 < len(line) and line[right + 1]:
            right += 1
        if right - left < 72 * self.SCALE:
            return None
        ink = sum((255 - min(point)) / (255 - min(darkest)) for point in points)
        edges = (left, right + 1, top + len(points) / 2, ink)
        return Stroke(*(edge / self.SCALE for edge in edges), darkest)


def _points(image, *box):
    data = image.crop(box).tobytes()
    return list(zip(data[::3], data[1::3], data[2::3], strict=True))
