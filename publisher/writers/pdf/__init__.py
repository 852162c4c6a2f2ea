"""The PDF that is printed and kept: laid out by WeasyPrint, finished as PDF/A-3a."""

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Literal

from publisher.findings import Outcome
from publisher.prepared import Prepared
from publisher.writers.pdf.reading import SetPage


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
    """A finished PDF, the number of its pages, and where asked for, these as they were set."""

    data: bytes = field(repr=False)
    pages: int
    read: tuple[SetPage, ...] = field(default=(), repr=False)


def write_pdf(
    prepared: Prepared,
    template: Path,
    attachments: tuple[Attachment, ...],
    made: datetime,
    *,
    identifier: str = "",
    inherited: tuple[Path, ...] = (),
    fontconfig: Path | None = None,
    read: bool = False,
) -> Outcome[Pdf]:
    """The bulletin as PDF/A-3a with what is attached to it; `made` is the date it bears.

    `identifier`: the id of the record that it will be part of; `inherited`: the folders of the
    templates that `template` extends; `fontconfig`: the file that names the faces to use, those of
    the system where it is None; `read`: what stands on the pages is read back. What the layout
    engine complains of are Findings `pdf-layout`.
    Raises UnavailableError `pdf-library` (69) where a library of the system is missing.
    """
    from publisher.writers.pdf.finish import finish
    from publisher.writers.pdf.layout import lay_out

    laid = lay_out(prepared, (template, *inherited), fontconfig, read=read)
    data = finish(laid.value.data, prepared.bulletin, attachments, made, identifier)
    return Outcome(Pdf(data, laid.value.pages, laid.value.read), laid.findings)
