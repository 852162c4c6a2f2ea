"""A prepared bulletin as one HTML page, by the template of its kind."""

from __future__ import annotations

import base64
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from publisher.article import Run
from publisher.composer.measure import drop
from publisher.findings import ConfigurationError, Finding, InputMissingError, Outcome
from publisher.style.sheets import FaceInUse, FacesInUse, sheet, text_properties
from publisher.style.units import Em
from publisher.tables import read_text
from publisher.typography.titles import title_text
from publisher.writers import official
from publisher.writers.blocks import ENDLESS, Setter
from publisher.writers.flow import Apart, Flow, Piece, body, exchanged, flow, probe
from publisher.writers.front import address, bands, contents, cover, openings, sections, uncovered
from publisher.writers.furniture import (
    bulletin_title,
    byline,
    day,
    issue_lines,
    running_title,
)
from publisher.writers.galley import Galley, set_notes
from publisher.writers.inline import words
from publisher.writers.notes import notes_of
from publisher.writers.plates import picture_url
from publisher.writers.poster import is_poster
from publisher.writers.poster import sheet as sheet_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from jinja2 import Environment

    from publisher.prepared import Plate, Prepared, PreparedArticle
    from publisher.source import Source
    from publisher.typefaces import Faces
    from publisher.writers.galley import Heights
    from publisher.writers.makeup import Copy, Layout

# How text is set, what kinds share of the page, where the parts of a page stand.
SHEETS = ("furniture.css", "pages.css", "print.css")


