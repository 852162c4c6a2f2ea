"""The guide to a house style: what it declares, each thing in its own type, and the grid."""

from collections.abc import Iterable, Iterator
from gettext import gettext as _
from pathlib import Path

from markupsafe import Markup

from publisher.findings import Finding, Language, Outcome
from publisher.forms.proof import page_of
from publisher.prepared import Prepared
from publisher.style.commented import as_declared, key_words
from publisher.style.contrast import LEAST, contrast, grey, pale
from publisher.style.house import HouseStyle, TextStyle, TitleStep
from publisher.style.units import ZIHAO, Pt
from publisher.writers.html import faces_in_use
from publisher.writers.inline import words
from publisher.writers.pdf import Pdf
from publisher.writers.pdf.sheets import preceded, print_sheets, stamped

_SAMPLE = "青岚湖灯塔“改由岸上看管”——2026年，Lamp 24.6米"
_TITLE = (
    "青岚湖北岸的灯塔第一次由岸上的值班员点亮灯高二十四米射程十二海里换灯之后每年省电近四成"
    "守塔人说比他点的早了两分钟湖上的人都说看见了"
)
_EM_TOP = 0.88  # em, from the em top down to the baseline


def guide(
    pdf: Pdf, prepared: Prepared, language: Language, fontconfig: Path | None
) -> Outcome[bytes]:
    """The declared style on pages of its own, then the specimen, its fullest page with its grid."""
    head = page_of(prepared, _declared(prepared, language), language)
    sheets = print_sheets(head, fontconfig)
    full = [sum(len(line.text) for line in page.lines) for page in pdf.read]
    fullest = full.index(max(full))
    grid = page_of(prepared, _grid(prepared, pdf.read[fullest].area.left), language)
    over = print_sheets(grid, fontconfig)
    with_grid = stamped(pdf.data, over.value, shown_on=fullest)
    style = prepared.style
    title = f"{_('Style guide')}: {style.kind} {style.title}"
    found = (*_contrasts(style), *sheets.findings, *over.findings)
    return Outcome(preceded(with_grid, sheets.value, title), found)


def _contrasts(style: HouseStyle) -> Iterator[Finding]:
    for name, roles in pale(style).items():
        arguments = {
            "name": name,
            "colour": style.colours[name],
            "contrast": f"{contrast(style.colours[name]):.1f}",
            "roles": ", ".join(roles),
            "least": LEAST,
        }
        yield Finding("style-contrast", arguments=arguments)


def _declared(prepared: Prepared, language: Language) -> Markup:
    style = prepared.style
    parts = [
        Markup('<h1 class="set-box_title">{}: {} {}</h1>').format(
            _("Style guide"), style.kind, style.title
        ),
        _table(_page_rows(style, language)),
        _heading(_("Colours")),
        _table(_colour_rows(style, language)),
        _heading(_("Title steps")),
        *map(_step, style.title_steps),
        _heading(_("Roles of text")),
        *_roles(style, language),
        _heading(_("Rules and spaces")),
        _table(_rule_rows(style, language)),
        _table(_space_rows(style, language)),
    ]
    return Markup('<section class="form-report form-guide">{}</section>').format(
        Markup("").join(parts)
    )


def _heading(text: str) -> Markup:
    return Markup('<h2 class="set-box_title">{}</h2>').format(text)


def _table(rows: Iterable[tuple[object, ...]]) -> Markup:
    def row(cells: tuple[object, ...]) -> Markup:
        inner = Markup("").join(Markup("<td>{}</td>").format(cell) for cell in cells)
        return Markup("<tr>{}</tr>").format(inner)

    return Markup('<table class="set-table">{}</table>').format(Markup("").join(map(row, rows)))


def _words(section: str, key: str, language: Language) -> str:
    return key_words().get(section, {}).get(key, {}).get(language, "")


