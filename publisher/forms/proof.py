"""The proof: the pages as they will be printed, marked, and the report of them behind."""

from gettext import gettext as _
from pathlib import Path

from markupsafe import Markup

from publisher.findings import Language, Outcome
from publisher.forms.judgement import MOST, JudgedPage, Judgement, Remark
from publisher.forms.report import (
    face_line,
    limits,
    page_line,
    picture_line,
    place,
    summary,
)
from publisher.prepared import Prepared
from publisher.resources import bundled, inside
from publisher.style.sheets import sheet
from publisher.writers.furniture import bulletin_title
from publisher.writers.html import faces_in_use
from publisher.writers.pdf.reading import Area
from publisher.writers.pdf.sheets import print_sheets, stamped

_BARS = {"page-tight": "tight", "page-loose": "loose"}
_FAINT, _STRONG = 0.12, 0.4
_KEY = 15  # pt, the width that a mark's number takes
_BESIDE = 4  # pt between text and number


def marked(
    pdf: bytes,
    judgement: Judgement,
    prepared: Prepared,
    language: Language,
    fontconfig: Path | None,
) -> Outcome[bytes]:
    """The PDF with tinted bars over tight and loose lines, numbers beside them, and the report."""
    body = [_over(page) for page in judgement.pages]
    body.append(_report(judgement, bulletin_title(prepared.bulletin), language))
    marks = print_sheets(page_of(prepared, Markup("\n").join(body), language), fontconfig)
    return Outcome(stamped(pdf, marks.value), marks.findings)


def page_of(prepared: Prepared, body: Markup, language: Language) -> str:
    """An HTML page in the house style of a bulletin, with the sheet of our forms."""
    furniture = (bundled("templates") / "news" / "furniture.css").read_text(encoding="utf-8")
    own = inside("publisher.forms").joinpath("sheet.css").read_text(encoding="utf-8")
    styles = sheet(prepared.style, faces_in_use(prepared.faces), grey=prepared.grey)
    css = Markup(styles + furniture + own)  # noqa: S704 - style sheets of ours
    return Markup(
        '<!DOCTYPE html><html lang="{}"><head><meta charset="utf-8"><title>{}</title>'
        "<style>{}</style></head><body>{}</body></html>"
    ).format("zh-CN" if language == "zh" else "en", _("Proof"), css, body)


def _over(page: JudgedPage) -> Markup:
    """What lies over a page; numbers that meet stand side by side."""
    width, height = page.size
    taken: list[tuple[float, float]] = []
    parts: list[Markup] = []
    for remark in page.remarks:
        kind = _BARS.get(remark.finding.code, "other")
        parts.append(_bar(remark, kind))
        left, top = _beside(remark.area, width, taken)
        parts.append(
            Markup(
                '<div class="form-key form-{}" style="left: {:.2f}pt; top: {:.2f}pt">{}</div>'
            ).format(kind, left, top, remark.number)
        )
    return Markup(
        '<section class="form-over" style="width: {:.3f}pt; height: {:.3f}pt">{}</section>'
    ).format(width, height - 0.01, Markup("").join(parts))


def _bar(remark: Remark, kind: str) -> Markup:
    area = remark.area
    opacity = 1.0
    if kind != "other":
        opacity = _FAINT + (_STRONG - _FAINT) * min(1, abs(remark.value) / MOST)
    return Markup(
        '<div class="form-bar form-{}" style="left: {:.2f}pt; top: {:.2f}pt; width: {:.2f}pt;'
        ' height: {:.2f}pt; opacity: {:.2f}"></div>'
    ).format(kind, area.left, area.top, area.width, area.height, opacity)


def _beside(area: Area, width: float, taken: list[tuple[float, float]]) -> tuple[float, float]:
    """Where a number stands: in the margin on the nearer side, further out where one is there."""
    outward = area.right >= width / 2
    left = area.right + _BESIDE if outward else area.left - _BESIDE - _KEY
    while any(abs(x - left) < _KEY and abs(y - area.top) < _KEY / 2 for x, y in taken):
        left += _KEY if outward else -_KEY
    left = max(0.0, min(left, width - _KEY))
    taken.append((left, area.top))
    return left, area.top + max(0.0, (area.height - 9) / 2)


def _report(judgement: Judgement, title: str, language: Language) -> Markup:
    parts = [
        Markup(
            '<h1 class="set-box_title">{}　{}</h1><p class="set-table">{}</p>'
            '<p class="set-caption form-hint"><span class="form-bar form-tight"></span>{} '
            '<span class="form-bar form-loose"></span>{} '
            '<span class="form-bar form-other"></span>{}</p>'
        ).format(_("Proof"), title, summary(judgement), _("tight"), _("loose"), _("other"))
    ]
    parts += [
        Markup('<p class="set-table form-warning">{}　{}</p>').format(
            place(missing), missing.message(language)
        )
        for missing in judgement.left_out
    ]
    for page in judgement.pages:
        parts.append(Markup('<h2 class="set-box_title">{}</h2>').format(page_line(page)))
        rows = Markup("").join(_row(remark, language) for remark in page.remarks)
        if rows:
            parts.append(Markup('<table class="set-table">{}</table>').format(rows))
    pictures = [(picture_line(picture), picture.soft) for picture in judgement.pictures]
    pictures += [(missing.message(language), True) for missing in judgement.placeholders]
    parts += _list(_("Pictures"), pictures)
    parts += _list(_("Faces"), [(face_line(f), bool(f.stands_in)) for f in judgement.faces])
    parts += _list(_("Characters"), [(g.message(language), True) for g in judgement.glyphs])
    parts.append(Markup('<h2></h2><p class="set-caption form-hint">{}</p>').format(limits()))
    return Markup('<section class="form-report">{}</section>').format(Markup("").join(parts))


def _row(remark: Remark, language: Language) -> Markup:
    finding = remark.finding
    return Markup(
        '<tr><td class="form-number {}">{}</td>'
        '<td class="form-nowrap form-hint">{}</td><td>{}</td></tr>'
    ).format(
        "form-warning" if remark.exceeds else "",
        remark.number,
        place(finding),
        finding.message(language),
    )


def _list(title: str, lines: list[tuple[str, bool]]) -> list[Markup]:
    if not lines:
        return []
    items = Markup("").join(
        Markup('<p class="set-table {}">{}</p>').format("form-warning" if warned else "", line)
        for line, warned in lines
    )
    return [Markup('<h2 class="set-box_title">{}</h2>').format(title), items]
