"""The named styles of a poster's edges."""

from collections.abc import Iterator
from dataclasses import replace

from publisher.ooxml.element import Element, w
from publisher.style.units import Pt
from publisher.writers.word.draft import Draft
from publisher.writers.word.inset_styles import (
    cell_margins,
    picture_style,
    table_properties,
    table_style,
)
from publisher.writers.word.poster import is_short
from publisher.writers.word.sheet import (
    Space,
    border,
    borders,
    gap,
    named,
    role_style,
    tab_at,
    type_of,
)


def styles(draft: Draft) -> Iterator[Element]:
    """All of them."""
    sheet = draft.sheet
    style, spaces = sheet.style, sheet.style.spaces
    edge, foot = sheet.text("organiser"), sheet.text("foot")
    tab = tab_at(style.measure_pt)
    yield role_style(
        sheet,
        "Header",
        "header",
        edge,
        tab,
        borders(sheet, top=("head", "accent", gap(spaces["edge"], edge))),
        space=Space(after=Pt(spaces["opening"])),
    )
    yield role_style(
        sheet,
        "Footer",
        "footer",
        foot,
        tab_at(style.measure_pt),
        borders(sheet, top=("foot", "text", gap(spaces["foot_text"], foot))),
    )
    yield named("character", "PosterMeta", "刊期", type_of(sheet, sheet.text("meta")))
    over = Space(before=gap(spaces["picture"], sheet.text("deck")))
    yield picture_style("LeadPicture", "主图", over, w("keepNext"))
    yield from _title(draft)
    rules = w(
        "tblBorders",
        *(border(sheet, side, "fact", "text") for side in ("top", "insideH")),
    )
    margins = cell_margins(spaces["label"], spaces["between"])
    yield table_style("Facts", "要点", table_properties(margins, rules))


def _title(draft: Draft) -> Iterator[Element]:
    """A short title in the accent, and what stands large under it."""
    sheet = draft.sheet
    big = sheet.text("big")
    before = Space(before=gap(sheet.style.spaces["deck"], sheet.title, big))
    yield role_style(sheet, "PosterBig", "大字副题", big, w("keepNext"), space=before)
    if is_short(draft.prepared.articles[0]):
        yield role_style(
            sheet,
            "Heading1",
            "heading 1",
            replace(sheet.title, colour="accent"),
            w("keepNext"),
            w("keepLines"),
            w("outlineLvl", val=0),
            space=Space(before=gap(sheet.style.spaces["title"], sheet.title)),
            following="Subtitle",
        )
