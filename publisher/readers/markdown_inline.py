"""Inline tokens to runs, each with the place of its characters in the received text."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from markdown_it.token import Token

from publisher.article import Figure, Run, Runs
from publisher.findings import Finding
from publisher.readers.attributes import Attributes
from publisher.readers.markdown_syntax import MOST_BRACKETS, parser
from publisher.readers.runs import merged
from publisher.source import Span
from publisher.typography.marks import is_chinese

Item = Run | Figure

_SPAN_CLASSES = {
    "dots": "dots",
    "name": "name",
    "book": "book",
    "strong": "strong",
    "emphasis": "emphasis",
}


@dataclass
class Region:
    """The received text that a block was read from; the places of its runs are found in order."""

    span: Span
    cursor: int = field(init=False)

    def __post_init__(self) -> None:
        self.cursor = self.span.start

    def locate(self, literal: str) -> Span | None:
        """The next place of the characters; None where they were written in another way."""
        text = self.span.source.text
        start = text.find(literal, self.cursor, self.span.end) if literal else -1
        if start < 0:
            return None
        self.cursor = start + len(literal)
        return self.span.source.span(start, self.cursor)

    def picture(self, name: str) -> Span:
        """The place of the next picture, from its `![` to the end of its name."""
        text, end = self.span.source.text, self.span.end
        start = text.find("![", self.cursor, end)
        inner = text.find("](", start, end) if start >= 0 else -1
        if inner < 0:
            return self.span
        named = text.find(name, inner + 2, end) if name else -1
        self.cursor = named + len(name) if named >= 0 else inner + 2
        return self.span.source.span(start, self.cursor)


class Inline:
    """Reads inline tokens; `findings` gathers what the model cannot hold."""

    def __init__(self) -> None:
        self.findings: list[Finding] = []

    def runs(self, tokens: Iterable[Token], region: Region) -> Runs:
        """The runs of the tokens; a picture among them is left to its words."""
        items = self.items(tokens, region)
        return merged(
            Run(item.alt or item.name, span=item.span) if isinstance(item, Figure) else item
            for item in items
        )

    def words(self, text: str, span: Span) -> Runs:
        """The runs of inline Markdown in an attribute, whose place is theirs."""
        if not text:
            return ()
        if text.count("[") > MOST_BRACKETS:
            return (Run(text, span=span),)
        [token] = parser().parseInline(text)
        region = Region(span.source.span(span.start, span.start))
        return tuple(replace(run, span=span) for run in self.runs(token.children or (), region))

    def items(self, tokens: Iterable[Token], region: Region) -> list[Item]:
        """Runs and pictures in order; a line end is a space, or nothing between Chinese."""
        items: list[Item] = []
        stack: list[dict[str, object]] = []
        starts: list[int] = []
        sequence = list(tokens)
        for number, token in enumerate(sequence):
            if token.nesting == 1:
                stack.append(self._properties(token, region))
                starts.append(len(items))
            elif token.nesting == -1:
                stack.pop()
                start = starts.pop()
                items[start:] = _together(items[start:])
            elif token.type == "softbreak":
                if space := _joint(sequence[:number][-1:], sequence[number + 1 : number + 2]):
                    items.append(_run(space, stack, None))
            else:
                items.extend(self._leaf(token, stack, region))
        return items

    def _leaf(
        self, token: Token, stack: Sequence[dict[str, object]], region: Region
    ) -> Iterator[Item]:
        match token.type:
            case "hardbreak":
                yield _run("\n", stack, None)
            case "footnote_ref":
                label = str(token.meta["label"])
                yield Run("", note=label, span=region.locate(f"[^{label}]") or region.span)
            case "image":
                yield self._figure(token, region)
            case _:
                literal = token.markup if token.type == "text_special" else token.content
                if token.content:
                    yield _run(token.content, stack, region.locate(literal) or region.span)

    def _properties(self, token: Token, region: Region) -> dict[str, object]:
        match token.type:
            case "strong_open":
                return {"strong": True}
            case "em_open":
                return {"emphasis": True}
            case "link_open":
                if title := token.attrGet("title"):
                    self.dropped(str(title), region.span)
                return {"link": str(token.attrGet("href") or "")}
            case _:
                return self._span(token.meta, region)

    def _span(self, attributes: Attributes, region: Region) -> dict[str, object]:
        found: dict[str, object] = {}
        for key, value in attributes.items():
            if key == "ruby":
                found["ruby"] = value
            elif key == "class":
                names = value.split()
                found |= {_SPAN_CLASSES[name]: True for name in names if name in _SPAN_CLASSES}
                for name in names:
                    if name not in _SPAN_CLASSES:
                        self.dropped(f".{name}", region.span)
            else:
                self.dropped(f"{key}={value}", region.span)
        return found

    def _figure(self, token: Token, region: Region) -> Figure:
        name = str(token.attrGet("src") or "")
        span = region.picture(name)
        attributes = {key: str(value) for key, value in token.meta.items() if key != "braced"}
        width = attributes.pop("width", "")
        credit = attributes.pop("credit", "")
        for key, value in attributes.items():
            self.dropped(f"{key}={value}", span)
        return Figure(
            name,
            alt="".join(_plain(child) for child in token.children or ()),
            caption=self.words(str(token.attrGet("title") or ""), span),
            credit=credit,
            width=self._width(width, span),
            span=span,
        )

    def _width(self, text: str, span: Span) -> int | None:
        if not text:
            return None
        number = text.removesuffix("%")
        if text.endswith("%") and number.isascii() and number.isdigit() and 0 < int(number) <= 100:
            return int(number)
        self.dropped(f"width={text}", span)
        return None

    def dropped(self, text: str, span: Span) -> None:
        """Quote in a finding what the model has no place for."""
        self.findings.append(Finding("markdown-dropped", span, {"text": text}))


def _together(items: Sequence[Item]) -> Iterator[Item]:
    """What stands in one pair of brackets: its runs joined, its pictures where they are."""
    for is_run, group in groupby(items, lambda item: isinstance(item, Run)):
        if is_run:
            yield from merged((item for item in group if isinstance(item, Run)), marked=True)
        else:
            yield from group


def _run(text: str, stack: Sequence[dict[str, object]], span: Span | None) -> Run:
    properties: dict[str, object] = {}
    for layer in stack:
        properties |= layer
    return Run(text, span=span, **properties)  # type: ignore[arg-type] # keys are Run's own


def _plain(token: Token) -> str:
    if token.type in ("softbreak", "hardbreak"):
        return " "
    return token.content


def _joint(before: Sequence[Token], after: Sequence[Token]) -> str:
    """What a line end within a paragraph is: nothing where Chinese meets Chinese, else a space."""
    left = before[0].content[-1:] if before else ""
    right = after[0].content[:1] if after else ""
    return "" if is_chinese(left) and is_chinese(right) else " "
