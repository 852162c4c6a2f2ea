"""What is counted and kept while a document is written: ids, lists, notes, findings."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from typing import TYPE_CHECKING

from publisher.article import Note
from publisher.findings import Finding
from publisher.ooxml.element import Element, w
from publisher.ooxml.names import qualified
from publisher.ooxml.origin import bookmark
from publisher.pictures import Picture
from publisher.prepared import Prepared
from publisher.source import Span
from publisher.writers.word.package import Package, XmlPart
from publisher.writers.word.sheet import Sheet

if TYPE_CHECKING:
    from publisher.writers.word.sections import Furniture

PARAGRAPH, PROPERTIES = qualified("w:p"), qualified("w:pPr")


@dataclass
class Draft:
    """A document in the making.

    `lists`: ordered or not, level and first number of each list; `calls`: the notes in the order of
    their numbers, by article and label; `story`: the part that is being written, since links and
    pictures are related to the part in which they stand; `furniture` and `page_begins`: what the
    section that is being written brings.
    """

    prepared: Prepared
    sheet: Sheet
    package: Package
    story: XmlPart
    findings: list[Finding] = field(default_factory=list)
    lists: list[tuple[bool, int, int]] = field(default_factory=list)
    calls: dict[tuple[int, str], int] = field(default_factory=dict)
    notes: dict[tuple[int, str], Note] = field(default_factory=dict)
    article: int = 0
    title: str = ""
    furniture: "Furniture | None" = None
    page_begins: bool = True
    in_note: bool = False
    _bookmarks: Iterator[int] = field(default_factory=lambda: count(1))
    _drawings: Iterator[int] = field(default_factory=lambda: count(1))

    def find(self, code: str, span: Span | None, /, **arguments: object) -> None:
        """Keep a finding; one that was met before is not repeated."""
        finding = Finding(code, span, arguments)
        if finding not in self.findings:
            self.findings.append(finding)

    def drawing(self) -> int:
        """An id that no other drawing of the document has."""
        return next(self._drawings)

    def numbered(self, *, ordered: bool, level: int, start: int) -> int:
        """The number of a new list."""
        self.lists.append((ordered, level, start))
        return len(self.lists)

    def picture(self, picture: Picture) -> str:
        """The id by which the part that is being written names a picture."""
        return self.story.relate("image", self.package.picture(picture))

    def marked(self, block: str, elements: list[Element]) -> list[Element]:
        """The elements with the block's bookmark from their first paragraph to their last."""
        paragraphs = [p for made in elements for p in made.iter(PARAGRAPH)]
        if paragraphs:
            start, end = self._mark(bookmark(block))
            first = paragraphs[0]
            first.insert(1 if len(first) and first[0].tag == PROPERTIES else 0, start)
            paragraphs[-1].append(end)
        return elements

    def named(self, name: str, elements: list[Element]) -> list[Element]:
        """The elements of one paragraph between the ends of a bookmark."""
        start, end = self._mark(name)
        return [start, *elements, end]

    def _mark(self, name: str) -> tuple[Element, Element]:
        ident = next(self._bookmarks)
        return w("bookmarkStart", id=ident, name=name), w("bookmarkEnd", id=ident)

    @contextmanager
    def writing(self, part: XmlPart) -> Iterator[None]:
        """Write the part of the notes for a while."""
        before, self.story, self.in_note = self.story, part, True
        try:
            yield
        finally:
            self.story, self.in_note = before, False
