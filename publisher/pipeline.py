"""The whole way of the data, on one page: read → normalise → check → prepare → write → file."""

import re
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, time, timedelta, timezone
from pathlib import Path
from typing import Any

from publisher import checks, filing, readers
from publisher.archive import Archive, Filed, Head, Status
from publisher.article import Article, Bulletin
from publisher.findings import Finding, Outcome, compatible, edited, error_of
from publisher.fingerprint import fingerprint
from publisher.prepared import Prepared, prepare
from publisher.project import Project
from publisher.readers.normalise import normalise
from publisher.sorts import faces_needed, sorts
from publisher.style.house import HouseStyle
from publisher.style.load import lineage, load_style
from publisher.typefaces import coverage, find_faces, fontconfig, roles
from publisher.writers.html import write_html
from publisher.writers.pdf import Attachment, Pdf, write_pdf
from publisher.writers.word import DraftIdentity, write_word


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
    """What a SOURCE names: a file or folder, or the bytes of standard input and where it lies.

    `data` of a file are read instead of what it holds; `url`: a page of the web instead.
    """

    path: Path
    data: bytes | None = None
    url: str = ""


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
        *checks.check(bulletin, style, publishing=way.publishing, today=way.made.date()),
    )
    return Outcome(Examined(bulletin, style, template), judged(found, bulletin, way))


def fixed(path: Path, way: Way, codes: frozenset[str]) -> tuple[str, tuple[Finding, ...]]:
    """The text of an `article.md` with proposed edits made until none is left, and their findings.

    `codes`: which edits; all of them where none is named. The text is empty where nothing changes.
    """
    text = ""
    data: bytes | None = None
    made: list[Finding] = []
    for _ in range(_ROUNDS):
        findings = examine(Received(path, data), way).findings
        proposed = [
            finding
            for finding in findings
            if finding.edit is not None
            and finding.edit.span.source.name.endswith(path.name)
            and (not codes or finding.code in codes)
        ]
        if not proposed:
            break
        text = edited(proposed)
        data = text.encode()
        made += compatible(proposed)
    return text, tuple(made)


def make(examined: Examined, way: Way, id_: str = "") -> Outcome[Made]:
    """Prepare and write each format; raises where a face or a picture cannot be used.

    `id_`: the record that the outputs will be part of, written into them; empty where they are not.
    """
    prepared = ready(examined, way)
    written = _write(prepared.value, examined.template, way, id_)
    done = judged(written.findings, examined.bulletin, way)
    stop_at_errors(done)
    return Outcome(written.value, (*prepared.findings, *done))


def ready(examined: Examined, way: Way) -> Outcome[Prepared]:
    """The bulletin prepared for its writers; raises where a face or a picture cannot be used."""
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
    found = judged((*faces.findings, *covered, *prepared.findings), bulletin, way)
    stop_at_errors(found)
    return Outcome(prepared.value, found)


def render(received: Received, way: Way) -> Outcome[Made]:
    """Make the outputs of a source; nothing is filed."""
    examined = examine(received, way)
    stop_at_errors(examined.findings)
    made = make(examined.value, way)
    return Outcome(made.value, (*examined.findings, *made.findings))


def publish(received: Received, way: Way, filing_as: Filing) -> Outcome[Published]:
    """Make the outputs of a source and file them, unless its record's head holds just these."""
    examined = examine(received, way)
    stop_at_errors(examined.findings)
    bulletin, template = examined.value.bulletin, examined.value.template
    archive = _archive(way.project, dry=filing_as.dry)
    identity = filing.identity_of(
        bulletin,
        as_id=filing_as.as_id,
        origin=_origin(received, way.project),
        today=way.made,
    )
    files = filing.template_files(lineage(template, way.project.template))
    mark = fingerprint(bulletin, template=files, settings=_settings(way))
    head = archive.match(identity) if archive else None
    if archive and head and not filing_as.again and _holds(head, mark, filing_as):
        return Outcome(_as_filed(archive, head), examined.findings)
    id_ = head.id if head else archive.propose(identity) if archive else ""
    made = make(examined.value, way, id_)
    findings = (*examined.findings, *made.findings)
    record = filing.record_of(
        bulletin,
        {f"bulletin.{kind}": data for kind, data in made.value.files.items()} | files,
        identity=identity,
        proposed=id_,
        settings=way.project.config.archive,
        status=filing_as.status,
        message=filing_as.message,
        made=way.made,
        fingerprint=mark,
        faces=made.value.prepared.faces,
        pages=made.value.pages,
    )
    if archive is None or filing_as.dry:
        return Outcome(_not_filed(head, made.value, way), findings)
    filed = archive.file(record, again=filing_as.again)
    published = Published(filed.value, made.value.files, made.value.pages)
    return Outcome(published, (*findings, *filed.findings))


