"""The body of a Word document as blocks."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final, Literal, cast

from publisher.article import (
    Alignment,
    Block,
    Figure,
    Heading,
    List,
    Note,
    Paragraph,
    Quote,
    Run,
    Runs,
    Table,
    plain,
)
from publisher.findings import Finding
from publisher.readers.docx.package import Document, Style, attribute, local, value
from publisher.readers.runs import merged, trimmed
from publisher.source import Span

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

TITLE_MOST: Final = 80
_TITLE = re.compile(r"(?:title|标题|標題|文章标题|公文标题)$", re.IGNORECASE)
_QUOTE = re.compile(r"(?:intense )?quote|引用|明显引用|block ?text", re.IGNORECASE)
_CAPTION = re.compile(r"caption|题注|題註|图注|图片说明", re.IGNORECASE)
_UP: Final[dict[int, Literal[2, 3, 4, 5]]] = {2: 2, 3: 2, 4: 3, 5: 4}
_OFF: Final = frozenset({"0", "false", "off", "none"})


@dataclass(frozen=True)
class Body:
    """The blocks in reading order, notes last, without the one that is the title."""

    title: str
    blocks: tuple[Block, ...]


def read_body(document: Document) -> Body:
    """The body of a document; the title where a style says which it is, else empty."""
    setter = _Setter(document)
    blocks = list(setter.blocks(document.body))
    title = setter.title or _only_top(blocks)
    kept = [block for block in blocks if block is not title]
    if isinstance(title, Heading):  # the headings below it are the first of the text
        kept = [replace(b, level=_UP[b.level]) if isinstance(b, Heading) else b for b in kept]
    kept = _captioned(kept, setter.captions)
    for label in setter.called:
        inner = tuple(setter.blocks(document.notes[label]))
        kept.append(Note(label, inner or (Paragraph((Run("—"),)),), document.span()))
    words = plain(title.runs).replace("\n", "|") if title else ""
    return Body(words, tuple(kept))


def _captioned(blocks: Sequence[Block], captions: Sequence[Paragraph]) -> list[Block]:
    """The blocks, captions given to the pictures that they stand under."""
    kept: list[Block] = []
    for block in blocks:
        last = kept[-1] if kept else None
        caption = next((caption for caption in captions if caption is block), None)
        if caption is not None and isinstance(last, Figure) and not last.caption:
            kept[-1] = replace(last, caption=caption.runs)
        else:
            kept.append(block)
    return kept


def _only_top(blocks: Sequence[Block]) -> Heading | None:
    """The one heading of the first level, where it opens the document."""
    tops = [(n, b) for n, b in enumerate(blocks) if isinstance(b, Heading) and b.level == 2]
    if len(tops) == 1 and tops[0][0] <= 2 and len(plain(tops[0][1].runs)) <= TITLE_MOST:
        return tops[0][1]
    return None


@dataclass
class _Item:
    """A paragraph of a list with its level."""

    level: int
    ordered: bool
    blocks: tuple[Block, ...]


@dataclass
class _Setter:
    document: Document
    called: dict[str, None] = field(default_factory=dict)
    title: Paragraph | Heading | None = None
    captions: list[Paragraph] = field(default_factory=list)

    def blocks(self, parent: "Element") -> Iterator[Block]:
        """The blocks of a parent; paragraphs of a list in a row are one list."""
        items: list[_Item] = []
        for part in self._parts(parent):
            if isinstance(part, _Item):
                items.append(part)
                continue
            yield from _lists(items, self.document.span())
            items = []
            yield part
        yield from _lists(items, self.document.span())

    def _parts(self, parent: "Element") -> "Iterator[Block | _Item]":
        for e in parent:
            match local(e):
                case "p":
                    yield from self._paragraph(e)
                case "tbl":
                    yield from self._table(e)
                case "sdt":
                    if not _is_contents(e):
                        yield from self._parts(_child(e, "sdtContent"))
                case "ins" | "moveTo" | "customXml" | "smartTag":
                    yield from self._parts(e)
                case _:
                    continue

    def _paragraph(self, e: "Element") -> "Iterator[Block | _Item]":
        runs, figures = self._inline(e)
        style = self.document.style_of(e)
        words = trimmed(runs)
        yield from figures
        if not words:
            return
        if _TITLE.fullmatch(style.name) or style.level is not None or style.number in ("", "0"):
            yield self._block(words, style)
            return
        depth = style.depth or "0"
        bullet = self.document.bullets.get((style.number, depth), False)
        block = self._block(words, style)
        yield _Item(int(depth) if depth.isdigit() else 0, not bullet, (block,))

    def _block(self, words: Runs, style: Style) -> Block:
        """The block that a paragraph with words is."""
        span = self.document.span()
        paragraph = Paragraph(words, span)
        if _TITLE.fullmatch(style.name):
            self.title = self.title or paragraph
        elif style.level is not None:
            fitted = cast("Literal[2, 3, 4, 5]", min(max(style.level + 1, 2), 5))
            bare = merged(replace(run, strong=False, emphasis=False) for run in words)
            return Heading(fitted, bare, span)
        elif _QUOTE.fullmatch(style.name):
            return Quote((paragraph,), span=span)
        elif _CAPTION.fullmatch(style.name):
            self.captions.append(paragraph)
        return paragraph

    def _table(self, e: "Element") -> Iterator[Block]:
        """A table; one of a single cell, or with pictures, only places what is in it."""
        rows = [[c for c in row if local(c) == "tc"] for row in e if local(row) == "tr"]
        width = max((sum(_columns(c) for c in row) for row in rows), default=0)
        if width < 2 or e.find(".//{*}drawing") is not None or e.find(".//{*}tbl") is not None:
            for row in rows:
                for cell in row:
                    yield from self.blocks(cell)
            return
        cells = [tuple(self._cells(row, width)) for row in rows]
        align = cast("tuple[Alignment, ...]", ("",) * width)
        yield Table(cells[0], tuple(cells[1:]), align, span=self.document.span())

    def _cells(self, row: "Sequence[Element]", width: int) -> Iterator[Runs]:
        count = 0
        for cell in row:
            merge = cell.find("{*}tcPr/{*}vMerge")
            goes_on = merge is not None and attribute(merge, "val") != "restart"
            runs: list[Run] = []
            for p in cell.iter("{*}p"):
                words = trimmed(self._inline(p)[0])
                runs += [Run("\n"), *words] if runs and words else words
            yield () if goes_on else merged(runs)
            for _ in range(_columns(cell) - 1):
                yield ()
            count += _columns(cell)
        for _ in range(width - count):
            yield ()

    def _inline(self, e: "Element", like: Run | None = None) -> tuple[list[Run], list[Figure]]:
        """The runs and the pictures of a paragraph, a link or a field."""
        runs: list[Run] = []
        figures: list[Figure] = []
        for child in e:
            match local(child):
                case "r":
                    self._run(child, like or Run(""), runs, figures)
                case "hyperlink":
                    address = self.document.address(attribute(child, "id"))
                    inner, pictures = self._inline(child, Run("", link=address))
                    runs += inner
                    figures += pictures
                case (
                    "ins" | "moveTo" | "fldSimple" | "smartTag" | "sdt" | "sdtContent" | "customXml"
                ):
                    inner, pictures = self._inline(child, like)
                    runs += inner
                    figures += pictures
                case _:
                    continue
        return runs, figures

    def _run(self, r: "Element", like: Run, runs: list[Run], figures: list[Figure]) -> None:
        properties = r.find("{*}rPr")
        run = replace(
            like,
            strong=_is_on(properties, "b"),
            emphasis=_is_on(properties, "i"),
            dots=bool(value(properties, "em")) if properties is not None else False,
        )
        for child in r:
            match local(child):
                case "t":
                    runs.append(replace(run, text=child.text or ""))
                case "tab":
                    runs.append(replace(run, text=" "))
                case "br" | "cr":
                    if attribute(child, "type") not in ("page", "column"):
                        runs.append(replace(run, text="\n"))
                case "noBreakHyphen":
                    runs.append(replace(run, text="-"))
                case "ruby":
                    base, _ = self._inline(_child(child, "rubyBase"), like)
                    above, _ = self._inline(_child(child, "rt"), like)
                    runs.append(replace(run, text=_text(base), ruby=_text(above)))
                case "footnoteReference":
                    self._call(attribute(child, "id"), runs)
                case "drawing" | "pict" | "AlternateContent" | "object":
                    figures.extend(self._pictures(child))
                case _:
                    continue

    def _call(self, label: str, runs: list[Run]) -> None:
        if label in self.document.notes:
            self.called.setdefault(label)
            runs.append(Run("", note=label))

    def _pictures(self, e: "Element") -> Iterator[Figure]:
        """The pictures drawn in an element; those of a fallback are the same ones again."""
        alt = next((attribute(p, "descr") for p in e.iter("{*}docPr")), "")
        for shape in e.iter("{*}blip", "{*}imagedata"):
            if any(local(above) == "Fallback" for above in shape.iterancestors()):
                continue
            asset = self.document.picture(attribute(shape, "embed") or attribute(shape, "id"))
            if asset is None:
                linked = attribute(shape, "link") or attribute(shape, "href") or "…"
                span = self.document.span()
                self.document.findings.append(Finding("picture-remote", span, {"name": linked}))
                continue
            words = " ".join(alt.split())
            yield Figure(asset.name, picture=asset.digest, alt=words, span=self.document.span())


def _lists(items: "Sequence[_Item]", span: Span) -> Iterator[Block]:
    """The lists of paragraphs in a row, deeper ones inside the item before."""
    start = 0
    while start < len(items):
        first = items[start]
        end = start + 1
        while end < len(items) and (
            items[end].level > first.level or items[end].ordered == first.ordered
        ):
            end += 1
        yield _list(items[start:end], span)
        start = end


def _list(items: "Sequence[_Item]", span: Span) -> List:
    level = min(item.level for item in items)
    grouped: list[list[_Item]] = []
    for item in items:
        if item.level == level or not grouped:
            grouped.append([item])
        else:
            grouped[-1].append(item)
    made = tuple((*group[0].blocks, *_lists(group[1:], span)) for group in grouped)
    return List(made, ordered=items[0].ordered, span=span)


def _child(e: "Element", name: str) -> "Element":
    child = e.find(f"{{*}}{name}")
    return child if child is not None else e.makeelement("nothing")


def _is_on(properties: "Element | None", name: str) -> bool:
    child = properties.find(f"{{*}}{name}") if properties is not None else None
    return child is not None and attribute(child, "val") not in _OFF


def _is_contents(e: "Element") -> bool:
    """Whether a control holds a table of contents, which is made anew."""
    return value(e, "docPartGallery") == "Table of Contents"


def _columns(cell: "Element") -> int:
    span = value(cell.find("{*}tcPr"), "gridSpan")
    return int(span) if span.isdigit() and 0 < int(span) <= 64 else 1


def _text(runs: Iterable[Run]) -> str:
    return "".join(run.text for run in runs)
