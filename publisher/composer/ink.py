"""How far the ink of a glyph reaches; HarfBuzz's own extents hold the handles of curves too."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

_STEPS = 12  # points of a curve: off by less than a thousandth of an em

_Point = tuple[float, float]


def extents(font: Any, glyph: int) -> tuple[float, float, float, float]:  # noqa: ANN401 - untyped
    """Left, foot, right and top of a glyph's ink, in the units of its font (uharfbuzz.Font)."""
    pen = _Pen()
    font.draw_glyph_with_pen(glyph, pen)
    xs, ys = zip(*(pen.points or [(0.0, 0.0)]), strict=True)
    return min(xs), min(ys), max(xs), max(ys)


class _Pen:
    """Gathers points on the outline that it is made to draw; its methods have a pen's names."""

    def __init__(self) -> None:
        self.points: list[_Point] = []

    def moveTo(self, point: _Point) -> None:  # noqa: N802
        """Begin a contour."""
        self.points.append(point)

    lineTo = moveTo  # noqa: N815

    def curveTo(self, *points: _Point) -> None:  # noqa: N802
        """Draw a curve of any degree."""
        start = self.points[-1]
        self.points += [_on_curve((start, *points), step / _STEPS) for step in range(1, _STEPS + 1)]

    qCurveTo = curveTo  # noqa: N815

    def closePath(self) -> None:  # noqa: N802
        """End a contour by a straight line, which reaches no further."""


def _on_curve(points: Sequence[_Point], share: float) -> _Point:
    """The point of a Bézier curve at a share of its way (de Casteljau)."""
    while len(points) > 1:
        points = [
            (a[0] + share * (b[0] - a[0]), a[1] + share * (b[1] - a[1]))
            for a, b in pairwise(points)
        ]
    return points[0]
