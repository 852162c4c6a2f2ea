"""A prepared bulletin as one HTML page, by the template of its kind."""

from __future__ import annotations

import base64
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from publisher.article import Note, walk
from publisher.composer.measure import drop
from publisher.findings import ConfigurationError, Finding, InputMissingError, Outcome
from publisher.source import Source
from publisher.style.sheets import FaceInUse, sheet, text_properties
from publisher.writers.blocks import Piece, Setter, is_kai, picture_url
from publisher.writers.inline import Notes, words

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping
    from pathlib import Path

    from jinja2 import Environment

    from publisher.article import Metadata
    from publisher.prepared import Plate, Prepared, PreparedArticle

WEEKDAYS = "一二三四五六日"


def write_html(
    prepared: Prepared,
    template: Path,
    *inherited: Path,
    embed: bool = True,
    probe: bool = False,
) -> Outcome[str]:
    """The bulletin as HTML; files that the template's folder lacks come from `inherited` ones.

    `embed`: pictures stand in the page as data, so that it is one file. `probe`: the text between
    the parts that leave the grid shrinks to a line, so that the heights of the parts can be
    measured. Raises ConfigurationError at the template's line where it is wrong.
    """
    folders = (template, *inherited)
    text = _render(_file(folders, "bulletin.html.j2"), _context(prepared, folders, probe))
    return Outcome(_embedded(text, prepared) if embed else text)


def running_title(title: str, lines: tuple[str, ...], room: int = 32) -> str:
    """The title as it stands at the head of inner pages: whole, or its first line if too long."""
    return title if len(title) <= room or not lines else lines[0]


def _file(folders: tuple[Path, ...], name: str) -> Source:
    for folder in folders:
        path = folder / name
        if path.is_file():
            data = path.read_bytes()
            return Source(str(path), data, data.decode(errors="replace"))
    raise InputMissingError(Finding("template-file", None, {"name": str(folders[0] / name)}))


def _environment() -> Environment:
    from jinja2 import StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    return ImmutableSandboxedEnvironment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )


def _render(source: Source, context: dict[str, Any]) -> str:
    from jinja2 import TemplateSyntaxError, UndefinedError
    from jinja2.exceptions import SecurityError, TemplateError

    try:
        return _environment().from_string(source.text).render(context)
    except TemplateSyntaxError as error:
        raise _wrong("template-syntax", source, error, error.lineno) from error
    except UndefinedError as error:
        raise _wrong("template-name", source, error, _line(error)) from error
    except SecurityError as error:
        raise _wrong("template-unsafe", source, error, _line(error)) from error
    except (TemplateError, ArithmeticError, LookupError, TypeError, ValueError) as error:
        raise _wrong("template-syntax", source, error, _line(error)) from error


def _line(error: Exception) -> int:
    """The template's line in a traceback, which Jinja rewrites to the template's own lines."""
    line, trace = 1, error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == "<template>":
            line = trace.tb_lineno
        trace = trace.tb_next
    return line


def _wrong(code: str, source: Source, error: Exception, line: int) -> ConfigurationError:
    start = source.lines[min(line, len(source.lines)) - 1]
    return ConfigurationError(Finding(code, source.span(start, start), {"reason": str(error)}))


def _context(prepared: Prepared, folders: tuple[Path, ...], probe: bool) -> dict[str, Any]:
    """The names that a template may use; its README lists them."""
    style, metadata = prepared.style, prepared.bulletin.first.metadata
    faces = {
        need: FaceInUse(_family(face.family), drop(face))
        for need, face in prepared.faces.by_role.items()
    }
    styles = sheet(style, faces, grey=prepared.grey), _file(folders, "print.css").text
    parts = _Parts(probe)
    return {
        "language": metadata.language,
        "title": metadata.title,
        "description": metadata.abstract or metadata.subtitle,
        "writers": metadata.authors,
        "keywords": metadata.keywords,
        "styles": Markup("\n").join(Markup(text) for text in styles),  # noqa: S704 - the template's own
        "masthead": {"name": style.masthead.name, "lines": _issue_lines(prepared)},
        "imprint": style.imprint,
        "articles": [_article(article, prepared, faces, parts) for article in prepared.articles],
    }


def _family(name: str) -> str:
    return '"{}"'.format(name.replace("\\", "").replace('"', ""))


