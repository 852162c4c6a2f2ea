"""The whole way of the data, on one page: read → normalise → check → prepare → write → file."""

import os
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from publisher import checks, filing, readers
from publisher.archive import Archive, Filed, Head, Status
from publisher.article import Article, Bulletin
from publisher.findings import Finding, Outcome, error_of
from publisher.fingerprint import fingerprint
from publisher.prepared import Prepared, prepare
from publisher.project import Project
from publisher.readers.normalise import normalise
from publisher.sorts import faces_needed, sorts
from publisher.style.house import HouseStyle
from publisher.style.load import load_style, template_files
from publisher.typefaces import coverage, find_faces
from publisher.writers import pdf


@dataclass(frozen=True)
class Way:
    """How a bulletin is to be made: with the source, everything that decides the output.

    `kind`: as asked for on the command line, or empty; `cache`: a folder for what can be made
    again; `made`: the instant that is written into the outputs.
    """

    project: Project
    made: datetime
    cache: Path
    kind: str = ""
    to: tuple[str, ...] = ("pdf", "docx")
    raw: bool = False
    allow_missing: bool = False
    grey: bool = False
    overrides: Mapping[str, str] = field(default_factory=dict)
    publishing: bool = False


@dataclass(frozen=True)
class Received:
    """What a SOURCE names: a file or folder, or the bytes of standard input and where it lies."""

    path: Path
    data: bytes | None = None

    @property
    def stem(self) -> str:
        """The name of outputs: the file's or folder's without its extension."""
        return "article" if self.data is not None else self.path.resolve().stem


@dataclass(frozen=True)
class Examined:
    """A bulletin read, repaired and checked, with the house style and the template for it."""

    bulletin: Bulletin
    style: HouseStyle
    template: Path


@dataclass(frozen=True)
class Made:
    """The outputs by format (`pdf`, `docx`, `html`) and the pages of the PDF (0 without one)."""

    files: Mapping[str, bytes]
    pages: int
    prepared: Prepared


@dataclass(frozen=True)
class Filing:
    """How a version is filed; `dry`: everything is done but the writing."""

    status: Status
    message: str = ""
    as_id: str = ""
    again: bool = False
    dry: bool = False


@dataclass(frozen=True)
class Published:
    """What became of a source: its version in the archive and that version's outputs."""

    filed: Filed
    files: Mapping[str, bytes]
    pages: int


def examine(received: Received, way: Way) -> Outcome[Examined]:
    """Read, normalise, check; every finding is in the outcome, errors too."""
    reading = _read(received, way)
    repaired = [_normalised(article, way) for article in reading.value.articles]
    bulletin = replace(
        reading.value,
        kind=_kind(reading.value, way),
        articles=tuple(outcome.value for outcome in repaired),
    )
    style, template = _style(bulletin, way.project)
    found = (
        *reading.findings,
        *(finding for outcome in repaired for finding in outcome.findings),
        *checks.check(bulletin, style, publishing=way.publishing),
    )
    return Outcome(Examined(bulletin, style, template), _judged(found, bulletin, way))


def make(examined: Examined, way: Way) -> Outcome[Made]:
    """Prepare and write each format; raises where a face or a picture cannot be used."""
    bulletin, style = examined.bulletin, examined.style
    faces = find_faces(faces_needed(style), fonts=way.project.fonts, cache=way.cache)
    covered = coverage(faces.value, sorts(bulletin, style))
    pictures = way.project.config.pictures
    prepared = prepare(
        bulletin,
        style,
        faces.value,
        dpi=pictures.dpi,
        quality=pictures.quality,
        allow_missing=way.allow_missing,
        grey=way.grey,
        cache=way.cache,
    )
    ready = _judged((*faces.findings, *covered, *prepared.findings), bulletin, way)
    stop_at_errors(ready)
    written = _write(prepared.value, examined.template, way)
    done = _judged(written.findings, bulletin, way)
    stop_at_errors(done)
    return Outcome(written.value, (*ready, *done))


def render(received: Received, way: Way) -> Outcome[Made]:
    """Make the outputs of a source; nothing is filed."""
    examined = examine(received, way)
    stop_at_errors(examined.findings)
    made = make(examined.value, way)
    return Outcome(made.value, (*examined.findings, *made.findings))


def publish(received: Received, way: Way, filing_as: Filing) -> Outcome[Published]:
    """Make the outputs of a source and file them, unless nothing has changed since its head."""
    examined = examine(received, way)
    stop_at_errors(examined.findings)
    bulletin = examined.value.bulletin
    archive = Archive.open(way.project.archive)
    origin = _origin(received, way.project)
    identity = filing.identity_of(
        bulletin, as_id=filing_as.as_id, origin=origin, today=way.made
    )
    mark = fingerprint(
        bulletin, template=template_files(examined.value.template), settings=_settings(way)
    )
    head = archive.match(identity)
    if head and head.fingerprint == mark and head.status == filing_as.status and not filing_as.again:
        return Outcome(_as_filed(archive, head, way), examined.findings)
    made = make(examined.value, way)
    record = filing.record_of(
        bulletin,
        {f"bulletin.{kind}": data for kind, data in made.value.files.items()},
        identity=identity,
        settings=way.project.config.archive,
        status=filing_as.status,
        message=filing_as.message,
        made=way.made,
        fingerprint=mark,
        faces=made.value.prepared.faces,
        pages=made.value.pages,
    )
    filed = archive.file(record, dry=filing_as.dry)
    findings = (*examined.findings, *made.findings, *filed.findings)
    return Outcome(Published(filed.value, made.value.files, made.value.pages), findings)
