"""What stands before an article's text: kicker, title, deck and byline."""

from publisher.ooxml.element import Element
from publisher.prepared import PreparedArticle
from publisher.writers import front
from publisher.writers.furniture import GAP, byline
from publisher.writers.word.draft import Draft
from publisher.writers.word.inline import line


def head(draft: Draft, article: PreparedArticle) -> list[Element]:
    """The lines that are there, each with a bookmark of its own."""
    metadata = article.metadata
    made = (
        *said(draft, "kicker", "Kicker", kicker(draft, draft.article - 1)),
        *title(draft, article),
        *said(draft, "deck", "Subtitle", metadata.subtitle),
        *said(draft, "byline", "Byline", GAP.join(byline(metadata))),
    )
    return list(made)


def kicker(draft: Draft, number: int) -> str:
    """What stands over an article's title: its kicker, else the section in which it stands."""
    metadata = draft.prepared.articles[number].metadata
    return metadata.kicker or metadata.section or front.sections(draft.prepared)[number]


def title(draft: Draft, article: PreparedArticle) -> list[Element]:
    """The title in its lines, in the style of its size."""
    style = draft.sheet.title_style(article.step.size)
    return said(draft, "title", style, "\n".join(article.title))


def said(draft: Draft, role: str, style: str, characters: str, block: str = "") -> list[Element]:
    """One line of what is said of the article, under a bookmark named after `block` or its role."""
    if not characters:
        return []
    made = [line(draft, style, role, characters)]
    return draft.marked(f"{draft.article}_{block or role}", made)


def starts(draft: Draft, number: int) -> str:
    """How an article begins: on a new "page", or it runs on."""
    issue = draft.prepared.bulletin.issue
    return issue.starts[number] if issue and issue.starts else "run"
