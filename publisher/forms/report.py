"""A judgement in words: lines of text for a terminal, values for programs."""

from collections.abc import Callable, Iterator
from gettext import gettext as _

from publisher.findings import Finding, Language
from publisher.forms.judgement import (
    EDGE,
    LOOK,
    MOST,
    JudgedPage,
    JudgedPicture,
    Judgement,
    Remark,
    UsedFace,
    spaced,
)


def summary(judgement: Judgement) -> str:
    """The whole in one line."""
    words = _("Pages: {pages}, characters: {characters}; warnings: {warnings}, notes: {notes}")
    return words.format(
        pages=len(judgement.pages),
        characters=judgement.characters,
        warnings=len(judgement.left_out) + sum(r.exceeds for r in judgement.remarks),
        notes=sum(not remark.exceeds for remark in judgement.remarks),
    )


def limits() -> str:
    """The limits that the judgement goes by."""
    words = _(
        "Limits: ±{look} em between characters is worth a look, ±{most} em too much;"
        " edge ±{edge} em."
    )
    return words.format(look=LOOK, most=MOST, edge=EDGE)


def page_line(page: JudgedPage) -> str:
    """A page in one line."""
    words = _(
        "Page {number}: {lines} lines of text, {characters} characters, {fill} % filled,"
        " {colour} % colour; spacing {tightest} to {loosest} em"
    )
    return words.format(
        number=page.number,
        lines=page.lines,
        characters=page.characters,
        fill=round(page.fill * 100),
        colour=f"{page.colour * 100:.1f}",
        tightest=spaced(page.tightest),
        loosest=spaced(page.loosest),
    )


def place(finding: Finding) -> str:
    """file:line:column, as far as known."""
    return ":".join(str(part) for part in finding.place if part)


def picture_line(picture: JudgedPicture) -> str:
    """A picture in one line."""
    words = _("{name}: page {page}, {width} mm wide, {ppi} ppi")
    if picture.soft:
        words = _("{name}: page {page}, {width} mm wide, {ppi} ppi, {wanted} wanted")
    return words.format(
        name=picture.name,
        page=picture.page,
        width=f"{picture.width_mm:g}",
        ppi=picture.ppi,
        wanted=picture.wanted,
    )


def face_line(face: UsedFace) -> str:
    """A face in one line."""
    fills = ", ".join(f"{role} {weight}" for role, weight in face.fills)
    line = f"{face.family} {face.version}, {face.weight}: {fills or '–'}"
    if face.stands_in:
        others = ", ".join(f"{role} {weight}" for role, weight in face.stands_in)
        line += " " + _("(stands in for {others})").format(others=others)
    return line


Where = Callable[[Finding], str]
"""How the place of a finding is shown."""


def text_report(judgement: Judgement, language: Language, where: Where) -> Iterator[str]:
    """The report, a line each."""
    yield summary(judgement)
    for missing in judgement.left_out:
        yield f"!      {where(missing)}  {missing.message(language)}"
    for page in judgement.pages:
        yield ""
        yield page_line(page)
        for remark in page.remarks:
            sign = "!" if remark.exceeds else " "
            at = where(remark.finding)
            message = remark.finding.message(language)
            yield f"{sign} {remark.number:>3}  {at + '  ' if at else ''}{message}"
            if remark.exceeds:
                yield f"       {remark.finding.hint(language)}"
    if judgement.pictures or judgement.placeholders:
        yield from ("", _("Pictures"))
        yield from (f"  {'!' if p.soft else ' '} {picture_line(p)}" for p in judgement.pictures)
        yield from (f"  ! {missing.message(language)}" for missing in judgement.placeholders)
    yield from ("", _("Faces"))
    yield from (f"  {'!' if f.stands_in else ' '} {face_line(f)}" for f in judgement.faces)
    if judgement.glyphs:
        yield from ("", _("Characters"))
        yield from (f"  ! {glyph.message(language)}" for glyph in judgement.glyphs)
    yield from ("", limits())


Places = Callable[[Finding], tuple[str, int | None, int | None]]
"""File, line and column of a finding as they are shown."""


def values(judgement: Judgement, language: Language, places: Places) -> dict[str, object]:
    """The judgement for programs."""
    return {
        "characters": judgement.characters,
        "exceeds": judgement.exceeds,
        "left_out": [finding.message(language) for finding in judgement.left_out],
        "pages": [_page_values(page, language, places) for page in judgement.pages],
        "pictures": [
            {
                "name": picture.name,
                "page": picture.page,
                "width_mm": picture.width_mm,
                "ppi": picture.ppi,
                "wanted": picture.wanted,
            }
            for picture in judgement.pictures
        ],
        "faces": [
            {
                "family": face.family,
                "version": face.version,
                "weight": face.weight,
                "fills": [list(need) for need in face.fills],
                "stands_in": [list(need) for need in face.stands_in],
            }
            for face in judgement.faces
        ],
        "glyphs": [finding.message(language) for finding in judgement.glyphs],
    }


def _page_values(page: JudgedPage, language: Language, places: Places) -> dict[str, object]:
    return {
        "page": page.number,
        "lines": page.lines,
        "characters": page.characters,
        "fill": round(page.fill, 3),
        "colour": round(page.colour, 4),
        "tightest": round(page.tightest, 4),
        "loosest": round(page.loosest, 4),
        "remarks": [_remark_values(remark, language, places) for remark in page.remarks],
    }


def _remark_values(remark: Remark, language: Language, places: Places) -> dict[str, object]:
    finding = remark.finding
    file, line, column = places(finding)
    return {
        "number": remark.number,
        "code": finding.code,
        "severity": finding.severity,
        "file": file or None,
        "line": line,
        "column": column,
        "text": finding.arguments.get("line"),
        "value": round(remark.value, 4),
        "message": finding.message(language),
    }
