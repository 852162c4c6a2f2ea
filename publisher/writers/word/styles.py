"""The named styles: each role of the house style as a style of Word, so that one change changes all.

Built-in roles bear Word's built-in names (Word shows them in the reader's language), our own bear
Chinese ones. A model heading of level N is `heading N`; the article's title is `heading 1`, so that
Word's navigation shows the article's own order.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from publisher.ooxml.element import (
    Element,
    element,
    ordered,
    paragraph_properties,
    root,
    run_properties,
    w,
)
from publisher.style.house import HouseStyle, TextStyle
from publisher.style.sheets import GREY
from publisher.style.units import Em, Pt
from publisher.writers.word.faces import WordFace, word_face
from publisher.writers.word.units import eighths, half_points, hundredths, twips

# Word places a border at most this far from its text.
FARTHEST_BORDER = 31
MISSING_ROOM = 24  # pt above and below the words that stand for a missing picture
LIST_STEP = Em(2)  # a level of a list, and the room its marker hangs in

_JUSTIFY = {"left": "left", "right": "right", "center": "center", "justify": "both"}


@dataclass(frozen=True)
class Space:
    """What stands around and beside a paragraph: `before`, `after`, `left`, `right`."""

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
    others: tuple[TextStyle, ...] = ()
    name: Pt = Pt(0)
    language: str = "zh-CN"
    grey: bool = False

    def text(self, role: str) -> TextStyle:
        """How a role is set; the title and the masthead's name at this bulletin's size."""
        match role:
            case "title":
                return self.title
            case "name":
                return replace(self.style.texts[role], size=self.name)
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


def style_sheet(sheet: Sheet) -> Element:
    """The part `styles.xml`."""
    return root(
        "w:styles",
        "w",
        _defaults(sheet),
        *_running_text(sheet),
        *_headings(sheet),
        *_pictures(sheet),
        *_insets(sheet),
        *_lists(sheet),
        *_running(sheet),
        *_characters(sheet),
        *_tables(sheet),
    )


def half_leading(text: TextStyle) -> float:
    """What a line box adds on one side of the em box, in pt."""
    return max(0.0, (text.leading - text.size) / 2)


def _gap(space: float, above: TextStyle | None, below: TextStyle | None) -> Pt:
    """The space between two line boxes whose em boxes are to stand `space` pt apart."""
    taken = sum(half_leading(text) for text in (above, below) if text is not None)
    return Pt(max(0.0, space - taken))


def _defaults(sheet: Sheet) -> Element:
    body = sheet.style.body
    return w(
        "docDefaults",
        w(
            "rPrDefault",
            run_properties(
                word_face(body).fonts(),
                w("sz", val=half_points(body.size)),
                w("szCs", val=half_points(body.size)),
                w("lang", val="en-US", eastAsia=sheet.language, bidi="ar-SA"),
            ),
        ),
        w(
            "pPrDefault",
            paragraph_properties(w("kinsoku"), w("autoSpaceDE"), w("autoSpaceDN")),
        ),
    )


def _style(
    kind: str,
    ident: str,
    name: str,
    *parts: Element | None,
    based: str = "",
    following: str = "",
    default: bool = False,
) -> Element:
    return w(
        "style",
        w("name", val=name),
        w("basedOn", val=based) if based else None,
        w("next", val=following) if following else None,
        w("qFormat") if kind == "paragraph" else None,
        *parts,
        type=kind,
        styleId=ident,
        **({"default": 1} if default else {}),
        **({} if name.isascii() else {"customStyle": 1}),
    )


def _characters_of(sheet: Sheet, text: TextStyle) -> Element:
    """Face, size, colour and tracking of a role."""
    face = word_face(text)
    tracking = twips(text.tracking.at(text.size))
    return run_properties(
        face.fonts(),
        w("b", val=int(face.bold)),
        w("color", val=sheet.colour(text.colour)),
        w("spacing", val=tracking) if tracking else None,
        w("sz", val=half_points(text.size)),
        w("szCs", val=half_points(text.size)),
    )


def _lines(sheet: Sheet, text: TextStyle, space: Space) -> tuple[Element, Element | None]:
    """Spacing: on the grid where the pitch is the body's, else lines of exactly the role's pitch."""
    around = {"before": twips(Pt(space.before)), "after": twips(Pt(space.after))}
    if text.leading == sheet.style.body.leading:
        return w("spacing", **around, line=240, lineRule="auto"), None
    exact = w("spacing", **around, line=twips(text.leading), lineRule="exact")
    return exact, w("snapToGrid", val=0)


def _indent(text: TextStyle, space: Space) -> Element | None:
    if not (text.indent or space.left or space.right):
        return None
    first = (
        {"firstLineChars": hundredths(text.indent), "firstLine": twips(text.indent.at(text.size))}
        if text.indent
        else {}
    )
    return w("ind", left=twips(space.left), right=twips(space.right), **first)


def _paragraph(
    sheet: Sheet,
    ident: str,
    name: str,
    text: TextStyle,
    *properties: Element | None,
    space: Space = NONE,
    following: str = "",
    based: str = "Normal",
) -> Element:
    """A paragraph style that says everything of its role itself."""
    spacing, off_grid = _lines(sheet, text, space)
    return _style(
        "paragraph",
        ident,
        name,
        paragraph_properties(
            spacing,
            off_grid,
            _indent(text, space),
            w("jc", val=_JUSTIFY[text.align]),
            *properties,
        ),
        _characters_of(sheet, text),
        based=based,
        following=following,
    )


def _variant(ident: str, name: str, based: str, *properties: Element | None) -> Element:
    """A paragraph style that differs from another in a few properties of the paragraph."""
    return _style("paragraph", ident, name, paragraph_properties(*properties), based=based)


def _running_text(sheet: Sheet) -> Iterator[Element]:
    body = sheet.style.body
    plain = replace(body, indent=Em(0), align="left")
    yield _style(
        "paragraph",
        "Normal",
        "Normal",
        paragraph_properties(_lines(sheet, plain, NONE)[0]),
        _characters_of(sheet, plain),
        default=True,
    )
    yield _paragraph(sheet, "BodyText", "Body Text", body)
    note = sheet.text("note")
    yield _paragraph(sheet, "FootnoteText", "footnote text", note)


def _headings(sheet: Sheet) -> Iterator[Element]:
    spaces, body = sheet.style.spaces, sheet.style.body
    kicker, deck, byline = (sheet.text(role) for role in ("kicker", "deck", "byline"))
    together = (w("keepNext"), w("keepLines"))
    yield _paragraph(sheet, "Kicker", "肩题", kicker, w("keepNext"), following="Heading1")
    above = _gap(spaces["title"], kicker, sheet.title)
    yield _paragraph(
        sheet,
        "Heading1",
        "heading 1",
        sheet.title,
        *together,
        w("outlineLvl", val=0),
        space=Space(before=above),
        following="Subtitle",
    )
    for step in sheet.others:
        yield _paragraph(
            sheet,
            sheet.title_style(step.size),
            f"标题（{step.size:g}磅）",
            step,
            space=Space(before=above),
            based="Heading1",
            following="Subtitle",
        )
    yield _paragraph(
        sheet,
        "Subtitle",
        "Subtitle",
        deck,
        w("keepNext"),
        space=Space(before=_gap(spaces["deck"], sheet.title, deck)),
        following="Byline",
    )
    yield _paragraph(
        sheet,
        "Byline",
        "来源行",
        byline,
        space=Space(
            before=_gap(spaces["byline"], deck, byline),
            after=_gap(spaces["lead"], byline, body),
        ),
        following="BodyText",
    )
    for level in (2, 3, 4, 5):
        yield _paragraph(
            sheet,
            f"Heading{level}",
            f"heading {level}",
            sheet.text(f"heading{level}"),
            w("keepNext"),
            w("keepLines"),
            w("outlineLvl", val=level - 1),
            following="BodyText",
        )


def _pictures(sheet: Sheet) -> Iterator[Element]:
    """Pictures and their words; a picture's line is never exact, else Word shows a strip of it."""
    pictures, body, caption = sheet.style.pictures, sheet.style.body, sheet.text("caption")
    before = {
        "Picture": ("图片", _gap(pictures.around, body, None)),
        "LeadPicture": ("主图", Pt(0)),
        "NextPicture": ("续行图片", pictures.gap),
    }
    for ident, (name, above) in before.items():
        yield _picture(ident, name, Space(above), keep=True)
        after = _gap(pictures.around, None, body)
        yield _picture(f"{ident}Alone", f"{name}无注", Space(above, after), keep=False)
    for ident, name, space in (
        ("Caption", "caption", pictures.around),
        ("LeadCaption", "主图说明", pictures.around_lead),
    ):
        yield _paragraph(
            sheet,
            ident,
            name,
            caption,
            w("keepLines"),
            space=Space(
                before=_gap(pictures.to_caption, None, caption),
                after=_gap(space, caption, body),
            ),
            following="BodyText",
        )
    yield _paragraph(
        sheet,
        "MissingPicture",
        "缺图",
        replace(caption, align="center"),
        _borders(
            sheet,
            top=("hair", "muted", MISSING_ROOM),
            left=("hair", "muted", 0),
            bottom=("hair", "muted", MISSING_ROOM),
            right=("hair", "muted", 0),
        ),
        space=Space(before=pictures.around, after=pictures.around),
    )
    yield _variant(
        "SideCaption",
        "图侧说明",
        "Caption",
        _borders(sheet, top=("hair", "text", 3)),
        w("spacing", before=0, after=0, line=twips(caption.leading), lineRule="exact"),
    )


