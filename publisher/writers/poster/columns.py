"""Columns of a poster under their rules: facts with a label, figures with what they count."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from publisher.article import Box, Run
from publisher.style.house import TextStyle
from publisher.style.units import Pt
from publisher.writers.blocks import Setter
from publisher.writers.inline import words
from publisher.writers.poster.parts import Number, Parts, beginning, runs_in

UNIT_GAP = 0.4  # em of the unit, between a number and it
LEAST_LABEL = 5  # em: what a number counts is not set in a narrower column


@dataclass(frozen=True)
class Column:
    """A column under a rule: a label with lines of text, or a number and what it counts.

    `name`: what a finding calls it; `width` in CSS, `height` in pt with its rule.
    """

    name: str
    width: str
    height: float
    text: Markup
    label: Markup | None = None
    number: str = ""
    unit: str = ""


def columns(parts: Parts, setter: Setter) -> tuple[tuple[Column, ...], ...]:
    """The rows of a poster: its facts, its figures."""
    facts = _facts(parts.facts, setter)
    figures = (_figures(row, setter) for row in _rows(parts.numbers, setter))
    return (*((facts,) if facts else ()), *figures)


def _facts(boxes: Sequence[Box], setter: Setter) -> tuple[Column, ...]:
    """Facts in columns of one width."""
    if not boxes:
        return ()
    style = setter.style
    gaps = style.spaces["between"] * (len(boxes) - 1)
    width = Pt((style.measure_pt - gaps) / len(boxes))
    return tuple(_fact(box, width, setter) for box in boxes)


def _fact(box: Box, width: Pt, setter: Setter) -> Column:
    style = setter.style
    told = map(beginning, runs_in(box))
    text = Markup("<br>").join(setter.ragged(runs, "box", width) for runs in told if runs)
    head = style.rules["fact"] + style.spaces["label"] + style.texts["box_title"].size
    height = head + style.spaces["fact_text"] + _height(text, style.texts["box"])
    return Column(box.title, width.css, height, text, label=words(box.title))


def _figures(numbers: Sequence[Number], setter: Setter) -> tuple[Column, ...]:
    """Figures in columns as wide as they need, what is left shared among them."""
    needed = [_needed(number, setter) for number in numbers]
    more = (setter.style.measure_pt - _row_width(needed, setter)) / len(numbers)
    return tuple(
        _figure(number, Pt(width + more), setter)
        for number, width in zip(numbers, needed, strict=True)
    )


def _rows(numbers: Sequence[Number], setter: Setter) -> list[tuple[Number, ...]]:
    """As many figures side by side as there is room for."""
    rows: list[tuple[Number, ...]] = []
    for number in numbers:
        wider = [_needed(n, setter) for n in (*(rows[-1] if rows else ()), number)]
        if rows and _row_width(wider, setter) <= setter.style.measure_pt:
            rows[-1] = (*rows[-1], number)
        else:
            rows.append((number,))
    return rows


def _row_width(needed: Sequence[float], setter: Setter) -> float:
    return sum(needed) + setter.style.spaces["between"] * (len(needed) - 1)


def _needed(number: Number, setter: Setter) -> float:
    """How wide a number is with its unit, or a few characters of what it counts."""
    texts = setter.style.texts
    found = setter.last_width((Run(number.number),), "figure", Pt(math.inf)) * texts["figure"].size
    if number.unit:
        unit = setter.last_width((Run(number.unit),), "unit", Pt(math.inf))
        found += (unit + UNIT_GAP) * texts["unit"].size
    return max(found, LEAST_LABEL * texts["counted"].size)


def _figure(number: Number, width: Pt, setter: Setter) -> Column:
    style = setter.style
    text = setter.ragged((Run(number.text),), "counted", width) if number.text else Markup("")
    height = style.rules["fact"] + 2 * style.spaces["label"] + style.texts["figure"].size
    height += _height(text, style.texts["counted"])
    name = number.number + number.unit
    return Column(name, width.css, height, text, number=number.number, unit=number.unit)


def _height(text: Markup, style: TextStyle) -> float:
    return text.count("<br>") * style.leading + style.size
