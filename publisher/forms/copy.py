"""The copy (原稿) that was set: where each line of a page stands in the source as received.

Lines are found by their letters, figures and ideographs alone: marks and spaces are repaired on the
way in, and setting gives up some, but it neither adds nor drops a character that is read.
"""

import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from publisher.article import Bulletin, Metadata, Run
from publisher.source import Span
from publisher.writers.pdf.reading import SetLine


@dataclass(frozen=True)
class _Piece:
    """A stretch of the copy with the place that it was read from.

    `ends`: a paragraph ends here; `head`: it is of the metadata, not of the text.
    """

    text: str
    span: Span | None
    ends: bool = False
    head: bool = False


@dataclass(frozen=True)
class Found:
    """A line's characters in the copy; `first`, `last` of their paragraph, `text`: no metadata."""

    line: SetLine
    start: int
    end: int
    first: bool
    last: bool
    text: bool
    place: Span | None

    @property
    def known(self) -> bool:
        """Whether the copy holds the line: a running head, for one, is none of it."""
        return self.end > self.start


class Copy:
    """The letters of a bulletin in reading order, with their places."""

    def __init__(self, bulletin: Bulletin) -> None:
        self._pieces = tuple(_pieces(bulletin))
        self._starts: list[int] = []
        self._edges: set[int] = {0}
        texts: list[str] = []
        length = 0
        for piece in self._pieces:
            text = letters(piece.text)
            self._starts.append(length)
            texts.append(text)
            length += len(text)
            if piece.ends:
                self._edges.add(length)
        self.text = "".join(texts)

    def find(self, lines: Iterable[SetLine]) -> tuple[Found, ...]:
        """Each line with its place; those of one block are looked for together."""
        found: list[Found] = []
        cursor = 0
        for block in _blocks(lines):
            text = "".join(letters(line.text) for line in block)
            start = self.text.find(text, cursor) if text else -1
            if start < 0 and text:
                start = self.text.find(text)
            for line in block:
                end = start + len(letters(line.text)) if start >= 0 else -1
                found.append(self._found(line, start, end))
                start = end
            cursor = max(cursor, start) if len(text) > _SURE else cursor
        return tuple(found)

    def missing(self, texts: Iterable[str]) -> Iterator[tuple[str, Span | None]]:
        """How each paragraph begins that stands in none of the texts that were set, and where.

        Neither its first nor its last letters are there: what stands between may have parted it.
        """
        printed = "".join(map(letters, texts))
        for paragraph in _paragraphs(self._pieces):
            text = "".join(letters(piece.text) for piece in paragraph)
            if text and text[:_SURE] not in printed and text[-_SURE:] not in printed:
                yield "".join(piece.text for piece in paragraph)[:_SHOWN], paragraph[0].span

    def place(self, offset: int) -> Span | None:
        """The place of a letter in the source."""
        number = bisect_right(self._starts, offset) - 1
        span = self._pieces[number].span
        if span is None:
            return None
        inside = offset - self._starts[number]
        spots = [at for at, character in enumerate(span.text) for _ in letters(character)]
        return span.part(spots[inside], spots[inside] + 1) if inside < len(spots) else span

    def _found(self, line: SetLine, start: int, end: int) -> Found:
        if start < 0 or start == end:
            return Found(line, 0, 0, first=True, last=True, text=False, place=None)
        edges = self._edges
        text = not self._piece(start).head
        return Found(line, start, end, start in edges, end in edges, text, self.place(start))

    def _piece(self, offset: int) -> _Piece:
        return self._pieces[bisect_right(self._starts, offset) - 1]


_SHOWN = 24  # characters of a paragraph by which it is known
_SURE = 8  # letters: a shorter block may stand in the copy twice, and must not lead astray


def letters(text: str) -> str:
    """What of a text is read aloud."""
    return "".join(c for c in unicodedata.normalize("NFKC", text) if c.isalnum())


def _blocks(lines: Iterable[SetLine]) -> Iterator[list[SetLine]]:
    """Lines that follow each other in one block."""
    held: list[SetLine] = []
    for line in lines:
        if held and held[-1].block != line.block:
            yield held
            held = []
        held.append(line)
    if held:
        yield held


def _pieces(bulletin: Bulletin) -> Iterator[_Piece]:
    for article in bulletin.articles:
        yield from _of_metadata(article.metadata)
        yield from _of(article.blocks, None)


def _paragraphs(pieces: Iterable[_Piece]) -> Iterator[list[_Piece]]:
    """The pieces of each paragraph of the text."""
    held: list[_Piece] = []
    for piece in pieces:
        held += [piece] if piece.text and not piece.head else []
        if piece.ends and held:
            yield held
        held = [] if piece.ends else held


def _of_metadata(metadata: Metadata) -> Iterator[_Piece]:
    for key in ("kicker", "title", "subtitle", "source"):
        text = str(getattr(metadata, key) or "")
        yield _Piece(text, metadata.places.get(key), ends=True, head=True)


def _of(value: object, span: Span | None) -> Iterator[_Piece]:
    """All that is read of a block, of runs or of a string, in the order of `_READ`."""
    match value:
        case str():
            yield _Piece(value, span, ends=True)
        case Run():
            yield _Piece(value.text, value.span or span)
        case tuple():
            for item in value:
                yield from _of(item, span)
            if value and isinstance(value[0], Run):
                yield _Piece("", None, ends=True)
        case _:
            for name in _READ:
                yield from _of(getattr(value, name, ()), getattr(value, "span", span))


_READ = (
    "title", "runs", "text", "items", "blocks", "figures", "head", "rows", "caption", "credit",
    "attribution",
)  # fmt: skip
