"""Elements of a web page as blocks of an article; the words of unknown elements are text."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final, Literal, cast

from publisher.article import (
    Alignment,
    Block,
    Code,
    Figure,
    Heading,
    List,
    Paragraph,
    Quote,
    Rule,
    Run,
    Runs,
    Table,
)
from publisher.readers.html.page import BLOCKS, words
from publisher.readers.runs import merged, trimmed
from publisher.source import Source, Span
from publisher.typography.marks import CHINESE_MARKS, HAN_CLASS

if TYPE_CHECKING:
    from lxml.html import HtmlElement

PIXELS_LEAST: Final = 32  # a smaller picture is an icon
LINKED_MOST: Final = 0.6  # a list with a larger share of its words in links is navigation
_ADDRESSES: Final = ("data-src", "data-original", "data-lazy-src", "src")
_LINK = re.compile(r"(?:https?://|mailto:)\S+")
_SPACES = re.compile(r"[ \t\r\n\f]+")
_CHINESE: Final = f"[{HAN_CLASS}{CHINESE_MARKS}]"
_LINE_END = re.compile(rf"(?<={_CHINESE})[ \t\r\f]*\n[ \t\r\n\f]*(?={_CHINESE})")
_HEADINGS: Final = ("h1", "h2", "h3", "h4", "h5", "h6")
_NUMBER = re.compile(r"\d+")


def blocks_of(body: "HtmlElement", title: "HtmlElement | None", source: Source) -> Iterator[Block]:
    """The blocks of an element in reading order, without the one that shows the page's title."""
    levels = sorted({str(e.tag) for e in body.iter(*_HEADINGS) if e is not title})
    addresses = Counter(_address(image) for image in body.iter("img"))
    repeated = frozenset(address for address, count in addresses.items() if count > 1)
    setter = _Setter(source, title, tuple(levels), repeated)
    setter.into(body)
    setter.flush()
    yield from setter.blocks


