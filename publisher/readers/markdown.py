"""Markdown with front matter (FORMATS): the front matter is the metadata, the body the blocks."""

from bisect import bisect_left
from dataclasses import dataclass, field, replace
from typing import Literal, cast

from markdown_it.common.utils import unescapeAll
from markdown_it.token import Token

from publisher.article import (
    Alignment,
    Article,
    Assets,
    Block,
    Box,
    Code,
    Figure,
    Gallery,
    Heading,
    List,
    Metadata,
    Names,
    Note,
    Paragraph,
    Quote,
    Reading,
    Rule,
    Run,
    Runs,
    Table,
    plain,
)
from publisher.findings import Finding, InputError, Outcome
from publisher.readers import front_matter
from publisher.readers.attributes import items as attribute_items
from publisher.readers.markdown_inline import Inline, Item, Region
from publisher.readers.markdown_syntax import parser
from publisher.readers.reader import Reader, Received
from publisher.readers.runs import merged
from publisher.source import LINE_END, Source, Span

DASHES = "——"
_QUOTE_ENDS = ("blockquote_close", "container_pull_close")


def read(received: Received) -> Outcome[Reading]:
    """The article of a Markdown text; `title` is empty where none is given.

    A heading of level 1 that opens the body is the title where the front matter has none.
    """
    source = received.source
    head = front_matter.find(source)
    said = front_matter.read(source, head) if head else Outcome(Metadata(title=""))
    reading = _Body(source, head.body if head else 0)
    blocks = reading.blocks()
    metadata = said.value
    if not metadata.title and reading.title:
        metadata = replace(metadata, title=reading.title)
    elif reading.title:
        blocks = [Heading(2, (Run(reading.title),), reading.title_span), *blocks]
    article = Article(metadata, tuple(blocks))
    return Outcome(
        Reading(article, Assets(), (source,)), (*said.findings, *reading.inline.findings)
    )


def recognises(source: Source) -> bool:
    """Whether a nameless text begins like Markdown: front matter or a heading."""
    first = source.text.lstrip().split("\n", 1)[0].rstrip()
    return first == "---" or first.startswith(("# ", "## "))


@dataclass
class _Level:
    """Blocks that are being read, up to the token that closes them."""

    closing: str
    blocks: list[Block] = field(default_factory=list)
    attribution: Runs = ()


