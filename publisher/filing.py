"""What is kept of a bulletin: its editable files, its descriptive metadata, its archive record."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from hashlib import sha256
from pathlib import Path, PurePosixPath

from publisher import __version__
from publisher.archive import Descriptive, Face, Identity, Record, Status
from publisher.article import (
    Article,
    Assets,
    Bulletin,
    Figure,
    IssueMetadata,
    Metadata,
    map_figures,
    walk,
)
from publisher.config import USER, ArchiveSettings
from publisher.readers.markdown_writer import write
from publisher.source import Source
from publisher.typefaces import Faces
from publisher.typography.titles import title_text

_ASCII_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_EXTENSIONS = {".jpeg": ".jpg", ".jfif": ".jpg", ".tiff": ".tif"}


@dataclass(frozen=True)
class Kept:
    """Files by content path (ASCII, `/`); `names`: the original names of those renamed."""

    files: Mapping[str, bytes]
    names: Mapping[str, str] = field(default_factory=dict)


def editable(bulletin: Bulletin) -> Kept:
    """The bulletin as people edit it: `article.md`, `images/01.jpg` …, `source/` as received.

    The articles of an issue stand in `articles/01/` …, beside an `issue.toml` that names them.
    """
    if bulletin.issue is None:
        return _with_sources(_article(bulletin.first, bulletin.assets), bulletin.sources)
    files: dict[str, bytes] = {}
    names: dict[str, str] = {}
    for number, article in enumerate(bulletin.articles, 1):
        kept = _article(article, bulletin.assets)
        files |= {f"articles/{number:02}/{path}": data for path, data in kept.files.items()}
        names |= {f"articles/{number:02}/{path}": name for path, name in kept.names.items()}
    files["issue.toml"] = _issue_file(bulletin.issue, len(bulletin.articles)).encode()
    return _with_sources(Kept(files, names), bulletin.sources)


def template_files(folders: tuple[Path, ...]) -> dict[str, bytes]:
    """The files of a template by content path; those that it extends stand under `extends/`."""
    files: dict[str, bytes] = {}
    for depth, folder in enumerate(folders):
        place = "template/" + "extends/" * depth
        for file in sorted(folder.rglob("*")):
            name = file.relative_to(folder).as_posix()
            if file.suffix in (".toml", ".j2", ".css"):
                files[place + name] = file.read_bytes()
    return files


def description(bulletin: Bulletin) -> bytes:
    """`bulletin.json`, for the PDF: descriptive fields only, nothing of versions or status."""
    issue = bulletin.issue
    values: dict[str, object] = {"kind": bulletin.kind}
    if issue is not None:
        values |= {"title": issue.title, "number": issue.number, "date": issue.date}
    values["articles"] = [_described(article.metadata) for article in bulletin.articles]
    text = json.dumps(values, ensure_ascii=False, indent=2, sort_keys=True, default=str)
    return (text + "\n").encode()


def record_of(
    bulletin: Bulletin,
    outputs: Mapping[str, bytes],
    *,
    identity: Identity,
    proposed: str,
    settings: ArchiveSettings,
    status: Status,
    message: str,
    made: datetime,
    fingerprint: str,
    faces: Faces,
    pages: int,
) -> Record:
    """The record of a bulletin with its outputs (by content path), ready to be filed."""
    kept = editable(bulletin)
    user, address = user_of(settings)
    return Record(
        identity=identity,
        proposed=proposed,
        files={**kept.files, **outputs},
        names=kept.names,
        user=user,
        address=address,
        made=made,
        descriptive=_descriptive(bulletin, settings),
        status=status,
        message=message,
        fingerprint=fingerprint,
        faces=tuple(sorted(_faces(faces), key=lambda face: (face.name, face.sha256))),
        pages=pages or None,
        program=f"kanyin {__version__}",
    )


def user_of(settings: ArchiveSettings) -> tuple[str, str]:
    """Name and mail address of who files."""
    user = USER.fullmatch(settings.user)
    assert user is not None  # the settings were checked when they were read
    return user["name"], user["address"]


def identity_of(bulletin: Bulletin, *, as_id: str, origin: str, today: datetime) -> Identity:
    """By what the archive knows the bulletin again; `origin`: its path inside the project."""
    metadata, issue = bulletin.first.metadata, bulletin.issue
    date = (issue.date if issue else None) or metadata.date or today.date()
    return Identity(
        title=issue.title if issue else title_text(metadata.title),
        date=date,
        as_id=as_id,
        id="" if issue else metadata.id,
        url="" if issue else metadata.url,
        received=tuple(_received_digests(bulletin)),
        path=origin,
        slug="" if issue else metadata.slug,
    )


def _article(article: Article, assets: Assets) -> Kept:
    """`article.md` with its pictures renamed to `images/NN.EXT`, one file for equal bytes."""
    paths: dict[str, str] = {}
    names: dict[str, str] = {}
    files: dict[str, bytes] = {}
    figures = (block for block in walk(article.blocks) if isinstance(block, Figure))
    for figure in figures:
        if figure.picture is None or figure.picture in paths:
            continue
        suffix = PurePosixPath(assets[figure.picture].name).suffix.lower()
        path = f"images/{len(paths) + 1:02}{_EXTENSIONS.get(suffix, suffix)}"
        paths[figure.picture] = path
        names[path] = PurePosixPath(figure.name).name
        files[path] = assets[figure.picture].data

    def renamed(figure: Figure) -> Figure:
        return replace(figure, name=paths.get(figure.picture or "", figure.name))

    blocks = tuple(map_figures(block, renamed) for block in article.blocks)
    files["article.md"] = write(replace(article, blocks=blocks)).encode()
    return Kept(files, {path: name for path, name in names.items() if name != path})


def _issue_file(issue: IssueMetadata, count: int) -> str:
    """The `issue.toml` whose articles are `articles/01/article.md` …, in their sections."""
    lines = [
        f"{key} = {_toml(getattr(issue, key))}" for key in ("title", "number", "kind", "issuer")
    ]
    lines += [f"contents = {_toml(issue.contents)}"]
    lines += [f"date = {issue.date}"] if issue.date else []
    first = 1
    for title, articles in issue.sections or (("", count),):
        lines += ["", "[[section]]", f"title = {_toml(title)}", "articles = ["]
        for number in range(first, first + articles):
            start = issue.starts[number - 1] if issue.starts else "run"
            lines.append(f'  {{ file = "articles/{number:02}/article.md", start = "{start}" }},')
        lines.append("]")
        first += articles
    return "\n".join(lines) + "\n"


def _toml(value: str | bool) -> str:
    """A string or flag as TOML writes it; JSON's escapes are TOML's too."""
    return json.dumps(value, ensure_ascii=False)


def _with_sources(kept: Kept, sources: tuple[Source, ...]) -> Kept:
    files, names = dict(kept.files), dict(kept.names)
    for number, source in enumerate(sources, 1):
        path = "source/" + _source_path(source.name, number)
        files[path] = source.data
        if path != f"source/{source.name}":
            names[path] = source.name
    return Kept(files, names)


def _source_path(name: str, number: int) -> str:
    """The name, made ASCII part by part; what cannot be told is numbered."""
    parts = [part for part in PurePosixPath(name).parts if part not in ("/", "..", ".")]
    if parts[:1] == ["source"]:
        parts = parts[1:]
    safe = [part for part in parts if _ASCII_NAME.fullmatch(part)]
    if parts and len(safe) == len(parts):
        return "/".join(safe)
    suffix = PurePosixPath(name).suffix.lower()
    return f"{number:02}{suffix if _ASCII_NAME.fullmatch(suffix[1:] or '-') else ''}"


def _received_digests(bulletin: Bulletin) -> Iterator[str]:
    for source in bulletin.sources:
        yield sha256(source.data).hexdigest()


def _described(metadata: Metadata) -> dict[str, object]:
    kept = (
        "title subtitle kicker date source url retrieved authors editors photographers section "
        "keywords abstract language rights number issuer document_number"
    )
    values = {key: getattr(metadata, key) for key in kept.split()}
    values["title"] = title_text(metadata.title)
    return {key: value for key, value in values.items() if value}


def _descriptive(bulletin: Bulletin, settings: ArchiveSettings) -> Descriptive:
    metadata, issue = bulletin.first.metadata, bulletin.issue
    return Descriptive(
        subtitle="" if issue else metadata.subtitle,
        creator=tuple(filter(None, (issue.issuer,))) if issue else _creators(metadata),
        number=issue.number if issue else metadata.document_number or metadata.number,
        retention=metadata.retention or settings.retention,
        unit=metadata.unit or settings.unit,
        fonds=settings.fonds,
        fonds_name=settings.fonds_name,
        secrecy=metadata.secrecy,
        note=metadata.note,
        kind=bulletin.kind,
        keywords=metadata.keywords,
        people=tuple(dict.fromkeys((*metadata.authors, *metadata.photographers))),
        abstract=metadata.abstract,
        source=metadata.source,
        retrieved=metadata.retrieved,
        language=metadata.language,
        rights=metadata.rights,
    )


def _creators(metadata: Metadata) -> tuple[str, ...]:
    return (
        tuple(filter(None, (metadata.issuer,)))
        or metadata.authors
        or tuple(filter(None, (metadata.source,)))
    )


def _faces(faces: Faces) -> frozenset[Face]:
    return frozenset(
        Face(f"{face.family} {face.weight}", face.version, face.sha256)
        for face in faces.by_role.values()
    )
