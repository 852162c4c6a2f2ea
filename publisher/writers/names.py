"""Lists of names in columns: people in equal ones over the measure, organisations in two."""

from dataclasses import dataclass

from markupsafe import Markup

from publisher.article import Names
from publisher.style.house import HouseStyle
from publisher.style.units import Pt
from publisher.writers.inline import words

PERSON_MOST = 4  # the longest Chinese name of a person that still stands in a column of people
SPREAD = 3  # a two-character name is spread to this many


@dataclass(frozen=True)
class Columns:
    """How names stand: in how many columns, each as wide, and whether people are named."""

    count: int
    width: Pt
    people: bool

    @classmethod
    def of(cls, names: Names, style: HouseStyle, room: Pt) -> "Columns":
        """As many columns, at least one em apart, as the longest name lets stand in the room."""
        size = style.texts["names"].size
        longest = max(map(len, names.items), default=1)
        people = longest <= PERSON_MOST
        half = Pt((room - 2 * size) / 2)
        width = Pt(max(longest, SPREAD) * size)
        if not people:
            width = half if width <= half else room
        fitting = max(int((room + size) // (width + size)), 1)
        count = min(names.columns or fitting, max(len(names.items), 1))
        return cls(count, min(width, Pt(room / count)), people)

    def spread(self, name: str) -> bool:
        """Whether a name is set as wide as one of three characters."""
        return self.people and len(name) == SPREAD - 1


def names_items(names: Names, style: HouseStyle) -> Markup:
    """The names as list items, row by row, each as wide as its column."""
    columns = Columns.of(names, style, style.measure_pt)
    gap = Pt((style.measure_pt - columns.count * columns.width) / max(columns.count - 1, 1))
    if not columns.people and columns.count == 2:
        gap = Pt(style.spaces["names_column"] - columns.width)
    return Markup("").join(
        Markup('<li style="width: {}; margin-right: {}">{}</li>').format(
            columns.width.css, _gap_after(number, columns, gap).css, _name(name, columns)
        )
        for number, name in enumerate(names.items, 1)
    )


def _gap_after(number: int, columns: Columns, gap: Pt) -> Pt:
    """What stands right of a column; nothing right of the last one."""
    return Pt(0) if number % columns.count == 0 else gap


def _name(name: str, columns: Columns) -> Markup:
    if columns.spread(name):
        return Markup('<span class="spread">{}</span>{}').format(name[0], name[1])
    return words(name)
