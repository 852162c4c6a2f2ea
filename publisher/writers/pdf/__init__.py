"""The PDF that is printed and kept: laid out by WeasyPrint, finished as PDF/A-3a."""

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Literal

from publisher.findings import Outcome
from publisher.prepared import Prepared


@dataclass(frozen=True)
class Attachment:
    """A file that the PDF carries; `relationship` as ISO 32000-2, 7.11.3 names it."""

    name: str
    data: bytes = field(repr=False)
    mime: str
    relationship: Literal["Source", "Data", "Supplement"] = "Source"
    description: str = ""


@dataclass(frozen=True)
class Pdf:
    """A finished PDF and the number of its pages."""

    data: bytes = field(repr=False)
    pages: int


def write_pdf(
    prepared: Prepared,
    template: Path,
    attachments: tuple[Attachment, ...],
    made: datetime,
    *,
    identifier: str = "",
    inherited: tuple[Path, ...] = (),
    fontconfig: Path | None = None,
) -> Outcome[Pdf]:
    """The bulletin as PDF/A-3a with what is attached to it; `made` is the date it bears.

    `identifier`: the id of the record that it will be part of; `inherited`: the folders of the
    templates that `template` extends; `fontconfig`: the file that names the faces to use, those of
    the system where it is None. What the layout engine complains of are Findings `pdf-layout`.
    Raises UnavailableError `pdf-library` (69) where a library of the system is missing.
    """
    from publisher.writers.pdf.finish import finish
    from publisher.writers.pdf.layout import lay_out

    laid = lay_out(prepared, (template, *inherited), fontconfig)
    data = finish(laid.value.data, prepared.bulletin, attachments, made, identifier)
    return Outcome(Pdf(data, laid.value.pages), laid.findings)
