"""Picture names to picture files, beside the article and then in `images/`."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import Final
from urllib.parse import unquote

from publisher.article import (
    Article,
    Asset,
    Assets,
    Block,
    Box,
    Figure,
    Gallery,
    List,
    Note,
    Quote,
)
from publisher.findings import Edit, Finding, Outcome
from publisher.readers.folder import MIB, Folder, read_bytes
from publisher.source import Span

MOST_BYTES: Final = 100 * MIB
MOST_PICTURES: Final = 200
IMAGES: Final = "images"
PREFIX_LEAST: Final = 4

_EXTENSION = re.compile(r"\.(?:jpe?g|jfif|png|gif|webp|bmp|tiff?|hei[cf]|avif|svg)$", re.IGNORECASE)
_FIGURES = re.compile(r"([0-9]{1,18})")
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:")

# From strictest to loosest; a step is tried only where none before it found a file.
_STEPS: tuple[Callable[[str], str], ...] = (
    lambda name: unicodedata.normalize("NFC", name),
    lambda name: unicodedata.normalize("NFC", name).casefold(),
    lambda name: _EXTENSION.sub("", unicodedata.normalize("NFC", name).casefold()),
)


@dataclass(frozen=True)
class _Match:
    """The files that a name may mean; `exact`: the one is there under this very name."""

    names: tuple[str, ...]
    exact: bool = False


def attach(
    article: Article, folder: Folder | None, *, allow_missing: bool
) -> Outcome[tuple[Article, Assets]]:
    """The article with the digests of its pictures, and their bytes, not decoded.

    Findings: `picture-name` (with the edit that mends it), `picture-ambiguous`, `picture-missing`
    or with `allow_missing` `picture-placeholder`, `picture-order`, `picture-outside`,
    `picture-many`, `picture-unused`.
    """
    search = _Search(folder, allow_missing=allow_missing)
    blocks = tuple(search.blocks(article.blocks))
    findings = (*search.findings, *search.in_order(), *search.unused())
    return Outcome((replace(article, blocks=blocks), Assets(search.assets)), findings)


class _Search:
    def __init__(self, folder: Folder | None, *, allow_missing: bool) -> None:
        self.assets: list[Asset] = []
        self.findings: list[Finding] = []
        self._folder = folder
        self._allow_missing = allow_missing
        self._count = 0
        self._read: dict[str, Asset] = {}
        self._missing: list[Figure] = []
        self._listings: dict[str, tuple[str, ...]] = {}

    def blocks(self, blocks: Iterable[Block]) -> Iterator[Block]:
        """The blocks, their pictures looked up in reading order."""
        for block in blocks:
            match block:
                case Figure():
                    yield self._figure(block)
                case Gallery():
                    yield replace(block, figures=tuple(map(self._figure, block.figures)))
                case Quote() | Box() | Note():
                    yield replace(block, blocks=tuple(self.blocks(block.blocks)))
                case List():
                    items = tuple(tuple(self.blocks(item)) for item in block.items)
                    yield replace(block, items=items)
                case _:
                    yield block

    def in_order(self) -> Iterator[Finding]:
        """Where no name is found but there are as many pictures: each in the order of its name."""
        lying = [
            _joined(parent, name)
            for parent in ("", IMAGES)
            for name in sorted(self._listing(parent), key=_counted)
            if _EXTENSION.search(name)
        ]
        names = list(dict.fromkeys(figure.name for figure in self._missing))
        if self._read or len(names) != len(lying):
            return
        found = dict(zip(names, lying, strict=True))
        for figure in self._missing:
            place = _place_of_name(figure)
            edit = Edit(place, found[figure.name]) if place else None
            arguments = {"name": figure.name, "found": found[figure.name]}
            yield Finding("picture-order", place or figure.span, arguments, figure.name, edit)

    def unused(self) -> Iterator[Finding]:
        """A warning for each picture in the article's own `images/` that no block names."""
        for name in self._listing(IMAGES):
            path = f"{IMAGES}/{name}"
            if _EXTENSION.search(name) and path not in self._read:
                yield Finding("picture-unused", None, {"name": path}, path)

    def _figure(self, figure: Figure) -> Figure:
        if figure.picture is not None:
            return figure
        self._count += 1
        if self._count > MOST_PICTURES:
            if self._count == MOST_PICTURES + 1:
                self._report("picture-many", figure, limit=MOST_PICTURES)
            return figure
        if self._folder and not _ADDRESS.match(figure.name):
            if self._folder.leads_outside(figure.name):
                self._report("picture-outside", figure)
                return figure
            found = self._find(figure.name)
            if not found.names and not self._folder.leads_outside(unquote(figure.name)):
                found = self._find(unquote(figure.name))  # as editors write spaces: a%20b.jpg
            if len(found.names) > 1:
                self._report("picture-ambiguous", figure, candidates="、".join(found.names))
                return figure
            if found.names:
                return self._taken(figure, found)
        self._missing.append(figure)
        self._report("picture-placeholder" if self._allow_missing else "picture-missing", figure)
        return figure

    def _taken(self, figure: Figure, found: _Match) -> Figure:
        [name] = found.names
        asset = self._asset(name)
        if asset is None:
            self._report("picture-outside", figure)
            return figure
        if not found.exact:
            place = _place_of_name(figure)
            edit = Edit(place, name) if place else None
            arguments = {"name": figure.name, "found": name}
            self.findings.append(
                Finding("picture-name", place or figure.span, arguments, figure.name, edit)
            )
        return replace(figure, picture=asset.digest)

    def _asset(self, name: str) -> Asset | None:
        if name not in self._read:
            path = self._folder.locate(name) if self._folder else None
            if path is None:
                return None
            data = read_bytes(path, name, MOST_BYTES)
            self._read[name] = Asset.of(PurePosixPath(name).name, data)
            self.assets.append(self._read[name])
        return self._read[name]

    def _find(self, name: str) -> _Match:
        written = PurePosixPath(name.replace("\\", "/"))
        parents = [str(written.parent)]
        if not name.startswith(f"{IMAGES}/"):
            parents.append(str(PurePosixPath(IMAGES) / written.parent))
        places = [(parent.removeprefix("./"), self._listing(parent)) for parent in parents]
        for parent, listing in places:
            if written.name in listing:
                return _Match((_joined(parent, written.name),), exact=True)
        for form in _STEPS:
            wanted = form(written.name)
            for parent, listing in places:
                if names := [other for other in listing if _is_picture(other, form, wanted)]:
                    return _Match(tuple(_joined(parent, other) for other in names))
        for parent, listing in places:
            if names := [other for other in listing if _begins(other, written.name)]:
                return _Match(tuple(_joined(parent, other) for other in names))
        return _Match(())

    def _listing(self, parent: str) -> tuple[str, ...]:
        if parent not in self._listings:
            self._listings[parent] = self._folder.names(parent) if self._folder else ()
        return self._listings[parent]

    def _report(self, code: str, figure: Figure, **arguments: object) -> None:
        self.findings.append(
            Finding(code, figure.span, {"name": figure.name, **arguments}, figure.name)
        )


