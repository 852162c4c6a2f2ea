"""Text where it stands: in a style, in a room so wide, with the notes that it calls."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from markupsafe import Markup

from publisher.article import Box, List, Quote, Runs
from publisher.composer.measure import CHINESE
from publisher.prepared.rooms import Room
from publisher.style.house import HouseStyle, TextStyle
from publisher.style.units import Em, Pt
from publisher.typefaces import Faces
from publisher.writers.inline import CALL, Column, Notes, composed, inline, last_width

HANGING = Em(1)  # a note's mark stands before its text


@dataclass
class Setting:
    """How the text of one article is set; `called`: the notes that stand on a page already.

    `text`: the style of the text around; `place`: the room that it has.
    """

    style: HouseStyle
    faces: Faces
    notes: Notes
    called: set[str] = field(default_factory=set)
    language: str = CHINESE
    text: TextStyle = field(init=False)
    place: Room = field(init=False)

    def __post_init__(self) -> None:
        self.text, self.place = self.style.body, Room(self.style.column_pt)
        with self.within("note", HANGING.at(self.style.texts["note"].size)):
            self.notes = replace(self.notes, column=self.column(indent=Em(0)))

    @property
    def room(self) -> Pt:
        """How wide the text may be."""
        return self.place.width

    @contextmanager
    def within(self, role: str, inset: float = 0) -> Iterator[None]:
        """Text in another role, in a room that is narrower by an inset."""
        before = self.text, self.place
        self.text = self.role(role)
        self.place = replace(self.place, width=Pt(self.room - inset))
        yield
        self.text, self.place = before

    @contextmanager
    def inside(self, block: Quote | List | Box) -> Iterator[None]:
        """Text inside a block: in its role, and in what room it leaves."""
        before = self.text, self.place
        if isinstance(block, Box):
            self.text = self.role("box")
        elif isinstance(block, Quote):
            self.text = self.role("pull" if block.pull else "quote")
        self.place = self.place.inside(block, self.style)
        yield
        self.text, self.place = before

    def role(self, name: str) -> TextStyle:
        """The style of a role; inside boxes and quotes some roles take the size around them."""
        text = self.style.texts[name]
        if self.text is self.style.body or not name.startswith(("quote", "heading")):
            return text
        indent = text.indent if name == "quote" else self.text.indent
        return replace(text, size=self.text.size, leading=self.text.leading, indent=indent)

    @property
    def kai(self) -> bool:
        """Whether letters and figures come from the face of the body, or of the role figures."""
        return self.text.face in {"kai", "fang"}

    def column(
        self, room: Pt | None = None, *, indent: Em | None = None, ragged: bool = False
    ) -> Column:
        """Where text stands; `room`: what there is for it, if not all that there is here."""
        text, strong = self.text, self.style.texts["heading2"]
        latin = self.style.texts.get("figures", self.style.body)
        emphasis = self.style.texts["quote"]
        by_role = self.faces.by_role
        return Column(
            measure=(self.room if room is None else room) / text.size,
            indent=text.indent if indent is None else indent,
            face=by_role[text.face, text.weight],
            strong=by_role[strong.face, strong.weight],
            latin=by_role[latin.face, latin.weight],
            emphasis=by_role[emphasis.face, emphasis.weight],
            language=self.language,
            kai=self.kai,
            call=CALL * self.style.texts["note"].size / text.size,
            ragged=ragged,
            like_body=(text.face, text.weight) == (self.style.body.face, self.style.body.weight),
        )

    def lines(self, runs: Runs, column: Column, taken: float = 0) -> tuple[Markup, ...]:
        """Runs in lines as long as the column is wide; none where they cannot be set so."""
        return composed(runs, self.notes, self.called, column, taken)

    def inline(self, runs: Runs) -> Markup:
        """Runs whose lines the layout engine breaks."""
        return inline(runs, self.notes, self.called, kai=self.kai)

    def ragged(self, runs: Runs, role: str, room: Pt | None = None) -> Markup:
        """Runs in a role, in lines that keep their own lengths."""
        with self.within(role):
            column = self.column(room, ragged=True)
            lines = self.lines(runs, column)
            if not lines:
                return self.inline(runs)
        return Markup('<span class="composed">{}</span>').format(Markup("<br>").join(lines))

    def last_width(self, runs: Runs, role: str, room: Pt) -> float:
        """How long the last line of runs is in a role, in em."""
        with self.within(role):
            return last_width(runs, self.column(room, indent=Em(0), ragged=True))
