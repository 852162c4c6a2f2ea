"""What stands on every page: masthead, running heads, folios, and the sections that carry them."""

from publisher.ooxml.element import Element, element, root, text, w
from publisher.ooxml.element import paragraph_properties as properties
from publisher.style.units import Mm, Pt
from publisher.writers.furniture import issue_lines, running_title
from publisher.writers.word.draft import Draft
from publisher.writers.word.inline import field, words
from publisher.writers.word.tables import Cell, Row, table
from publisher.writers.word.units import twips

# Twips that the type area is higher than its lines: LibreOffice rounds each pitch to a hundredth of
# a millimetre, and would hold a line less.
SLACK = 12
DASHED = ("gongwen", "jianbao")  # kinds whose folio stands between dashes (GB/T 9704-2012, 7.5)


def furniture(draft: Draft) -> list[Element]:
    """References to the headers and footers, for the first section: first, odd and even pages."""
    style = draft.sheet.style
    heads = {"first": _masthead(draft), "default": _head(draft, odd=True)}
    heads["even"] = _head(draft, odd=not style.page.mirrored)
    feet = {
        kind: _foot(draft, right=kind != "even" or not style.page.mirrored, first=kind == "first")
        for kind in heads
    }
    return [
        *(_reference(draft, "header", n, kind, heads[kind]) for n, kind in enumerate(heads, 1)),
        *(_reference(draft, "footer", n, kind, feet[kind]) for n, kind in enumerate(feet, 1)),
    ]


def close_section(draft: Draft, last: Element, columns: int = 1) -> None:
    """End a section with this paragraph."""
    last[0].append(section(draft, columns))


def section(draft: Draft, columns: int = 1) -> Element:
    """`w:sectPr` of the next section: the first bears the furniture, further ones go on from it."""
    style, body = draft.sheet.style, draft.sheet.style.body
    page, first = style.page, draft.sections == 0
    draft.sections += 1
    width, height, measure = twips(page.width.pt), twips(page.height.pt), twips(style.measure_pt)
    top, inner = twips(page.top.pt), twips(page.inner.pt)
    foot = height - top - page.lines * twips(body.leading) - SLACK
    folio = draft.sheet.text("folio")
    above = Pt(style.spaces["folio"] - (folio.leading - folio.size) / 2)
    gutter = twips(Pt(body.size * 2))
    return w(
        "sectPr",
        *(furniture(draft) if first else ()),
        w(
            "footnotePr",
            w("pos", val="pageBottom"),
            w("numFmt", val="decimalEnclosedCircleChinese"),
            w("numRestart", val="eachPage"),
        ),
        None if first else w("type", val="continuous"),
        w("pgSz", w=width, h=height),
        w(
            "pgMar",
            top=top,
            right=width - inner - measure,
            bottom=foot,
            left=inner,
            header=twips(style.masthead.rule.pt),
            footer=max(0, foot + SLACK - twips(above) - twips(folio.leading)),
            gutter=0,
        ),
        w("cols", num=columns, space=gutter) if columns > 1 else w("cols", space=gutter),
        w("titlePg") if first else None,
        w("docGrid", type="lines", linePitch=twips(body.leading)),
    )


def _reference(draft: Draft, kind: str, number: int, pages: str, content: list[Element]) -> Element:
    tag = "w:hdr" if kind == "header" else "w:ftr"
    part = draft.package.part(f"{kind}{number}", kind, root(tag, "w r", *content))
    relation = draft.package.document.relate(kind, part)
    return element(f"w:{kind}Reference", w_type=pages, r_id=relation)


def _paragraph(style: str, *children: Element) -> Element:
    return w("p", properties(w("pStyle", val=style)), *children)


def _masthead(draft: Draft) -> list[Element]:
    """The name between its rules, number and date at the right; without a name an empty head."""
    style = draft.sheet.style
    if not style.masthead.name:
        return [_paragraph("MastheadEnd")]
    measure = twips(style.measure_pt)
    name = draft.sheet.text("name")
    taken = len(style.masthead.name) * (name.size + name.tracking.at(name.size))
    edge = min(twips(Pt(taken + name.size / 2)), measure * 2 // 3)
    lines = [
        _paragraph("MastheadMeta", *words(draft, line, draft.sheet.text("meta")))
        for line in issue_lines(draft.prepared)
    ]
    row = Row(
        (
            Cell(
                [_paragraph("MastheadName", *words(draft, style.masthead.name, name))],
                0,
                edge,
                foot="center",
            ),
            Cell(lines or [_paragraph("MastheadMeta")], edge, measure, foot="bottom"),
        ),
        least=twips(Mm(style.masthead.hair - style.masthead.rule).pt),
    )
    return [table("Masthead", [row]), _paragraph("MastheadEnd")]


def _head(draft: Draft, *, odd: bool) -> list[Element]:
    """The running head: the name outside, the title inside."""
    sheet, first = draft.sheet, draft.prepared.articles[0]
    issue = draft.prepared.bulletin.issue
    title = issue.title if issue else running_title(first)
    name = words(draft, sheet.style.masthead.name, sheet.text("running_name"), "RunningName")
    inner = words(draft, title, sheet.text("running"))
    left, right = (inner, name) if odd else (name, inner)
    return [_paragraph("Header", *left, w("r", w("tab")), *right)]


def _foot(draft: Draft, *, right: bool, first: bool) -> list[Element]:
    """The folio outside; on the first page the imprint in its line."""
    sheet = draft.sheet
    number = field("PAGE", "1", w("rPr", w("rStyle", val="PageNumber")))
    if draft.prepared.style.kind in DASHED:
        number = [w("r", text("w:t", "— ")), *number, w("r", text("w:t", " —"))]
    said = sheet.style.imprint if first else ""
    imprint = words(draft, said, sheet.text("imprint"), "Imprint")
    tab = [w("r", w("tab"))] if right else []
    return [_paragraph("Footer", *imprint, *tab, *number)]
