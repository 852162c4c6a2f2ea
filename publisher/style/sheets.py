"""The house style as CSS: custom properties, the page and one class a role of text.

A template's print.css uses these and holds no size, face or margin of its own. Names:
`--ROLE-size`, `--ROLE-leading`, `--ROLE-above` and `--ROLE-below` (from the edge of a line to the
em box inside it), `--space-NAME`, `--rule-NAME`, and `--NAME` for colours; the class `set-ROLE`
sets text in a role, `--latin-family` and `--latin-weight` its letters and figures.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from publisher.style.house import HouseStyle, TextStyle
from publisher.style.units import Em, Mm, Pt

GREY = {"accent": "#000000"}


@dataclass(frozen=True)
class FaceInUse:
    """What CSS must know of a face: its family, and how far its em box hangs too low (in em).

    `drop`: the distance from the middle of the line down to the middle of the em box.
    """

    family: str
    drop: float


FacesInUse = Mapping[tuple[str, int], FaceInUse]


def sheet(style: HouseStyle, faces: FacesInUse, *, grey: bool = False) -> str:
    """The style sheet of a house style; `grey` prints accents black (the grey edition)."""
    lines = "\n".join(f"  {name}: {value};" for name, value in _properties(style, faces, grey))
    texts = {**style.texts, "name": replace(style.texts["name"], tracking=name_tracking(style))}
    own = "figures" if "figures" in texts else "body"
    rules = "\n".join(_text_rule(role, text, own) for role, text in texts.items())
    return f":root {{\n{lines}\n}}\n{_page_rules(style)}\n{rules}\n"


def name_size(style: HouseStyle) -> Pt:
    """The size of the name in the masthead: as declared, or smaller to fit a long one (LOOKS)."""
    masthead = style.masthead
    fitted = masthead.fit / max(len(masthead.name), 1)
    return Pt(max(min(style.texts["name"].size, fitted), masthead.least))


def name_tracking(style: HouseStyle) -> Em:
    """How far apart its characters stand, in em of its size: a short name fills its room."""
    masthead, text = style.masthead, style.texts["name"]
    if not masthead.spread:
        return text.tracking
    size, count = name_size(style), len(masthead.name)
    if size < text.size or count < 2:
        return Em(0)
    filled = (masthead.fit / size - count) / (count - 1)
    return Em(max(text.tracking, min(masthead.spread, filled)))


def text_properties(role: str, text: TextStyle, face: FaceInUse) -> Iterator[tuple[str, str]]:
    """The custom properties of one role of text."""
    half = (text.leading - text.size) / 2
    drop = face.drop * text.size
    yield f"--{role}-family", face.family
    yield f"--{role}-weight", str(text.weight)
    yield f"--{role}-size", text.size.css
    yield f"--{role}-leading", text.leading.css
    yield f"--{role}-above", Pt(half + drop).css
    yield f"--{role}-below", Pt(half - drop).css


def _properties(style: HouseStyle, faces: FacesInUse, grey: bool) -> Iterator[tuple[str, str]]:
    page, body, pictures, masthead = style.page, style.body, style.pictures, style.masthead
    yield "--page-top", page.top.css
    yield "--measure", style.measure_pt.css
    yield "--column", style.column_pt.css
    yield "--gutter", page.gutter.at(body.size).css
    yield "--pitch", body.leading.css
    yield "--run_in-gap", style.headings.gap.css
    yield "--narrow", pictures.widths[-1].at(body.size).css
    for name, colour in {**style.colours, **(GREY if grey else {})}.items():
        yield f"--{name}", colour
    for name, width in style.rules.items():
        yield f"--rule-{name}", width.css
    for name, space in style.spaces.items():
        yield f"--space-{name}", space.css
    yield "--picture-gap", pictures.gap.css
    yield "--picture-caption", pictures.to_caption.css
    yield "--picture-around", pictures.around.css
    yield "--picture-around-lead", pictures.around_lead.css
    yield "--masthead-rule", masthead.rule.css
    yield "--masthead-name", masthead.em_top.css
    yield "--masthead-hair", masthead.hair.css
    yield "--name-room", style.texts["name"].size.css
    yield "--name-tracking", name_tracking(style).css
    for role, text in style.texts.items():
        sized = replace(text, size=name_size(style)) if role == "name" else text
        yield from text_properties(role, sized, faces[text.face, text.weight])


def _page_rules(style: HouseStyle) -> str:
    page = style.page
    # A hundredth of a millimetre less at the foot, else rounding may push out the last line.
    top, foot = page.top.css, Mm(style.bottom - 0.01).css
    inner, outer = page.inner.css, page.outer.css
    margin = f"margin: {top} {outer} {foot} {inner}"
    rules = [f"@page {{ size: {page.width.css} {page.height.css}; {margin} }}"]
    if page.mirrored:
        rules.append(f"@page :left {{ margin-left: {outer}; margin-right: {inner} }}")
    return "\n".join(rules)


def _text_rule(role: str, text: TextStyle, figures: str) -> str:
    """The class of a role; kai and fang take letters and figures from the role `figures`."""
    latin = figures if text.face in {"kai", "fang"} else role
    declarations = {
        "font-family": f"var(--{role}-family)",
        "font-weight": f"var(--{role}-weight)",
        "font-size": f"var(--{role}-size)",
        "line-height": f"var(--{role}-leading)",
        "letter-spacing": text.tracking.css,
        "text-indent": text.indent.css,
        "text-align": text.align,
        "color": f"var(--{text.colour})",
        "--latin-family": f"var(--{latin}-family)",
        "--latin-weight": f"var(--{latin}-weight)",
    }
    return f".set-{role} {{ {'; '.join(f'{k}: {v}' for k, v in declarations.items())} }}"
