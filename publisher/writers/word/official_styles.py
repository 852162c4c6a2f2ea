"""The named styles of official documents, by the clauses of GB/T 9704-2012."""

from collections.abc import Iterator
from dataclasses import replace
from math import ceil

from publisher.ooxml.element import Element, w
from publisher.style.house import TextStyle
from publisher.style.units import Em, Mm, Pt
from publisher.typography.titles import title_width
from publisher.writers import official
from publisher.writers.furniture import day
from publisher.writers.word.draft import Draft
from publisher.writers.word.sheet import (
    NONE,
    Sheet,
    Space,
    borders,
    gap,
    half_leading,
    named,
    role_style,
    strut,
    tab_at,
    type_of,
    variant,
)
from publisher.writers.word.units import twips

ATTACHED = Em(2)  # how far attachments and a remark stand in (7.3.4, 7.3.5.4)
ATTACHMENT = Em(3)  # the width of 附件：
LABEL = Em(1)  # how far the imprint stands in
ORDINAL = Em(0.75)  # the width of 1.
ROUNDED = Pt(1)  # what whole twips and points may add up to; the last line must not be pushed out
SEAL = 2  # lines left free for the seal above who issued the document


def styles(draft: Draft) -> Iterator[Element]:
    """All of them."""
    yield from _masthead(draft)
    yield from _text(draft)
    yield from _closing(draft)
    yield from _imprint(draft.sheet)
    yield from feet(draft.sheet)


def _masthead(draft: Draft) -> Iterator[Element]:
    sheet, style = draft.sheet, draft.sheet.style
    name, number = sheet.text("name"), level(style.body)
    top = Mm(style.masthead.em_top - style.page.top).pt
    marked = style.body.leading * len(official.marks(draft.prepared.bulletin.first.metadata))
    yield role_style(sheet, "OfficialMark", "密级", sheet.text("mark"))
    yield role_style(
        sheet,
        "MastheadName",
        "发文机关标志",
        replace(name, align="center", leading=name.size),
        space=Space(before=Pt(max(0.0, top - marked))),
        following="DocumentNumber",
    )
    ruled = borders(
        sheet, bottom=("head", "accent", style.spaces["number_rule"] - half_leading(number))
    )
    under_name = Space(before=gap(style.spaces["number"] - top - name.size, number))
    yield role_style(
        sheet,
        "DocumentNumber",
        "发文字号",
        replace(number, align="center"),
        ruled,
        w("autoSpaceDE", val=0),
        w("autoSpaceDN", val=0),
        space=under_name,
        following="Heading1",
        grid=False,
    )
    em = twips(style.body.size)
    yield variant(
        "UpwardNumber",
        "上行文字号",
        "DocumentNumber",
        tab_at(Pt(style.measure_pt - style.body.size)),
        w("ind", left=em, right=em),
        w("jc", val="left"),
    )
    yield named("character", "Signer", "签发人", type_of(sheet, sheet.text("signer")))


def _text(draft: Draft) -> Iterator[Element]:
    """The addressees begin on the grid, a line under the title (7.3.2)."""
    yield variant("UnderTitle", "题后空行", "Normal", *strut(_under_title(draft)))
    plain = level(draft.sheet.style.body)
    yield role_style(draft.sheet, "Addressees", "主送机关", plain, following="BodyText")


def _under_title(draft: Draft) -> Pt:
    """A free line, and what the head lacks to take whole lines."""
    sheet, article = draft.sheet, draft.prepared.articles[0]
    style, spaces = sheet.style, sheet.style.spaces
    pitch = style.body.leading
    rule = spaces["number"] + style.body.size + spaces["number_rule"] + style.rules["head"]
    more = len(official.signers(draft.prepared.bulletin.first.metadata)[1:]) * pitch
    taken = (
        rule + more + gap(spaces["title"], sheet.title) + len(article.title) * sheet.title.leading
    )
    if article.metadata.subtitle:
        deck = sheet.text("deck")
        taken += gap(spaces["deck"], sheet.title, deck) + deck.leading
    return Pt(ceil(taken / pitch + 1) * pitch - taken - ROUNDED)


