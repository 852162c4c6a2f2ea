"""What a house style may not ask for: sizes that no press prints, pages that hold no type.

A single value is held to its range, then the page as a whole: the measure must stand between the
margins, the lines above the foot, the columns in the measure, the title steps in their order.
"""

from collections.abc import Collection
from typing import Any

from publisher.findings import ConfigurationError, Finding
from publisher.source import Span
from publisher.style.house import HouseStyle
from publisher.style.units import Em, Mm, Pt
from publisher.tables import Table

WEIGHTS = tuple(range(100, 1000, 100))
NARROWEST = Em(4)  # a column of fewer characters cannot be set
_SLACK = Mm(0.1)  # what rounding between points and millimetres may take

# By section and key; `*` stands for any key of the section, the last three for any other value.
_RANGES: dict[tuple[str, str], tuple[float, float]] = {
    ("page", "width"): (40, 1500),
    ("page", "height"): (40, 1500),
    ("page", "top"): (0, 500),
    ("page", "inner"): (0, 500),
    ("page", "outer"): (0, 500),
    ("page", "lines"): (1, 200),
    ("page", "columns"): (1, 6),
    ("page", "gutter"): (0, 10),
    ("measure", ""): (NARROWEST, 200),
    ("texts", "size"): (3, 500),
    ("texts", "leading"): (3, 600),
    ("texts", "tracking"): (-0.2, 2),
    ("texts", "indent"): (-20, 20),
    ("title_steps", "up_to"): (1, 1000),
    ("title_steps", "size"): (3, 500),
    ("title_steps", "leading"): (3, 600),
    ("title_steps", "lines"): (1, 20),
    ("pictures", "widths"): (1, 200),
    ("pictures", "row_height"): (1, 1000),
    ("pictures", "row_least"): (1, 1000),
    ("pictures", "row_most"): (1, 1000),
    ("pictures", "row_spread"): (0, 10),
    ("pictures", "lead_height"): (0.01, 1),
    ("pictures", "least_ppi"): (1, 2400),
    ("masthead", "fit"): (3, 2000),
    ("masthead", "least"): (3, 500),
    ("rules", "*"): (0, 50),
    ("spaces", "*"): (0, 1500),
}
_DISTANCE = (-1500, 1500)  # pt or mm
_EMS = (-50, 500)
_COUNT = (0, 100_000)


def check_value(table: Table, key: str, value: Any) -> None:  # noqa: ANN401 - as the key wants it
    """Raise ConfigurationError `style-range` where a number is out of all sense."""
    for number in value if isinstance(value, tuple) else (value,):
        if isinstance(number, bool) or not isinstance(number, int | float):
            continue
        least, most = _range(table, key, number)
        if not least <= number <= most:  # not so for NaN either
            kind = type(number)
            raise ConfigurationError(
                Finding(
                    "style-range",
                    table.place(key),
                    {
                        "key": key,
                        "value": _shown(number),
                        "least": _shown(kind(least)),
                        "most": _shown(kind(most)),
                    },
                )
            )


def check_page(style: HouseStyle, table: Table) -> None:
    """Raise ConfigurationError where the values of a style do not go together.

    Found, at the first key of `table` that takes part: style-measure, style-lines, style-columns.
    """
    page, size = style.page, style.body.size
    room = Mm(page.width - page.inner - page.outer)
    if style.measure_pt.mm > room + _SLACK:
        place = _place(table, _PAGE_WIDTH)
        fitting = max(0, int(Mm(room + _SLACK).pt / size))
        arguments: dict[str, object] = {
            "measure": style.measure.css,
            "width": style.measure_pt.mm.css,
        }
        arguments |= {"size": size.css, "room": max(room, Mm(0)).css, "fitting": fitting}
        raise ConfigurationError(Finding("style-measure", place, arguments))
    if style.bottom < 0:
        most = max(0, int(Mm(page.height - page.top).pt / style.body.leading))
        arguments = {"lines": page.lines, "leading": style.body.leading.css, "fitting": most}
        arguments |= {"top": page.top.css, "height": page.height.css}
        raise ConfigurationError(Finding("style-lines", _place(table, _PAGE_HEIGHT), arguments))
    if style.column_pt < NARROWEST.at(size):
        arguments = {
            "columns": page.columns,
            "width": Em(style.column_pt / size).css,
            "least": NARROWEST.css,
        }
        raise ConfigurationError(Finding("style-columns", _place(table, _COLUMNS), arguments))


def check_steps(steps: Collection[Any], table: Table) -> None:
    """Raise ConfigurationError `style-steps` at the first title step that is not for longer ones.

    `steps`: TitleSteps in the order of the file; config-missing where there is none.
    """
    before = 0
    for number, step in enumerate(steps):
        if step.up_to <= before:
            place = table.tables("title_steps")[number].place("up_to")
            arguments = {"value": step.up_to, "before": before}
            raise ConfigurationError(Finding("style-steps", place, arguments))
        before = step.up_to
    if not steps:
        raise ConfigurationError(
            Finding("config-missing", table.place(), {"key": "[[title_steps]]"})
        )


_PAGE_WIDTH = (
    ("measure",), ("page", "inner"), ("page", "outer"), ("page", "width"),
    ("texts", "body", "size"),
)  # fmt: skip
_PAGE_HEIGHT = (
    ("page", "lines"),
    ("page", "top"),
    ("page", "height"),
    ("texts", "body", "leading"),
)
_COLUMNS = (("page", "columns"), ("page", "gutter"), ("measure",), ("texts", "body", "size"))


def _place(table: Table, keys: Collection[tuple[str, ...]]) -> Span:
    """The first of the keys that this file gives: the others it inherits."""
    for path in keys:
        values: object = table.values
        for name in path:
            values = values.get(name) if isinstance(values, dict) else None
        if values is not None:
            return Table(table.source, table.values, table.places, path[:-1]).place(path[-1])
    return table.place()


def _range(table: Table, key: str, value: float) -> tuple[float, float]:
    """The range of a key of a section, else that of its kind of value."""
    section = str(table.path[0]) if table.path else key
    for name in ((section, key if table.path else ""), (section, "*")):
        if name in _RANGES:
            return _RANGES[name]
    if isinstance(value, Em):
        return _EMS
    return _DISTANCE if isinstance(value, Pt | Mm) else _COUNT


def _shown(value: float) -> str:
    return value.css if isinstance(value, Pt | Mm | Em) else f"{value:g}"
