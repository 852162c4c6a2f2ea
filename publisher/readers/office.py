"""Documents of older and other word processors, which LibreOffice turns into Word documents."""

import shutil
import subprocess
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Final

from publisher.article import Reading
from publisher.findings import Finding, InputError, Outcome, UnavailableError
from publisher.readers import docx
from publisher.readers.reader import Reader, Received
from publisher.source import Source

SECONDS_MOST: Final = 120
_PROGRAMS: Final = ("soffice", "libreoffice")


def read(received: Received) -> Outcome[Reading]:
    """The article of a document, converted; the document itself is what was received.

    Raises:
        UnavailableError: `input-office`, LibreOffice is not here.
        InputError: `input-broken`, it could make nothing of it; and those of a Word document.
    """
    source = received.source
    program = next((found for name in _PROGRAMS if (found := shutil.which(name))), None)
    if program is None:
        raise UnavailableError(Finding("input-office", None, {"name": source.name}, source.name))
    converted = Source(source.name, _converted(program, source))
    outcome = docx.read(replace(received, source=converted))
    return Outcome(replace(outcome.value, sources=(source,)), outcome.findings)


def _converted(program: str, source: Source) -> bytes:
    """The document as DOCX, made in a folder and with a profile that are gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="kanyin-") as place:
        given = Path(place, f"document{Path(source.name).suffix.lower()}")
        given.write_bytes(source.data)
        words = [program, f"-env:UserInstallation={Path(place, 'profile').as_uri()}", "--headless"]
        words += ["--norestore", "--convert-to", "docx", "--outdir", place, str(given)]
        made = given.with_suffix(".docx")
        try:
            subprocess.run(  # noqa: S603 - the program by its path, the file by a name of ours
                words, capture_output=True, timeout=SECONDS_MOST, check=True
            )
            return made.read_bytes()
        except (subprocess.SubprocessError, OSError) as error:
            name = source.name
            raise InputError(Finding("input-broken", None, {"name": name}, name)) from error


READER = Reader("office", (".doc", ".wps", ".rtf", ".odt"), read, text=False)
