"""Set pages judged by the rules of typesetting: what had to give, where, and by how much.

The rules are those of CLREQ (lines 3.1, paragraphs 3.2 and 3.3) and GB/T 15834 5.1. All limits are
declared here; what exceeds one is a warning, what is only worth a look a note.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from publisher.findings import Finding, Severity
from publisher.forms.copy import Copy, Found, letters
from publisher.prepared import Placed, Plate, Prepared
from publisher.source import Span
from publisher.style.units import Pt
from publisher.typefaces import ink
from publisher.typography.marks import PAIRS
from publisher.writers.pdf.reading import Area, SetPage
from publisher.writers.plates import picture_url

LOOK, MOST = 0.03, 0.08  # em between ideographs: worth a look; no line should need more
SEEN = 0.005  # em: less is solid
WIDE = 26  # em: in narrower columns twice as much must do
EDGE = 0.02  # em that a line may lack at its edge, or have too much
LAST_LEAST = 3  # letters of a last line under which it is worth a look; of one it is a fault
HEAD_LINES = 2  # lines of text that a heading keeps under it on its page
COLOUR_MOST = 0.03  # of a page, in the accent

_NOT_AT_START = frozenset("，。、；：？！…—～–·％%℃‰") | set(PAIRS.values())
_NOT_AT_END = frozenset("￥$") | set(PAIRS)
_HALF = 0.5
_FEET = ("page-hole", "page-nearly-empty")
_GLYPHS = ("font-glyph", "font-borrowed")
_NOT_TEXT = frozenset(("running", "running_name", "folio", "imprint", "meta", "name", "kicker"))


@dataclass(frozen=True)
class Remark:
    """What is to be said of a place on a page; `number` keys it to the mark in the margin."""

    number: int
    page: int
    finding: Finding
    area: Area
    value: float = 0.0

    @property
    def exceeds(self) -> bool:
        """Whether a limit is exceeded."""
        return self.finding.severity != "note"


@dataclass(frozen=True)
class JudgedPicture:
    """A picture on its page: its name and place, width in mm, pixels an inch, what is wanted."""

    name: str
    page: int
    span: Span | None
    area: Area
    width_mm: float
    ppi: int
    wanted: int

    @property
    def soft(self) -> bool:
        """Whether it has fewer pixels than are wanted."""
        return self.ppi < self.wanted


@dataclass(frozen=True)
class UsedFace:
    """A face of the pages; the roles and weights that it fills, and those it stands in for."""

    family: str
    version: str
    weight: int
    fills: tuple[tuple[str, int], ...]
    stands_in: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class JudgedPage:
    """A page: its lines and characters, how far down it is filled (1: whole), what was remarked.

    `colour`: the share of the page that is printed in colour, pictures not counted; `tightest`,
    `loosest`: spacing in em between the ideographs of its inner lines.
    """

    number: int
    size: tuple[float, float]
    lines: int
    characters: int
    fill: float
    colour: float
    tightest: float
    loosest: float
    remarks: tuple[Remark, ...]


@dataclass(frozen=True)
class Judgement:
    """What was found of a bulletin's pages.

    `glyphs`: characters that a face lacks; `placeholders`: pictures that are missing; `left_out`:
    paragraphs that are on none of the pages.
    """

    pages: tuple[JudgedPage, ...]
    pictures: tuple[JudgedPicture, ...]
    faces: tuple[UsedFace, ...]
    glyphs: tuple[Finding, ...]
    placeholders: tuple[Finding, ...]
    left_out: tuple[Finding, ...]

    @property
    def remarks(self) -> tuple[Remark, ...]:
        """Those of all pages, by number."""
        return tuple(remark for page in self.pages for remark in page.remarks)

    @property
    def characters(self) -> int:
        """How many characters are set, spaces not counted."""
        return sum(page.characters for page in self.pages)

    @property
    def exceeds(self) -> bool:
        """Whether anything exceeds its limit."""
        return bool(self.left_out) or any(remark.exceeds for remark in self.remarks)


def judge(
    prepared: Prepared, pages: Sequence[SetPage], findings: Iterable[Finding] = ()
) -> Judgement:
    """The pages judged; `findings`: those of the way here, of which those about glyphs are kept."""
    findings = tuple(findings)
    copy = Copy(prepared.bulletin)
    found = copy.find(line for page in pages for line in page.lines)
    soft = {f.file: f for f in findings if f.code == "picture-resolution"}
    judge_of = _Judge(prepared, soft)
    judged: list[JudgedPage] = []
    start = number = 0
    for place, page in enumerate(pages, 1):
        lines = found[start : start + len(page.lines)]
        start += len(page.lines)
        said = [Remark(0, 0, f, page.area) for f in findings if _is_of(f, place)]
        remarks = tuple(
            replace(remark, number=number + count, page=place)
            for count, remark in enumerate((*said, *judge_of.remarks(page, lines)), 1)
        )
        number += len(remarks)
        judged.append(_page(place, page, lines, remarks, judge_of))
    return Judgement(
        tuple(judged),
        tuple(_pictures(prepared, pages)),
        _faces(prepared, pages),
        tuple(f for f in findings if f.code in _GLYPHS),
        tuple(f for f in findings if f.code == "picture-placeholder"),
        tuple(_left_out(copy, pages)),
    )


def _left_out(copy: Copy, pages: Sequence[SetPage]) -> Iterator[Finding]:
    for text, span in copy.missing(line.text for page in pages for line in page.lines):
        yield Finding("page-left-out", span, {"line": text})


def _is_of(finding: Finding, page: int) -> bool:
    """Whether the layout found something of this page: a hole at its foot, or too little on it."""
    return finding.code in _FEET and finding.arguments.get("page") == page


def _page(
    number: int,
    page: SetPage,
    lines: Sequence[Found],
    remarks: tuple[Remark, ...],
    judge_of: "_Judge",
) -> JudgedPage:
    spacings = [found.line.spacing for found in lines if judge_of.inner(found)] or [0.0]
    feet = [found.line.area.bottom for found in lines if found.known]
    feet += [picture.area.bottom for picture in page.pictures]
    inside = [foot for foot in feet if foot <= page.area.bottom + 1]
    fill = (max(inside, default=page.area.top) - page.area.top) / (page.area.height or 1)
    return JudgedPage(
        number=number,
        size=(page.width, page.height),
        lines=sum(judge_of.running(found) for found in lines),
        characters=sum(not c.isspace() for found in lines for c in found.line.text),
        fill=min(1.0, max(0.0, fill)),
        colour=judge_of.colour(page),
        tightest=min(spacings),
        loosest=max(spacings),
        remarks=remarks,
    )


@dataclass(frozen=True)
class _Judge:
    """The rules, for the bulletin whose roles of text say which lines must be flush.

    `soft`: what was found of pictures with too few pixels, by name.
    """

    prepared: Prepared
    soft: Mapping[str, Finding]

    def running(self, found: Found) -> bool:
        """Whether a line is of running text, which is flush on both edges."""
        style = self.prepared.style.texts.get(found.line.role or "body")
        return found.text and style is not None and style.align == "justify"

    def inner(self, found: Found) -> bool:
        """Whether it must fill its measure."""
        return self.running(found) and not found.last

    def colour(self, page: SetPage) -> float:
        """The share of a page that is printed in colour, pictures not counted."""
        faces = {(face.family, face.weight): face for face in self.prepared.faces.all}
        covered = sum(
            ink(face, part.text) * part.size**2
            for part in page.inks
            if (face := faces.get((part.family, part.weight)))
        )
        covered += sum(part.surface for part in page.inks)
        return covered / (page.width * page.height)

    def remarks(self, page: SetPage, lines: Sequence[Found]) -> list[Remark]:
        """All that is to be said of a page, from its top to its foot."""
        remarks = [*self._lines(lines), *self._columns(lines), *self._pictures(page, lines)]
        if (share := self.colour(page)) > COLOUR_MOST:
            arguments = {"share": f"{share:.1%}", "most": f"{COLOUR_MOST:.0%}"}
            finding = Finding("page-colour", None, arguments)
            remarks.append(Remark(0, 0, finding, page.area, share))
        return sorted(remarks, key=lambda remark: (remark.area.top, remark.area.left))

    def _lines(self, lines: Sequence[Found]) -> Iterator[Remark]:
        inner = [found for found in lines if self.inner(found)]
        yield from self._spacing(inner)
        for found in lines:
            if self.running(found):
                yield from self._edges(found)
                yield from self._ends(found)
            if found.known and found.last and not found.first and self.running(found):
                yield from self._last_line(found)

    def _spacing(self, inner: Sequence[Found]) -> Iterator[Remark]:
        """The tightest and the loosest line, and all that are worth a look."""
        spaced = sorted(inner, key=lambda found: (found.line.spacing, -found.line.given))
        extremes = {id(found) for found in (*spaced[:1], *spaced[-1:])}
        for found in spaced:
            spacing, given = found.line.spacing, found.line.given
            if abs(spacing) > LOOK or (id(found) in extremes and max(abs(spacing), given) >= SEEN):
                code = "page-loose" if spacing > 0 else "page-tight"
                most = MOST if found.line.room.width / found.line.size >= WIDE else 2 * MOST
                yield _remark(code, found, spacing, too_much=abs(spacing) > most)

    def _edges(self, found: Found) -> Iterator[Remark]:
        line = found.line
        right = (line.area.right - line.room.right) / line.size
        left = (line.area.left - line.room.left) / line.size
        half = _HALF if line.text.rstrip()[-1:] in _NOT_AT_START else 0.0
        right = min(right, right - half, key=abs)
        if right < -EDGE and not found.last:
            yield _remark("page-short", found, right)
        if right > EDGE:
            yield _remark("page-edge", found, right)
        if not found.first:
            half = _HALF if line.text.lstrip()[:1] in PAIRS else 0.0
            left = min(left, left + half, key=abs)
            if left < -EDGE:
                yield _remark("page-edge", found, left)

    def _ends(self, found: Found) -> Iterator[Remark]:
        text = found.line.text.strip()
        if not found.first and text[:1] in _NOT_AT_START:
            yield _remark("page-line-start", found, mark=text[0])
        if not found.last and text[-1:] in _NOT_AT_END:
            yield _remark("page-line-end", found, mark=text[-1])

    def _last_line(self, found: Found) -> Iterator[Remark]:
        count = len(letters(found.line.text))
        if count < LAST_LEAST:
            yield _remark("page-last-line", found, count, too_much=count < 2)

    def _columns(self, lines: Sequence[Found]) -> Iterator[Remark]:
        """What stands alone at the head or foot of a column."""
        columns = tuple(_columns(found for found in lines if found.known))
        for column in columns:
            text = [found for found in column if self.running(found)]
            if text and text[0].last and not text[0].first:
                yield _remark("page-widow", text[0])
            if len(text) > 1 and text[-1].first and not text[-1].last:
                yield _remark("page-orphan", text[-1])
            yield from self._heading(column)

    def _heading(self, column: Sequence[Found]) -> Iterator[Remark]:
        """A heading at the foot of its column with too little text under it."""
        places = [n for n, f in enumerate(column) if f.line.role.startswith("heading")]
        if not places:
            return
        under = sum(self.running(found) for found in column[places[-1] + 1 :])
        if under < HEAD_LINES and len(column) - places[-1] - 1 <= under:
            yield _remark("page-heading", column[places[-1]], under, too_much=under == 0)

    def _pictures(self, page: SetPage, lines: Sequence[Found]) -> Iterator[Remark]:
        """Pictures with too few pixels, and those that stand behind text which comes after them."""
        placed_by = _placed(self.prepared)
        for picture in page.pictures:
            placed = placed_by.get(picture.source)
            if placed is None:
                continue
            figure = placed.figure
            if figure.name in self.soft:
                yield Remark(0, 0, self.soft[figure.name], picture.area)
            ahead = sum(_ahead(found, figure.span) for found in lines[: picture.after])
            if ahead:
                arguments = {"name": figure.name, "lines": ahead}
                finding = Finding("page-moved", figure.span, arguments)
                yield Remark(0, 0, finding, picture.area, ahead)


def _remark(
    code: str, found: Found, value: float = 0.0, *, too_much: bool = True, **arguments: object
) -> Remark:
    level: Severity = "warning" if too_much else "note"
    said: dict[str, object] = {
        "line": found.line.text.strip(),
        "value": spaced(value),
        "given": f"{found.line.given:.2f}",
        "count": int(value),
    }
    finding = Finding(code, found.place, said | arguments, level=level)
    return Remark(0, 0, finding, found.line.area, value)


def _ahead(found: Found, span: Span | None) -> bool:
    """Whether a line of text was set ahead of a picture that the source has before it."""
    place = found.place
    return (
        span is not None
        and place is not None
        and found.line.role in {"", "body"}
        and place.source == span.source
        and place.start > span.start
    )


def spaced(value: float) -> str:
    """A spacing in em, with a true minus."""
    return f"{value:+.3f}".replace("-", "−") if round(value, 3) else "0"


def _columns(lines: Iterable[Found]) -> Iterator[list[Found]]:
    """Lines that stand one under the other; text that begins higher up begins a column."""
    held: list[Found] = []
    for found in lines:
        if held and found.line.area.top < held[-1].line.area.top - 1:
            yield held
            held = []
        held.append(found)
    if held:
        yield held


def _plates(prepared: Prepared) -> tuple[Plate, ...]:
    leads = (article.lead for article in prepared.articles if article.lead is not None)
    return (*leads, *prepared.plates.values())


def _placed(prepared: Prepared) -> dict[str, Placed]:
    """Each picture by the address that it has in the pages."""
    return {
        picture_url(placed): placed
        for plate in _plates(prepared)
        for row in plate.rows
        for placed in row
        if placed.picture is not None
    }


def _pictures(prepared: Prepared, pages: Sequence[SetPage]) -> Iterator[JudgedPicture]:
    placed_by = _placed(prepared)
    for number, page in enumerate(pages, 1):
        for picture in page.pictures:
            placed = placed_by.get(picture.source)
            if placed is None or placed.picture is None:
                continue
            yield JudgedPicture(
                name=placed.figure.name,
                page=number,
                span=placed.figure.span,
                area=picture.area,
                width_mm=round(Pt(placed.width).mm, 1),
                ppi=round(placed.picture.width * 72 / placed.width),
                wanted=prepared.style.pictures.least_ppi,
            )


def _faces(prepared: Prepared, pages: Sequence[SetPage]) -> tuple[UsedFace, ...]:
    """The faces that stand on the pages, with what they were asked for."""
    used = {face for page in pages for line in page.lines for face in line.faces}
    asked = sorted(
        prepared.faces.by_role.items(), key=lambda item: (item[1].family, item[1].weight, item[0])
    )
    found = []
    for (family, weight), group in groupby(asked, key=lambda i: (i[1].family, i[1].weight)):
        needs = dict(group)
        own = tuple(need for need, face in needs.items() if need == (face.role, face.weight))
        others = tuple(need for need in needs if need not in own)
        if any((family, need[1]) in used for need in needs):
            version = next(iter(needs.values())).version
            found.append(UsedFace(family, version, weight, own, others))
    return tuple(found)
