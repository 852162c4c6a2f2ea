"""A poster: one article at the size of a notice board, plain and whole, to be worked on in Word."""

from itertools import groupby

from publisher.article import Block, Box
from publisher.ooxml.element import Element, w
from publisher.ooxml.element import paragraph_properties as properties
from publisher.prepared import PreparedArticle
from publisher.style.units import Pt
from publisher.writers.furniture import GAP, day, issue_lines
from publisher.writers.poster.parts import MOST, parts
from publisher.writers.poster.sheet import UPRIGHT
from publisher.writers.word.blocks import blocks_elements, body_setting, box_content, place_of
from publisher.writers.word.draft import Draft
from publisher.writers.word.heads import kicker, said, title
from publisher.writers.word.inline import words
from publisher.writers.word.sections import Furniture
from publisher.writers.word.tables import Cell, Row, even, table, table_gap
from publisher.writers.word.units import twips

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


def is_short(article: PreparedArticle) -> bool:
    """Whether the title is so short that on the printed poster it stands upright, in the accent."""
    return len(article.title) == 1 and len(article.title[0]) in UPRIGHT


def head(draft: Draft, article: PreparedArticle) -> list[Element]:
    """Kicker, title and deck; source and date stand at the sheet's edges.

    Under a short title the subtitle is large, and the abstract is the deck.
    """
    metadata = article.metadata
    short = is_short(article)
    under = ("big", "PosterBig") if short else ("deck", "Subtitle")
    return [
        *said(draft, "kicker", "Kicker", kicker(draft, draft.article - 1)),
        *title(draft, article),
        *said(draft, *under, metadata.subtitle),
        *said(draft, "deck", "Subtitle", metadata.abstract if short else "", "abstract"),
    ]


def body(draft: Draft, article: PreparedArticle) -> list[Element]:
    """The text; boxes that follow each other stand side by side."""
    made: list[Element] = []
    setting, path = body_setting(draft), str(draft.article)
    numbered = enumerate(article.blocks, 1)
    for boxes, group in groupby(numbered, key=lambda pair: isinstance(pair[1], Box)):
        run = list(group)
        if boxes:
            made += _facts(draft, run, path)
        else:
            made += blocks_elements(draft, (block for _, block in run), setting, path, run[0][0])
    return made


def _facts(draft: Draft, numbered: list[tuple[int, Block]], path: str) -> list[Element]:
    measure = draft.sheet.style.measure_pt
    rows: list[Row] = []
    for first in range(0, len(numbered), MOST):
        some = numbered[first : first + MOST]
        edges = even(twips(measure), len(some))
        cells = [_fact(draft, *fact, path, edge) for fact, edge in zip(some, edges, strict=True)]
        rows.append(Row(tuple(cells)))
    return [table_gap(), table("Facts", rows), table_gap()]


def _fact(draft: Draft, number: int, block: Block, path: str, edge: tuple[int, int]) -> Cell:
    assert isinstance(block, Box)
    width = Pt((edge[1] - edge[0]) / 20)
    content = box_content(draft, block, width, f"{path}_{number}")
    return Cell(draft.marked(place_of(path, number, block), content), *edge)


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