def _picture(ident: str, name: str, space: Space, *, keep: bool) -> Element:
    return _variant(
        ident,
        name,
        "Normal",
        w("keepNext") if keep else None,
        w("snapToGrid", val=0),
        w(
            "spacing",
            before=twips(space.before),
            after=twips(space.after),
            line=240,
            lineRule="auto",
        ),
    )


def _borders(sheet: Sheet, **sides: tuple[str, str, float]) -> Element:
    """`w:pBdr`; a side: rule and colour of the house style, and its distance in pt."""
    return w(
        "pBdr",
        *(
            w(
                side,
                val="single",
                sz=eighths(sheet.style.rules[rule]),
                space=min(FARTHEST_BORDER, round(distance)),
                color=sheet.colour(colour),
            )
            for side, (rule, colour, distance) in sides.items()
        ),
    )


def _insets(sheet: Sheet) -> Iterator[Element]:
    """Quotes, names, boxes, tables, code and rules."""
    body = sheet.style.body
    em, line = body.size, body.leading
    attribution, pull = sheet.text("attribution"), sheet.text("pull")
    inset = Pt(2 * em)
    yield _paragraph(sheet, "Quote", "Quote", sheet.text("quote"), space=Space(left=inset))
    yield _paragraph(
        sheet, "Attribution", "引语署名", attribution, w("keepLines"), space=Space(left=inset)
    )
    aside = sheet.style.spaces["pull_indent"]
    bar = ("bar", "accent", aside - sheet.style.rules["bar"])
    yield _paragraph(
        sheet,
        "IntenseQuote",
        "Intense Quote",
        pull,
        w("keepNext"),
        w("keepLines"),
        _borders(sheet, left=bar),
        space=Space(before=line, left=aside),
    )
    yield _paragraph(
        sheet,
        "PullAttribution",
        "大引语署名",
        attribution,
        w("keepLines"),
        _borders(sheet, left=bar),
        space=Space(after=line, left=aside),
    )
    yield _paragraph(sheet, "Names", "单位名单", sheet.text("names"))
    yield _paragraph(
        sheet,
        "NamesTitle",
        "名单标题",
        sheet.text("names_title"),
        w("keepNext"),
        _borders(sheet, top=("hair", "text", 3)),
        space=Space(before=Pt(line / 2)),
        following="Names",
    )
    yield _paragraph(sheet, "BoxText", "方框文字", sheet.text("box"))
    yield _paragraph(sheet, "BoxTitle", "方框标题", sheet.text("box_title"), w("keepNext"))
    yield from _table_texts(sheet)
    yield _paragraph(
        sheet, "HTMLPreformatted", "HTML Preformatted", sheet.text("code"), w("keepLines")
    )
    yield _variant(
        "Rule", "分隔线", "Normal", _borders(sheet, bottom=("hair", "text", 0)), w("keepNext")
    )
    yield _variant(
        "Seam",
        "分节",
        "Normal",
        w("snapToGrid", val=0),
        w("spacing", before=0, after=0, line=20, lineRule="exact"),
    )