@dataclass(frozen=True)
class SetArticle:
    """An article made into HTML: what a template is given of it, and its flow.

    `head`: the name of its head; `noted`: footnotes take room of its pages; `galley`: the same for
    pages of several columns.
    """

    said: Mapping[str, object]
    head: str
    flow: Flow
    noted: bool
    galley: Galley
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class Typeset:
    """A bulletin made into HTML but for the order of text and pictures."""

    prepared: Prepared
    template: Source
    styles: tuple[str, ...]
    articles: tuple[SetArticle, ...]

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What was found while lines and sheets were made."""
        return tuple(finding for article in self.articles for finding in article.findings)

    def html(self, ahead: Mapping[str, int] | None = None) -> str:
        """The page; `ahead`: how many lines of text go ahead of which picture."""
        return self._page([body(exchanged(a.flow, ahead or {})) for a in self.articles])

    def probe(self) -> str:
        """The page with a line for each stretch of text, to measure what stands between."""
        return self._page([probe(a.flow, a.head) for a in self.articles])

    def proof(self) -> str:
        """The page with all that must be measured before it can be set in columns."""
        return self._page([article.galley.proof() for article in self.articles])

    def copies(self, heights: Heights) -> Iterator[Copy]:
        """The articles for the make-up."""
        pitch = self.prepared.style.body.leading
        for article in self.articles:
            opens = article.said["start"] == "page"
            yield article.galley.copy(heights, pitch, opens=opens)

    def made_up(self, layouts: Sequence[Layout]) -> str:
        """The page in columns, each article where its layout says."""
        bodies = [a.galley.body(layout) for a, layout in zip(self.articles, layouts, strict=True)]
        starts = ["page" if layout.opens else "run" for layout in layouts]
        return self._page(bodies, starts)

    def _page(self, bodies: list[Markup], starts: Sequence[str] = ()) -> str:
        starts = starts or [str(article.said["start"]) for article in self.articles]
        articles = [
            {**article.said, "body": text, "start": start}
            for article, text, start in zip(self.articles, bodies, starts, strict=True)
        ]
        return _render(
            self.template, {**_context(self.prepared, self.styles), "articles": articles}
        )


def write_html(prepared: Prepared, template: Path, *inherited: Path) -> Outcome[str]:
    """The bulletin as one HTML file, its pictures in it.

    Files that the template's folder lacks come from the `inherited` ones. Raises
    ConfigurationError at the template's line where it is wrong.
    """
    page = replace(prepared.style.page, columns=1)
    across = replace(prepared, style=replace(prepared.style, page=page))
    made = typeset(across, (template, *inherited))
    return Outcome(_embedded(made.html(), prepared), made.findings)


def typeset(prepared: Prepared, folders: tuple[Path, ...], *, made_up: bool = False) -> Typeset:
    """The bulletin with its lines composed, by the first of the folders that has each file.

    `made_up`: its pages are made up before they are laid out, notes and all.
    """
    faces = faces_in_use(prepared.faces)
    styles = (
        sheet(prepared.style, faces, grey=prepared.grey),
        *(_file(folders, name).text for name in SHEETS if _needed(folders, name)),
    )
    articles: list[SetArticle] = []
    number = 0
    for article in uncovered(prepared):
        articles.append(_article(article, prepared, faces, number, made_up=made_up))
        number += 1 + sum(isinstance(part, Apart) for part in articles[-1].flow)
    issue = prepared.bulletin.issue
    starts = issue.starts if issue and issue.starts else ("run",) * len(articles)
    places = zip(articles, starts, sections(prepared), openings(prepared), strict=True)
    started = (
        replace(article, said=_placed(article.said, number, *said))
        for number, (article, *said) in enumerate(places)
    )
    return Typeset(prepared, _file(folders, "bulletin.html.j2"), styles, tuple(started))


def faces_in_use(faces: Faces) -> FacesInUse:
    """What a style sheet must know of the faces, by role and weight."""
    return {
        need: FaceInUse(_family(face.family), drop(face)) for need, face in faces.by_role.items()
    }


def _placed(
    said: Mapping[str, object], number: int, start: str, section: str, opening: str
) -> dict[str, object]:
    """What is said of an article, and where in the issue it stands."""
    own = {"start": start, "section": section, "opening": opening, "address": address(number)}
    return {**said, **own, "kicker": said["kicker"] or words(section)}


def _needed(folders: tuple[Path, ...], name: str) -> bool:
    return name != "pages.css" or any((folder / name).is_file() for folder in folders)


def _file(folders: tuple[Path, ...], name: str) -> Source:
    for folder in folders:
        path = folder / name
        if path.is_file():
            return read_text(path)
    raise InputMissingError(Finding("template-file", None, {"name": str(folders[0] / name)}))


def _environment() -> Environment:
    """Jinja's sandbox without what it lets pass: texts and powers that would fill the memory."""
    from jinja2 import StrictUndefined
    from jinja2.exceptions import SecurityError
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    class Sandbox(ImmutableSandboxedEnvironment):
        intercepted_binops = frozenset(("*", "**"))

        def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:  # noqa: ANN401 - Jinja's
            numbers = isinstance(left, int | float) and isinstance(right, int | float)
            if operator == "**" or not numbers:
                raise SecurityError(f"{operator} is for numbers, ** for none")
            return super().call_binop(context, operator, left, right)

    sandbox = Sandbox(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    del sandbox.globals["lipsum"]
    sandbox.filters |= {"words": words, "day": day}
    sandbox.globals["official"] = official.WORDS
    return sandbox


def _render(source: Source, context: dict[str, Any]) -> str:
    from jinja2 import TemplateSyntaxError, UndefinedError
    from jinja2.exceptions import SecurityError, TemplateError

    try:
        return _environment().from_string(source.text).render(context)
    except TemplateSyntaxError as error:
        raise _wrong("template-syntax", source, error, error.lineno) from error
    except UndefinedError as error:
        raise _wrong("template-name", source, error, _line(error)) from error
    except (SecurityError, OverflowError) as error:
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


def _context(prepared: Prepared, styles: tuple[str, ...]) -> dict[str, Any]:
    """The names that a template may use beside `articles`; its README lists them."""
    style, metadata, front = prepared.style, prepared.bulletin.first.metadata, cover(prepared)
    return {
        "language": metadata.language,
        "title": bulletin_title(prepared.bulletin),
        "description": metadata.abstract or metadata.subtitle,
        "writers": metadata.authors,
        "keywords": metadata.keywords,
        "styles": Markup("\n").join(map(Markup, styles)),
        "masthead": {"name": style.masthead.name, "lines": list(map(words, issue_lines(prepared)))},
        "imprint": style.imprint,
        "issue": prepared.bulletin.issue,
        "cover": front,
        "contents": bands(contents(prepared, covered=front is not None), style.page.lines),
        "issuer": style.issuer,
    }


def _family(name: str) -> str:
    return '"{}"'.format(name.replace("\\", "").replace('"', ""))


_ENDED = Markup('<div class="ended">{}</div>')


def _article(
    article: PreparedArticle, prepared: Prepared, faces: FacesInUse, first: int, *, made_up: bool
) -> SetArticle:
    metadata = article.metadata
    style = prepared.style
    in_head = not made_up or (style.page.columns == 1 and not first)
    closed = "imprint" in style.spaces  # at the foot of the last page, so notes end the text
    setter = Setter(
        style,
        prepared.faces,
        replace(notes_of(article), apart=made_up or closed),
        title=metadata.title,
        language=metadata.language,
        plates=prepared.plates,
    )
    lead = None if article.lead is None else setter.plate_piece(article.lead)
    pieces = list(setter.flow(article.blocks))
    if closed and (notes := set_notes(setter)):
        pieces.append(Piece.of(_ENDED.format(Markup("").join(notes)), grid=False))
    elif uncalled := setter.uncalled():
        pieces.append(Piece.of(uncalled, grid=False))
    head = f"apart-{first}"
    said = {
        "language": metadata.language,
        "kicker": words(metadata.kicker or metadata.section),
        "title": Markup("<br>").join(words(line) for line in article.title),
        "title_style": _title_style(article, prepared, faces),
        "name": title_text(metadata.title),
        "running": running_title(article),
        "deck": setter.ragged((Run(metadata.subtitle),), "deck", style.measure_pt),
        "byline": [words(part) for part in byline(metadata)],
        "lead": lead.html if lead and in_head else "",
        "head": Markup('id="{}"').format(head),
        "metadata": metadata,
        "set": Words(setter),
    }
    poster = sheet_of(article, setter, issue_lines(prepared)) if is_poster(style) else None
    if poster:
        said["poster"] = poster
    above = (lead,) if lead and not in_head else ()
    galley = Galley(head, (*above, *pieces), set_notes(setter), beside=bool(above))
    return SetArticle(
        said,
        head,
        flow(pieces, first + 1),
        bool(setter.called),
        galley,
        poster.findings if poster else (),
    )


@dataclass(frozen=True)
class Words:
    """What a template calls to set words that do not stand in the text; lengths in em."""

    setter: Setter

    def flush(
        self, text: str, role: str, inset: float = 0, indent: float = 0, head: str = ""
    ) -> Markup:
        """A paragraph in a role, flush on both sides; `inset`: what it leaves of the measure."""
        runs = (Run(head, strong=True), Run(text)) if head else (Run(text),)
        with self.setter.within(role, Em(inset).at(self.setter.role(role).size)):
            lines = self.setter.lines(runs, self.setter.column(indent=Em(indent)))
        return Markup('<p class="composed">{}</p>').format(Markup("<br>").join(lines))

    def ragged(self, text: str, role: str) -> Markup:
        """A text in a role, in lines that keep their own lengths."""
        return self.setter.ragged((Run(text),), role)

    def width(self, text: str, role: str) -> float:
        """How wide a text is in a role, in em."""
        return self.setter.last_width((Run(text),), role, ENDLESS)


def _title_style(
    article: PreparedArticle,
    prepared: Prepared,
    faces: FacesInUse,
) -> Markup:
    text = prepared.style.texts["title"]
    step = replace(text, size=article.step.size, leading=article.step.leading)
    face = faces[text.face, text.weight]
    return Markup("; ").join(
        Markup("{}: {}").format(name, value)
        for name, value in text_properties("title", step, face)
        if not name.endswith(("family", "weight"))
    )


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
