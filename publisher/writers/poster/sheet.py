"""The sheet of a poster: every part with its size, the picture in what the others leave.

Nothing runs over: what is on the sheet is known to fit it before it is laid out. Heights are
between em edges, so that the space between two parts is just what the house style says.
"""

import math
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from publisher.article import Run, plain
from publisher.composer.measure import drop, inset
from publisher.findings import Finding
from publisher.prepared import Placed, Plate, PreparedArticle
from publisher.style.house import HouseStyle, TextStyle
from publisher.style.sheets import FaceInUse, text_properties
from publisher.style.units import Em, Pt
from publisher.typography.titles import title_lines
from publisher.writers.blocks import Setter
from publisher.writers.furniture import GAP, day
from publisher.writers.inline import words
from publisher.writers.poster.columns import Column, columns
from publisher.writers.poster.excerpt import FEW, Excerpt, excerpt
from publisher.writers.poster.parts import characters, parts, pictures

UPRIGHT = range(2, 7)  # characters of a title that stands beside the picture
HIGH = 0.6  # of a column of them in their size: beside a lower picture the title lies
STEP = Em(1.075)  # from one of them to the next, or more
FULL, WIDEN = 0.85, Em(0.08)  # a line of this share of the measure is spaced to both its edges
SMALLER = (1.0, 0.88, 0.76, 0.66, 0.58)  # what a subtitle takes of the size of its role
NOTICE_LINES = 18  # of text, where there is no picture
TIGHT, AIR = 0.85, 1.5  # how much the space between parts may give up for a picture, or grow
PICTURE = 16.0  # what the width of a picture is worth beside a line of text
TOLD = 0.5  # what it is worth that there is some text at all, beside a picture
LOWEST = 0.18  # of the sheet: a picture that is not so high is not worth its place
ENLARGED = 1.2  # of the size that its pixels were made for, at most
_GAPS = re.compile("(?<=[^\x00-\x7f]) | (?=[^\x00-\x7f])")


@dataclass(frozen=True)
class Sheet:
    """What the template of a poster is given; empty where there is nothing.

    `upright`: the characters of a title beside the picture; `style`: lengths as custom properties.
    """

    style: Markup
    name: str
    organiser: Markup
    beside: Markup
    kicker: Markup
    title: Markup
    upright: tuple[str, ...]
    big: Markup
    deck: Markup
    picture: Markup
    rows: tuple[tuple[Column, ...], ...]
    body: Markup
    signed: Markup
    dated: Markup
    findings: tuple[Finding, ...]


def is_poster(style: HouseStyle) -> bool:
    """Whether a house style has the roles of text that a poster is made of."""
    return {"big", "figure", "unit", "counted", "organiser", "foot"} <= style.texts.keys()


def sheet(article: PreparedArticle, setter: Setter, issue: Sequence[str] = ()) -> Sheet:
    """The sheet of an article; `issue`: number and date of the bulletin that it stands for.

    Found: poster-excerpt, where not all of the article is on the sheet; poster-full (an error),
    where what must be on it does not fit.
    """
    maker = _Maker(article, setter, issue)
    most = FEW if maker.pictured else NOTICE_LINES
    bodies = [excerpt(maker.parts.text, setter, lines) for lines in range(most, -1, -1)]
    fitting = [body for body in bodies if maker.room(body) >= maker.least]
    if not fitting:
        return maker.sheet(bodies[-1], full=True)
    return maker.sheet(max(fitting, key=maker.worth))