def _table_texts(sheet: Sheet) -> Iterator[Element]:
    for ident, name, role in (
        ("TableText", "表格文字", "table"),
        ("TableHead", "表头", "table_head"),
    ):
        yield _paragraph(sheet, ident, name, sheet.text(role))
        for side, word in (("center", "居中"), ("right", "居右")):
            yield _variant(f"{ident}{side.title()}", f"{name}{word}", ident, w("jc", val=side))
    caption = sheet.text("caption")
    yield _variant(
        "TableCaption",
        "表题",
        "Caption",
        w("keepNext"),
        w(
            "spacing",
            before=twips(_gap(sheet.style.pictures.around, sheet.style.body, caption)),
            after=twips(_gap(sheet.style.pictures.to_caption, caption, None)),
            line=twips(caption.leading),
            lineRule="exact",
        ),
    )


def _lists(sheet: Sheet) -> Iterator[Element]:
    """List items; the indents of each level stand in the numbering part."""
    plain = replace(sheet.style.body, indent=Em(0))
    yield _paragraph(sheet, "ListBullet", "List Bullet", plain)
    yield _paragraph(sheet, "ListNumber", "List Number", plain)
    for depth in range(3):
        number = f" {depth + 1}" if depth else ""
        left = Pt(LIST_STEP.at(plain.size) * (depth + 2))
        yield _paragraph(
            sheet,
            f"ListContinue{number.strip()}",
            f"List Continue{number}",
            plain,
            space=Space(left=left),
        )


