"""The named styles of what stands in running text: pictures, quotes, names, boxes and tables."""

from collections.abc import Iterator
from dataclasses import replace

from publisher.ooxml.element import Element, ordered, w
from publisher.style.units import Em, Pt
from publisher.writers.word.sheet import (
    Sheet,
    Space,
    border,
    borders,
    gap,
    lines,
    named,
    role_style,
    strut,
    variant,
)
from publisher.writers.word.units import twips

INSET = Em(2)  # of the body: how far quotes and code stand in
MISSING_ROOM = 24  # pt above and below the words that stand for a missing picture


def picture_styles(sheet: Sheet) -> Iterator[Element]:
    """Pictures and their words; a picture's line is never exact, else Word shows a strip of it."""
    pictures, body, caption = sheet.style.pictures, sheet.style.body, sheet.text("caption")
    for ident, name, before in (
        ("Picture", "图片", gap(pictures.around, body)),
        ("LeadPicture", "主图", Pt(0)),
        ("NextPicture", "续行图片", pictures.gap),
    ):
        yield picture_style(ident, name, Space(before), w("keepNext"))
        yield picture_style(
            f"{ident}Alone", f"{name}无注", Space(before, gap(pictures.around, body))
        )
    for ident, name, after in (
        ("Caption", "caption", pictures.around),
        ("LeadCaption", "主图说明", pictures.around_lead),
    ):
        yield role_style(
            sheet,
            ident,
            name,
            caption,
            w("keepLines"),
            space=Space(gap(pictures.to_caption, caption), gap(after, caption, body)),
            following="BodyText",
        )
    over = gap(pictures.gap, caption)
    rule = borders(sheet, top=("hair", "text", over))
    yield variant("SideCaption", "图侧说明", "Caption", rule, *lines(sheet, caption))
    frame = dict.fromkeys(("left", "right"), ("hair", "muted", 0.0))
    room = dict.fromkeys(("top", "bottom"), ("hair", "muted", MISSING_ROOM))
    order = ("top", "left", "bottom", "right")
    yield role_style(
        sheet,
        "MissingPicture",
        "缺图",
        replace(caption, align="center", colour="muted"),
        borders(sheet, **{side: (frame | room)[side] for side in order}),
        space=Space(pictures.around, pictures.around),
    )


def inset_styles(sheet: Sheet) -> Iterator[Element]:
    """Quotes, names, boxes, code, rules, and the empty lines between tables and text."""
    style, body = sheet.style, sheet.style.body
    yield from _quotes(sheet)
    title = sheet.text("names_title")
    before = Space(before=gap(style.pictures.around, body))
    over = borders(sheet, top=("hair", "text", gap(style.pictures.gap, title)))
    yield role_style(sheet, "Names", "单位名单", sheet.text("names"))
    yield role_style(
        sheet, "NamesTitle", "名单标题", title, w("keepNext"), over, space=before, following="Names"
    )
    yield role_style(sheet, "NextNamesTitle", "续名单标题", title, w("keepNext"), following="Names")
    yield role_style(sheet, "BoxText", "方框文字", sheet.text("box"))
    yield role_style(sheet, "BoxTitle", "方框标题", sheet.text("box_title"), w("keepNext"))
    yield role_style(
        sheet,
        "HTMLPreformatted",
        "HTML Preformatted",
        sheet.text("code"),
        w("keepLines"),
        space=Space(
            gap(style.pictures.around, body), gap(style.pictures.around, body), _inset(sheet)
        ),
    )
    yield variant(
        "Rule",
        "分隔线",
        "Normal",
        borders(sheet, top=("hair", "text", 0)),
        *strut(Pt(body.leading / 2)),
        w("ind", right=twips(Pt(style.column_pt - style.spaces["note_rule"]))),
    )
    yield variant("Seam", "分节", "Normal", *strut(Pt(1)))
    yield variant("TableGap", "表间", "Normal", *strut(gap(style.pictures.around, body)))
    yield variant("LeadGap", "主图后", "Normal", *strut(gap(style.pictures.around_lead, body)))


def _inset(sheet: Sheet) -> Pt:
    return INSET.at(sheet.style.body.size)


