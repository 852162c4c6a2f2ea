"""`archive list|show|search|get|log|verify|reindex`: what archivists ask of the archive."""

from collections.abc import Callable
from gettext import gettext as _
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from publisher.commands.options import Group, path_type, session_of
from publisher.commands.output import refuse_existing, write_file
from publisher.commands.session import Session

if TYPE_CHECKING:
    from publisher.archive import Archive, Filters, Row

F = TypeVar("F", bound=Callable[..., Any])


@click.group(cls=Group, help=_("List, search, read and verify the archive."))
def archive() -> None:
    """Do nothing by itself; the commands do."""


def filter_options(command: F) -> F:
    """The options that say which records are meant."""
    for option in (
        click.option("--limit", type=click.IntRange(1), help=_("At most so many.")),
        click.option("--all", "everything", is_flag=True, help=_("Drafts and withdrawn ones too.")),
        click.option("-t", "--kind", metavar="KIND", default="", help=_("One kind of bulletin.")),
        click.option("--until", type=click.DateTime(["%Y-%m-%d"]), help=_("To this day.")),
        click.option("--since", type=click.DateTime(["%Y-%m-%d"]), help=_("From this day.")),
        click.option("--year", type=click.IntRange(1, 9999), help=_("One year.")),
    ):
        command = option(command)
    return command


def _filters(options: dict[str, Any]) -> "Filters":
    from publisher.archive import Filters

    days = {name: options[name].date() if options[name] else None for name in ("since", "until")}
    return Filters(
        year=options["year"],
        kind=options["kind"],
        everything=options["everything"],
        limit=options["limit"],
        **days,
    )


def _open(session: Session) -> "Archive":
    from publisher.archive import Archive

    return Archive.open(session.project.archive)


@archive.command("list", help=_("List the records, newest first."))
@filter_options
@session_of
def list_records(session: Session, /, **options: Any) -> None:  # noqa: ANN401 - Click's
    """Print a line a record."""
    rows = _open(session).list(_filters(options))
    session.report(rows.findings)
    for row in rows.value:
        session.result(_listed(row), _line(row))


@archive.command(
    help=_("Search titles and texts for every word; any stretch of characters is one.")
)
@click.argument("words", nargs=-1, required=True)
@filter_options
@session_of
def search(session: Session, /, words: tuple[str, ...], **options: Any) -> None:  # noqa: ANN401 - Click's
    """Print a line a record that holds all the words, with the place around the first."""
    wanted = " ".join(words).strip()
    if not wanted:
        raise click.UsageError(_("There is no word to search for."), click.get_current_context())
    hits = _open(session).search(wanted, _filters(options))
    session.report(hits.findings)
    for hit in hits.value:
        values = _listed(hit.row) | {"excerpt": hit.excerpt}
        session.result(values, _line(hit.row), f"    {hit.excerpt}")


@archive.command(help=_("Show what a record says of itself, and its history."))
@click.argument("record", metavar="ID[@vN]")
@session_of
def show(session: Session, /, record: str) -> None:
    """Print metadata, files and versions."""
    shown = _open(session).show(record)
    versions = [vars(version) for version in shown.versions]
    values = {"id": shown.id, "version": shown.version, "record": str(shown.path)}
    session.result(values | {"metadata": shown.metadata, "versions": versions})
    session.line(f"{shown.id} v{shown.version}", str(shown.path), "")
    for key, value in shown.metadata.items():
        if value and isinstance(value, str | int):
            session.line(f"{key:<14} {value}")
    session.line("", *(f"{f['path']:<28} {f['bytes']:>9}" for f in shown.metadata["files"]), "")
    for version in shown.versions:
        session.line(
            f"v{version.number}  {version.created}  {version.status:<10} "
            f"{version.user}  {version.message}"
        )


@archive.command(help=_("Copy a version's files out, their digests checked."))
@click.argument("record", metavar="ID[@vN]")
@click.option("--file", "files", multiple=True, metavar="pdf|docx|source|all|PATH", help=_("What."))
@click.option("-o", "--output", type=path_type, help=_("The folder to copy to."))
@session_of
def get(session: Session, /, record: str, files: tuple[str, ...], output: Path | None) -> None:
    """Copy the files into a folder that is named after the version unless -o says another."""
    opened = _open(session)
    shown = opened.show(record)
    folder = output or session.project.output / f"{shown.id}-v{shown.version}"
    contents = opened.get(f"{shown.id}@v{shown.version}", *files)
    for name in contents:
        refuse_existing(folder / name)
    for name, data in contents.items():
        write_file(session, folder / name, data)
    paths = {name: str(folder / name) for name in contents}
    values = {"id": shown.id, "version": shown.version, "outputs": paths}
    session.result(values, *paths.values())


@archive.command(help=_("Show the archive's log, of one record where it is named."))
@click.argument("record", metavar="[ID]", required=False, default="")
@session_of
def log(session: Session, /, record: str) -> None:
    """Print a line an event, oldest first."""
    opened = _open(session)
    if record:
        opened.show(record)
    for event in opened.log(record):
        words = (event.get(key) for key in ("time", "type", "id", "version", "who", "outcome"))
        session.result(dict(event), "  ".join(str(word) for word in words if word is not None))


@archive.command(help=_("Prove that no byte has changed; exit code 1 where one has."))
@click.argument("records", metavar="[ID]…", nargs=-1)
@click.option("--quick", is_flag=True, help=_("Sizes and inventories only."))
@session_of
def verify(session: Session, /, records: tuple[str, ...], quick: bool) -> int:
    """Verify the whole archive, or the records that are named."""
    from publisher.filing import user_of

    opened = _open(session)
    user, _address = user_of(session.project.config.archive)
    made = None if session.dry else session.clock.now
    outcome = opened.verify(records, quick=quick, made=made, user=user)
    report = outcome.value
    session.report(outcome.findings)
    session.report(report.findings)
    words = _("{objects} records, {files} files: {damages} damages")
    counts = {
        "objects": report.objects,
        "files": report.files,
        "damages": len(report.damages),
    }
    session.result(counts, words.format(**counts))
    return 1 if report.damages else 0


@archive.command(help=_("Make catalogue and index anew from the records."))
@session_of
def reindex(session: Session, /) -> int:
    """Rebuild everything that is derived."""
    opened = _open(session)
    if session.dry:
        return 0
    count = opened.reindex()
    session.report(count.findings)
    words = _("{records} records in catalogue and index").format(records=count.value)
    session.result({"records": count.value}, words)
    return int(any(finding.severity == "error" for finding in count.findings))


def _listed(row: "Row") -> dict[str, object]:
    return dict(vars(row))


def _line(row: "Row") -> str:
    mark = "" if row.status == "published" else f"  [{row.status}]"
    return f"{row.date}  {row.id} v{row.version}  {row.title}{mark}"


COMMANDS = (archive,)
