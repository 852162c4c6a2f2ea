"""The named styles of running text: each role of the house style is one style of Word.

Built-in roles bear Word's built-in names, which Word shows in the reader's language; our own bear
Chinese ones. A heading of level N is `heading N` and the article's title is `heading 1`, so that
Word's navigation, a table of contents and a screen reader find the article's own order.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from publisher.ooxml.element import Element, paragraph_properties, root, run_properties, w
from publisher.ooxml.names import qualified
from publisher.style.house import TextStyle
from publisher.style.units import Em, Mm, Pt
from publisher.writers.word.faces import KAI, word_face
from publisher.writers.word.inset_styles import inset_styles, picture_styles, table_styles
from publisher.writers.word.sheet import (
    Sheet,
    Space,
    borders,
    gap,
    half_leading,
    header_top,
    named,
    role_style,
    strut,
    tab_at,
    type_of,
    variant,
)
from publisher.writers.word.units import half_points

STYLE_ID = qualified("w:styleId")
DESCENT = 0.12  # em from the foot of the em box up to the baseline
LIST_STEP = Em(2)  # how far each level of a list stands in
CONTINUED_LEVELS = 3  # levels with a style for further paragraphs of an item


def style_sheet(sheet: Sheet, own: Iterable[Element]) -> Element:
    """The part `styles.xml`; `own`: those that this kind of bulletin has, or sets otherwise."""
    styles = (
        *_running_text(sheet),
        *_head(sheet),
        *_headings(sheet),
        *picture_styles(sheet),
        *inset_styles(sheet),
        *_lists(sheet),
        *_furniture(sheet),
        *_characters(sheet),
        *table_styles(sheet),
        *own,
    )
    by_id = {style.get(STYLE_ID): style for style in styles}
    return root("w:styles", "w", _defaults(sheet), *by_id.values())


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
            paragraph_properties(
                # Word's default, said for LibreOffice, which reads it inverted: else it hangs marks
                # over the edge, and sets an empty line where a paragraph's last one hangs.
                w("overflowPunct"),
                w("kinsoku"),
                w("topLinePunct"),
                w("autoSpaceDE"),
                w("autoSpaceDN"),
            ),
        ),
    )


def _running_text(sheet: Sheet) -> Iterator[Element]:
    """The indent is the body's own: cells, captions and notes are based on Normal."""
    body = sheet.style.body
    yield role_style(sheet, "Normal", "Normal", _plain(body), default=True)
    yield role_style(sheet, "BodyText", "Body Text", body)
    yield role_style(sheet, "FootnoteText", "footnote text", sheet.text("note"))


def _head(sheet: Sheet) -> Iterator[Element]:
    spaces = sheet.style.spaces
    kicker, deck, byline = (sheet.text(role) for role in ("kicker", "deck", "byline"))
    yield role_style(sheet, "Kicker", "肩题", kicker, w("keepNext"), following="Heading1")
    for title in (sheet.title, *sheet.others):
        first = title is sheet.title
        yield role_style(
            sheet,
            sheet.title_style(title.size),
            "heading 1" if first else f"标题（{title.size:g}磅）",
            title,
            w("keepNext"),
            w("keepLines"),
            w("outlineLvl", val=0),
            space=Space(before=gap(spaces["title"], kicker, title)),
            based="Normal" if first else "Heading1",
            following="Subtitle",
        )
    yield role_style(
        sheet,
        "Subtitle",
        "Subtitle",
        deck,
        w("keepNext"),
        space=Space(before=gap(spaces["deck"], sheet.title, deck)),
        following="Byline",
    )
    yield role_style(
        sheet,
        "Byline",
        "来源行",
        byline,
        space=Space(
            before=gap(spaces["byline"], deck, byline),
            after=gap(spaces["lead"], byline),
        ),
        following="BodyText",
    )


