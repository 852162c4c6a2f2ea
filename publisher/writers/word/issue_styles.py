"""The named styles of a whole issue: its cover, its contents and what stands in columns."""

from collections.abc import Iterator
from dataclasses import replace

from publisher.ooxml.element import Element, w
from publisher.style.units import Em, Pt
from publisher.writers.word.draft import Draft
from publisher.writers.word.inset_styles import picture_style
from publisher.writers.word.sheet import (
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

ENTRY = Em(2.25)  # from a page number in the contents to its title


def styles(draft: Draft) -> Iterator[Element]:
    """All of them."""
    sheet = draft.sheet
    yield from _masthead(sheet)
    yield from _cover(sheet)
    yield from _contents(sheet)
    yield from _columns(sheet)


def _masthead(sheet: Sheet) -> Iterator[Element]:
    spaces, meta, name = (
        sheet.style.spaces,
        replace(sheet.text("meta"), align="left"),
        sheet.text("name"),
    )
    room = sheet.style.texts["name"].size
    to_hair = Pt(spaces["hair"] - spaces["meta"] - meta.size - half_leading(meta))
    yield role_style(
        sheet,
        "MastheadMeta",
        "期号",
        meta,
        tab_at(sheet.style.measure_pt),
        borders(sheet, bottom=("hair", "text", to_hair)),
    )
    above = spaces["name"] - spaces["hair"] - sheet.style.rules["hair"] + (room - name.size) / 2
    below = spaces["picture"] - spaces["name"] - (room + name.size) / 2
    yield role_style(
        sheet,
        "MastheadName",
        "刊名",
        replace(name, leading=name.size),
        space=Space(Pt(max(0.0, above)), Pt(max(0.0, below))),
    )
    yield named("character", "RunningDate", "页眉年月", type_of(sheet, sheet.text("running_date")))


def _cover(sheet: Sheet) -> Iterator[Element]:
    spaces, measure = sheet.style.spaces, sheet.style.measure_pt
    kicker, title, deck = (sheet.text(role) for role in ("kicker", "cover_title", "cover_deck"))
    yield picture_style("CoverPicture", "封面图片", Space(), w("keepNext"))
    caption = sheet.text("caption")
    under = gap(sheet.style.pictures.to_caption, caption)
    yield role_style(
        sheet, "CoverCaption", "封面图说明", caption, w("keepNext"), space=Space(before=under)
    )
    yield role_style(
        sheet,
        "CoverKicker",
        "封面肩题",
        kicker,
        tab_at(measure),
        space=Space(before=gap(spaces["cover_kicker"], kicker)),
    )
    yield role_style(
        sheet,
        "CoverTitle",
        "封面标题",
        title,
        space=Space(before=gap(spaces["cover_title"], kicker, title)),
    )
    yield role_style(
        sheet,
        "CoverDeck",
        "封面副题",
        deck,
        tab_at(measure),
        space=Space(before=gap(spaces["cover_deck"], title, deck)),
        grid=False,
    )
    for ident, name, role in (
        ("CoverCredit", "封面图署名", "cover_credit"),
        ("CoverPage", "封面页码", "cover_page"),
    ):
        yield named("character", ident, name, type_of(sheet, sheet.text(role)))


def _contents(sheet: Sheet) -> Iterator[Element]:
    """Entries: page number, title, at the right section and writer."""
    spaces, body = sheet.style.spaces, sheet.style.body
    title, entry = (sheet.text(f"contents_{role}") for role in ("title", "entry"))
    yield role_style(
        sheet,
        "TOCHeading",
        "TOC Heading",
        title,
        borders(sheet, top=("head", "text", gap(spaces["contents_title"], title))),
        space=Space(gap(spaces["contents"], body), Pt(body.leading / 2)),
        grid=False,
    )
    yield role_style(
        sheet,
        "TOC1",
        "toc 1",
        entry,
        w(
            "tabs",
            w("tab", val="left", pos=twips(ENTRY.at(entry.size))),
            w("tab", val="right", pos=twips(sheet.style.measure_pt)),
        ),
        grid=False,
    )
    for ident, name, role in (
        ("ContentsNumber", "目录页码", "contents_number"),
        ("ContentsSection", "目录栏目", "contents_section"),
        ("ContentsAuthor", "目录作者", "contents_author"),
    ):
        yield named("character", ident, name, type_of(sheet, sheet.text(role)))


def _columns(sheet: Sheet) -> Iterator[Element]:
    """The rule under an article's head; pull quotes between two rules of the accent."""
    spaces, body, byline = sheet.style.spaces, sheet.style.body, sheet.text("byline")
    yield role_style(
        sheet,
        "Byline",
        "来源行",
        byline,
        w("keepNext"),
        space=Space(before=gap(spaces["byline"], sheet.text("deck"), byline)),
        following="HeadRule",
    )
    yield variant("ArticleGap", "篇间", "Normal", *strut(Pt(1), Space(before=spaces["article"])))
    kicker = sheet.text("kicker")
    yield role_style(
        sheet,
        "Kicker",
        "肩题",
        kicker,
        w("keepNext"),
        space=Space(before=gap(spaces["kicker"], kicker)),
        following="Heading1",
    )
    under = gap(spaces["body"], body)
    over = Pt(gap(spaces["head"], byline))
    yield variant(
        "HeadRule",
        "题下线",
        "Normal",
        w("keepNext"),
        borders(sheet, bottom=("hair", "text", 0)),
        *strut(over, Space(after=under)),
    )
    yield variant("HeadEnd", "题下", "Seam", w("keepNext"))
    pull, attribution = sheet.text("pull"), sheet.text("attribution")
    line = body.leading
    yield role_style(
        sheet,
        "IntenseQuote",
        "Intense Quote",
        pull,
        w("keepNext"),
        w("keepLines"),
        w("contextualSpacing"),
        borders(sheet, top=("head", "accent", Pt(line / 4))),
        space=Space(before=line),
    )
    yield role_style(
        sheet,
        "PullAttribution",
        "大引语署名",
        attribution,
        w("keepLines"),
        borders(sheet, bottom=("hair", "accent", Pt(line / 4))),
        space=Space(after=line),
    )