def is_record(source: str) -> bool:
    """Whether a SOURCE names a record of the archive, `ID[@vN]`, and no file."""
    return bool(_RECORD.fullmatch(source)) and not Path(source).exists()


def publish_record(record: str, way: Way, filing_as: Filing) -> Outcome[Published]:
    """File a version of the archive, the newest one where none is named, again as published.

    Where it holds every format asked for it keeps its bytes; else it is made anew of its article.
    As a draft nothing is filed that is there already: its Word document is handed out.
    """
    archive = Archive.open(way.project.archive)
    if "@" not in record:
        record += f"@v{archive.head(record).version}"
    shown = archive.show(record)
    version = f"{shown.id}@v{shown.version}"
    kept = archive.get(version)
    outputs = {kind: kept.get(f"bulletin.{kind}", b"") for kind in way.to}
    pages = shown.metadata["pages"] or 0
    if all(outputs.values()) and filing_as.status == "draft":
        there = Filed(shown.id, shown.version, unchanged=True, path=shown.path)
        return Outcome(Published(there, outputs, pages))
    if all(outputs.values()) and not filing_as.dry:
        user, address = filing.user_of(way.project.config.archive)
        words = {"user": user, "address": address, "message": filing_as.message}
        filed = archive.publish(version, made=way.made, again=filing_as.again, **words)
        return Outcome(Published(filed.value, outputs, pages), filed.findings)
    with tempfile.TemporaryDirectory(prefix="kanyin-") as name:
        for path, data in kept.items():
            if path.partition("/")[0] in _EDITABLE:
                place = Path(name, path)
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_bytes(data)
        return publish(Received(Path(name)), way, replace(filing_as, as_id=shown.id))


def stop_at_errors(findings: tuple[Finding, ...]) -> None:
    """Raise the error that the first finding of severity error leads to, with all findings."""
    if any(finding.severity == "error" for finding in findings):
        raise error_of(findings)


def judged(findings: tuple[Finding, ...], bulletin: Bulletin, way: Way) -> tuple[Finding, ...]:
    """The findings as configuration and front matter want them: ignored or of another severity."""
    settings = way.project.config.checks
    ignored = {*settings.ignore, *(c for a in bulletin.articles for c in a.metadata.ignore)}
    levels = settings.severity
    levelled = (replace(f, level=levels[f.code]) if f.code in levels else f for f in findings)
    return tuple(f for f in levelled if f.severity == "error" or f.code not in ignored)


_RECORD = re.compile(r"(kanyin:)?\d{8}-[a-z0-9-]+(@v\d+)?")
# One edit may show the next: a head that was parted from the name before it.
_ROUNDS = 8
_EDITABLE = frozenset(("article.md", "images", "source", "issue.toml", "articles"))
_BEIJING = timezone(timedelta(hours=8))


def _read(received: Received, way: Way) -> Outcome[Bulletin]:
    options: dict[str, Any] = {
        "raw": way.raw,
        "allow_missing": way.allow_missing,
        "overrides": way.overrides,
    }
    if received.url:
        day = way.made.date().isoformat()
        page = readers.read_url(received.url, day, raw=way.raw, overrides=way.overrides)
        return Outcome(readers.bulletin_of(page.value), page.findings)
    if received.data is None or received.path.suffix:
        return readers.read_bulletin(received.path, data=received.data, **options)
    reading = readers.read_text("-", received.data, Path(), **options)
    return Outcome(readers.bulletin_of(reading.value), reading.findings)


def _normalised(article: Article, way: Way) -> Outcome[Article]:
    return Outcome(article) if way.raw else normalise(article)


def _kind(bulletin: Bulletin, way: Way) -> str:
    return way.kind or bulletin.kind or way.project.config.project.template


def _style(bulletin: Bulletin, project: Project) -> tuple[HouseStyle, Path]:
    template = project.template(bulletin.kind, bulletin.first.metadata.places.get("template"))
    issue = bulletin.issue
    issuer = (issue.issuer if issue else bulletin.first.metadata.issuer) or (
        project.config.project.issuer
    )
    style = load_style(
        template,
        project.template,
        name=issue.title if issue else "",
        issuer=issuer,
        faces=roles(project.fonts),
    )
    return style, template


