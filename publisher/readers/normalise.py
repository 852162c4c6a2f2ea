"""One stage behind all readers: marks, spaces and characters as Chinese text is printed.

Every repair is counted in a note with the place of the first; twice is once. Code is never touched.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, fields, replace
from typing import Final, assert_never

from publisher.article import (
    Article,
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
    Rule,
    Run,
    Runs,
    Table,
)
from publisher.findings import Finding, Outcome
from publisher.readers.runs import merged
from publisher.source import Span
from publisher.typography import repairs
from publisher.typography.marks import has_han

_RULES: Final[tuple[tuple[str, repairs.Rule], ...]] = (
    ("text-invisible", repairs.visible),
    ("text-compat", repairs.common),
    ("text-compat", repairs.composed),
    ("text-marks", repairs.in_chinese(repairs.bracketed)),
    ("text-marks", repairs.in_chinese(repairs.quoted)),
    ("text-marks", repairs.in_chinese(repairs.dotted)),
    ("text-marks", repairs.in_chinese(repairs.widened)),
    ("text-marks", repairs.in_chinese(repairs.stopped)),
    ("text-spaces", repairs.closed_up),
)
# One repair may let another follow; the text is settled long before so many rounds.
_ROUNDS: Final = 12

_AS_WRITTEN: Final = frozenset(
    {"url", "retrieved", "language", "id", "slug", "template", "number", "document_number"}
    | {"copies", "retention", "ignore"}
)


def normalise(article: Article) -> Outcome[Article]:
    """The article with its text repaired (INTAKE 3, Normalising), spans kept.

    Findings, each once with its count: `text-marks`, `text-spaces`, `text-invisible`,
    `text-compat`; for each paragraph it happens in, `text-quotes`.
    """
    stage = _Stage()
    metadata = stage.metadata(article.metadata)
    blocks = tuple(stage.blocks(article.blocks))
    return Outcome(replace(article, metadata=metadata, blocks=blocks), stage.findings())


@dataclass
class _Tally:
    """The repairs of one code: how many, of which kind, and where the first was."""

    first: Span | None
    kinds: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True)
class _Character:
    """A character with the run it belongs to and its place."""

    text: str
    run: int
    span: Span | None


class _Stage:
    def __init__(self) -> None:
        self._tallies: dict[str, _Tally] = {}
        self._quotes: list[Finding] = []

    def findings(self) -> tuple[Finding, ...]:
        """A note for each kind of repair, then the warnings."""
        notes = (
            Finding(
                code,
                tally.first,
                {
                    "count": tally.kinds.total(),
                    "list": " ".join(f"{mark}×{n}" for mark, n in tally.kinds.most_common()),
                },
            )
            for code, tally in self._tallies.items()
        )
        return (*notes, *self._quotes)

    def metadata(self, metadata: Metadata) -> Metadata:
        """The metadata, keys that machines read left as written."""
        changes: dict[str, object] = {}
        for key in fields(Metadata):
            value, span = getattr(metadata, key.name), metadata.places.get(key.name)
            if key.name in _AS_WRITTEN:
                continue
            if isinstance(value, str):
                changes[key.name] = self._words(value, span)
            elif isinstance(value, tuple):
                changes[key.name] = tuple(self._words(str(word), span) for word in value)
        return replace(metadata, **changes)  # type: ignore[arg-type] # values keep their types

    def blocks(self, blocks: Iterable[Block]) -> Iterator[Block]:
        """The blocks; a paragraph or heading of which nothing is left goes."""
        for block in blocks:
            repaired = self._block(block)
            if not (isinstance(repaired, Paragraph | Heading) and not repaired.runs):
                yield repaired

    def _block(self, block: Block) -> Block:
        match block:
            case Paragraph() | Heading():
                return replace(block, runs=self._runs(block.runs, block.span))
            case Figure():
                return self._figure(block)
            case Quote() | List() | Box() | Note():
                return self._holder(block)
            case Gallery() | Names() | Table():
                return self._gathered(block)
            case Code() | Rule():
                return block
            case _:
                assert_never(block)

    def _holder(self, block: Quote | List | Box | Note) -> Block:
        """A block that holds blocks."""
        if isinstance(block, List):
            return replace(block, items=tuple(tuple(self.blocks(i)) for i in block.items))
        inner = tuple(self.blocks(block.blocks))
        match block:
            case Quote():
                attribution = self._runs(block.attribution, block.span)
                return replace(block, blocks=inner, attribution=attribution)
            case Box():
                return replace(block, blocks=inner, title=self._words(block.title, block.span))
            case Note():
                return replace(block, blocks=inner)
            case _:
                assert_never(block)

    def _gathered(self, block: Gallery | Names | Table) -> Block:
        """A block that holds pictures, names or cells."""
        match block:
            case Gallery():
                figures = tuple(map(self._figure, block.figures))
                return replace(
                    block, figures=figures, caption=self._runs(block.caption, block.span)
                )
            case Names():
                items = tuple(self._words(name, block.span) for name in block.items)
                return replace(block, items=items, title=self._words(block.title, block.span))
            case Table():
                return self._table(block)
            case _:
                assert_never(block)

    def _figure(self, figure: Figure) -> Figure:
        return replace(
            figure,
            alt=self._words(figure.alt, figure.span),
            caption=self._runs(figure.caption, figure.span),
            credit=self._words(figure.credit, figure.span),
        )

    def _table(self, table: Table) -> Table:
        return replace(
            table,
            head=tuple(self._runs(cell, table.span) for cell in table.head),
            rows=tuple(tuple(self._runs(cell, table.span) for cell in row) for row in table.rows),
            caption=self._runs(table.caption, table.span),
        )

    def _words(self, text: str, span: Span | None) -> str:
        return "".join(run.text for run in self._runs((Run(text, span=span),), span))

    def _runs(self, runs: Runs, span: Span | None) -> Runs:
        """The runs repaired as one text, so that neighbours are seen across their borders."""
        characters = [
            character for number, run in enumerate(runs) for character in _parted(run, number)
        ]
        for _ in range(_ROUNDS):
            before = characters
            for code, rule in _RULES:
                characters = self._applied(code, rule, characters)
            if characters is before:
                break
        text = "".join(character.text for character in characters)
        if has_han(text) and (count := repairs.straight_quotes(text)):
            self._quotes.append(Finding("text-quotes", span, {"count": count}))
        parts: list[list[_Character]] = [[] for _ in runs]
        for character in characters:
            parts[character.run].append(character)
        return merged(_repaired(run, part) for run, part in zip(runs, parts, strict=True))

    def _applied(
        self, code: str, rule: repairs.Rule, characters: list[_Character]
    ) -> list[_Character]:
        """The characters after a rule; the very same list where it changes nothing."""
        changes = sorted(
            rule("".join(character.text for character in characters)), key=lambda c: c.start
        )
        if not changes:
            return characters
        result: list[_Character] = []
        position = 0
        for change in changes:
            result += characters[position : change.start]
            first = characters[change.start]
            result += [_Character(letter, first.run, first.span) for letter in change.text]
            position = change.end
            self._count(code, change, first)
        return result + characters[position:]

    def _count(self, code: str, change: repairs.Change, first: _Character) -> None:
        tally = self._tallies.setdefault(code, _Tally(first.span))
        width = change.end - change.start if code == "text-invisible" else 1
        tally.kinds[change.text] += width


def _repaired(run: Run, characters: list[_Character]) -> Run:
    """The run with its characters as they are now, and where each was received."""
    text = "".join(character.text for character in characters)
    if text == run.text:
        return run
    exact = run.span is not None and run.span.text == run.text
    places = (character.span.start for character in characters if character.span) if exact else ()
    return replace(run, text=text, places=tuple(places))


def _parted(run: Run, number: int) -> Iterator[_Character]:
    """The characters of a run, each with its own place where the run stands as it was typed."""
    span = run.span
    exact = span is not None and span.text == run.text
    for offset, letter in enumerate(run.text):
        place = span.part(offset, offset + 1) if exact and span is not None else span
        yield _Character(letter, number, place)
