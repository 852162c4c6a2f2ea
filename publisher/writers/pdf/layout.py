"""The one door to WeasyPrint: a prepared bulletin laid out into pages.

The body stands on one baseline grid. Parts that leave it (pictures, tables, lists of names) are
measured first, on one long page without the text between them, and get what they lack to take whole
lines. Where a page break then falls so that a part is split or loses the space above it, the pages
are laid out again with its true height.
"""

import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from publisher.article import Note, walk
from publisher.findings import Finding, Outcome
from publisher.prepared import Plate, Prepared
from publisher.style.units import Pt
from publisher.writers.flow import Apart, Piece, Plan, planned
from publisher.writers.html import typeset
from publisher.writers.makeup import Pages, holds, make_up
from publisher.writers.matter import Height
from publisher.writers.pdf.complaints import complaints, placed
from publisher.writers.pdf.feet import PT_PER_PX, feet, holes, nearly_empty
from publisher.writers.pdf.libraries import fontconfig_file, weasyprint
from publisher.writers.pdf.reading import SetPage, set_pages
from publisher.writers.plates import picture_url

FRONT = "front"  # the name of a masthead with contents, above the first article
LONG = "200000mm"
ROUNDS = 4  # the pages are stable after one, seldom after two
TOLERANCE = Pt(0.05)

Rests = Mapping[str, Pt]
"""What is added under each part that leaves the grid, by its id."""


@dataclass(frozen=True)
class LaidOut:
    """WeasyPrint's PDF, not yet finished, the number of its pages, and these where asked for."""

    data: bytes = field(repr=False)
    pages: int
    read: tuple[SetPage, ...] = ()


def lay_out(
    prepared: Prepared, folders: tuple[Path, ...], fontconfig: Path | None, *, read: bool = False
) -> Outcome[LaidOut]:
    """The bulletin in pages, and what WeasyPrint complained of as Findings `pdf-layout`.

    `read`: what stands on the pages is read back.
    """
    with fontconfig_file(fontconfig), complaints() as complained:
        engine = _Engine(prepared, folders)
        document = engine.on_grid()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ResourceWarning)  # it leaves its colour profile open
            data: bytes = document.write_pdf(pdf_variant="pdf/a-3a")
        laid = LaidOut(data, len(document.pages), set_pages(document) if read else ())
        feet_found = engine.feet(document)
    said = placed(complained, engine.html, folders)
    return Outcome(laid, (*engine.findings, *said, *feet_found))


