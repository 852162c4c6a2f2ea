"""What the feet of pages lack: holes before what found no room, last pages of a few lines."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from publisher.findings import Finding
from publisher.style.house import HouseStyle
from publisher.writers.flow import Piece

HOLE = 6  # lines at a page's foot: as many as one sees
NEARLY_EMPTY = 3  # lines on the last page of an article
ENDING = 0.5  # of a line: so few characters on a last one are easily saved
OPENING = 8  # characters by which a paragraph is known
NAMED = 3  # paragraphs that a finding names
PT_PER_PX = 0.75  # CSS px, in which WeasyPrint gives places


@dataclass(frozen=True)
class Foot:
    """How many lines each column of a page fills, and whether what follows it had no room there.

    `ends`: an article ends here that began on another page, and the next one begins a page.
    """

    filled: tuple[int, ...]
    pushed: bool
    ends: bool


def feet(document: Any, style: HouseStyle, starts: Mapping[str, str]) -> tuple[Foot, ...]:  # noqa: ANN401 - weasyprint.Document
    """The feet of all pages; `starts`: how each article begins (`run`, `page`), by its head."""
    tops = [_at_top(page, style) for page in document.pages]
    heads = [starts.keys() & page.anchors.keys() for page in document.pages]
    found: list[Foot] = []
    for number, page in enumerate(document.pages):
        last = number + 1 == len(document.pages)
        following = set() if last else tops[number + 1]
        asked = any(starts.get(name) == "page" for name in following)
        found.append(
            Foot(
                _filled(page, style),
                pushed=bool(following) and not asked,
                ends=(last or asked) and number > 0 and not heads[number],
            )
        )
    return tuple(found)


def holes(found: Sequence[Foot], style: HouseStyle) -> Iterator[Finding]:
    """Findings `page-hole`: a column ends well above the foot of its page."""
    for number, foot in enumerate(found, 1):
        full = max(foot.filled) > style.page.lines - HOLE
        lacking = style.page.lines - min(foot.filled)
        if lacking >= HOLE and foot.pushed and (full or len(set(foot.filled)) == 1):
            yield Finding("page-hole", arguments={"page": number, "lines": lacking})


def nearly_empty(
    found: Sequence[Foot], style: HouseStyle, articles: Mapping[int, Sequence[Piece]]
) -> Iterator[Finding]:
    """Findings `page-nearly-empty`; `articles`: what stands on a page, by its number from 0."""
    for number, foot in enumerate(found):
        if foot.ends and max(foot.filled) <= NEARLY_EMPTY:
            lines = sum(foot.filled)
            characters = round(lines * style.column_pt / style.body.size)
            named = "".join(f"“{words}…”" for words in endings(articles.get(number, ()))) or "–"
            arguments = {
                "page": number + 1, "lines": lines, "characters": characters, "paragraphs": named,
            }  # fmt: skip
            yield Finding("page-nearly-empty", arguments=arguments)


def endings(pieces: Sequence[Piece]) -> tuple[str, ...]:
    """How the paragraphs begin whose last lines are shortest: each saves a line by a few words."""
    short = [
        (length, piece.lines[0].striptags()[:OPENING])
        for piece in pieces
        if len(piece.lines) > 1
        and (length := len(piece.lines[-1].striptags())) <= ENDING * len(piece.lines[0].striptags())
    ]
    return tuple(words for _, words in sorted(short, key=lambda one: one[0])[:NAMED])


def _at_top(page: Any, style: HouseStyle) -> set[str]:  # noqa: ANN401 - weasyprint.Page
    """The names of what stands first on a page."""
    return {
        name
        for name, (_, top, _, _) in page.anchors.items()
        if abs(top * PT_PER_PX - style.page.top.pt) < 1
    }


def _filled(page: Any, style: HouseStyle) -> tuple[int, ...]:  # noqa: ANN401 - weasyprint.Page
    """How many lines each column of a page fills, down to its last text or picture."""
    box, pitch = page._page_box, style.body.leading  # noqa: SLF001 - there is no other way
    left = box.content_box_x() * PT_PER_PX
    step = style.column_pt + style.page.gutter.at(style.body.size)
    lowest = [0.0] * style.page.columns
    for x, width, foot in _printed(box):
        for column in range(style.page.columns):
            start = left + column * step
            if x < start + style.column_pt - 1 and x + width > start + 1:
                lowest[column] = max(lowest[column], foot - style.page.top.pt)
    return tuple(min(round(low / pitch), style.page.lines) for low in lowest)


def _printed(box: Any) -> Iterator[tuple[float, float, float]]:  # noqa: ANN401 - weasyprint box
    """What is printed inside the type area: left edge, width and foot in pt."""
    for inner in box.children[0].descendants():
        if hasattr(inner, "text") or hasattr(inner, "replacement"):
            yield (
                inner.position_x * PT_PER_PX,
                inner.width * PT_PER_PX,
                (inner.position_y + inner.height) * PT_PER_PX,
            )