@dataclass
class _Parts:
    """Numbers the parts that leave the grid, and the lines that stand for text when measuring."""

    probing: bool
    count: int = 0

    def apart(self) -> Markup:
        """The next part's id, by which its rest is set when it is known."""
        name = Markup('id="apart-{}"').format(self.count)
        self.count += 1
        return name

    def body(self, flow: list[Piece]) -> Markup:
        """The blocks; neighbours that leave the grid stand together in one part."""
        html: list[Markup] = []
        for grid, group in groupby(flow, key=lambda piece: piece.grid):
            inside = Markup("").join(piece.html for piece in group)
            if not grid:
                html.append(Markup('<div class="apart" {}>{}</div>').format(self.apart(), inside))
            else:
                html.append(self.probe() if self.probing else inside)
        return Markup("\n").join(html)

    def probe(self) -> Markup:
        """One line of body text whose place tells how high the part before it is."""
        return Markup('<p id="after-{}">国</p>').format(self.count - 1)


def _article(
    article: PreparedArticle,
    prepared: Prepared,
    faces: Mapping[tuple[str, int], FaceInUse],
    parts: _Parts,
) -> dict[str, Any]:
    metadata = article.metadata
    setter = Setter(
        metadata.title, prepared.style, prepared.plates, _notes(article), prepared.faces
    )
    head = parts.apart()
    lead = "" if article.lead is None else setter.plate(article.lead)
    flow = list(setter.flow(article.blocks))
    if uncalled := setter.uncalled():
        flow.append(Piece(uncalled, grid=False))
    return {
        "language": metadata.language,
        "kicker": words(metadata.kicker or metadata.section),
        "title": Markup("<br>").join(words(line) for line in article.title),
        "title_style": _title_style(article, prepared, faces),
        "running": running_title(metadata.title, article.title),
        "deck": words(metadata.subtitle, kai=is_kai(prepared.style, "deck")),
        "byline": [words(part) for part in _byline(metadata)],
        "lead": lead,
        "head": head,
        "body": parts.body(_closed(flow, parts.probing)),
    }


def _closed(flow: list[Piece], probe: bool) -> list[Piece]:
    """The flow with a line at its end when measuring, so that the last part is measured too."""
    return [*flow, Piece(Markup(""), grid=True)] if probe and not (flow and flow[-1].grid) else flow


def _notes(article: PreparedArticle) -> Notes:
    notes = {block.label: block for block in article.blocks if isinstance(block, Note)}
    calls: dict[str, None] = {}
    for block in walk(article.blocks):
        for run in getattr(block, "runs", ()):
            if run.note in notes:
                calls.setdefault(run.note)
    return Notes(notes, (*calls, *(label for label in notes if label not in calls)))


def _title_style(
    article: PreparedArticle,
    prepared: Prepared,
    faces: Mapping[tuple[str, int], FaceInUse],
) -> Markup:
    text = prepared.style.texts["title"]
    step = replace(text, size=article.step.size, leading=article.step.leading)
    face = faces[text.face, text.weight]
    return Markup("; ").join(
        Markup("{}: {}").format(name, value)
        for name, value in text_properties("title", step, face)
        if not name.endswith(("family", "weight"))
    )


def _byline(metadata: Metadata) -> list[str]:
    date = metadata.date.isoformat() if metadata.date else ""
    people = (
        ("文", metadata.authors),
        ("图", metadata.photographers),
        ("编辑", metadata.editors),
    )
    parts = [f"来源：{metadata.source}" if metadata.source else "", date]
    parts += [f"{label}／{'、'.join(names)}" if names else "" for label, names in people]
    return [part for part in parts if part]


def _issue_lines(prepared: Prepared) -> list[Markup]:
    """Number and date of the issue, as they stand at the right of the masthead."""
    issue, metadata = prepared.bulletin.issue, prepared.bulletin.first.metadata
    number = issue.number if issue else metadata.number
    date = (issue.date if issue else None) or metadata.date
    lines = [f"第 {number} 期" if number.isdecimal() else number, _full_date(date)]
    return [words(line) for line in lines if line]


def _full_date(date: dt.date | None) -> str:
    if date is None:
        return ""
    weekday = WEEKDAYS[date.weekday()]
    return f"{date.year} 年 {date.month} 月 {date.day} 日\u3000星期{weekday}"


def _embedded(text: str, prepared: Prepared) -> str:
    """The page with each picture as data in it, so that it is one file."""
    for plate in _plates(prepared):
        for row in plate.rows:
            for placed in row:
                if placed.picture is not None:
                    data = base64.b64encode(placed.picture.data).decode()
                    url = f"data:{placed.picture.mime};base64,{data}"
                    text = text.replace(f'src="{picture_url(placed)}"', f'src="{url}"')
    return text


def _plates(prepared: Prepared) -> list[Plate]:
    leads = [article.lead for article in prepared.articles if article.lead is not None]
    return [*leads, *prepared.plates.values()]
