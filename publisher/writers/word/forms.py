"""What each kind of bulletin has of its own in a draft; the text between is set alike in all."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from publisher.ooxml.element import Element
from publisher.prepared import PreparedArticle
from publisher.style.house import HouseStyle
from publisher.writers.word import (
    brief,
    brief_styles,
    issue,
    issue_styles,
    official,
    official_styles,
    poster,
    poster_styles,
    running,
)
from publisher.writers.word.blocks import blocks_elements, body_setting
from publisher.writers.word.draft import Draft
from publisher.writers.word.heads import head
from publisher.writers.word.sections import Furniture


def _text(draft: Draft, article: PreparedArticle) -> list[Element]:
    return blocks_elements(draft, article.blocks, body_setting(draft), str(draft.article))


def _nothing(*_: object) -> list[Element]:
    return []


@dataclass(frozen=True)
class Form:
    """The parts of a kind.

    `furniture`: heads and feet of its pages, where those of an article (by number from 0) are new;
    `head` and `tail`: what stands before and behind the `body`, an article's text; `opening` and
    `closing`: before the first article and behind the last; `styles`: its own named styles;
    `sections`: whether each article is one, since its heads are its own.
    """

    furniture: Callable[[Draft, int], Furniture | None]
    head: Callable[[Draft, PreparedArticle], list[Element]] = head
    tail: Callable[[Draft, PreparedArticle], list[Element]] = _nothing
    opening: Callable[[Draft], list[Element]] = _nothing
    closing: Callable[[Draft], list[Element]] = _nothing
    styles: Callable[[Draft], Iterable[Element]] = _nothing
    sections: bool = False
    body: Callable[[Draft, PreparedArticle], list[Element]] = _text


NEWS = Form(running.furniture)
GONGWEN = Form(
    official.furniture,
    official.head,
    official.tail,
    official.opening,
    official.closing,
    official_styles.styles,
)
JIANBAO = Form(
    brief.furniture, brief.head, brief.tail, brief.opening, brief.closing, brief_styles.styles
)
ISSUE = Form(
    issue.furniture, issue.head, opening=issue.opening, styles=issue_styles.styles, sections=True
)
POSTER = Form(poster.furniture, poster.head, styles=poster_styles.styles, body=poster.body)

# What each form uses of its kind's own roles, spaces and rules.
_OFFICIAL = frozenset((
    "mark", "signer", "number", "number_rule", "closing", "imprint", "imprint_edge", "edge",
    "inner",
))  # fmt: skip
_BRIEF = frozenset(("serial", "abstract", "marks", "issued", "head_rule", "under_rule"))
_ISSUE = frozenset((
    "meta", "hair", "name", "picture", "article", "head", "body", "running_date", "cover_kicker",
    "cover_title", "cover_deck", "cover_page", "cover_credit", "contents", "contents_title",
    "contents_section", "contents_entry", "contents_author", "contents_number",
))  # fmt: skip
_POSTER = frozenset((
    "organiser", "big", "foot", "edge", "opening", "picture", "label", "between", "foot_text",
    "fact",
))  # fmt: skip
_OWN = (
    (JIANBAO, _OFFICIAL | _BRIEF),
    (GONGWEN, _OFFICIAL),
    (ISSUE, _ISSUE),
    (POSTER, _POSTER),
)


def form(style: HouseStyle) -> Form:
    """The form of a house style: told by what only its kind declares, and its form needs.

    So a template of the user's own keeps the form of the kind that it extends.
    """
    declared = {*style.texts, *style.spaces, *style.rules}
    return next((form for form, needed in _OWN if needed <= declared), NEWS)
