"""`render`, `publish` and `draft`: what makes PDF, DOCX and records."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from gettext import gettext as _
from typing import TYPE_CHECKING, Any

import click

from publisher.commands.options import (
    Command,
    kind_option,
    one_source_argument,
    path_type,
    reading_options,
    session_of,
    source_argument,
    to_option,
)
from publisher.commands.output import write_file, write_outputs
from publisher.commands.reading import received, stem_of, way_of
from publisher.commands.session import Session
from publisher.findings import Finding

if TYPE_CHECKING:
    from publisher.archive import Status
    from publisher.pipeline import Published

grey_option = click.option("--grey", is_flag=True, help=_("The edition without colour."))
message_option = click.option("-m", "--message", default="", help=_("What is new in this version."))


@click.command(cls=Command, help=_("Make PDF, DOCX or HTML files; nothing is archived."))
@source_argument
@click.option("-o", "--output", type=path_type, help=_("The folder for the files."))
@to_option("pdf", "docx", "html")
@kind_option
@grey_option
@reading_options
@session_of
def render(session: Session, /, sources: tuple[str, ...], **options: Any) -> None:  # noqa: ANN401 - Click's
    """Render each source into the output folder."""
    from publisher import pipeline

    folder = options["output"] or session.project.output
    way = way_of(session, options)
    for source in sources:
        with session.source(source, _("Laying out {source} …")):
            made = pipeline.render(received(source), way)
            session.report(made.findings)
            outputs = write_outputs(session, folder, stem_of(source), made.value.files)
            values: dict[str, object] = {"source": source, "id": None, "version": None}
            values |= {"unchanged": False, "record": None, "outputs": outputs}
            values |= {"pages": made.value.pages}
            session.result(values, *outputs.values())


@click.command(cls=Command, help=_("Check, lay out and file in the archive; copies go to out/."))
@source_argument
@kind_option
@to_option("pdf", "docx")
@click.option("--as", "as_id", metavar="ID", default="", help=_("The record to add a version to."))
@message_option
@click.option("--again", is_flag=True, help=_("File a version even if nothing has changed."))
@grey_option
@reading_options
@session_of
def publish(session: Session, /, sources: tuple[str, ...], **options: Any) -> None:  # noqa: ANN401 - Click's
    """Publish each source; the ID of a draft publishes that draft."""
    for source in sources:
        with session.source(source, _("Publishing {source} …")):
            published = _filed(session, source, options, "published")
            with _told(session, source, published) as outputs:
                folder, stem = session.project.output, stem_of(source)
                outputs.update(write_outputs(session, folder, stem, published.files))


@click.command(cls=Command, help=_("Make a Word draft to circulate; it is filed as a draft first."))
@one_source_argument
@click.option("-o", "--output", type=path_type, help=_("The DOCX to write."))
@kind_option
@message_option
@reading_options
@session_of
def draft(session: Session, /, source: str, **options: Any) -> None:  # noqa: ANN401 - Click's
    """File the source as a draft and write its DOCX."""
    with session.source(source, _("Making a draft of {source} …")):
        published = _filed(session, source, {**options, "to": ("docx",)}, "draft")
        path = options["output"] or session.project.output / f"{stem_of(source)}-draft.docx"
        with _told(session, source, published) as outputs:
            write_file(session, path, published.files["docx"])
            outputs["docx"] = str(path)


def _filed(
    session: Session, source: str, options: Mapping[str, Any], status: "Status"
) -> "Published":
    """The version that became of a source; what was met on the way is reported."""
    from publisher import pipeline

    way = way_of(session, options, publishing=status == "published")
    if not session.project.found and not session.results:
        session.report([Finding("no-project", arguments={"name": session.project.archive})])
    filing = pipeline.Filing(
        status=status,
        message=options["message"],
        as_id=options.get("as_id", ""),
        again=options.get("again", False),
        dry=session.dry,
    )
    if pipeline.is_record(source):
        outcome = pipeline.publish_record(source, way, filing)
    else:
        outcome = pipeline.publish(received(source), way, filing)
    session.report(outcome.findings)
    return outcome.value


@contextmanager
def _told(session: Session, source: str, published: "Published") -> Iterator[dict[str, str]]:
    """The copies, to be filled in: what was filed is told even where they cannot be written."""
    outputs: dict[str, str] = {}
    try:
        yield outputs
    finally:
        _tell(session, source, published, outputs)


def _tell(
    session: Session, source: str, published: "Published", outputs: Mapping[str, str]
) -> None:
    filed = published.filed
    values = {
        "source": source,
        "id": filed.id or None,
        "version": filed.version,
        "unchanged": filed.unchanged,
        "record": str(filed.path),
        "outputs": outputs,
        "pages": published.pages,
    }
    words = _("{id} v{version}: filed")
    if filed.unchanged:
        words = _("{id} v{version}: unchanged")
    elif session.dry:
        words = _("{id} v{version}: would be filed")
    name = filed.id or _("A new record")
    line = words.format(id=name, version=filed.version)
    session.result(values, line, str(filed.path), *outputs.values())


COMMANDS = (render, publish, draft)
