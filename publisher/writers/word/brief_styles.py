"""The named styles of briefs, beside those that they share with official documents."""

from collections.abc import Iterator
from dataclasses import replace

from publisher.ooxml.element import Element, w
from publisher.style.units import Em, Pt
from publisher.writers.word.draft import Draft
from publisher.writers.word.official_styles import (
    feet,
    hanging,
    imprint_rules,
    level,
)
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

NOTE = Em(2)  # how far the editor's note stands in on both sides
LABEL = Em(3)  # a character in, and the width of 报：


def styles(draft: Draft) -> Iterator[Element]:
    """All of them."""
    yield from _masthead(draft.sheet)
    yield from _text(draft.sheet)
    yield from _imprint(draft.sheet)
    yield from feet(draft.sheet)


def _masthead(sheet: Sheet) -> Iterator[Element]:
    """Each line at its place on the page, whatever the size of the name."""
    style, spaces = sheet.style, sheet.style.spaces
    name, serial, issued = sheet.text("name"), sheet.text("serial"), level(style.body)
    top = style.masthead.em_top.pt
    yield role_style(sheet, "OfficialMark", "密级", sheet.text("mark"), tab_at(style.measure_pt))
    yield role_style(
        sheet,
        "MastheadName",
        "刊名",
        replace(name, align="center", leading=name.size),
        space=Space(before=Pt(top - style.page.top.pt)),
        following="MastheadMeta",
    )
    yield role_style(
        sheet,
        "MastheadMeta",
        "期号",
        serial,
        space=Space(before=gap(spaces["serial"] - top - name.size, serial)),
        grid=False,
    )
    before = gap(spaces["issued"] - spaces["serial"] - serial.size, serial, issued)
    under = spaces["head_rule"] - spaces["issued"] - issued.size - half_leading(issued)
    yield role_style(
        sheet,
        "Issued",
        "编发行",
        issued,
        tab_at(Pt(style.measure_pt - issued.size)),
        borders(sheet, bottom=("head", "accent", under)),
        w("ind", left=0, right=0, firstLineChars=100, firstLine=twips(issued.size)),
        space=Space(before=before),
        grid=False,
    )
    yield variant("UnderMasthead", "报头尾空", "Normal", *strut(Pt(spaces["under_rule"] - 1)))


def _text(sheet: Sheet) -> Iterator[Element]:
    body, note = sheet.style.body, sheet.text("abstract")
    yield variant("Blank", "空行", "Normal")
    aside = NOTE.at(note.size)
    yield role_style(sheet, "Abstract", "编者按", note, space=Space(left=aside, right=aside))
    yield named("character", "EditorsNote", "编者按标签", type_of(sheet, sheet.text("heading2")))
    yield role_style(
        sheet,
        "Heading1",
        "heading 1",
        sheet.title,
        w("keepNext"),
        w("keepLines"),
        w("outlineLvl", val=0),
        following="BodyText",
        grid=False,
    )
    yield role_style(sheet, "Contributed", "供稿", replace(level(body), align="right"))


def _imprint(sheet: Sheet) -> Iterator[Element]:
    text = sheet.text("imprint")
    yield role_style(
        sheet,
        "Distribution",
        "报送发",
        text,
        tab_at(Pt(sheet.style.measure_pt - text.size / 2)),
        hanging(text, LABEL),
    )
    yield from imprint_rules(sheet)