class _Body:
    """Reads the block tokens of one text, front to back."""

    def __init__(self, source: Source, start: int) -> None:
        self.source = source
        self.inline = Inline()
        self.title = ""
        self.title_span: Span | None = None
        self._first_line = bisect_left(source.lines, start)
        # Every line end that our spans know ends a line for the parser too.
        text = LINE_END.sub("\n", source.text[start:])
        self._tokens = parser().parse(text, {"refuse": self._refuse})
        self._at = 0
        self._notes: list[Note] = []
        self._readers = {
            "paragraph_open": self._paragraph,
            "heading_open": self._heading,
            "blockquote_open": self._quote,
            "container_pull_open": self._quote,
            "bullet_list_open": self._list,
            "ordered_list_open": self._list,
            "table_open": self._table,
            "fence": self._code,
            "code_block": self._code,
            "hr": self._rule,
            "container_gallery_open": self._gallery,
            "container_names_open": self._names,
            "container_box_open": self._box,
            "footnote_reference_open": self._note,
        }

    def blocks(self) -> list[Block]:
        """All blocks, notes last."""
        return [*self._level("").blocks, *self._notes]

    def _refuse(self, token: Token, limit: str) -> None:
        arguments = {"name": self.source.name, "limit": limit}
        raise InputError(Finding("input-too-large", self._span(token), arguments))

    def _level(self, closing: str) -> _Level:
        level = _Level(closing)
        while self._at < len(self._tokens):
            token = self._next()
            if token.type == closing:
                break
            self._readers[token.type](token, level)
        return level

    def _next(self) -> Token:
        token = self._tokens[self._at]
        self._at += 1
        return token

    def _peek(self, ahead: int = 0) -> str:
        at = self._at + ahead
        return self._tokens[at].type if at < len(self._tokens) else ""

    def _span(self, token: Token) -> Span:
        """The lines that a block was read from, without blank ones at its end."""
        lines = self.source.lines
        first, last = token.map or (0, 0)
        start = lines[min(self._first_line + first, len(lines) - 1)]
        after = self._first_line + max(last, first + 1)
        end = lines[after] if after < len(lines) else len(self.source.text)
        text = self.source.text[start:end]
        start += len(text) - len(text.lstrip())
        return self.source.span(start, max(start, end - (len(text) - len(text.rstrip()))))

    def _inline(self) -> Token:
        """The inline token of the block whose opening token was read last, past its closing."""
        token = self._next()
        self._next()
        return token

    def _paragraph(self, token: Token, level: _Level) -> None:
        content = self._inline()
        region = Region(self._span(token))
        lines = _lines(content.children or [])
        if content.content.startswith(": ") and level.blocks and lines[0][0].type == "text":
            last = level.blocks[-1]
            if isinstance(last, Table) and not last.caption:
                _cut(lines[0][0], ": ")
                caption = self.inline.runs(_flat(lines), region)
                level.blocks[-1] = replace(last, caption=caption)
                return
        attribution: list[Token] = []
        if level.closing in _QUOTE_ENDS and self._peek() == level.closing and _dashed(lines[-1]):
            attribution = lines.pop()
        items = self.inline.items(_flat(lines), region)
        level.blocks.extend(self._parted(items, region.span))
        if attribution:
            _cut(attribution[0], DASHES)
            level.attribution = self.inline.runs(attribution, region)

    def _parted(self, items: list[Item], span: Span) -> list[Block]:
        """A paragraph, a picture, a gallery; or what a picture among words parts it into."""
        figures = [item for item in items if isinstance(item, Figure)]
        words = [item for item in items if isinstance(item, Run)]
        if not figures:
            runs = merged(words)
            return [Paragraph(runs, _from_first(runs, span))] if runs else []
        if all(run.note is None and not run.text.strip() for run in words):
            return [figures[0] if len(figures) == 1 else Gallery(tuple(figures), span=span)]
        parts: list[Block] = []
        gathered: list[Run] = []
        for item in [*items, None]:
            if isinstance(item, Run):
                gathered.append(item)
                continue
            if runs := _trimmed(merged(gathered)):
                parts.append(Paragraph(runs, _from_first(runs, span)))
            gathered = []
            if item is not None:
                parts.append(item)
                self.inline.findings.append(
                    Finding("markdown-picture-inline", item.span, {"name": item.name})
                )
        return parts

    def _heading(self, token: Token, level: _Level) -> None:
        content = self._inline()
        span = self._span(token)
        runs = self.inline.runs(content.children or [], Region(span))
        number = int(token.tag[1:])
        if number == 1 and not level.blocks and not level.closing and not self.title:
            self.title, self.title_span = plain(runs), span
            return
        fitted = cast("Literal[2, 3, 4, 5]", min(max(number, 2), 5))
        if fitted != number:
            arguments = {"level": number, "fitted": fitted}
            self.inline.findings.append(Finding("markdown-heading-level", span, arguments))
        level.blocks.append(Heading(fitted, runs, span))

    def _quote(self, token: Token, level: _Level) -> None:
        inner = self._level(token.type.replace("_open", "_close"))
        pull = token.type == "container_pull_open"
        if pull:
            inner = _unquoted(inner)
        level.blocks.append(
            Quote(tuple(inner.blocks), inner.attribution, pull, span=self._span(token))
        )

    def _list(self, token: Token, level: _Level) -> None:
        items = []
        while self._next().type == "list_item_open":
            items.append(tuple(self._level("list_item_close").blocks))
        ordered = token.type == "ordered_list_open"
        start = token.attrGet("start")
        level.blocks.append(
            List(
                tuple(items),
                ordered=ordered,
                start=1 if start is None else int(start),
                span=self._span(token),
            )
        )

    def _table(self, token: Token, level: _Level) -> None:
        rows: list[list[Runs]] = []
        align: list[Alignment] = []
        region = Region(self._span(token))
        while (part := self._next()).type != "table_close":
            if part.type == "tr_open":
                rows.append([])
            elif part.type in ("th_open", "td_open"):
                rows[-1].append(self.inline.runs(self._next().children or [], region))
            if part.type == "th_open":
                style = str(part.attrGet("style") or "")
                align.append(cast("Alignment", style.removeprefix("text-align:")))
        head, *body = (tuple(row) for row in rows)
        level.blocks.append(Table(head, tuple(body), tuple(align), span=region.span))

    def _code(self, token: Token, level: _Level) -> None:
        language = unescapeAll(token.info.strip())
        text = token.content.removesuffix("\n")
        level.blocks.append(Code(text, language, span=self._span(token)))

    def _rule(self, token: Token, level: _Level) -> None:
        level.blocks.append(Rule(span=self._span(token)))

    def _note(self, token: Token, _level: _Level) -> None:
        inner = self._level("footnote_reference_close")
        label = str(token.meta["label"])
        self._notes.append(Note(label, tuple(inner.blocks), span=self._span(token)))

    def _attributes(self, token: Token, *known: str) -> dict[str, str]:
        """The attributes behind a container's name; what is not known is quoted in a finding."""
        text = token.info.strip().partition(" ")[2]
        end, found = attribute_items(text)
        rest = [text[end:].strip()] if text[end:].strip() else []
        rest += [f"{key}={value}" for key, value in found.items() if key not in known]
        for words in rest:
            self.inline.dropped(words, self._span(token))
        return found

    def _gallery(self, token: Token, level: _Level) -> None:
        attributes = self._attributes(token, "caption")
        inner = self._level("container_gallery_close").blocks
        span = self._span(token)
        figures: list[Figure] = []
        others: list[Block] = []
        for block in inner:
            if isinstance(block, Figure):
                figures.append(block)
            elif isinstance(block, Gallery):
                figures.extend(block.figures)
            else:
                others.append(block)
        caption = self.inline.words(attributes.get("caption", ""), span)
        level.blocks.extend([Gallery(tuple(figures), caption, span), *others])

    def _names(self, token: Token, level: _Level) -> None:
        attributes = self._attributes(token, "title", "columns")
        inner = self._level("container_names_close").blocks
        span, title = self._span(token), attributes.get("title", "")
        columns = attributes.get("columns", "0")
        names = _names_of(inner)
        if names is None:
            self.inline.findings.append(Finding("markdown-names", span, {"title": title}))
            level.blocks.append(Box(tuple(inner), title, span))
        else:
            count = int(columns) if columns.isascii() and columns.isdigit() else 0
            level.blocks.append(Names(names, title, min(count, 12), span))

    def _box(self, token: Token, level: _Level) -> None:
        attributes = self._attributes(token, "title")
        inner = self._level("container_box_close").blocks
        level.blocks.append(Box(tuple(inner), attributes.get("title", ""), self._span(token)))


