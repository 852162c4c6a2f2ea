"""Where pictures may stand: column widths, rows of equal height, nothing cropped.

All lengths are points; an aspect is width divided by height.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import floor, inf, log

from publisher.style.house import HouseStyle
from publisher.style.units import PT_PER_MM, Pt

# A lead at least this broad takes the measure; a squarer one, and a tall one, a narrower column.
_BROAD, _TALL = 4 / 3, 0.8
# More pictures in one row are too small to be looked at.
_MOST_IN_ROW = 6
# How unlike the heights of rows may be: as the style says, else further, rather than not at all.
_LOOSER = (1.0, 2.0, inf)
_NEAR = 1e-6


@dataclass(frozen=True)
class Columns:
    """The widths on which pictures stand, widest first, and the limits of their heights.

    `beside`: a caption may stand beside its picture, since nothing else does.
    """

    widths: tuple[float, ...]
    gap: float
    gutter: float
    aim: float
    least: float
    most: float
    lead_most: float
    spread: float
    least_ppi: int
    beside: bool = True

    @classmethod
    def of(cls, style: HouseStyle, room: float = inf) -> "Columns":
        """The columns of a house style; those that a `room` holds, inside quotes and lists."""
        pictures, em = style.pictures, style.body.size
        widths = sorted((float(width.at(em)) for width in pictures.widths), reverse=True)
        return cls(
            widths=tuple(width for width in widths if width <= room + _NEAR) or (room,),
            gap=pictures.gap,
            gutter=float(em),
            aim=pictures.row_height * PT_PER_MM,
            least=pictures.row_least * PT_PER_MM,
            most=pictures.row_most * PT_PER_MM,
            lead_most=pictures.lead_height * style.page.lines * style.body.leading,
            spread=pictures.row_spread,
            least_ppi=pictures.least_ppi,
            beside=style.page.columns == 1,
        )

    @property
    def measure(self) -> float:
        """The widest of them."""
        return self.widths[0]

    def has_room_beside(self, width: float) -> bool:
        """Whether a caption fits beside a picture: a gutter and the narrowest column are free."""
        room = self.measure - width - self.gutter
        return self.beside and room >= self.widths[-1] - _NEAR


@dataclass(frozen=True)
class Single:
    """The size of a picture that stands alone; `wanted`: the width it has with pixels enough."""

    width: Pt
    height: Pt
    wanted: Pt


def lead(aspect: float, pixels: int, columns: Columns) -> Single:
    """The size of the picture under the title.

    Broad: the measure; squarer: the next column; tall: the one after; narrower where its height
    would pass the lead's share of the type area, or its pixels are too few.
    """
    start = 0 if aspect >= _BROAD else 1 if aspect >= _TALL else 2
    return _single(
        aspect, pixels, columns.widths[start:] or columns.widths[-1:], columns.lead_most, columns
    )


def alone(aspect: float, pixels: int, columns: Columns, share: int | None = None) -> Single:
    """The size of a picture in the text: the widest column on which it is as low as a row.

    `share`: the author's width in per cent of the measure, which goes before all but the page's
    height: the nearest column.
    """
    if share is None:
        return _single(aspect, pixels, columns.widths, columns.most, columns)
    asked = columns.measure * share / 100
    nearest = min(columns.widths, key=lambda width: abs(width - asked))
    height = min(nearest / aspect, 1.5 * columns.lead_most)
    return Single(Pt(height * aspect), Pt(height), Pt(nearest))


def _single(
    aspect: float, pixels: int, widths: Sequence[float], most: float, columns: Columns
) -> Single:
    low = [width for width in widths if width / aspect <= most + _NEAR]
    wanted = low[0] if low else min(widths[-1], columns.lead_most * aspect)
    sharp = (w for w in low if ppi(pixels, w) >= columns.least_ppi)
    width = next(sharp, low[-1] if low else wanted)
    return Single(Pt(width), Pt(width / aspect), Pt(wanted))


def ppi(pixels: int, width: float) -> float:
    """Pixels an inch of a picture that is printed `width` points wide."""
    return pixels * 72 / width


@dataclass(frozen=True)
class Row:
    """Pictures side by side: how many, their common height, and the width they fill with gaps."""

    count: int
    height: float
    width: float


def rows(aspects: Sequence[float], columns: Columns) -> tuple[Row, ...]:
    """The rows of a gallery, in the given order, their heights near the style's aim and alike.

    h = (W - gap (n - 1)) / sum of aspects. W is the measure wherever the limits of heights can be
    kept so; a row that would be too high is set on the widest column that it fits.
    """
    for spread in _LOOSER:
        if found := _rows(aspects, columns, 1 + columns.spread * spread, full=True):
            return found
    return _rows(aspects, columns, inf, full=False) or tuple(
        _row((aspect,), columns) for aspect in aspects
    )


def _rows(
    aspects: Sequence[float], columns: Columns, ratio: float, *, full: bool
) -> tuple[Row, ...]:
    """The cheapest rows whose heights differ at most by `ratio`; none where there are none.

    Every height that occurs, in whole points, is tried as the least one of the gallery.
    """
    choices = {
        (start, count): row
        for start in range(len(aspects))
        for count in range(1, min(_MOST_IN_ROW, len(aspects) - start) + 1)
        for row in (_row(aspects[start : start + count], columns),)
        if not full or (_keeps(row, columns) and row.width == columns.measure)
    }
    lowest: Iterable[float] = (0.0,)
    if ratio < inf:
        lowest = sorted({float(floor(row.height)) for row in choices.values()})
    best: tuple[float, tuple[Row, ...]] = (inf, ())
    for low in lowest:
        alike = {
            place: row
            for place, row in choices.items()
            if low - _NEAR <= row.height <= low * ratio + _NEAR or ratio == inf
        }
        best = min(best, _cheapest(len(aspects), alike, columns), key=lambda found: found[0])
    return best[1]


def _cheapest(
    count: int, choices: dict[tuple[int, int], Row], columns: Columns
) -> tuple[float, tuple[Row, ...]]:
    nothing: tuple[float, tuple[Row, ...]] = (inf, ())
    reached = [nothing] * count + [(0.0, ())]
    for start in reversed(range(count)):
        for (_, taken), row in _from(start, choices):
            after, following = reached[start + taken]
            cost = after + _cost(row, columns)
            if cost < reached[start][0] - _NEAR:
                reached[start] = (cost, (row, *following))
    return reached[0]


def _from(start: int, choices: dict[tuple[int, int], Row]) -> Iterator[tuple[tuple[int, int], Row]]:
    # The fullest row first, which is kept where the costs are equal.
    for count in range(_MOST_IN_ROW, 0, -1):
        if (start, count) in choices:
            yield (start, count), choices[start, count]


def _row(aspects: Sequence[float], columns: Columns) -> Row:
    """The row on the widest column on which it is not too high, else at the height's limit."""
    gaps = columns.gap * (len(aspects) - 1)
    total = sum(aspects)
    for width in columns.widths:
        height = (width - gaps) / total
        if 0 < height <= columns.most + _NEAR:
            return Row(len(aspects), height, width)
    height = columns.most
    return Row(len(aspects), height, height * total + gaps)


def _keeps(row: Row, columns: Columns) -> bool:
    return columns.least - _NEAR <= row.height <= columns.most + _NEAR


def _cost(row: Row, columns: Columns) -> float:
    """How far a row's height is from the aim, by ratio; low rows and narrow ones cost more."""
    off = log(row.height / columns.aim) ** 2
    low = max(0.0, log(columns.least / row.height))
    return off + 10 * low + log(columns.measure / row.width)
