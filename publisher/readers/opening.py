"""The first lines of scraped text: the way to the page, the title, source and date."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

from publisher.readers.breadcrumb import read_breadcrumb
from publisher.readers.scraped import Draft
from publisher.readers.source_line import read_source_line
from publisher.source import Span

TITLE_MOST: Final = 80
FIRST_LINES: Final = 5
SOURCE_LINES: Final = 4


@dataclass(frozen=True)
class Line:
    """A line without its edges' white space; `span`: its place."""

    text: str
    span: Span


def read_opening(
    draft: Draft, lines: Sequence[Line], pictures: Collection[int] = (), *, raw: bool = False
) -> set[int]:
    """The numbers of the first lines that are no text, what they say put into the metadata.

    `pictures`: the numbers of lines that name pictures. With `raw` the title alone is taken.
    """
    taken: set[int] = set()
    for number, line in enumerate(lines[:FIRST_LINES]):
        if _breadcrumb(draft, line):
            taken.add(number)
            break
    title = _title(lines, {*taken, *pictures})
    around = [n for n in range(len(lines[:FIRST_LINES])) if n not in taken and n < title]
    after = list(range(title + 1, min(title + 1 + SOURCE_LINES, len(lines)))) if title >= 0 else []
    found = {
        number: source_line
        for number in (*around, *after)
        if (source_line := read_source_line(lines[number].text))
    }
    for number in sorted(found):
        draft.fill(lines[number].text, lines[number].span, found[number])
    taken |= found.keys()
    if raw:
        taken = set()
        draft.findings = [f for f in draft.findings if f.code != "text-furniture"]
    if title >= 0:
        taken.add(title)
        draft.take("title", lines[title].text, lines[title].span)
        if not raw and title + 1 not in pictures:
            _subtitle(draft, lines, title, found, taken)
    return taken


def _breadcrumb(draft: Draft, line: Line) -> bool:
    """Rule 1: the way through the site, whose last step is the section."""
    section = read_breadcrumb(line.text)
    if section is None:
        return False
    if section:
        draft.take("section", section, line.span)
    draft.furniture(line.text, line.span)
    return True


def _title(lines: Sequence[Line], taken: Collection[int]) -> int:
    """Rule 2: the number of the line that is the title, -1 where there is none."""
    for number, line in enumerate(lines):
        if number in taken or read_source_line(line.text):
            continue
        fits = len(line.text) <= TITLE_MOST and not line.text.endswith(("。", "；", ";"))
        return number if fits else -1
    return -1


def _subtitle(
    draft: Draft, lines: Sequence[Line], title: int, found: Collection[int], taken: set[int]
) -> None:
    """Rule 2: a second short line before the source line, or one that a dash begins."""
    number = title + 1
    if number >= len(lines) or number in found:
        return
    line = lines[number]
    before_source = any(number < other for other in found)
    short = len(line.text) <= TITLE_MOST and not line.text.endswith(("。", "；", ";"))
    dashed = line.text.startswith(("——", "--")) and len(lines) > number + 1
    if short and (before_source or dashed):
        draft.take("subtitle", line.text, line.span)
        taken.add(number)
