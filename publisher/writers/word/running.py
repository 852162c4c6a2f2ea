"""What stands on every page of a news bulletin: masthead, running heads and folios."""

from publisher.ooxml.element import Element, w
from publisher.ooxml.element import paragraph_properties as properties
from publisher.style.units import Mm, Pt
from publisher.writers.furniture import issue_lines, running_title
from publisher.writers.word.draft import Draft
from publisher.writers.word.inline import field, line, words
from publisher.writers.word.sections import Furniture
from publisher.writers.word.tables import Cell, Row, empty, table
from publisher.writers.word.units import twips


def furniture(draft: Draft, number: int) -> Furniture | None:
    """The masthead on the first page, then name and title, the folio outside on every page."""
    if number:
        return None
    mirrored = draft.sheet.style.page.mirrored
    heads = {
        "first": _masthead(draft),
        "default": _head(draft, odd=True),
        "even": _head(draft, odd=not mirrored),
    }
    feet = {
        kind: foot(draft, right=kind != "even" or not mirrored, first=kind == "first")
        for kind in heads
    }
    return Furniture(heads, feet)


def _paragraph(style: str, *children: Element) -> Element:
    return w("p", properties(w("pStyle", val=style)), *children)


def _masthead(draft: Draft) -> list[Element]:
    """The name between its rules, number and date at the right; without a name an empty head."""
    style = draft.sheet.style
    if not style.masthead.name:
        return [empty("MastheadEnd")]
    measure = twips(style.measure_pt)
    name = draft.sheet.text("name")
    taken = len(style.masthead.name) * (name.size + name.tracking.at(name.size))
    edge = min(twips(Pt(taken + name.size / 2)), measure * 2 // 3)
    lines = [line(draft, "MastheadMeta", "meta", said) for said in issue_lines(draft.prepared)]
    row = Row(
        (
            Cell(
                [line(draft, "MastheadName", "name", style.masthead.name)],
                0,
                edge,
                foot="center",
            ),
            Cell(lines or [empty("MastheadMeta")], edge, measure, foot="bottom"),
        ),
        least=twips(Mm(style.masthead.hair - style.masthead.rule).pt),
    )
    return [table("Masthead", [row]), empty("MastheadEnd")]


def _head(draft: Draft, *, odd: bool) -> list[Element]:
    """The running head: the name outside, the title inside."""
    sheet, first = draft.sheet, draft.prepared.articles[0]
    issue = draft.prepared.bulletin.issue
    title = issue.title if issue else running_title(first)
    name = words(draft, sheet.style.masthead.name, sheet.text("running_name"), "RunningName")
    inner = words(draft, title, sheet.text("running"))
    left, right = (inner, name) if odd else (name, inner)
    return [_paragraph("Header", *left, w("r", w("tab")), *right)]


def foot(draft: Draft, *, right: bool, first: bool = False) -> list[Element]:
    """The folio outside; on the first page the imprint in its line."""
    sheet = draft.sheet
    number = field("PAGE", "1", w("rPr", w("rStyle", val="PageNumber")))
    said = sheet.style.imprint if first else ""
    imprint = words(draft, said, sheet.text("imprint"), "Imprint")
    tab = [w("r", w("tab"))] if right else []
    return [_paragraph("Footer", *imprint, *tab, *number)]
