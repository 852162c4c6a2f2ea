"""Lists of names in columns: people in equal ones over the measure, organisations in two."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from math import ceil

from markupsafe import Markup

from publisher.article import Names, Run
from publisher.composer.measure import advance
from publisher.style.house import HouseStyle
from publisher.style.units import Pt
from publisher.typography.titles import title_width
from publisher.writers.inline import words
from publisher.writers.setting import Setting

PERSON_MOST = 4  # the longest Chinese name of a person that still stands in a column of people
SPREAD = 3  # a two-character name is spread to this many
LONG_MOST = 1 / 3  # more organisations than this beyond their column, and each takes a line

_NEAR = Pt(0.01)  # rounding must not push the last of a row to the next one


@dataclass(frozen=True)
class Columns:
    """How names stand: in how many columns, each as wide, and whether people are named.

    `step`: from the left edge of a column to that of the next; `room`: the width of all.
    """

    count: int
    width: Pt
    people: bool
    step: Pt
    room: Pt

    @classmethod
    def of(
        cls,
        names: Names,
        style: HouseStyle,
        room: Pt,
        wide: Callable[[str], float] = title_width,
    ) -> "Columns":
        """As many columns, at least one em apart, as the names let stand in the room.

        `wide`: the width of a name in em.
        """
        size = style.texts["names"].size
        if all(map(_personal, names.items)):
            most = max((len(name) for name in names.items if len(name) <= PERSON_MOST), default=0)
            width = Pt(max(most, SPREAD) * size)
            count = names.columns or max(int((room + size + _NEAR) // (width + size)), 1)
            step = Pt((room - width) / (count - 1)) if count > 1 else room
            return cls(count, Pt(min(width, room / count)), True, step, room)
        step = Pt(style.spaces["names_column"] * room / style.measure_pt)
        long = sum(wide(name) * size > step - size for name in names.items)
        count = names.columns or (2 if long <= LONG_MOST * len(names.items) else 1)
        if count != 2:
            step = Pt((room + size) / count)
        return cls(count, Pt(step - size), False, step, room)

    def spread(self, name: str) -> bool:
        """Whether a name is set as wide as one of three characters."""
        return self.people and len(name) == SPREAD - 1 and not name.isascii()

    def spans(self, width: float) -> int:
        """How many columns something so wide takes."""
        return min(max(ceil((width - self.width - _NEAR) / self.step), 0) + 1, self.count)


def names_html(names: Names, setting: Setting) -> Markup:
    """A list of names under its title."""
    title = Markup('<p class="names-title set-names_title">{}</p>').format(
        setting.ragged((Run(names.title),), "names_title")
    )
    return Markup('<div class="names">{}<ul class="set-names">{}</ul></div>').format(
        title if names.title else "", Markup("").join(_items(names, setting))
    )


def _items(names: Names, setting: Setting) -> Iterator[Markup]:
    """The names as list items, row by row, each as wide as the columns that it takes.

    The last one of a row takes what is left of it.
    """
    text = setting.style.texts["names"]
    face = setting.faces.by_role[text.face, text.weight]

    def wide(name: str) -> float:
        return advance(face, name)

    columns = Columns.of(names, setting.style, setting.room, wide)
    spans = [columns.spans(wide(name) * text.size) for name in names.items]
    at = 0
    for number, (name, span) in enumerate(zip(names.items, spans, strict=True)):
        following = spans[number + 1] if number + 1 < len(spans) else columns.count
        last = at + span + following > columns.count
        room = columns.room - at * columns.step - _NEAR if last else span * columns.step
        at = 0 if last else at + span
        fits = wide(name) * text.size <= room + 2 * _NEAR
        said = _name(name, columns) if fits else setting.ragged((Run(name),), "names", Pt(room))
        yield Markup('<li style="width: {}">{}</li>').format(Pt(room).css, said)


def _personal(name: str) -> bool:
    """Whether a name may be a person's: short, or of another script, or with a point between."""
    return len(name) <= PERSON_MOST or "·" in name or name.isascii()


def _name(name: str, columns: Columns) -> Markup:
    if columns.spread(name):
        return Markup('<span class="spread">{}</span>{}').format(name[0], name[1])
    return words(name)