def _is_picture(other: str, form: Callable[[str], str], wanted: str) -> bool:
    return _EXTENSION.search(other) is not None and form(other) == wanted


def _counted(name: str) -> tuple[tuple[int, int, str], ...]:
    """What a name is sorted by: figures in it by what they count (2 before 10)."""
    return tuple(
        (0, int(part), "") if part.isdigit() else (1, 0, part)
        for part in _FIGURES.split(name)
        if part
    )


def _begins(other: str, written: str) -> bool:
    """Whether a file's name begins with the written one, and does not merely count on (1, 10)."""
    loose = _STEPS[-1]
    stem, wanted = loose(other), loose(written)
    if len(wanted) < PREFIX_LEAST or not stem.startswith(wanted) or not _EXTENSION.search(other):
        return False
    following = stem[len(wanted) : len(wanted) + 1]
    return not (wanted[-1].isdigit() and following.isdigit())


def _joined(parent: str, name: str) -> str:
    return name if parent in ("", ".") else f"{parent}/{name}"


def _place_of_name(figure: Figure) -> Span | None:
    """Where the name stands in the received text; None where it was written in another way."""
    if figure.span is None:
        return None
    start = figure.span.text.rfind(figure.name)
    return figure.span.part(start, start + len(figure.name)) if start >= 0 else None
