"""A poster: one article at the size of a notice board, plain and whole, to be worked on in Word."""

from publisher.ooxml.element import Element, w
from publisher.ooxml.element import paragraph_properties as properties
from publisher.prepared import PreparedArticle
from publisher.writers.furniture import GAP, day, issue_lines
from publisher.writers.poster.parts import parts
from publisher.writers.word.draft import Draft
from publisher.writers.word.heads import kicker, said, title
from publisher.writers.word.inline import words
from publisher.writers.word.sections import Furniture

PAGES = ("default", "even")


def furniture(draft: Draft, number: int) -> Furniture | None:
    """Who calls, under the rule at the top; whose page it is and its date over the one below."""
    if number:
        return None
    article, sheet = draft.prepared.articles[0], draft.sheet
    metadata = article.metadata
    host = parts(article.blocks).host or sheet.style.issuer or metadata.source
    beside = GAP.join(issue_lines(draft.prepared)) if metadata.number else ""
    signed = metadata.source if metadata.source != host else ""
    dated = metadata.note or day(metadata.date)
    edge = ("Header", "organiser", host), ("PosterMeta", "meta", beside)
    foot = ("Footer", "foot", signed), ("", "foot", dated)
    return Furniture(
        {pages: [_ends(draft, *edge)] for pages in PAGES},
        {pages: [_ends(draft, *foot)] for pages in PAGES},
    )


def head(draft: Draft, article: PreparedArticle) -> list[Element]:
    """Kicker, title and deck; source and date stand at the sheet's edges."""
    return [
        *said(draft, "kicker", "Kicker", kicker(draft, draft.article - 1)),
        *title(draft, article),
        *said(draft, "deck", "Subtitle", article.metadata.subtitle),
    ]


def _ends(draft: Draft, left: tuple[str, str, str], right: tuple[str, str, str]) -> Element:
    """A line with words at both its ends."""
    (style, role, said), (behind_style, behind_role, behind) = left, right
    return w(
        "p",
        properties(w("pStyle", val=style)),
        *words(draft, said, draft.sheet.text(role)),
        w("r", w("tab")),
        *words(draft, behind, draft.sheet.text(behind_role), behind_style),
    )
