"""Received files to articles. A module of this package that defines `READER` adds one format.

`read` reads one article, `read_text` what came without a file (standard input), `read_url` a page
of the web, `read_bulletin` an article or a whole issue. Every received text stands in the sources,
every picture in the assets; no later step opens a file.
"""

import re
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from publisher.article import (
    Article,
    Assets,
    Bulletin,
    Code,
    Heading,
    Paragraph,
    Reading,
    plain,
    walk,
)
from publisher.findings import Finding, InputError, InputMissingError, Outcome, UsageError
from publisher.readers import issue
from publisher.readers.container import Container
from publisher.readers.encoding import decode
from publisher.readers.folder import MIB, Folder, read_bytes
from publisher.readers.front_matter import override
from publisher.readers.picture_files import attach
from publisher.readers.reader import Reader, Received
from publisher.source import Source

if TYPE_CHECKING:
    from publisher.readers.web.fetch import Network

__all__ = ["formats", "is_issue", "read", "read_bulletin", "read_text", "read_url"]

MOST_BYTES: Final = 10 * MIB
MOST_CHARACTERS: Final = 2_000_000
MOST_BLOCKS: Final = 20_000
MOST_IN_PARAGRAPH: Final = 100_000
MOST_RECEIVED: Final = 200
MOST_RECEIVED_BYTES: Final = 200 * MIB
ARTICLE: Final = "article.md"
ARCHIVED: Final = ".zip"
_BY_SYSTEMS = re.compile(r"(?:^|/)(?:__MACOSX/|\.DS_Store$|Thumbs\.db$|desktop\.ini$)")
RECEIVED: Final = "source"

_NOTHING: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True)
class _Wishes:
    """How the caller wants an article read."""

    raw: bool
    allow_missing: bool
    overrides: Mapping[str, str]


@cache
def formats() -> tuple[Reader, ...]:
    """Every format, by the names of the modules that define them."""
    modules = (import_module(f"{__name__}.{module.name}") for module in iter_modules(__path__))
    return tuple(m.READER for m in modules if isinstance(getattr(m, "READER", None), Reader))


def read(
    path: Path,
    *,
    data: bytes | None = None,
    raw: bool = False,
    allow_missing: bool = False,
    overrides: Mapping[str, str] = _NOTHING,
) -> Outcome[Reading]:
    """The article of a file or an article folder, with its pictures and every received text.

    `data`: read instead of what the file holds; `raw`: no repair is made; `allow_missing`: a
    missing picture is a warning; `overrides`: front matter from outside. Names of sources are
    relative to the article's folder.

    Raises:
        InputMissingError: `input-missing`.
        InputError: `input-type`, `input-folder`, `input-empty`, `input-too-large`,
            `text-encoding`, `meta-…`.
        UsageError: `set-unknown`.
    """
    wishes = _Wishes(raw, allow_missing, overrides)
    if path.suffix.lower() == ARCHIVED and path.is_file():
        return _of_archive(path, wishes)
    file = _article_file(path)
    folder = Folder.at(file.parent)
    return _read(file, folder, folder, wishes, data)


def read_text(
    name: str,
    data: bytes,
    folder: Path | None = None,
    *,
    raw: bool = False,
    allow_missing: bool = False,
    overrides: Mapping[str, str] = _NOTHING,
) -> Outcome[Reading]:
    """The article of a nameless text, its format told by its content; `name` is for messages.

    `folder`: where its pictures are, None where there is none.
    """
    if len(data) > MOST_BYTES:
        raise _too_large(name, f"{MOST_BYTES // MIB} MiB")
    decoded = decode(name, data)
    by_content = (reader for reader in formats() if reader.recognises(decoded.value))
    reader = next(by_content, None) or _by_extension(".txt")
    assert reader is not None
    place = Folder.at(folder) if folder else None
    return _article(reader, decoded, place, _Wishes(raw, allow_missing, overrides))


