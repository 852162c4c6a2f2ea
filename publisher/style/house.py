"""The house style: what `style.toml` of a template declares, once, for PDF and DOCX alike.

`sheets` derives the CSS custom properties and the Word styles from it; no size, face or margin is
written a second time elsewhere.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from publisher.style.units import Em, Mm, Pt

Align = Literal["left", "right", "center", "justify"]
Colour = str  # "#RRGGBB"


@dataclass(frozen=True)
class Page:
    """The sheet and its type area; `inner` is the binding side where pages are mirrored.

    `gutter`: between columns, in em of the body.
    """

    width: Mm
    height: Mm
    top: Mm
    inner: Mm
    outer: Mm
    lines: int
    mirrored: bool
    columns: int = 1
    gutter: Em = Em(2)


@dataclass(frozen=True)
class TextStyle:
    """How one role of text is set.

    `size`, `leading`, `before`, `after` in pt; `indent` (of the first line) and `tracking` in em of
    `size`; `face`: a role of fonts.toml (song, hei, kai, fang, latin, mono); `weight`: 100 to 900;
    `colour`: a name of `HouseStyle.colours`.
    """

    face: str
    weight: int
    size: Pt
    leading: Pt
    colour: str = "text"
    align: Align = "left"
    indent: Em = Em(0)
    tracking: Em = Em(0)
    before: Pt = Pt(0)
    after: Pt = Pt(0)


@dataclass(frozen=True)
class TitleStep:
    """Titles of at most `up_to` characters are set at `size`, in at most `lines` lines."""

    up_to: int
    size: Pt
    leading: Pt
    lines: int


@dataclass(frozen=True)
class PictureStyle:
    """Where pictures may stand: `widths` in em of the body, row heights and gaps (LOOKS).

    `lead_height`: the share of the type area's height that a lead picture may take; `lead`: which
    picture leads, the one at the head of the text or the first of all.
    """

    widths: tuple[Em, ...]
    gap: Pt
    to_caption: Pt
    around: Pt
    around_lead: Pt
    row_height: Mm
    row_least: Mm
    row_most: Mm
    row_spread: float
    lead_height: float
    least_ppi: int
    lead: Literal["head", "first"] = "head"


@dataclass(frozen=True)
class Headings:
    """How headings stand: on lines of their own, or run into the paragraph that follows.

    `run_in`: "always" where they are short, "stopped" only those that end with a full stop.
    `gap`: between a heading and the text that it runs into, in em.
    """

    run_in: Literal["always", "stopped", "never"] = "always"
    gap: Em = Em(1)


@dataclass(frozen=True)
class Masthead:
    """The name at the head of the first page; `name` may be empty in a template that has none.

    Distances from the page's top edge: `rule`, `em_top` of the name, `hair` rule under it.
    `fit`: the width that a long name is fitted to; `least`: its smallest size; `spread`: how far
    apart, in em, a short one may be set to fill that width. `{issuer}` in the name is who issues
    the bulletin.
    """

    name: str
    rule: Mm
    em_top: Mm
    hair: Mm
    fit: Pt
    least: Pt
    spread: Em = Em(0)


@dataclass(frozen=True)
class HouseStyle:
    """One kind of bulletin's look; `texts` by role (`body`, `title`, `caption`, …)."""

    kind: str
    title: str
    page: Page
    measure: Em
    texts: Mapping[str, TextStyle]
    title_steps: tuple[TitleStep, ...]
    pictures: PictureStyle
    masthead: Masthead
    colours: Mapping[str, Colour]
    rules: Mapping[str, Pt]
    spaces: Mapping[str, Pt]
    headings: Headings = Headings()
    imprint: str = ""
    issuer: str = ""

    @property
    def body(self) -> TextStyle:
        """The style of running text, whose size and leading make the grid."""
        return self.texts["body"]

    @property
    def measure_pt(self) -> Pt:
        """The width of the type area."""
        return self.measure.at(self.body.size)

    @property
    def column_pt(self) -> Pt:
        """The width of a column: of the type area where there is but one."""
        columns, gutter = self.page.columns, self.page.gutter.at(self.body.size)
        return Pt((self.measure_pt - gutter * (columns - 1)) / columns)

    @property
    def bottom(self) -> Mm:
        """The margin under the type area: what `top` and the lines leave of the page."""
        return Mm(self.page.height - self.page.top - Pt(self.page.lines * self.body.leading).mm)