def _closing(draft: Draft) -> Iterator[Element]:
    sheet = draft.sheet
    plain = level(sheet.style.body)
    size, line = plain.size, plain.leading
    numbered = len(draft.prepared.bulletin.first.metadata.attachments) > 1
    ordinal = ORDINAL.at(size) if numbered else Pt(0)
    begins = Pt(ATTACHED.at(size) + ATTACHMENT.at(size) + ordinal)
    yield role_style(
        sheet,
        "Attachment",
        "附件说明",
        plain,
        w("keepNext"),
        w("ind", left=twips(begins), hanging=twips(Pt(begins - ATTACHED.at(size)))),
        space=Space(before=line),
    )
    yield role_style(
        sheet,
        "NextAttachment",
        "续附件说明",
        plain,
        w("keepNext"),
        w("ind", left=twips(begins), hanging=twips(ordinal)),
    )
    issuer, date = sheet.style.issuer, day(draft.prepared.bulletin.first.metadata.date)
    edge = sheet.style.spaces["closing"]
    centred = (title_width(date) - title_width(issuer)) / 2 * size
    for ident, name, right, before in (
        ("ClosingIssuer", "发文机关署名", edge + centred, Pt(SEAL * line)),
        ("ClosingDate", "成文日期", edge, Pt(0)),
    ):
        yield role_style(
            sheet,
            ident,
            name,
            replace(plain, align="right"),
            w("keepNext"),
            space=Space(before=before, right=Pt(max(0.0, right))),
        )
    yield role_style(sheet, "Remark", "附注", replace(plain, indent=ATTACHED))


def _imprint(sheet: Sheet) -> Iterator[Element]:
    """Text a character in, between rules of .35 mm and of .25 mm (7.4)."""
    text, measure = sheet.text("imprint"), sheet.style.measure_pt
    yield role_style(
        sheet,
        "Copies",
        "抄送机关",
        text,
        hanging(text, Em(LABEL + ATTACHMENT)),
    )
    yield role_style(
        sheet,
        "Printed",
        "印发机关",
        text,
        tab_at(Pt(measure - text.size)),
        space=Space(left=text.size, right=text.size),
    )
    yield from imprint_rules(sheet)


def hanging(text: TextStyle, left: Em) -> Element:
    """A label a character in, the text so far from the left hanging behind it."""
    em = text.size
    return w("ind", left=twips(left.at(em)), right=twips(em), hanging=twips(Pt(left.at(em) - em)))


def imprint_rules(sheet: Sheet) -> Iterator[Element]:
    """Rules over and under the imprint, and between its rows: paragraphs as thin as they are."""
    room = sheet.style.spaces["imprint_edge"]
    for ident, name, rule, space in (
        ("ImprintRule", "版记首线", "edge", Space(after=room)),
        ("ImprintInnerRule", "版记间线", "inner", NONE),
        ("ImprintEnd", "版记末线", "edge", Space(before=room)),
    ):
        black = w("shd", val="clear", color="auto", fill=sheet.colour("text"))
        yield variant(ident, name, "Normal", black, *strut(sheet.style.rules[rule], space))


def feet(sheet: Sheet) -> Iterator[Element]:
    """The folio, a character in: right on odd pages, left on even ones (7.5)."""
    folio, em = sheet.text("folio"), sheet.style.body.size
    right = replace(folio, align="right")
    yield role_style(sheet, "Footer", "footer", right, space=Space(left=em, right=em))
    yield variant("EvenFooter", "偶数页页脚", "Footer", w("jc", val="left"))


def level(text: TextStyle) -> TextStyle:
    """A role without its indent."""
    return replace(text, indent=Em(0), align="left")
