"""`proof`: the set pages judged, for the person who signs them."""

from gettext import gettext as _
from typing import Any

import click

from publisher.commands.options import (
    Command,
    kind_option,
    one_source_argument,
    path_type,
    reading_options,
    session_of,
)
from publisher.commands.output import write_file
from publisher.commands.reading import received, stem_of, way_of
from publisher.commands.session import Session


@click.command(cls=Command, help=_("Judge the set pages: a report, and a PDF with marks."))
@one_source_argument
@click.option("-o", "--output", type=path_type, help=_("The marked PDF to write."))
@kind_option
@click.option("--grey", is_flag=True, help=_("The edition without colour."))
@reading_options
@session_of
def proof(session: Session, /, source: str, **options: Any) -> int:  # noqa: ANN401 - Click's
    """Print the report and write the marked PDF; with `--strict` what exceeds a limit fails."""
    from publisher import proofs
    from publisher.forms.report import text_report, values

    way = way_of(session, {**options, "to": ("pdf",)})
    with session.source(source, _("Laying out {source} …")):
        made = proofs.proof(received(source), way, session.language)
        session.report(made.findings)
        judgement = made.value.judgement
        path = options["output"] or session.project.output / f"{stem_of(source)}.proof.pdf"
        write_file(session, path, made.value.pdf)
        report = text_report(judgement, session.language, session.where)
        values_of = values(judgement, session.language, session.place)
        session.result({"source": source, "output": str(path)} | values_of, *report, str(path))
        if judgement.exceeds and session.options.get("strict"):
            return 1
    return 0


COMMANDS = (proof,)
