"""A whole issue: `issue.toml` names its articles, section by section (FORMATS)."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from publisher.article import IssueMetadata
from publisher.findings import ConfigurationError, Finding, InputError, Outcome
from publisher.readers.encoding import decode
from publisher.readers.folder import MIB, Folder, read_bytes
from publisher.source import Source
from publisher.tables import Table, read_table
from publisher.typography.dates import parse

NAME = "issue.toml"

_KEYS = ("title", "number", "date", "kind", "issuer", "contents", "section")
_SECTION_KEYS = ("title", "articles")
_ITEM_KEYS = ("file", "start")

Start = Literal["run", "page"]


@dataclass(frozen=True)
class Plan:
    """What an issue holds: its metadata and the paths of its articles, in order."""

    metadata: IssueMetadata
    paths: tuple[Path, ...]
    source: Source


@dataclass(frozen=True)
class _Item:
    path: Path
    start: Start


def read_plan(path: Path) -> Outcome[Plan]:
    """What the issue file at a path says; no article is read yet.

    Raises:
        InputError: `config-…` at the line, `issue-article` where a named article is not below
            the issue's folder, `issue-empty`.
        InputMissingError: `input-missing`.
    """
    decoded = decode(path.name, read_bytes(path.resolve(), path.name, MIB))
    try:
        plan = _plan(decoded.value, Folder.at(path.parent))
    except ConfigurationError as error:
        # The file is a source like any other: what is wrong in it is bad input.
        raise InputError(*error.findings) from error
    return Outcome(plan, decoded.findings)


def _plan(source: Source, folder: Folder) -> Plan:
    top = read_table(source)
    top.require(_KEYS)
    sections: list[tuple[str, int]] = []
    items: list[_Item] = []
    for section in top.tables("section"):
        section.require(_SECTION_KEYS)
        found = list(_items(section, folder))
        sections.append((section.text("title", ""), len(found)))
        items.extend(found)
    if not items:
        raise InputError(Finding("issue-empty", source.span(0, 0), {"name": source.name}))
    kind = top.text("kind", "issue")
    metadata = IssueMetadata(
        title=top.text("title"),
        number=_number(top),
        date=_date(top),
        kind=kind,
        issuer=top.text("issuer", ""),
        contents=top.flag("contents", default=True),
        sections=tuple(sections),
        starts=tuple(item.start for item in items),
    )
    return Plan(metadata, tuple(item.path for item in items), source)


def _items(section: Table, folder: Folder) -> Iterator[_Item]:
    values = section.values.get("articles", [])
    if not isinstance(values, list):
        raise section.wrong("articles", '["a.md", { file = "b/", start = "page" }]')
    for value in values:
        if isinstance(value, str):
            yield _Item(_article(section, folder, value), "run")
            continue
        if not isinstance(value, dict):
            raise section.wrong("articles", '["a.md", { file = "b/", start = "page" }]')
        item = Table(section.source, value, section.places, (*section.path, "articles"))
        item.require(_ITEM_KEYS)
        start = item.text("start", "run")
        if start not in ("run", "page"):
            raise item.wrong("start", '"run" / "page"')
        yield _Item(
            _article(section, folder, item.text("file")), "page" if start == "page" else "run"
        )


def _article(section: Table, folder: Folder, name: str) -> Path:
    place = section.place("articles")
    if folder.leads_outside(name):
        raise InputError(Finding("issue-article", place, {"name": name}))
    path = folder.root / name
    if not path.exists():
        raise InputError(Finding("issue-article", place, {"name": name}))
    return path


def _number(top: Table) -> str:
    value = top.values.get("number", "")
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise top.wrong("number", "12")
    return str(value)


def _date(top: Table) -> dt.date | None:
    value = top.values.get("date")
    if value is None:
        return None
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    stamp = parse(value) if isinstance(value, str) else None
    if stamp is None or stamp.day is None:
        raise top.wrong("date", "2021-04-30")
    return stamp.day
