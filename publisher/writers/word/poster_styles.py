"""The named styles of a poster's edges."""

from collections.abc import Iterator

from publisher.ooxml.element import Element, w
from publisher.style.units import Pt
from publisher.writers.word.draft import Draft
from publisher.writers.word.inset_styles import picture_style
from publisher.writers.word.sheet import (
    Space,
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
    yield named("character", "PosterMeta", "期号", type_of(sheet, sheet.text("meta")))
    over = Space(before=gap(spaces["picture"], sheet.text("deck")))
    yield picture_style("LeadPicture", "主图", over, w("keepNext"))