def read_url(
    url: str,
    retrieved: str,
    *,
    raw: bool = False,
    overrides: Mapping[str, str] = _NOTHING,
    network: "Network | None" = None,
) -> Outcome[Reading]:
    """The article of a web page; the only reader that touches the network.

    `retrieved`: the day, for the metadata. Raises what `web.page.read_page` raises.
    """
    from publisher.readers.web.fetch import Network
    from publisher.readers.web.page import read_page

    outcome = read_page(url, network or Network(), raw=raw)
    metadata = replace(outcome.value.article.metadata, retrieved=retrieved)
    given = override(metadata, overrides)
    article = replace(outcome.value.article, metadata=given.value)
    limits = tuple(_limits(article, outcome.value.sources[0]))
    findings = (*outcome.findings, *given.findings, *limits)
    return Outcome(replace(outcome.value, article=article), findings)


def is_issue(path: Path) -> bool:
    """Whether a path is an issue file, or a folder with one and no article of its own."""
    if path.is_dir():
        return (path / issue.NAME).is_file() and not (path / ARTICLE).exists()
    return path.suffix.lower() == ".toml"


def read_bulletin(
    path: Path,
    *,
    data: bytes | None = None,
    raw: bool = False,
    allow_missing: bool = False,
    overrides: Mapping[str, str] = _NOTHING,
) -> Outcome[Bulletin]:
    """What is printed of a path: an issue with its articles, or a single article.

    The kind of a single article is what its front matter asks for, empty where it asks for none.
    Overrides go to a single article: an issue's articles keep their own front matter, and
    UsageError `set-issue` says so.
    """
    if not is_issue(path):
        found = read(path, data=data, raw=raw, allow_missing=allow_missing, overrides=overrides)
        return Outcome(bulletin_of(found.value), found.findings)
    if overrides:
        raise UsageError(Finding("set-issue", None, {"name": str(path)}, str(path)))
    plan = issue.read_plan(path / issue.NAME if path.is_dir() else path)
    root = Folder.at(path if path.is_dir() else path.parent)
    wishes = _Wishes(raw, allow_missing, _NOTHING)
    findings = list(plan.findings)
    readings: list[Reading] = []
    for article in plan.value.paths:
        file = _article_file(article)
        outcome = _read(file, Folder.at(file.parent), root, wishes)
        readings.append(outcome.value)
        findings.extend(outcome.findings)
    metadata = plan.value.metadata
    bulletin = Bulletin(
        kind=metadata.kind,
        articles=tuple(reading.article for reading in readings),
        assets=Assets(asset for reading in readings for asset in reading.assets.values()),
        sources=(plan.value.source, *(s for reading in readings for s in reading.sources)),
        issue=metadata,
    )
    return Outcome(bulletin, tuple(findings))


def bulletin_of(reading: Reading) -> Bulletin:
    """The bulletin of a single article."""
    article = reading.article
    return Bulletin(article.metadata.template, (article,), reading.assets, reading.sources)


def _article_file(path: Path) -> Path:
    """The file that holds the article of a path."""
    if not path.is_dir():
        return path
    if (path / ARTICLE).is_file():
        return path / ARTICLE
    names = [name for name in Folder.at(path).names() if _by_extension(Path(name).suffix)]
    texts = [name for name in names if name.lower().endswith(".txt")]
    for found in (texts, names):
        if len(found) == 1:
            return path / found[0]
    raise InputError(Finding("input-folder", None, {"name": str(path)}, str(path)))


def _of_archive(path: Path, wishes: _Wishes) -> Outcome[Reading]:
    """The article of a folder that came zipped; the archive itself is what was received."""
    source = Source(path.name, read_bytes(path.resolve(), path.name, MOST_RECEIVED_BYTES))
    container = Container(source)
    with tempfile.TemporaryDirectory(prefix="kanyin-") as place:
        for name in container.names:
            if not _BY_SYSTEMS.search(name):
                file = Path(place, name)
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(container.read(name))
        found = [entry for entry in Path(place).iterdir() if not entry.name.startswith(".")]
        top = found[0] if len(found) == 1 and found[0].is_dir() else Path(place)
        if not found:
            raise InputError(Finding("input-empty", None, {"name": path.name}, path.name))
        file = _article_file(top)
        outcome = _read(file, Folder.at(file.parent), Folder.at(file.parent), wishes)
    reading = replace(outcome.value, sources=(source, *outcome.value.sources))
    return Outcome(reading, outcome.findings)