def _page_rows(style: HouseStyle, language: Language) -> Iterator[tuple[object, ...]]:
    page = style.page
    yield _words("top", "measure", language), f"{style.measure.css} = {style.measure_pt.mm.css}"
    for key in ("width", "height", "top", "inner", "outer"):
        yield _words("page", key, language), getattr(page, key).css
    yield _words("page", "lines", language), page.lines
    yield _words("text", "leading", language), style.body.leading.css
    yield _words("page", "columns", language), page.columns


def _colour_rows(style: HouseStyle, language: Language) -> Iterator[tuple[object, ...]]:
    too_pale = pale(style)
    for name, colour in style.colours.items():
        swatch = Markup('<span class="form-swatch" style="background: {}"></span>')
        verdict = f"{contrast(colour):.1f}"
        if name in too_pale:
            verdict += " — " + _("too pale for: {roles}").format(roles=", ".join(too_pale[name]))
        both = Markup("").join((swatch.format(colour), swatch.format(grey(colour))))
        yield both, name, _words("colours", name, language), colour, grey(colour), verdict


def _step(step: TitleStep) -> Markup:
    said = _("up to {count} characters, {lines} lines, {size} / {leading}").format(
        count=step.up_to, lines=step.lines, size=_size(step.size), leading=step.leading.css
    )
    sample = _TITLE[: min(step.up_to, len(_TITLE))]
    return Markup(
        '<div class="form-role"><p class="set-table form-hint">{}</p>'
        '<p class="set-title" style="font-size: {}; line-height: {}">{}</p></div>'
    ).format(said, step.size.css, step.leading.css, sample)


def _roles(style: HouseStyle, language: Language) -> Iterator[Markup]:
    for role, text in style.texts.items():
        yield Markup(
            '<div class="form-role"><p class="set-table">{} '
            '<span class="form-hint">{}<br>{}</span></p>'
            '<div class="set-{} form-sample">{}</div></div>'
        ).format(role, _words("texts", role, language), _described(text), role, words(_SAMPLE))


def _described(text: TextStyle) -> str:
    parts = [text.face, str(text.weight), f"{_size(text.size)} / {text.leading.css}", text.colour]
    parts += [
        f"{key} {getattr(text, key).css}" for key in ("indent", "tracking") if getattr(text, key)
    ]
    return " · ".join(parts)


def _size(size: Pt) -> str:
    """A type size in points, with its 字号 where it has one."""
    names = [name for name, points in ZIHAO.items() if points == size]
    return " ".join((size.css, *names))


def _rule_rows(style: HouseStyle, language: Language) -> Iterator[tuple[object, ...]]:
    for name, width in style.rules.items():
        line = Markup('<div class="form-line-of" style="border-top-width: {}"></div>')
        yield name, _words("rules", name, language), width.css, line.format(width.css)


def _space_rows(style: HouseStyle, language: Language) -> Iterator[tuple[object, ...]]:
    for name, space in style.spaces.items():
        yield name, _words("spaces", name, language), as_declared(space)


def _grid(prepared: Prepared, left: float) -> Markup:
    """Baselines and the edges of columns, over a page whose type area begins at `left`."""
    style = prepared.style
    page, body = style.page, style.body
    face = faces_in_use(prepared.faces)[body.face, body.weight]
    down = (body.leading - body.size) / 2 + face.drop * body.size + _EM_TOP * body.size
    lines = [
        Markup(
            '<div class="form-rule" style="left: {:.2f}pt; width: {:.2f}pt; top: {:.2f}pt"></div>'
        ).format(left, style.measure_pt, page.top.pt + number * body.leading + down)
        for number in range(page.lines)
    ]
    foot = page.lines * body.leading
    step = style.column_pt + page.gutter.at(body.size)
    edges = [left + n * step + far for n in range(page.columns) for far in (0, style.column_pt)]
    lines += [
        Markup(
            '<div class="form-side" style="left: {:.2f}pt; top: {:.2f}pt; height: {:.2f}pt"></div>'
        ).format(edge, page.top.pt, foot)
        for edge in edges
    ]
    return Markup('<section class="form-over" style="width: {}; height: {}">{}</section>').format(
        page.width.css, Pt(page.height.pt - 0.01).css, Markup("").join(lines)
    )
