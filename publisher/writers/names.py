"""Lists of names in columns: people in equal ones over the measure, organisations in two."""

from markupsafe import Markup

from publisher.article import Names
from publisher.style.house import HouseStyle
from publisher.style.units import Pt
from publisher.writers.inline import words

PERSON_MOST = 4  # the longest Chinese name of a person that still stands in a column of people
SPREAD = 3  # a two-character name is spread to this many


def names_items(names: Names, style: HouseStyle) -> Markup:
    """The names as list items, row by row, each as wide as its column."""
    size = style.texts["names"].size
    longest = max((len(name) for name in names.items), default=1)
    people = longest <= PERSON_MOST
    width = Pt(max(longest, SPREAD) * size) if people else _organisation(longest, style)
    columns = names.columns or _columns(width, size, style.measure_pt)
    width = min(width, Pt(style.measure_pt / columns))
    gap = Pt((style.measure_pt - columns * width) / max(columns - 1, 1))
    if not people and columns == 2:
        gap = Pt(style.spaces["names_column"] - width)
    return Markup("").join(
        Markup('<li style="width: {}; margin-right: {}">{}</li>').format(
            width.css, (Pt(0) if (number + 1) % columns == 0 else gap).css, _name(name, people)
        )
        for number, name in enumerate(names.items)
    )


def _organisation(longest: int, style: HouseStyle) -> Pt:
    """Half the measure, or the whole of it where a name is too long for that."""
    half = Pt(style.measure_pt - style.spaces["names_column"])
    return half if longest * style.texts["names"].size <= half else style.measure_pt


def _columns(width: Pt, size: Pt, measure: Pt) -> int:
    """As many as stand at least one em apart."""
    return max(int((measure + size) // (width + size)), 1)


def _name(name: str, people: bool) -> Markup:
    if people and len(name) == 2:
        return Markup('<span class="spread">{}</span>{}').format(name[0], name[1])
    return words(name)