def _by_extension(extension: str) -> Reader | None:
    return next((r for r in formats() if extension.lower() in r.extensions), None)


def _read(
    path: Path, folder: Folder, root: Folder, wishes: _Wishes, data: bytes | None = None
) -> Outcome[Reading]:
    if not path.exists():
        raise InputMissingError(Finding("input-missing", None, {"name": str(path)}, str(path)))
    if not path.is_file():
        raise InputError(Finding("input-special", None, {"name": str(path)}, str(path)))
    reader = _by_extension(path.suffix)
    if reader is None:
        known = "、".join(extension for r in formats() for extension in r.extensions)
        raise InputError(
            Finding("input-type", None, {"name": path.name, "known": known}, str(path))
        )
    prefix = "" if folder == root else f"{folder.root.relative_to(root.root).as_posix()}/"
    name = f"{prefix}{path.name}"
    limit = MOST_BYTES if reader.text else MOST_RECEIVED_BYTES
    data = read_bytes(path.resolve(), name, limit) if data is None else data
    decoded = decode(name, data) if reader.text else Outcome(Source(name, data))
    outcome = _article(reader, decoded, folder, wishes)
    sources = (*outcome.value.sources, *_received(folder, prefix))
    return Outcome(replace(outcome.value, sources=sources), outcome.findings)


def _article(
    reader: Reader, decoded: Outcome[Source], folder: Folder | None, wishes: _Wishes
) -> Outcome[Reading]:
    source = decoded.value
    if reader.text and not source.text.strip():
        raise InputError(Finding("input-empty", None, {"name": source.name}, source.name))
    if len(source.text) > MOST_CHARACTERS:
        raise _too_large(source.name, f"{MOST_CHARACTERS:,}")
    parsed = reader.read(Received(source, wishes.raw))
    given = override(parsed.value.article.metadata, wishes.overrides)
    article = replace(parsed.value.article, metadata=given.value)
    limits = tuple(_limits(article, source))
    found = attach(article, folder, allow_missing=wishes.allow_missing)
    with_digests, assets = found.value
    both = Assets([*parsed.value.assets.values(), *assets.values()])
    findings = (*decoded.findings, *parsed.findings, *given.findings, *limits, *found.findings)
    return Outcome(Reading(with_digests, both, parsed.value.sources), findings)


def _limits(article: Article, source: Source) -> list[Finding]:
    findings: list[Finding] = []
    if not article.metadata.title.strip():
        findings.append(Finding("title-missing", source.span(0, 0), {"name": source.name}))
    blocks = 0
    for block in walk(article.blocks):
        blocks += 1
        match block:
            case Paragraph() | Heading():
                size = len(plain(block.runs))
            case Code():
                size = len(block.text)
            case _:
                size = 0
        if size > MOST_IN_PARAGRAPH:
            arguments = {"name": source.name, "limit": f"{MOST_IN_PARAGRAPH:,}"}
            raise InputError(Finding("input-too-large", block.span, arguments, source.name))
    if blocks > MOST_BLOCKS:
        raise _too_large(source.name, f"{MOST_BLOCKS:,}")
    return findings


def _too_large(name: str, limit: str) -> InputError:
    return InputError(Finding("input-too-large", None, {"name": name, "limit": limit}, name))


def _received(folder: Folder, prefix: str) -> tuple[Source, ...]:
    """The files of the folder's `source/`, as they were once received."""
    return tuple(
        _as_received(f"{prefix}{name}", read_bytes(path, name, MOST_RECEIVED_BYTES))
        for name in folder.tree(RECEIVED)[:MOST_RECEIVED]
        if (path := folder.locate(name))
    )


def _as_received(name: str, data: bytes) -> Source:
    """A received file with its text, where its name says that it is one."""
    reader = _by_extension(Path(name).suffix)
    if reader is None or not reader.text:
        return Source(name, data)
    try:
        return decode(name, data).value
    except InputError:
        return Source(name, data)
