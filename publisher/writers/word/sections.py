"""Sections: the page, its type area and grid, how many columns, and the furniture they bring."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from publisher.ooxml.element import Element, element, root, w
from publisher.style.units import Pt
from publisher.writers.word.draft import Draft
from publisher.writers.word.sheet import dashed, half_leading, header_top
from publisher.writers.word.tables import seam
from publisher.writers.word.units import twips

# Twips that the type area is higher than its lines: LibreOffice rounds each pitch to a hundredth of
# a millimetre, and would hold a line less.
SLACK = 12


@dataclass(frozen=True)
class Furniture:
    """Heads and feet of the pages from a section on: `first`, `default` (odd) and `even`."""

    heads: Mapping[str, list[Element]] = field(default_factory=dict)
    feet: Mapping[str, list[Element]] = field(default_factory=dict)

    @property
    def first(self) -> bool:
        """Whether the section's first page has furniture of its own."""
        return "first" in self.heads or "first" in self.feet


def close_section(draft: Draft, last: Element, columns: int = 1) -> None:
    """End a section with this paragraph."""
    last[0].append(section(draft, columns))


def balanced(draft: Draft) -> list[Element]:
    """The end of columns: Word makes them alike only before a section on the same page."""
    ends = [seam(), seam()]
    for last, columns in zip(ends, (draft.sheet.style.page.columns, 1), strict=True):
        close_section(draft, last, columns)
    return ends


def begin_section(draft: Draft, furniture: Furniture | None, *, page: bool) -> None:
    """Say what the section that is to be written next brings: new furniture, a new page."""
    draft.furniture, draft.page_begins = furniture, page


def section(draft: Draft, columns: int = 1) -> Element:
    """`w:sectPr` of the section that ends here; without furniture of its own it keeps the last."""
    style, body = draft.sheet.style, draft.sheet.style.body
    page, furniture = style.page, draft.furniture
    kind = None if draft.page_begins else w("type", val="continuous")
    begin_section(draft, None, page=False)
    width, height, measure = twips(page.width.pt), twips(page.height.pt), twips(style.measure_pt)
    top, inner = twips(page.top.pt), twips(page.inner.pt)
    foot = height - top - page.lines * twips(body.leading) - SLACK
    folio = draft.sheet.text("folio")
    half = folio.size / 2 if dashed(style) else 0
    above = Pt(style.spaces["folio"] - half_leading(folio) - half)
    gutter = twips(page.gutter.at(body.size))
    return w(
        "sectPr",
        *(_references(draft, furniture) if furniture else ()),
        w(
            "footnotePr",
            w("pos", val="pageBottom"),
            w("numFmt", val="decimalEnclosedCircleChinese"),
            w("numRestart", val="eachPage"),
        ),
        kind,
        w("pgSz", w=width, h=height),
        w(
            "pgMar",
            top=top,
            right=width - inner - measure,
            bottom=foot,
            left=inner,
            header=twips(header_top(style)),
            footer=max(0, foot + SLACK - twips(above) - twips(folio.leading)),
            gutter=0,
        ),
        w("cols", num=columns, space=gutter) if columns > 1 else w("cols", space=gutter),
        w("titlePg") if furniture and furniture.first else None,
        w("docGrid", type="lines", linePitch=twips(body.leading)),
    )


def _references(draft: Draft, furniture: Furniture) -> list[Element]:
    return [
        _reference(draft, kind, pages, content)
        for kind, by_pages in (("header", furniture.heads), ("footer", furniture.feet))
        for pages, content in by_pages.items()
    ]


def _reference(draft: Draft, kind: str, pages: str, content: list[Element]) -> Element:
    tag = "w:hdr" if kind == "header" else "w:ftr"
    part = draft.package.numbered(kind, root(tag, "w r", *content))
    relation = draft.package.document.relate(kind, part)
    return element(f"w:{kind}Reference", w_type=pages, r_id=relation)