class _Engine:
    """Lays one bulletin out, as often as it takes."""

    def __init__(self, prepared: Prepared, folders: tuple[Path, ...]) -> None:
        self._prepared = prepared
        self._folders = folders
        self._set = typeset(prepared, folders, made_up=_is_made_up(prepared))
        self._weasyprint = weasyprint()
        self._fonts = self._weasyprint.text.fonts.FontConfiguration()
        self._fetch = _fetcher(self._weasyprint, prepared)
        self._images: dict[str, Any] = {}
        self.html = ""
        self._pitch = prepared.style.body.leading
        self._top = prepared.style.page.top.pt

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What was found while lines and sheets were made."""
        return self._set.findings

    def feet(self, document: Any) -> tuple[Finding, ...]:  # noqa: ANN401 - weasyprint.Document
        """What the feet of the pages lack."""
        style = self._prepared.style
        starts = {article.head: str(article.said["start"]) for article in self._set.articles}
        found = feet(document, style, starts)
        standing: dict[int, Sequence[Piece]] = {}
        pieces: Sequence[Piece] = ()
        for number, page in enumerate(document.pages):
            for article in self._set.articles:
                pieces = article.galley.pieces if article.head in page.anchors else pieces
            standing[number] = pieces
        return (*holes(found, style), *nearly_empty(found, style, standing))

    def on_grid(self) -> Any:  # noqa: ANN401 - weasyprint.Document
        """The pages with every part after which text follows rounded up to whole lines."""
        if _is_made_up(self._prepared):
            if document := self._made_up():
                return document
            self._set = typeset(self._prepared, self._folders)
        heights = self._measured(self._set.probe())
        plan = self._plan(heights)
        document = self._corrected_pages(heights, plan)
        if all(self._heads_a_page(document, name) for name in plan.ahead):
            return document
        return self._corrected_pages(heights, Plan({}, frozenset()))

    def _plan(self, heights: Mapping[str, Height]) -> Plan:
        """What goes where, as far as it can be reckoned: notes and further articles cannot."""
        if len(self._set.articles) > 1 or any(article.noted for article in self._set.articles):
            return Plan({}, frozenset())
        [article] = self._set.articles
        parts = (Apart(article.head, ()), *article.flow)
        return planned(parts, heights, self._prepared.style.page.lines, self._pitch)

    def _heads_a_page(self, document: Any, name: str) -> bool:  # noqa: ANN401
        tops = [places[name].top for places in map(_places, document.pages) if name in places]
        return all(abs(top - self._top) < TOLERANCE for top in tops)

    def _corrected_pages(self, heights: Mapping[str, Height], plan: Plan) -> Any:  # noqa: ANN401
        """The pages, laid out again until each part has the rest that its place asks for."""
        rests: Rests = {
            name: self._lacking(height.total(at_head=name in plan.heads))
            for name, height in heights.items()
        }
        source = self._source(self._set.html(plan.ahead))
        document = self._pages(source, _sheet(rests))
        for _ in range(ROUNDS):
            corrected = self._corrected(document, rests, heights)
            if corrected == rests:
                break
            rests = corrected
            document = self._pages(source, _sheet(rests))
        return document

    def _source(self, html: str) -> Any:  # noqa: ANN401 - weasyprint.HTML
        self.html = html
        return self._weasyprint.HTML(string=html, url_fetcher=self._fetch)

    def _pages(self, source: Any, sheet: str) -> Any:  # noqa: ANN401 - weasyprint.Document
        sheets = [self._weasyprint.CSS(string=sheet)]
        return source.render(font_config=self._fonts, stylesheets=sheets, cache=self._images)

    def _made_up(self) -> Any:  # noqa: ANN401 - weasyprint.Document
        """The pages made up; None where a single column cannot hold what may be broken.

        Nor is there anything to make up where a template has no flow of text, as that of posters.
        """
        heights = self._measured(self._set.proof())
        if any(article.head not in heights for article in self._set.articles):
            return None
        page = self._prepared.style.page
        pages = Pages(page.lines, page.columns, self._pitch)
        copies = tuple(self._set.copies(heights))
        if page.columns == 1 and not all(holds(copy, pages) for copy in copies):
            return None
        head = copies[0].head
        front = Height(0, head.before, 0)  # what stands above the first article
        first = replace(copies[0], head=replace(head, before=0))
        made = make_up((first, *copies[1:]), pages, front.lines(self._pitch, at_head=True))
        rests = {
            article.head: Pt(layout.rest)
            for article, layout in zip(self._set.articles, made.articles, strict=True)
        }
        rests[FRONT] = Pt(front.rest(self._pitch, at_head=True))
        source = self._source(self._set.made_up(made.articles))
        return self._pages(source, _sheet(rests))

    def _measured(self, proof: str) -> Mapping[str, Height]:
        """What each part takes of the page, measured on long pages."""
        width = self._prepared.style.page.width.css
        long_page = f"@page {{ size: {width} {LONG} !important }}"
        heights: dict[str, Height] = {}
        for page in self._pages(self._source(proof), long_page).pages:
            places, start = _places(page), self._top
            for name, place in places.items():
                if (after := places.get(f"after-{name}")) is not None:
                    before, own = place.top - start, place.foot - place.top
                    heights[name] = Height(before, own, after.top - place.foot)
                    start = after.foot
        return heights

    def _corrected(self, document: Any, rests: Rests, heights: Mapping[str, Height]) -> Rests:  # noqa: ANN401
        """The rests that the parts need where the pages have put them."""
        found = dict(rests)
        for page in document.pages:
            moved = Pt(0)
            for name, place in _places(page).items():
                if name in heights:
                    height = Pt(place.foot + moved - self._top + heights[name].after)
                    needed = self._lacking(height)
                    if abs(needed - rests[name]) < TOLERANCE:
                        needed = rests[name]
                    moved = Pt(moved + needed - rests[name])
                    found[name] = needed
        return found

    def _lacking(self, height: float) -> Pt:
        rest = Pt(-height % self._pitch)
        return Pt(0) if min(rest, self._pitch - rest) < TOLERANCE else rest


def _is_made_up(prepared: Prepared) -> bool:
    """Whether pages are made up: where there are columns, several articles or notes.

    Not where an imprint closes the last page: what stands before it is kept with the text by CSS.
    """
    return "imprint" not in prepared.style.spaces and (
        prepared.style.page.columns > 1
        or len(prepared.articles) > 1
        or any(isinstance(block, Note) for block in walk(prepared.articles[0].blocks))
    )


def _sheet(rests: Rests) -> str:
    return "\n".join(f"#{name} {{ --rest: {rest.css} }}" for name, rest in rests.items())


@dataclass(frozen=True)
class _Place:
    top: Pt
    foot: Pt


def _places(page: Any) -> dict[str, _Place]:  # noqa: ANN401 - weasyprint.Page
    """Where the named elements of a page stand."""
    return {
        name: _Place(Pt(top * PT_PER_PX), Pt(foot * PT_PER_PX))
        for name, (_, top, _, foot) in page.anchors.items()
    }


def _fetcher(engine: Any, prepared: Prepared) -> Any:  # noqa: ANN401 - WeasyPrint's own types
    """A fetcher that knows the placed pictures and nothing else: no file, no network."""
    pictures = {
        picture_url(placed): placed.picture
        for plate in _plates(prepared)
        for row in plate.rows
        for placed in row
        if placed.picture is not None
    }

    class Pictures(engine.urls.URLFetcher):  # type: ignore[misc]  # untyped library
        def fetch(self, url: str, headers: object = None) -> object:  # noqa: ARG002 - its signature
            if url not in pictures:
                raise ValueError(f"{url} is not part of the bulletin")
            picture = pictures[url]
            return engine.urls.URLFetcherResponse(url, picture.data, {"Content-Type": picture.mime})

    return Pictures()


def _plates(prepared: Prepared) -> tuple[Plate, ...]:
    leads = (article.lead for article in prepared.articles if article.lead is not None)
    return (*leads, *prepared.plates.values())
