"""Briefs (简报): a masthead above the grid, a note of the editor, articles, and who gets them."""

from publisher.ooxml.element import Element
from publisher.prepared import PreparedArticle
from publisher.writers import official
from publisher.writers.furniture import day
from publisher.writers.word.draft import Draft
from publisher.writers.word.heads import said, title
from publisher.writers.word.inline import line, words
from publisher.writers.word.official import folio, folios, imprint
from publisher.writers.word.sections import Furniture
from publisher.writers.word.tables import empty

EDITOR = "编者按："


def furniture(draft: Draft, number: int) -> Furniture | None:
    """Secrecy and the copy's number above the first page; the folio as in official documents."""
    if number:
        return None
    metadata = draft.prepared.bulletin.first.metadata
    corners = "\t".join((metadata.secrecy, official.copy_number(metadata)))
    return Furniture(
        {"first": [line(draft, "OfficialMark", "mark", corners)]},
        {"first": [folio("Footer")], **folios()},
    )


def opening(draft: Draft) -> list[Element]:
    """The name, the number, who issued it and when, over the red rule."""
    prepared, style = draft.prepared, draft.sheet.style
    metadata, issue = prepared.bulletin.first.metadata, prepared.bulletin.issue
    number = official.serial(issue.number if issue else metadata.number)
    date = (issue.date if issue else None) or metadata.date
    return [
        line(draft, "MastheadName", "name", style.masthead.name),
        line(draft, "MastheadMeta", "serial", number),
        line(draft, "Issued", "body", f"{style.issuer}\t{day(date)}"),
        empty("UnderMasthead"),
    ]


def head(draft: Draft, article: PreparedArticle) -> list[Element]:
    """A note of the editor and the title, an empty line under each."""
    metadata = article.metadata
    made = [] if draft.article == 1 else [empty("Blank"), empty("Blank")]
    if metadata.abstract:
        note = line(draft, "Abstract", "abstract", "")
        note.extend(words(draft, EDITOR, draft.sheet.text("mark"), "EditorsNote"))
        note.extend(words(draft, metadata.abstract, draft.sheet.text("abstract")))
        made += [*draft.marked(f"{draft.article}_abstract", [note]), empty("Blank")]
    made += title(draft, article)
    made += said(draft, "deck", "Subtitle", metadata.subtitle)
    return [*made, empty("Blank")]


def tail(draft: Draft, article: PreparedArticle) -> list[Element]:
    """Where the article comes from and who wrote it, in brackets."""
    return said(draft, "body", "Contributed", official.contributed(article.metadata), "contributed")


def closing(draft: Draft) -> list[Element]:
    """Who gets the brief and how many were printed, on the foot of the last page."""
    metadata = draft.prepared.bulletin.first.metadata
    entries = [entry.label + entry.text for entry in official.distribution(metadata)]
    copies = official.copies(metadata)
    if copies:
        entries = [*entries[:-1], f"{entries[-1] if entries else ''}\t{copies}"]
    rows = [line(draft, "Distribution", "imprint", entry) for entry in entries]
    return imprint(draft, rows)
