"""`init`, `new` and `check`: what makes projects and articles that a person edits."""

from difflib import get_close_matches
from gettext import gettext as _
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from publisher.commands.options import (
    Command,
    one_source_argument,
    path_type,
    reading_options,
    session_of,
    source_argument,
)
from publisher.commands.output import refuse_existing, write_file
from publisher.commands.reading import received, stem_of, way_of
from publisher.commands.session import Session
from publisher.findings import Finding, UsageError, all_entries

if TYPE_CHECKING:
    from publisher.pipeline import Received, Way

fix_option = click.option(
    "--fix",
    metavar="[=CODE,…]",
    default=None,
    help=_("Apply the proposed edits; with =CODE only those of these codes."),
)


@click.command(cls=Command, help=_("Make a project with its settings and a first article."))
@click.argument("folder", metavar="[DIR]", required=False, type=path_type)
@click.option("--template", metavar="NAME", default="news", help=_("The usual kind of bulletin."))
@session_of
def init(session: Session, /, folder: Path | None, template: str) -> None:
    """Write what a project consists of; what is there already stays."""
    from publisher.archive import Archive
    from publisher.starter import project_files

    target = (folder or session.options.get("project") or Path.cwd()).absolute()
    session.project.template(template)
    refuse_existing(target / "publisher.toml")
    files = project_files(template, session.environment)
    for name, data in files.items():
        if not (target / name).exists():
            write_file(session, target / name, data)
    if not session.dry:
        Archive.create(target / "archive")
    session.result({"project": str(target), "files": sorted(files)}, str(target))
    session.talk(
        _("Now type: publisher -C {folder} publish {article}").format(
            folder=target, article=target / "first"
        )
    )


@click.command(cls=Command, help=_("Write an article folder that can be edited."))
@one_source_argument
@click.option("-o", "--output", type=path_type, help=_("The folder to write."))
@fix_option
@reading_options
@session_of
def new(session: Session, /, source: str, output: Path | None, **options: Any) -> None:  # noqa: ANN401 - Click's
    """Take in a source and write `article.md`, `images/` and `source/`."""
    from publisher import pipeline
    from publisher.filing import editable

    fix = options.pop("fix")
    codes = codes_of(fix or "")
    folder = output or Path(stem_of(source))
    refuse_existing(folder)
    way = way_of(session, {**options, "allow_missing": True})
    with session.source(source, _("Reading {source} …")):
        named = received(source, new=True)
        examined = pipeline.examine(named, way)
        pipeline.stop_at_errors(examined.findings)
        session.report(examined.findings)
        files = editable(examined.value.bulletin).files
        for name, data in files.items():
            write_file(session, folder / name, data)
        if fix is not None and not session.dry:
            for file in sorted(folder.rglob("article.md")):
                _apply(session, file, way, codes)
        session.result(
            {"source": source, "folder": str(folder), "files": sorted(files)}, str(folder)
        )


@click.command(cls=Command, help=_("Read and check; print findings with the proposed edits."))
@source_argument
@fix_option
@reading_options
@session_of
def check(session: Session, /, sources: tuple[str, ...], fix: str | None, **options: Any) -> None:  # noqa: ANN401 - Click's
    """Check each source; with `--fix` apply proposals to `article.md`."""
    from publisher import pipeline

    way = way_of(session, options)
    for source in sources:
        with session.source(source, _("Reading {source} …")):
            named = received(source)
            if fix is not None:
                _fix(session, named, way, fix)
            examined = pipeline.examine(named, way)
            pipeline.stop_at_errors(examined.findings)
            session.report(examined.findings)
            session.result(
                {"source": source, "title": examined.value.bulletin.first.metadata.title}
            )


def _editable(path: Path) -> bool:
    return path.is_file() and path.suffix.lower() in (".md", ".markdown")


def codes_of(words: str) -> frozenset[str]:
    """The codes of a list such as `picture-name,text-marks`; UsageError where one is unknown."""
    codes = frozenset(code.strip() for code in words.split(",") if code.strip())
    for code in sorted(codes - all_entries().keys()):
        near = ", ".join(get_close_matches(code, all_entries(), 3, 0.4)) or "–"
        raise UsageError(Finding("code-unknown", arguments={"name": code, "nearest": near}))
    return codes


def _fix(session: Session, named: "Received", way: "Way", fix: str) -> None:
    """Apply the edits that findings propose to the article's own file."""
    path = named.path / "article.md" if named.path.is_dir() else named.path
    if named.data is not None or (named.path.exists() and not _editable(path)):
        raise UsageError(Finding("fix-text", arguments={"name": named.path}))
    _apply(session, path, way, codes_of(fix))


def _apply(session: Session, path: Path, way: "Way", codes: frozenset[str]) -> None:
    """Apply to a file the edits of these codes, all of them where none is named."""
    from publisher import pipeline

    text, applied = pipeline.fixed(path, way, codes)
    if applied:
        write_file(session, path, text.encode())
    session.result({"source": str(path), "applied": [finding.code for finding in applied]})
    session.talk(_("{count} edits applied.").format(count=len(applied)))


COMMANDS = (init, new, check)