@dataclass
class _Setter:
    """Sets elements one after the other; `held`: the runs of the paragraph that is being read."""

    source: Source
    title: "HtmlElement | None"
    levels: tuple[str, ...]
    repeated: frozenset[str]
    blocks: list[Block] = field(default_factory=list)
    held: list[Run] = field(default_factory=list)
    line: int = 1

    def into(self, element: "HtmlElement", like: Run = Run("")) -> None:  # noqa: B008 - frozen
        """The words and elements inside an element; `like`: the properties of its words."""
        self.line = element.sourceline or self.line
        self._text(element.text, like)
        for child in element:
            self._element(child, like)
            self._text(child.tail, like)

    def flush(self) -> None:
        """End the paragraph."""
        runs = _spaced(self.held)
        self.held = []
        if runs:
            self.blocks.append(Paragraph(runs, self._span()))

    def _inside(self, element: "HtmlElement") -> tuple[Block, ...]:
        """The blocks inside an element, on their own."""
        inner = replace(self, blocks=[], held=[])
        inner.into(element)
        inner.flush()
        return tuple(inner.blocks)

    def _span(self) -> Span:
        start = self.source.lines[min(self.line, len(self.source.lines)) - 1]
        return self.source.span(start, start)

    def _text(self, text: str | None, like: Run) -> None:
        if text:
            self.held.append(replace(like, text=text))

    def _element(self, element: "HtmlElement", like: Run) -> None:
        if not isinstance(element.tag, str) or element is self.title:
            return
        tag = element.tag
        if tag == "br":
            self.flush()
        elif tag == "img":
            self._image(element)
        elif tag in BLOCKS:
            self.flush()
            self.line = element.sourceline or self.line
            self._block(element)
            self.flush()
        else:
            self.into(element, _styled(element, like))

    def _block(self, element: "HtmlElement") -> None:
        match element.tag:
            case tag if tag in _HEADINGS:
                self._heading(element)
            case "hr":
                self.blocks.append(Rule(self._span()))
            case "pre":
                text = "".join(element.itertext()).strip("\n")
                self.blocks += [Code(text, span=self._span())] if text.strip() else []
            case "blockquote":
                if inner := self._inside(element):
                    self.blocks.append(Quote(inner, span=self._span()))
            case "ul" | "ol":
                self._list(element)
            case "figure":
                self._figure(element)
            case "table":
                self._table(element)
            case _:
                self.into(element)

    def _heading(self, element: "HtmlElement") -> None:
        inner = self._inside(element)
        runs = tuple(run for block in inner if isinstance(block, Paragraph) for run in block.runs)
        level = cast("Literal[2, 3, 4, 5]", min(self.levels.index(element.tag) + 2, 5))
        if runs:
            bare = merged(replace(run, strong=False, emphasis=False) for run in runs)
            self.blocks.append(Heading(level, bare, self._span()))
        self.blocks += [block for block in inner if isinstance(block, Figure)]

    def _list(self, element: "HtmlElement") -> None:
        linked = sum(len(words(link)) for link in element.iter("a"))
        if linked > LINKED_MOST * max(len(words(element)), 1):
            return
        items = tuple(
            inner for child in element.iterchildren("li") if (inner := self._inside(child))
        )
        start = element.get("start") or "1"
        if items:
            self.blocks.append(
                List(
                    items,
                    ordered=element.tag == "ol",
                    start=int(start) if start.isascii() and start.isdigit() else 1,
                    span=self._span(),
                )
            )

    def _image(self, element: "HtmlElement") -> None:
        address = _address(element)
        if not address or address.startswith("data:") or address in self.repeated:
            return
        if any(_pixels(element.get(side)) <= PIXELS_LEAST for side in ("width", "height")):
            return
        self.flush()
        alt = " ".join((element.get("alt") or "").split())
        self.blocks.append(Figure(address, alt=alt, span=self._span()))

    def _figure(self, element: "HtmlElement") -> None:
        caption = element.find(".//figcaption")
        said: Runs = ()
        if caption is not None:
            said = tuple(r for b in self._inside(caption) for r in getattr(b, "runs", ()))
            caption.drop_tree()
        inner = self._inside(element)
        last = max((n for n, b in enumerate(inner) if isinstance(b, Figure)), default=None)
        for number, block in enumerate(inner):
            if number == last and isinstance(block, Figure):
                self.blocks.append(replace(block, caption=said))
            else:
                self.blocks.append(block)
        if said and last is None:
            self.blocks.append(Paragraph(said, self._span()))

    def _table(self, element: "HtmlElement") -> None:
        """A table of short cells; one that only places things on the page is no table."""
        rows = [
            list(row.iterchildren("td", "th"))
            for row in element.iter("tr")
            if next(row.iterancestors("table")) is element
        ]
        rows = [row for row in rows if row]
        width = max(map(len, rows), default=0)
        nested = any(cell.find(".//table") is not None for row in rows for cell in row)
        pictures = element.find(".//img") is not None
        if width < 2 or len(rows) < 2 or nested or pictures:
            self.into(element)
            return
        cells = [
            tuple(self._cell(cell) for cell in row) + ((),) * (width - len(row)) for row in rows
        ]
        headed = all(cell.tag == "th" for cell in rows[0])
        head = cells.pop(0) if headed else ((),) * width
        align = cast("tuple[Alignment, ...]", ("",) * width)
        self.blocks.append(Table(head, tuple(cells), align, span=self._span()))

    def _cell(self, cell: "HtmlElement") -> Runs:
        """The paragraphs of a cell on lines of their own."""
        runs: list[Run] = []
        for block in self._inside(cell):
            inner = getattr(block, "runs", ())
            runs += [Run("\n"), *inner] if runs and inner else inner
        return merged(runs)


def _styled(element: "HtmlElement", like: Run) -> Run:
    match element.tag:
        case "strong" | "b":
            return replace(like, strong=True)
        case "em" | "i":
            return replace(like, emphasis=True)
        case "a":
            address = (element.get("href") or "").strip()
            return replace(like, link=address) if _LINK.fullmatch(address) else like
        case _:
            return like


def _address(image: "HtmlElement") -> str:
    return next((value for name in _ADDRESSES if (value := (image.get(name) or "").strip())), "")


def _pixels(text: str | None) -> float:
    match = _NUMBER.match(text or "")
    return int(match[0]) if match and "%" not in (text or "") else float("inf")


def _spaced(held: list[Run]) -> Runs:
    """The runs of a paragraph; a line end between Chinese is nothing, other space one space."""
    closed = (replace(run, text=_LINE_END.sub("", run.text)) for run in merged(held))
    return trimmed(replace(run, text=_SPACES.sub(" ", run.text)) for run in closed)
