"""Lengths as Word counts them: whole twips, half-points, eighths of a point, EMU."""

from math import floor

from publisher.style.units import Em, Pt

EMU_PER_PT = 12700
_NEARLY = 1e-6


def twips(length: Pt) -> int:
    """Twentieths of a point: indents, spacing, margins, table widths."""
    return round(length * 20)


def half_points(size: Pt) -> int:
    """Half-points: type sizes."""
    return round(size * 2)


def tracking(space: Em, size: Pt) -> int:
    """Twips between characters: the role's own, and what a size lacks or takes in half-points.

    Rounded down, so that as many characters fill the measure as at the exact size.
    """
    lacking = size - half_points(size) / 2
    return twips(space.at(size)) + floor(lacking * 20 + _NEARLY)


def eighths(width: Pt) -> int:
    """Eighths of a point: borders; at least 2, the finest that Word draws."""
    return max(2, round(width * 8))


def emu(length: Pt) -> int:
    """English metric units, 12,700 a point: drawings."""
    return round(length * EMU_PER_PT)


def hundredths(indent: Em) -> int:
    """Hundredths of a character: first-line indents that follow the type size."""
    return round(indent * 100)