def _write(prepared: Prepared, template: Path, way: Way, id_: str) -> Outcome[Made]:
    """Each format that was asked for."""
    inherited = lineage(template, way.project.template)[1:]
    files: dict[str, bytes] = {}
    findings: tuple[Finding, ...] = ()
    pages = 0
    if "docx" in way.to:
        word = write_word(
            prepared,
            made=_dated(prepared.bulletin, way),
            identity=DraftIdentity(id_) if id_ else None,
        )
        files["docx"], findings = word.value, word.findings
    if "html" in way.to:
        html = write_html(prepared, template, *inherited)
        files["html"], findings = html.value.encode(), (*findings, *html.findings)
    if "pdf" in way.to:
        pdf = set_pdf(prepared, template, way, id_)
        files["pdf"], pages = pdf.value.data, pdf.value.pages
        findings = (*findings, *pdf.findings)
    return Outcome(Made({kind: files[kind] for kind in way.to}, pages, prepared), findings)


def set_pdf(
    prepared: Prepared, template: Path, way: Way, id_: str = "", *, read: bool = False
) -> Outcome[Pdf]:
    """The PDF as it is published; `read`: what stands on its pages is read back."""
    return write_pdf(
        prepared,
        template,
        _attachments(prepared.bulletin, way),
        _dated(prepared.bulletin, way),
        identifier=f"kanyin:{id_}" if id_ else "",
        inherited=lineage(template, way.project.template)[1:],
        fontconfig=fontconfig(prepared.faces, way.cache / "fonts"),
        read=read,
    )


def _dated(bulletin: Bulletin, way: Way) -> datetime:
    """The instant that PDF and DOCX bear: the bulletin's own day, so that bytes stay the same."""
    metadata = bulletin.first.metadata
    day = (bulletin.issue.date if bulletin.issue else metadata.date) or way.made.date()
    return datetime.combine(day, metadata.time or time(), _BEIJING)


def _attachments(bulletin: Bulletin, way: Way) -> tuple[Attachment, ...]:
    """What the PDF carries: its description, each editable article, the texts as received."""
    if not way.project.config.pdf.attach:
        return ()
    data = Attachment(
        "bulletin.json", filing.description(bulletin), "application/json", "Data", "元数据 metadata"
    )
    texts = (
        Attachment(name, content, _MIME.get(Path(name).suffix, "application/octet-stream"))
        for name, content in filing.editable(bulletin).files.items()
        if Path(name).suffix in _MIME
    )
    return (data, *texts)


_MIME = {".md": "text/markdown", ".txt": "text/plain", ".toml": "application/toml"}


def _settings(way: Way) -> dict[str, str]:
    """What decides the output beside source and template, for the fingerprint."""
    config = way.project.config
    return {
        "to": ",".join(sorted(way.to)),
        "raw": str(way.raw),
        "allow-missing": str(way.allow_missing),
        "grey": str(way.grey),
        "issuer": config.project.issuer,
        "dpi": str(config.pictures.dpi),
        "quality": str(config.pictures.quality),
        "attach": str(config.pdf.attach),
    }


def _origin(received: Received, project: Project) -> str:
    """The source's path inside the project; empty where it lies elsewhere."""
    path = received.path.resolve()
    if received.data is not None or not path.is_relative_to(project.root.resolve()):
        return ""
    return path.relative_to(project.root.resolve()).as_posix()


def _archive(project: Project, *, dry: bool) -> Archive | None:
    """The project's archive, made where there is none yet; None where that is not to be written."""
    if dry:
        return Archive.open(project.archive) if project.archive.exists() else None
    return Archive.create(project.archive)


def _holds(head: Head, mark: str, filing_as: Filing) -> bool:
    return head.fingerprint == mark and head.status == filing_as.status


def _as_filed(archive: Archive, head: Head) -> Published:
    """The head of a record as what came of a publish that changed nothing."""
    kept = archive.get(f"{head.id}@v{head.version}")
    files = {
        Path(name).suffix[1:]: data for name, data in kept.items() if Path(name).stem == "bulletin"
    }
    filed = Filed(id=head.id, version=head.version, unchanged=True, path=head.path)
    return Published(filed, files, head.pages or 0)


def _not_filed(head: Head | None, made: Made, way: Way) -> Published:
    """What `--dry-run` would have filed."""
    version = head.version + 1 if head else 1
    filed = Filed(head.id if head else "", version, unchanged=False, path=way.project.archive)
    return Published(filed, made.files, made.pages)
