"""The front of an issue: its cover, its contents, and the sections that its articles open."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from markupsafe import Markup  # noqa: TC002 - dataclasses read it

from publisher.style.units import Pt
from publisher.typography.titles import title_lines, title_text
from publisher.writers.furniture import credit
from publisher.writers.plates import image_html

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from publisher.article import Metadata
    from publisher.prepared import Prepared, PreparedArticle

NEAR = Pt(0.01)
TITLE_LINES = 3  # of a page, that the title of the contents takes
TOGETHER = 3  # entries of a section that stay together
SPREAD = 2  # characters of a name that is set as wide as one of three


@dataclass(frozen=True)
class Entry:
    """A line of the contents; `address`: where the article begins."""

    title: str
    author: str
    spread: bool
    address: str


@dataclass(frozen=True)
class Section:
    """A section of the contents; its title may be empty."""

    title: str
    entries: tuple[Entry, ...]


Band = tuple[tuple[Section, ...], tuple[Section, ...]]
"""Two columns of the contents beside each other."""


@dataclass(frozen=True)
class Cover:
    """The picture of the first article over the measure, and what stands under it."""

    picture: Markup
    credit: str
    title: tuple[str, ...]
    deck: str
    address: str


def address(number: int) -> str:
    """The name of the place where an article begins, by its number from 0."""
    return f"article-{number + 1}"


def sections(prepared: Prepared) -> tuple[str, ...]:
    """The section in which each article stands; empty outside issues."""
    issue = prepared.bulletin.issue
    found = [title for title, count in (issue.sections if issue else ()) for _ in range(count)]
    return tuple(found) or ("",) * len(prepared.articles)


def openings(prepared: Prepared) -> tuple[str, ...]:
    """The title of the section that each article opens, empty where it opens none."""
    named = sections(prepared)
    return tuple(
        title if title != before else "" for before, title in zip(("", *named), named, strict=False)
    )


def cover(prepared: Prepared) -> Cover | None:
    """The cover of an issue of several articles, where the first has a picture for it."""
    issue, first = prepared.bulletin.issue, prepared.articles[0]
    if issue is None or "cover_title" not in prepared.style.texts or len(prepared.articles) < 2:
        return None
    lead = first.lead
    if lead is None or len(lead.rows) > 1 or len(lead.rows[0]) > 1:
        return None
    [[picture]] = lead.rows
    if picture.picture is None or picture.width < prepared.style.measure_pt - NEAR:
        return None
    size = prepared.style.texts["cover_title"].size
    return Cover(
        image_html(picture, first.metadata.title, 1),
        credit(picture.figure),
        title_lines(first.metadata.title, prepared.style.measure_pt / size),
        first.metadata.subtitle,
        address(0),
    )


def uncovered(prepared: Prepared) -> tuple[PreparedArticle, ...]:
    """The articles; the first one without the picture that stands on the cover."""
    first, *others = prepared.articles
    return (replace(first, lead=None) if cover(prepared) else first, *others)


def contents(prepared: Prepared, *, covered: bool) -> tuple[Section, ...]:
    """The articles of an issue by section; without the first where the cover tells of it."""
    issue = prepared.bulletin.issue
    if issue is None or not issue.contents:
        return ()
    found: list[Section] = []
    number = 0
    for title, count in issue.sections or (("", len(prepared.articles)),):
        entries = tuple(
            _entry(prepared.articles[place].metadata, place)
            for place in range(number, number + count)
            if place or not covered
        )
        number += count
        if entries:
            found.append(Section(title, entries))
    return tuple(found)


def bands(found: Iterable[Section], lines: int) -> tuple[Band, ...]:
    """The contents in two columns, the left one the longer; a pair for each page of `lines`.

    WeasyPrint's own columns are balanced by trying: two seconds for six articles.
    """
    full = lines - TITLE_LINES - TOGETHER - 1  # the last section taken goes beyond it
    waiting = deque(_short(found))
    pages: list[Band] = []
    while waiting:
        left = _taken(waiting, min(_height(waiting) / 2, full))
        pages.append((left, _taken(waiting, full)))
    return tuple(pages)


def _short(found: Iterable[Section]) -> Iterator[Section]:
    """The sections, long ones in parts, of which the first alone bears the title."""
    for section in found:
        for start in range(0, len(section.entries), TOGETHER):
            title = "" if start else section.title
            yield Section(title, section.entries[start : start + TOGETHER])


def _taken(waiting: deque[Section], lines: float) -> tuple[Section, ...]:
    """The sections that fill so many lines, the last one beyond them; they wait no longer."""
    taken: list[Section] = []
    while waiting and _height(taken) < lines:
        part = waiting.popleft()
        if taken and not part.title:
            whole = (*taken[-1].entries, *part.entries)
            taken[-1] = Section(taken[-1].title, whole)
        else:
            taken.append(part)
    return tuple(taken)


def _height(found: Iterable[Section]) -> float:
    """How many lines sections take: their entries, a title and half a line for each that opens."""
    return sum(len(section.entries) + (1.5 if section.title else 0) for section in found)


def _entry(metadata: Metadata, number: int) -> Entry:
    author = "、".join(metadata.authors)
    spread = len(author) == SPREAD
    return Entry(title_text(metadata.title), author, spread, address(number))