def _running(sheet: Sheet) -> Iterator[Element]:
    """Masthead, running heads and folios."""
    measure = w("tabs", w("tab", val="right", pos=twips(sheet.style.measure_pt)))
    name = sheet.text("name")
    yield _paragraph(sheet, "MastheadName", "刊名", name)
    yield _paragraph(sheet, "MastheadMeta", "期号", sheet.text("meta"))
    yield _variant(
        "MastheadEnd",
        "报头尾",
        "Normal",
        w("snapToGrid", val=0),
        w(
            "spacing",
            before=0,
            after=0,
            line=max(20, twips(Pt(sheet.style.spaces["kicker"]))),
            lineRule="exact",
        ),
    )
    running = replace(sheet.text("running"), align="left")
    yield _paragraph(
        sheet,
        "Header",
        "header",
        running,
        measure,
        _borders(sheet, bottom=("hair", "text", sheet.style.spaces["running_rule"])),
        space=Space(before=_running_drop(sheet.style, running)),
    )
    folio = replace(sheet.text("folio"), align="left")
    yield _paragraph(
        sheet,
        "Footer",
        "footer",
        folio,
        w("tabs", w("tab", val="right", pos=twips(sheet.style.measure_pt))),
    )


def _running_drop(style: HouseStyle, running: TextStyle) -> Pt:
    """From where headers begin, at the masthead's rule, to the line of the running head."""
    above = style.page.top.pt - style.masthead.rule.pt - style.spaces["running"]
    return Pt(max(0.0, above - half_leading(running)))