def _quotes(sheet: Sheet) -> Iterator[Element]:
    """Quotes and pull quotes, whose bar runs on beside the attribution."""
    attribution = sheet.text("attribution")
    both = Space(left=_inset(sheet), right=_inset(sheet))
    yield role_style(sheet, "Quote", "Quote", sheet.text("quote"), space=both)
    yield role_style(sheet, "Attribution", "引语署名", attribution, w("keepLines"), space=both)
    line, aside = sheet.style.body.leading, sheet.style.spaces["pull_indent"]
    bar = ("bar", "accent", aside - sheet.style.rules["bar"])
    yield role_style(
        sheet,
        "IntenseQuote",
        "Intense Quote",
        sheet.text("pull"),
        w("keepNext"),
        w("keepLines"),
        w("contextualSpacing"),
        borders(sheet, left=bar),
        space=Space(before=line, left=aside),
    )
    yield role_style(
        sheet,
        "PullAttribution",
        "大引语署名",
        attribution,
        w("keepLines"),
        borders(sheet, left=bar),
        space=Space(after=line, left=aside),
    )


def table_styles(sheet: Sheet) -> Iterator[Element]:
    """Tables and the text in them; layout tables have no rules and only the gap on the right."""
    yield from _table_texts(sheet)
    style, table = sheet.style, sheet.text("table")
    yield named(
        "table", "TableNormal", "Normal Table", table_properties(cell_margins()), default=True
    )
    yield table_style(
        "Masthead", "报头", table_properties(cell_margins(), _rules(sheet, "head", "accent"))
    )
    yield table_style("Plate", "图版", table_properties(cell_margins(right=style.pictures.gap)))
    yield table_style("NamesTable", "名单表", table_properties(cell_margins()))
    yield table_style(
        "Box", "方框", table_properties(cell_margins(style.pictures.gap), _rules(sheet))
    )
    above = Pt((style.body.leading - table.leading) / 2)
    yield table_style(
        "Ruled",
        "表格",
        table_properties(cell_margins(above, table.size), _rules(sheet)),
        w(
            "tblStylePr",
            w("tcPr", w("tcBorders", border(sheet, "bottom", "hair", "text"))),
            type="firstRow",
        ),
        w("tblStylePr", w("tcPr", w("tcMar", w("right", w=0, type="dxa"))), type="lastCol"),
    )


def _table_texts(sheet: Sheet) -> Iterator[Element]:
    for ident, name, role in (
        ("TableText", "表格文字", "table"),
        ("TableHead", "表头", "table_head"),
    ):
        yield role_style(sheet, ident, name, sheet.text(role))
        for side, word in (("center", "居中"), ("right", "居右")):
            yield variant(f"{ident}{side.title()}", f"{name}{word}", ident, w("jc", val=side))
    caption, pictures = sheet.text("caption"), sheet.style.pictures
    space = Space(gap(pictures.around, sheet.style.body), gap(pictures.to_caption, caption))
    properties = (w("keepNext"), *lines(sheet, caption, space))
    yield variant("TableCaption", "表题", "Caption", *properties)


def picture_style(ident: str, name: str, space: Space, *properties: Element) -> Element:
    """A style for a picture's paragraph, whose line is as high as the picture."""
    around = {"before": twips(space.before), "after": twips(space.after)}
    single = w("spacing", **around, line=240, lineRule="auto")
    return variant(ident, name, "Normal", w("snapToGrid", val=0), single, *properties)


def table_style(ident: str, name: str, *parts: Element) -> Element:
    """A table style."""
    return named("table", ident, name, *parts, based="TableNormal")


def table_properties(*children: Element) -> Element:
    """`w:tblPr` of a table style, its edges on those of the column."""
    indent = w("tblInd", w=0, type="dxa")
    return w("tblPr", *ordered("tblInd tblBorders tblCellMar", (indent, *children)))


def cell_margins(above: Pt = Pt(0), right: Pt = Pt(0)) -> Element:
    """What stands around the content of a cell: above and below it, and right of it."""
    sides = (("top", above), ("left", Pt(0)), ("bottom", above), ("right", right))
    return w("tblCellMar", *(w(side, w=twips(size), type="dxa") for side, size in sides))


def _rules(sheet: Sheet, rule: str = "hair", colour: str = "text") -> Element:
    """A rule above, a hair rule below."""
    return w(
        "tblBorders",
        border(sheet, "top", rule, colour),
        border(sheet, "bottom", "hair", "text"),
    )
