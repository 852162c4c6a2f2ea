"""Figures and galleries as plates: which pictures stand together, and how large each is printed."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby, islice
from math import ceil

from publisher.article import Block, Figure, Gallery
from publisher.findings import Finding
from publisher.pictures import PictureFacts
from publisher.pictures.inspection import TINY
from publisher.pictures.placing import Columns, alone, lead, ppi, rows
from publisher.prepared.model import Placed, Plate
from publisher.prepared.rooms import rooms as rooms_of
from publisher.style.house import HouseStyle
from publisher.style.units import Pt

Facts = Mapping[str, PictureFacts]

# The shape of the frame that marks the place of a missing picture.
_PLACEHOLDER = 4 / 3


def gathered(blocks: tuple[Block, ...], facts: Facts) -> Iterator[Block]:
    """The blocks, figures with nothing between them as one gallery, specks left out.

    A figure whose width the author gave stands alone.
    """
    kept = (block for block in blocks if not (isinstance(block, Figure) and _speck(block, facts)))
    for joins, group in groupby(kept, lambda b: isinstance(b, Figure) and b.width is None):
        run = tuple(group)
        figures = tuple(block for block in run if isinstance(block, Figure))
        if joins and len(figures) > 1:
            yield Gallery(figures, span=figures[0].span)
        else:
            yield from run


def _speck(figure: Figure, facts: Facts) -> bool:
    known = facts.get(figure.picture or "")
    return known is not None and min(known.width, known.height) <= TINY


def plated(blocks: Iterable[Block]) -> Iterator[Figure | Gallery]:
    """Those of the blocks that are figures or galleries."""
    return (block for block in blocks if isinstance(block, Figure | Gallery))


def nested(blocks: Iterable[Block], style: HouseStyle) -> Iterator[tuple[Figure | Gallery, Pt]]:
    """Figures and galleries inside quotes, lists, boxes and notes, and the room that they have."""
    outer = (block for block in blocks if not isinstance(block, Figure | Gallery))
    for block, room in rooms_of(outer, style):
        if isinstance(block, Figure | Gallery):
            yield block, room


Laid = tuple[Figure | Gallery, Plate, tuple[Finding, ...]]


def plate_of(
    block: Figure | Gallery, columns: Columns, facts: Facts, *, leading: bool = False
) -> Laid:
    """The figure or gallery with its plate, whose pictures have sizes and no pixels yet.

    Found: picture-resolution.
    """
    figures = block.figures if isinstance(block, Gallery) else (block,)
    if len(figures) == 1:
        return _single(block, figures[0], columns, facts, leading=leading)
    rest = iter(figures)
    placed = tuple(
        tuple(
            Placed(figure, None, Pt(row.height * _aspect(figure, facts)), Pt(row.height))
            for figure in islice(rest, row.count)
        )
        for row in rows([_aspect(figure, facts) for figure in figures], columns)
    )
    soft = (_soft(p.figure, p.width, p.width, columns, facts) for row in placed for p in row)
    plate = Plate(placed, block.caption, lead=leading)
    return block, plate, tuple(finding for finding in soft if finding)


def _single(
    block: Figure | Gallery, figure: Figure, columns: Columns, facts: Facts, *, leading: bool
) -> Laid:
    known = facts.get(figure.picture or "")
    # A placeholder is never too coarse.
    pixels = known.width if known else 1_000_000
    aspect = _aspect(figure, facts)
    if leading and figure.width is None:
        size = lead(aspect, pixels, columns)
    else:
        size = alone(aspect, pixels, columns, figure.width)
    worded = bool(block.caption or figure.caption or figure.credit)
    plate = Plate(
        ((Placed(figure, None, size.width, size.height),),),
        block.caption,
        beside=worded and columns.has_room_beside(size.width),
        lead=leading,
    )
    soft = _soft(figure, size.wanted, size.width, columns, facts)
    return block, plate, (soft,) if soft else ()


def _aspect(figure: Figure, facts: Facts) -> float:
    known = facts.get(figure.picture or "")
    return known.aspect if known else _PLACEHOLDER


def _soft(
    figure: Figure, wanted: float, width: float, columns: Columns, facts: Facts
) -> Finding | None:
    """The finding about a picture that is too coarse for the width that is its due."""
    known = facts.get(figure.picture or "")
    if known is None or ppi(known.width, wanted) >= columns.least_ppi:
        return None
    arguments = {
        "name": figure.name,
        "pixels": known.width,
        "wanted": round(Pt(wanted).mm),
        "placed": round(Pt(width).mm),
        "ppi": int(ppi(known.width, width)),
        "least": columns.least_ppi,
        "enough": ceil(wanted * columns.least_ppi / 72),
    }
    return Finding("picture-resolution", figure.span, arguments, figure.name)
