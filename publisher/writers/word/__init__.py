"""The Word draft: a DOCX with the words, pictures and looks of the PDF, to go on writing in."""

from datetime import datetime

from publisher.findings import Outcome
from publisher.ooxml.origin import DraftIdentity
from publisher.prepared import Prepared

__all__ = ["DraftIdentity", "write_word"]


def write_word(
    prepared: Prepared, *, made: datetime, identity: DraftIdentity | None = None
) -> Outcome[bytes]:
    """The DOCX of a prepared bulletin; equal arguments give equal bytes.

    `made`: the instant written into its properties; `identity`: the record it belongs to, if any.
    """
    from publisher.writers.word.document import write

    return write(prepared, made, identity)
