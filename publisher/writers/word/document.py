"""The whole document: articles in order, then the parts that belong to them."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from publisher.article import Note, walk
from publisher.findings import Outcome
from publisher.ooxml.element import Element, root, w
from publisher.ooxml.origin import DraftIdentity
from publisher.prepared import Prepared, PreparedArticle
from publisher.style.house import TextStyle
from publisher.style.sheets import name_size
from publisher.writers import front
from publisher.writers.furniture import bulletin_title
from publisher.writers.word import parts
from publisher.writers.word.draft import Draft
from publisher.writers.word.faces import font_table
from publisher.writers.word.forms import Form, form
from publisher.writers.word.heads import starts
from publisher.writers.word.notes import footnotes, uncalled
from publisher.writers.word.package import Package
from publisher.writers.word.plates import plate_elements
from publisher.writers.word.sections import balanced, begin_section, close_section, section
from publisher.writers.word.sheet import Sheet
from publisher.writers.word.styles import style_sheet


def write(prepared: Prepared, made: datetime, identity: DraftIdentity | None) -> Outcome[bytes]:
    """The DOCX of a bulletin."""
    sheet = _sheet(prepared)
    package = Package()
    draft = Draft(prepared, sheet, package, package.document)
    _properties(draft, made, identity)
    kind = form(prepared.style)
    package.part("styles", "styles", style_sheet(sheet, kind.styles(draft)))
    package.part(
        "settings", "settings", parts.settings(sheet, mirrored=prepared.style.page.mirrored)
    )
    package.part("fontTable", "fontTable", font_table())
    package.part("theme/theme1", "theme", parts.theme(sheet))
    body = _body(draft, kind)
    if prepared.style.page.columns > 1:
        body += balanced(draft)
    last = section(draft)
    package.document.content = root("w:document", "w r wp a pic", w("body", *body, last))
    package.part("numbering", "numbering", parts.numbering(sheet, draft.lists))
    footnotes(draft, package.part("footnotes", "footnotes"))
    return Outcome(package.bytes(), tuple(draft.findings))


def _sheet(prepared: Prepared) -> Sheet:
    """The house style at the sizes of this bulletin's titles and name."""
    titles = [_title(prepared, article) for article in prepared.articles]
    others = {text.size: text for text in titles if text.size != titles[0].size}
    language = prepared.bulletin.first.metadata.language
    return Sheet(
        prepared.style,
        titles[0],
        tuple(others.values()),
        name_size(prepared.style),
        language if language.startswith("zh") else "zh-CN",
        prepared.grey,
    )


def _title(prepared: Prepared, article: PreparedArticle) -> TextStyle:
    step = article.step
    return replace(prepared.style.texts["title"], size=step.size, leading=step.leading)


def _opened(draft: Draft) -> Iterator[PreparedArticle]:
    """Each article in turn, its notes known to the draft."""
    for number, article in enumerate(front.uncovered(draft.prepared), 1):
        draft.article, draft.title = number, article.metadata.title
        for block in walk(article.blocks):
            if isinstance(block, Note):
                draft.notes[number, block.label] = block
        yield article


def _body(draft: Draft, kind: Form) -> list[Element]:
    begin_section(draft, kind.furniture(draft, 0), page=True)
    made = kind.opening(draft)
    for article in _opened(draft):
        made += _article(draft, article, kind)
    return made + kind.closing(draft)


def _article(draft: Draft, article: PreparedArticle, kind: Form) -> list[Element]:
    """An article; where the text stands in columns, its head and its text are sections."""
    style, number = draft.sheet.style, draft.article - 1
    sections = kind.sections or style.page.columns > 1
    page = number > 0 and starts(draft, number) == "page"
    made: list[Element] = []
    if number and sections:
        made += balanced(draft)
        begin_section(draft, kind.furniture(draft, number), page=page)
    head = kind.head(draft, article)
    if page and not sections:
        head[0][0].insert(1, w("pageBreakBefore"))
    if article.lead is not None:
        plate = plate_elements(draft, article.lead, style.measure_pt)
        head += draft.marked(f"{draft.article}_lead", plate)
    if sections:
        close_section(draft, head[-1])
    made += head
    made += kind.body(draft, article)
    return made + uncalled(draft, article.blocks) + kind.tail(draft, article)


def _properties(draft: Draft, made: datetime, identity: DraftIdentity | None) -> None:
    metadata, issue = draft.prepared.bulletin.first.metadata, draft.prepared.bulletin.issue
    issuer = (issue.issuer if issue else "") or metadata.issuer
    title = bulletin_title(draft.prepared.bulletin)
    date = (issue.date if issue else None) or metadata.date
    draft.package.properties(
        "core",
        parts.core_properties(
            (
                ("dc:title", title),
                ("dc:subject", metadata.subtitle),
                ("dc:creator", "、".join(metadata.authors) or issuer or metadata.source),
                ("dc:description", metadata.abstract),
                ("dc:language", metadata.language),
            ),
            metadata.keywords,
            made,
        ),
    )
    draft.package.properties("app", parts.app_properties(issuer or metadata.source))
    draft.package.properties(
        "custom",
        parts.custom_properties(
            (
                *(identity.properties() if identity else ()),
                ("kanyin.title", title),
                ("kanyin.issuer", issuer),
                ("kanyin.language", metadata.language),
                ("kanyin.date", date.isoformat() if date else ""),
            )
        ),
    )