def _headings(sheet: Sheet) -> Iterator[Element]:
    """A free line stands above them, but for kinds where they begin a line of the text itself."""
    style = sheet.style
    above = Pt(0) if style.headings.run_in == "stopped" else style.body.leading
    for level in (2, 3, 4, 5):
        yield role_style(
            sheet,
            f"Heading{level}",
            f"heading {level}",
            sheet.text(f"heading{level}"),
            w("keepNext"),
            w("keepLines"),
            w("outlineLvl", val=level - 1),
            space=Space(before=above),
            following="BodyText",
            linked=f"Heading{level}Char",
        )
        yield named(
            "character",
            f"Heading{level}Char",
            f"标题{level}字符",
            type_of(sheet, sheet.text(f"heading{level}")),
            linked=f"Heading{level}",
        )


def _lists(sheet: Sheet) -> Iterator[Element]:
    """Items; how far each level stands in is said in the numbering part."""
    plain = _plain(sheet.style.body)
    yield role_style(sheet, "ListBullet", "List Bullet", plain)
    yield role_style(sheet, "ListNumber", "List Number", plain)
    for level in range(1, CONTINUED_LEVELS + 1):
        left = Pt(LIST_STEP.at(plain.size) * level)
        number = f" {level}" if level > 1 else ""
        yield role_style(
            sheet,
            f"ListContinue{number.strip()}",
            f"List Continue{number}",
            plain,
            space=Space(left=left),
        )


def _furniture(sheet: Sheet) -> Iterator[Element]:
    """Masthead, running heads and folios."""
    style = sheet.style
    yield role_style(sheet, "MastheadName", "刊名", sheet.text("name"))
    yield role_style(
        sheet,
        "MastheadMeta",
        "期号",
        sheet.text("meta"),
        w("contextualSpacing"),
        space=Space(after=_under_meta(sheet)),
    )
    yield variant("MastheadEnd", "报头尾", "Normal", *strut(style.spaces["kicker"]))
    running, folio = (replace(sheet.text(role), align="left") for role in ("running", "folio"))
    # Headers begin where the masthead does; the running head stands lower.
    drop = style.page.top.pt - header_top(style) - style.spaces["running"]
    yield role_style(
        sheet,
        "Header",
        "header",
        running,
        tab_at(style.measure_pt),
        borders(sheet, bottom=("hair", "text", style.spaces["running_rule"])),
        space=Space(before=Pt(max(0.0, drop - half_leading(running)))),
    )
    yield role_style(sheet, "Footer", "footer", folio, tab_at(style.measure_pt))


def _under_meta(sheet: Sheet) -> Pt:
    """From the foot of the last line beside the name, on the name's baseline, to the hair rule."""
    masthead, meta = sheet.style.masthead, sheet.text("meta")
    room = sheet.style.texts["name"].size
    em_foot = Mm(masthead.hair - masthead.em_top).pt - room + DESCENT * (room - meta.size)
    return gap(em_foot, meta)


def _characters(sheet: Sheet) -> Iterator[Element]:
    """What a stretch of text may be; links look like text (LOOKS: no underlines, one accent)."""
    yield named("character", "DefaultParagraphFont", "Default Paragraph Font", default=True)
    marks: tuple[tuple[str, str, tuple[Element, ...]], ...] = (
        ("Strong", "Strong", (sheet.face("heading2").fonts(), w("b"), w("bCs"))),
        ("Emphasis", "Emphasis", (KAI.fonts(),)),
        ("Hyperlink", "Hyperlink", ()),
        ("HiddenNumber", "隐藏编号", (w("vanish"),)),
        ("Dots", "着重号", (w("em", val="underDot"),)),
        ("ProperName", "专名号", (w("u", val="single"),)),
        ("BookTitle", "书名号", (w("u", val="wave"),)),
        ("FootnoteReference", "footnote reference", (w("vertAlign", val="superscript"),)),
    )
    for ident, name, properties in marks:
        yield named("character", ident, name, run_properties(*properties))
    for ident, name, role in (
        ("RunningName", "页眉刊名", "running_name"),
        ("PageNumber", "page number", "folio"),
        ("Imprint", "版记", "imprint"),
    ):
        yield named("character", ident, name, type_of(sheet, sheet.text(role)))


def _plain(text: TextStyle) -> TextStyle:
    """A role without its indent and with a ragged edge."""
    return replace(text, indent=Em(0), align="left")
