"""Contrast of colours on white paper, as WCAG 2.2 (1.4.3) reckons it, and as grey."""

from publisher.style.house import HouseStyle
from publisher.style.units import Pt

LEAST, LEAST_LARGE = 4.5, 3.0
LARGE, LARGE_BOLD = Pt(18), Pt(14)
BOLD = 700


def contrast(colour: str) -> float:
    """How much darker than white a colour `#RRGGBB` is: 1 for white, 21 for black."""
    return 1.05 / (_luminance(colour) + 0.05)


def grey(colour: str) -> str:
    """The grey of the same luminance, `#RRGGBB`."""
    light = _luminance(colour)
    value = 12.92 * light if light <= 0.0031308 else 1.055 * light ** (1 / 2.4) - 0.055
    return "#" + f"{round(value * 255):02X}" * 3


def pale(style: HouseStyle) -> dict[str, tuple[str, ...]]:
    """The colours that are too pale for roles of text that take them, with those roles."""
    found: dict[str, tuple[str, ...]] = {}
    for name, colour in style.colours.items():
        roles = tuple(
            role
            for role, text in style.texts.items()
            if text.colour == name and contrast(colour) < needed(text.size, text.weight)
        )
        if roles:
            found[name] = roles
    return found


def needed(size: Pt, weight: int) -> float:
    """The least contrast of text of a size: large type needs less."""
    large = size >= LARGE or (size >= LARGE_BOLD and weight >= BOLD)
    return LEAST_LARGE if large else LEAST


def _luminance(colour: str) -> float:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return 0.2126 * _linear(red) + 0.7152 * _linear(green) + 0.0722 * _linear(blue)


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
