"""The house style as Word takes it, and how one role of text becomes one named style."""

from dataclasses import dataclass, replace

from publisher.ooxml.element import Element, paragraph_properties, run_properties, w
from publisher.style.house import HouseStyle, TextStyle
from publisher.style.sheets import GREY, name_tracking
from publisher.style.units import Pt
from publisher.writers.word.faces import WordFace, word_face
from publisher.writers.word.units import eighths, half_points, hundredths, tracking, twips

FARTHEST_BORDER = 31  # pt from its text, Word's limit
_JUSTIFY = {"left": "left", "right": "right", "center": "center", "justify": "both"}


@dataclass(frozen=True)
class Space:
    """What stands around and beside a paragraph."""

    before: Pt = Pt(0)
    after: Pt = Pt(0)
    left: Pt = Pt(0)
    right: Pt = Pt(0)


NONE = Space()


@dataclass(frozen=True)
class Sheet:
    """The house style as Word needs it, for one bulletin.

    `title`: the step of the first title; `others`: those of further titles of other sizes;
    `name`: the size to which the masthead's name is fitted; `language`: of the text, as BCP 47.
    """

    style: HouseStyle
    title: TextStyle
    others: tuple[TextStyle, ...]
    name: Pt
    language: str = "zh-CN"
    grey: bool = False

    def text(self, role: str) -> TextStyle:
        """How a role is set; the title and the masthead's name at this bulletin's size."""
        match role:
            case "title":
                return self.title
            case "name":
                return replace(
                    self.style.texts[role], size=self.name, tracking=name_tracking(self.style)
                )
            case _:
                return self.style.texts[role]

    def face(self, role: str) -> WordFace:
        """The faces of a role."""
        return word_face(self.text(role))

    def colour(self, name: str) -> str:
        """A colour of the house style as Word writes it; the grey edition has no accent."""
        colours = {**self.style.colours, **(GREY if self.grey else {})}
        return colours[name].removeprefix("#").upper()

    def title_style(self, size: Pt) -> str:
        """The id of the style for a title of this size."""
        return "Heading1" if size == self.title.size else f"Heading1At{half_points(size)}"


def header_top(style: HouseStyle) -> Pt:
    """From the page's top edge to its heads: the first line of a masthead, or the rule over it."""
    own = (style.spaces[name] for name in ("meta", "marks") if name in style.spaces)
    return next(own, style.masthead.rule.pt)


def dashed(style: HouseStyle) -> bool:
    """Whether the folio stands between dashes, which are what its distance is told of."""
    return "signer" in style.texts and "closing" in style.spaces


def half_leading(text: TextStyle) -> float:
    """What a line box adds on one side of the em box, in pt."""
    return max(0.0, (text.leading - text.size) / 2)


def gap(space: float, *texts: TextStyle) -> Pt:
    """The space between line boxes of `texts` whose em boxes are to stand `space` pt apart."""
    return Pt(max(0.0, space - sum(half_leading(text) for text in texts)))


def named(
    kind: str,
    ident: str,
    name: str,
    *properties: Element | None,
    based: str = "",
    following: str = "",
    linked: str = "",
    default: bool = False,
) -> Element:
    """`w:style`; a name in Chinese is our own, any other is Word's."""
    return w(
        "style",
        w("name", val=name),
        w("basedOn", val=based) if based else None,
        w("next", val=following) if following else None,
        w("link", val=linked) if linked else None,
        w("qFormat") if kind == "paragraph" else None,
        *properties,
        type=kind,
        styleId=ident,
        **({"default": 1} if default else {}),
        **({} if name.isascii() else {"customStyle": 1}),
    )


def role_style(
    sheet: Sheet,
    ident: str,
    name: str,
    text: TextStyle,
    *properties: Element | None,
    space: Space = NONE,
    based: str = "Normal",
    following: str = "",
    linked: str = "",
    default: bool = False,
    grid: bool = True,
) -> Element:
    """A paragraph style that says all that the house style says of its role.

    `grid`: its lines may keep to the grid, where their pitch is the body's.
    """
    return named(
        "paragraph",
        ident,
        name,
        paragraph_properties(
            *lines(sheet, text, space, grid=grid),
            _indent(text, space),
            w("jc", val=_JUSTIFY[text.align]),
            *properties,
        ),
        type_of(sheet, text),
        based="" if default else based,
        following=following,
        linked=linked,
        default=default,
    )


def variant(ident: str, name: str, based: str, *properties: Element | None) -> Element:
    """A paragraph style that differs from another in a few properties of the paragraph."""
    return named("paragraph", ident, name, paragraph_properties(*properties), based=based)


def type_of(sheet: Sheet, text: TextStyle) -> Element:
    """`w:rPr` of a role: face, weight, colour, tracking and size."""
    face = word_face(text)
    space = tracking(text.tracking, text.size)
    return run_properties(
        face.fonts(),
        w("b", val=int(face.bold)),
        w("color", val=sheet.colour(text.colour)),
        w("spacing", val=space),
        w("sz", val=half_points(text.size)),
        w("szCs", val=half_points(text.size)),
    )


def lines(
    sheet: Sheet, text: TextStyle, space: Space = NONE, *, grid: bool = True
) -> tuple[Element, ...]:
    """Spacing: on the grid where the pitch is the body's, else exact lines of the role's pitch."""
    around = {"before": twips(space.before), "after": twips(space.after)}
    if grid and text.leading == sheet.style.body.leading:
        return (w("spacing", **around, line=240, lineRule="auto"),)
    exact = w("spacing", **around, line=twips(text.leading), lineRule="exact")
    return w("snapToGrid", val=0), exact


def strut(height: Pt, space: Space = NONE) -> tuple[Element, ...]:
    """Spacing of an empty paragraph that is as high as asked, off the grid."""
    around = {"before": twips(space.before), "after": twips(space.after)}
    exact = w("spacing", **around, line=max(1, twips(height)), lineRule="exact")
    return w("snapToGrid", val=0), exact


def tab_at(edge: Pt) -> Element:
    """A tab that sets what follows it flush right at this distance."""
    return w("tabs", w("tab", val="right", pos=twips(edge)))


def borders(sheet: Sheet, **sides: tuple[str, str, float]) -> Element:
    """`w:pBdr`; a side: rule and colour of the house style, and its distance in pt."""
    return w(
        "pBdr",
        *(border(sheet, side, rule, colour, far) for side, (rule, colour, far) in sides.items()),
    )


def border(sheet: Sheet, side: str, rule: str, colour: str, distance: float = 0) -> Element:
    """One rule of a paragraph, a table or a cell."""
    return w(
        side,
        val="single",
        sz=eighths(sheet.style.rules[rule]),
        space=min(FARTHEST_BORDER, round(distance)),
        color=sheet.colour(colour),
    )


def _indent(text: TextStyle, space: Space) -> Element | None:
    """`w:ind`; LibreOffice reads only `firstLine`, Word keeps `firstLineChars` at any size."""
    if not (text.indent or space.left or space.right):
        return None
    first = (
        {"firstLineChars": hundredths(text.indent), "firstLine": twips(text.indent.at(text.size))}
        if text.indent
        else {}
    )
    return w("ind", left=twips(space.left), right=twips(space.right), **first)