def _characters(sheet: Sheet) -> Iterator[Element]:
    """What a stretch of text may be; each may be changed in one place."""
    kai = word_face(replace(sheet.style.body, face="kai", weight=400))
    yield _style("character", "DefaultParagraphFont", "Default Paragraph Font", default=True)
    marks: tuple[tuple[str, str, tuple[Element, ...]], ...] = (
        ("Strong", "Strong", (sheet.face("heading2").fonts(), w("b"), w("bCs"))),
        ("Emphasis", "Emphasis", (kai.fonts(),)),
        ("Hyperlink", "Hyperlink", ()),
        ("Dots", "着重号", (w("em", val="underDot"),)),
        ("ProperName", "专名号", (w("u", val="single"),)),
        ("BookTitle", "书名号", (w("u", val="wave"),)),
        ("FootnoteReference", "footnote reference", (w("vertAlign", val="superscript"),)),
    )
    for ident, name, properties in marks:
        yield _style("character", ident, name, run_properties(*properties))
    for ident, name, role in (
        ("RunningName", "页眉刊名", "running_name"),
        ("PageNumber", "page number", "folio"),
        ("Imprint", "版记", "imprint"),
    ):
        yield _style("character", ident, name, _characters_of(sheet, sheet.text(role)))


def _tables(sheet: Sheet) -> Iterator[Element]:
    """Tables for layout have no cell margins; those with rules take them from the house style."""
    none = _cell_margins(0)
    yield _style("table", "TableNormal", "Normal Table", _table_properties(none), default=True)
    yield _table_style("Masthead", "报头", _table_properties(none, _table_borders(sheet, "head")))
    yield _table_style("Plate", "图版", _table_properties(none))
    narrow = _cell_margins(twips(Pt(sheet.style.body.size / 3)))
    yield _table_style(
        "Ruled",
        "表格",
        _table_properties(narrow, _table_borders(sheet, "hair")),
        w(
            "tblStylePr",
            w("tcPr", w("tcBorders", _border(sheet, "bottom", "hair", "text"))),
            type="firstRow",
        ),
    )
    wide = _cell_margins(twips(sheet.style.body.size), vertical=True)
    yield _table_style("Box", "方框", _table_properties(wide, _table_borders(sheet, "hair")))


def _table_style(ident: str, name: str, *parts: Element) -> Element:
    return _style("table", ident, name, *parts, based="TableNormal")


def _table_properties(*children: Element) -> Element:
    indent = w("tblInd", w=0, type="dxa")
    return w("tblPr", *ordered("tblInd tblBorders tblCellMar", (indent, *children)))


def _cell_margins(side: int, *, vertical: bool = False) -> Element:
    sizes: Iterable[tuple[str, int]] = (
        ("top", side // 2 if vertical else 0),
        ("left", side),
        ("bottom", side // 2 if vertical else 0),
        ("right", side),
    )
    return w("tblCellMar", *(w(name, w=size, type="dxa") for name, size in sizes))


def _table_borders(sheet: Sheet, rule: str) -> Element:
    """Rules above and below: the masthead's upper one is the head rule in the accent colour."""
    colour = "accent" if rule == "head" else "text"
    return w(
        "tblBorders",
        _border(sheet, "top", rule, colour),
        _border(sheet, "bottom", "hair", "text"),
    )


def _border(sheet: Sheet, side: str, rule: str, colour: str) -> Element:
    return element(
        f"w:{side}",
        w_val="single",
        w_sz=eighths(sheet.style.rules[rule]),
        w_space=0,
        w_color=sheet.colour(colour),
    )