class _Maker:
    """The parts of one sheet, set but for picture and text, whose sizes depend on the others."""

    def __init__(self, article: PreparedArticle, setter: Setter, issue: Sequence[str]) -> None:
        self._article, self._setter = article, setter
        self._style = setter.style
        self._metadata = article.metadata
        self.parts = parts(article.blocks)
        self._placed = _first(article.lead)
        self._upright = self._set_upright()
        name = self._style.masthead.name or self._metadata.source
        self._name = name if self._metadata.number and not self._upright else ""
        kicker = self._metadata.kicker or self._metadata.section
        self._kicker = "" if self._upright else kicker
        self._beside = self._issue(issue) if self._name else kicker if self._upright else ""
        said = self._metadata.abstract if self._upright else self._metadata.subtitle
        self._deck = setter.ragged((Run(said),), "deck", self._style.measure_pt)
        self._big_size, self._big_lines = self._big()
        self._rows = columns(self.parts, setter)

    def _set_upright(self) -> tuple[str, ...]:
        """The characters of a short title, unless the picture beside it would be too low."""
        title = "".join(self._article.title)
        is_short = len(title) in UPRIGHT and len(self._article.title) == 1
        if self._placed is None or not is_short or not all(map(_is_wide, title)):
            return ()
        widest = self._style.measure_pt - self._style.spaces["aside"] - self._article.step.size
        height = widest / self._placed.width * self._placed.height
        return tuple(title) if height >= HIGH * len(title) * self._article.step.size else ()

    def _issue(self, issue: Sequence[str]) -> str:
        """Number and day, whose year stands in the number."""
        date = self._metadata.date
        named = issue[0] if issue else ""
        short = f"{date.month}月{date.day}日" if date and str(date.year) in named else day(date)
        return GAP.join(part for part in (named, short) if part)

    def sheet(self, body: Excerpt, *, full: bool = False) -> Sheet:
        """The whole sheet with so much of the text."""
        signed = self._signed(body)
        room = self.room(body)
        placed = self._fitted(room)
        picture = self._picture(placed) if placed else Markup("")
        spare = room - (placed.height + self._under(picture) if placed else 0)
        gaps = sum(gap for gap, _ in self._stack(body)[1:]) + self._picture_gap
        air = min(AIR, TIGHT + max(spare, 0.0) / gaps)
        return Sheet(
            style=self._properties(air, placed),
            name=self._name,
            organiser=words(self._organiser()),
            beside=words(self._beside),
            kicker=words(self._kicker),
            title=self._spaced(self._article.title, "title", self._article.step.size),
            upright=self._upright,
            big=self._spaced(self._big_lines, "big", self._big_size),
            deck=self._deck,
            picture=picture,
            rows=self._rows,
            body=body.html,
            signed=signed,
            dated=words(self._dated()),
            findings=tuple(self._findings(body, full=full)),
        )

    @property
    def pictured(self) -> bool:
        """Whether there is a picture."""
        return self._placed is not None

    @property
    def least(self) -> float:
        """What room there must be: for a picture, if there is one."""
        return LOWEST * self._height if self._placed else 0.0

    def worth(self, body: Excerpt) -> float:
        """What a sheet is worth with so much of the text: a picture as wide as it can be first."""
        placed, widest = self._fitted(self.room(body)), self._fitted(self._height)
        share = placed.width / widest.width if placed and widest else 1.0
        told = body.whole - body.cut + (TOLD if body.lines else 0)
        return PICTURE * (share + told) + body.lines

    def room(self, body: Excerpt) -> float:
        """What the other parts leave to the picture and its caption."""
        taken = sum(TIGHT * gap + height for gap, height in self._stack(body))
        return self._height - taken - TIGHT * self._picture_gap

    @property
    def _height(self) -> float:
        return self._style.page.lines * self._style.body.leading

    @property
    def _picture_gap(self) -> float:
        if not self._placed:
            return 0.0
        return self._style.spaces["opening" if self._upright else "picture"]

    def _stack(self, body: Excerpt) -> list[tuple[float, float]]:
        """Each part but the picture: the space above it, and its height."""
        style, spaces = self._style, self._style.spaces
        found = [(0.0, self._edge_height())]
        opening = [] if self._upright else ["opening"]
        if self._kicker:
            found.append((spaces[opening.pop()], style.texts["kicker"].size))
        if not self._upright:
            step = self._article.step
            gap = spaces[opening.pop() if opening else "title"]
            found.append((gap, _height(len(self._article.title), step.size, step.leading)))
        if self._big_lines:
            big = self._big_style
            found.append((spaces["big"], _height(len(self._big_lines), big.size, big.leading)))
        if self._deck:
            found.append((spaces["deck"], _of(_lines(self._deck), style.texts["deck"])))
        found += [(spaces["facts"], max(c.height for c in row)) for row in self._rows]
        if body.lines:
            found.append((spaces["body"], _of(body.lines, style.body)))
        foot = _of(_lines(self._signed(body)), style.texts["foot"])
        return [*found, (spaces["foot"], style.rules["foot"] + spaces["foot_text"] + foot)]

    def _edge_height(self) -> float:
        style, spaces = self._style, self._style.spaces
        if not self._name:
            return style.rules["head"] + spaces["edge"] + style.texts["organiser"].size
        named = spaces["edge"] + style.texts["name"].size + spaces["name"]
        return style.rules["head"] + named + style.rules["foot"]

    def _big(self) -> tuple[Pt, tuple[str, ...]]:
        """The subtitle under an upright title: its size and lines."""
        text, said = self._style.texts["big"], self._metadata.subtitle
        if not (self._upright and said):
            return text.size, ()
        width = self._setter.last_width((Run(said),), "big", Pt(math.inf))
        sizes = [Pt(text.size * share) for share in SMALLER]
        size = next((s for s in sizes if width * s <= self._style.measure_pt), sizes[-1])
        return size, title_lines(said, self._style.measure_pt / size)

    @property
    def _big_style(self) -> TextStyle:
        text = self._style.texts["big"]
        share = self._big_size / text.size
        return replace(text, size=self._big_size, leading=Pt(text.leading * share))

    def _spaced(self, lines: Sequence[str], role: str, size: Pt) -> Markup:
        """Lines of a title; where the longest nearly fills the measure, all are spaced with it."""
        spacing = 0.0
        for line in lines:
            width = self._setter.last_width((Run(line),), role, Pt(math.inf))
            room = self._style.measure_pt / size
            count = len(_GAPS.sub("", line)) - 1
            if FULL * room <= width <= room and count and (room - width) / count <= WIDEN:
                spacing = min(spacing or WIDEN, (room - width) / count)
        line_of = Markup('<span class="line" style="letter-spacing: {:.4f}em">{}</span>')
        return Markup("<br>").join(line_of.format(spacing, words(line)) for line in lines)

    def _organiser(self) -> str:
        """Who calls: the organisers, the issuer, the source."""
        return self.parts.host or self._style.issuer or self._metadata.source

    def _dated(self) -> str:
        """The note and the day; a note that names a day stands for both."""
        note, date = self._metadata.note, day(self._metadata.date)
        return note if "月" in note or self._name else GAP.join(filter(None, (note, date)))

    def _signed(self, body: Excerpt) -> Markup:
        """The line at the foot: who takes part, who printed it, where the whole article stands."""
        said = list(self.parts.organisers)
        if self._name or (self.parts.host and self._style.issuer):
            said.append(self._style.imprint)
        if self._name and not self._is_whole(body):
            said.append(f"全文见《{self._name}》{_numbered(self._metadata.number)}")
        dated = self._dated()
        taken = self._setter.last_width((Run(dated),), "foot", Pt(math.inf)) + 2 if dated else 0
        room = Pt(self._style.measure_pt - taken * self._style.texts["foot"].size)
        text = GAP.join(part for part in said if part)
        return self._setter.ragged((Run(text),), "foot", room) if text else Markup("")

    def _fitted(self, room: float) -> Placed | None:
        """The picture as large as its room allows, beside an upright title as high as that."""
        placed = self._placed
        if placed is None:
            return None
        low, high = 1.0, placed.height * ENLARGED
        for _ in range(40):
            height = (low + high) / 2
            scaled = _scaled(placed, height)
            fits = scaled.width <= self._style.measure_pt - self._aside(height)
            if fits and height + self._under(self._picture(scaled)) <= room:
                low = height
            else:
                high = height
        return _scaled(placed, low)

    def _aside(self, height: float) -> float:
        """What an upright title takes of the measure beside a picture of a height."""
        if not self._upright:
            return 0.0
        return self._upright_size(height) + self._style.spaces["aside"]

    def _upright_size(self, height: float) -> float:
        """The size at which the ink of an upright title is as high as the picture, or less."""
        count = len(self._upright)
        most = self._article.step.size * max(1.0, 4 / count)
        top, _, foot = self._insets()
        return min(most, height / (STEP * (count - 1) + 1 - top - foot))

    def _insets(self) -> tuple[float, float, float]:
        """How far the ink of an upright title stays from the edges of its em boxes, in em."""
        title = self._style.texts["title"]
        face = self._setter.faces.by_role[title.face, title.weight]
        found = [inset(face, character) for character in self._upright]
        return found[0][0], min(right for _, right, _ in found), found[-1][2]

    def _picture(self, placed: Placed) -> Markup:
        lead = self._article.lead
        caption = lead.caption if lead else ()
        return self._setter.plate(Plate(((placed,),), caption, lead=True))

    def _under(self, picture: Markup) -> float:
        """How high the caption of a picture is, with the space above it."""
        if "<figcaption" not in picture:
            return 0.0
        return self._style.pictures.to_caption + _of(_lines(picture), self._style.texts["caption"])

    def _properties(self, air: float, placed: Placed | None) -> Markup:
        found = {"--sheet": Pt(self._height).css, "--air": f"{air:.4f}"}
        step = self._article.step
        title = replace(self._style.texts["title"], size=step.size, leading=step.leading)
        for role, text in (("title", title), ("big", self._big_style)):
            face = self._setter.faces.by_role[text.face, text.weight]
            found |= dict(text_properties(role, text, FaceInUse("", drop(face))))
        if self._upright and placed:
            found |= self._upright_properties(placed.height)
        kept = {
            key: value for key, value in found.items() if not key.endswith(("family", "weight"))
        }
        return Markup("; ").join(Markup("{}: {}").format(key, value) for key, value in kept.items())

    def _upright_properties(self, height: float) -> dict[str, str]:
        title = self._style.texts["title"]
        size = self._upright_size(height)
        top, right, foot = (share * size for share in self._insets())
        step = (height - size + top + foot) / (len(self._upright) - 1)
        low = drop(self._setter.faces.by_role[title.face, title.weight]) * size
        return {
            "--upright": Pt(size).css,
            "--upright-step": Pt(step).css,
            "--upright-lift": Pt(-(step - size) / 2 - low - top).css,
            "--upright-out": Pt(-right).css,
        }

    def _is_whole(self, body: Excerpt) -> bool:
        return body.whole and not self.parts.rest and self._left_pictures() == 0

    def _left_pictures(self) -> int:
        lead = self._article.lead
        beside = sum(map(len, lead.rows)) - 1 if lead else 0
        return pictures(self.parts.rest) + beside

    def _findings(self, body: Excerpt, *, full: bool) -> Iterator[Finding]:
        if full:
            short = self.least - self.room(body)
            arguments = {"short": math.ceil(Pt(short).mm), "part": self._highest()}
            yield Finding("poster-full", self._metadata.places.get("title"), arguments)
        elif not self._is_whole(body):
            text = sum(len(plain(p.runs).strip()) for p in self.parts.text)
            left = text - body.characters + characters(self.parts.rest)
            arguments = {"characters": left, "pictures": self._left_pictures()}
            first = next((block.span for block in self.parts.rest), None)
            yield Finding("poster-excerpt", body.ends or first, arguments)

    def _highest(self) -> str:
        """The part that takes most of the sheet."""
        step = self._article.step
        found = [(_height(len(self._article.title), step.size, step.leading), "title")]
        found += [(c.height, c.name) for row in self._rows for c in row]
        return max(found)[1]


def _first(plate: Plate | None) -> Placed | None:
    return plate.rows[0][0] if plate and plate.rows else None


def _scaled(placed: Placed, height: float) -> Placed:
    width = placed.width / placed.height * height
    return replace(placed, width=Pt(width), height=Pt(height))


def _is_wide(char: str) -> bool:
    return unicodedata.east_asian_width(char) in ("W", "F", "A")


def _lines(html: Markup | str) -> int:
    """How many lines a composed text has."""
    return html.count("<br>") + 1


def _of(count: int, text: TextStyle) -> float:
    return _height(count, text.size, text.leading)


def _height(count: int, size: float, leading: float) -> float:
    """How high so many lines are between their em edges."""
    return (count - 1) * leading + size


def _numbered(number: str) -> str:
    return f"第{number}期" if number.isdecimal() else number