def _unquoted(level: _Level) -> _Level:
    """What a pull quote says: its `>` marks, where all of it stands behind them, go for nothing."""
    while len(level.blocks) == 1:
        [only] = level.blocks
        if not isinstance(only, Quote) or only.pull or (only.attribution and level.attribution):
            break
        attribution = only.attribution or level.attribution
        level = replace(level, blocks=list(only.blocks), attribution=attribution)
    return level


def _lines(children: list[Token]) -> list[list[Token]]:
    """The tokens of a paragraph by line; a line end inside emphasis or a link ends none."""
    lines: list[list[Token]] = [[]]
    depth = 0
    for token in children:
        depth += token.nesting
        if token.type == "softbreak" and not depth:
            lines.append([])
        else:
            lines[-1].append(token)
    return lines


def _flat(lines: list[list[Token]]) -> list[Token]:
    joined = list(lines[0]) if lines else []
    for line in lines[1:]:
        joined += [Token("softbreak", "br", 0), *line]
    return joined


def _dashed(line: list[Token]) -> bool:
    """Whether a line names who said it: two dashes, typed as such, and words behind them."""
    if not line or line[0].type != "text" or not line[0].content.startswith(DASHES):
        return False
    return len(line) > 1 or bool(line[0].content.removeprefix(DASHES).strip())


def _cut(token: Token, prefix: str) -> None:
    token.content = token.content.removeprefix(prefix).lstrip()


def _from_first(runs: Runs, span: Span) -> Span:
    """The span of a paragraph from its first word: behind the marker of a list or a quote."""
    first = runs[0].span
    return Span(span.source, first.start, span.end) if first else span


def _trimmed(runs: Runs) -> Runs:
    """The runs without white space at their edges."""
    if not runs:
        return ()
    first = replace(runs[0], text=runs[0].text.lstrip())
    runs = merged((first, *runs[1:]))
    if not runs:
        return ()
    return merged((*runs[:-1], replace(runs[-1], text=runs[-1].text.rstrip())))


def _names_of(blocks: list[Block]) -> tuple[str, ...] | None:
    """The names of a single list whose items are plain; None where there is more."""
    if not blocks:
        return ()
    if len(blocks) != 1 or not isinstance(blocks[0], List):
        return None
    names = []
    for item in blocks[0].items:
        if len(item) > 1 or not all(isinstance(block, Paragraph) for block in item):
            return None
        names.append("".join(plain(block.runs) for block in item if isinstance(block, Paragraph)))
    return tuple(names)


READER = Reader("markdown", (".md", ".markdown"), read, recognises)
