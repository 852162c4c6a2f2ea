"""Word documents by any author: text, headings, lists, tables, pictures, notes.

What was inserted under revision is read, what was deleted is not. Headers, footers, comments and
text boxes are no part of the article.
"""

from typing import Final

from publisher.article import Assets, Heading, Paragraph, Reading, plain
from publisher.findings import Finding, Outcome, UnavailableError
from publisher.readers.container import Container
from publisher.readers.docx.blocks import read_body
from publisher.readers.docx.package import Document
from publisher.readers.opening import Line, read_opening
from publisher.readers.reader import Reader, Received
from publisher.readers.scraped import Draft, tidy

HEAD_BLOCKS: Final = 8  # blocks among which title, source and date are looked for
_OLD_WORD: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def read(received: Received) -> Outcome[Reading]:
    """The article of a Word document.

    Raises:
        InputError: `input-broken`, `input-bomb`, `input-unsafe`, `input-encrypted`.
        UnavailableError: `input-old-word`.
    """
    source = received.source
    if source.data.startswith(_OLD_WORD):
        raise UnavailableError(Finding("input-old-word", None, {"name": source.name}, source.name))
    document = Document(Container(source), source)
    body = read_body(document)
    draft = Draft(blocks=list(body.blocks))
    _opening(draft, body.title, document, raw=received.raw)
    if not received.raw:
        tidy(draft)
    draft.findings.extend(document.findings)
    reading = Reading(draft.article, Assets(document.assets), (source,))
    return Outcome(reading, tuple(draft.findings))


def _opening(draft: Draft, title: str, document: Document, *, raw: bool) -> None:
    """Source and date from the first paragraphs, and the title where no style says which it is."""
    first = draft.blocks[:HEAD_BLOCKS]
    texts = [plain(b.runs) if isinstance(b, Paragraph | Heading) else "" for b in first]
    lines = [Line(text.strip(), document.span()) for text in (title, *texts)]
    empty = {number for number, line in enumerate(lines) if not line.text}
    taken = read_opening(draft, lines, empty, raw=raw) - empty
    if title:
        draft.take("title", title, document.span())
    kept = (block for number, block in enumerate(draft.blocks, 1) if number not in taken)
    draft.blocks = list(kept)


READER = Reader("docx", (".docx", ".docm"), read, text=False)
