"""The model: an article as metadata and blocks, and the bulletin that is printed of it.

Everything is frozen. Spans and picture bytes do not take part in equality, so that an article that
was written and read again equals the first.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import Literal

from publisher.source import Source, Span


@dataclass(frozen=True)
class Run:
    """A stretch of inline text with one set of properties; a line break is a newline in `text`.

    A note reference has an empty `text` and the label of its Note in `note`. `places`: where in the
    source each character was received, given where repairs moved them.
    """

    text: str
    strong: bool = False
    emphasis: bool = False
    link: str | None = None
    note: str | None = None
    ruby: str | None = None
    dots: bool = False
    name: bool = False
    book: bool = False
    span: Span | None = field(default=None, compare=False, repr=False)
    places: tuple[int, ...] = field(default=(), compare=False, repr=False)

    def place(self, offset: int) -> Span | None:
        """Where a character was received; the whole run's place where that is all that is known."""
        span = self.span
        if span is None or not (self.places or span.text == self.text):
            return span
        start = self.places[offset] if self.places else span.start + offset
        return Span(span.source, start, start + 1)


Runs = tuple[Run, ...]


@dataclass(frozen=True)
class Paragraph:
    """Running text."""

    runs: Runs
    span: Span | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True)
class Heading:
    """A heading of level 2 to 5; level 1 is the title, which stands in the metadata."""

    level: Literal[2, 3, 4, 5]
    runs: Runs
    span: Span | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True)
class Figure:
    """A picture with its words.

    `name` is the path or file name as the author wrote it, for messages and for writing it back;
    `picture` is the sha256 (hex) of its bytes in Assets, None where the picture is missing.
    `width` is what the author asked for, in per cent of the measure.
    """

    name: str
    picture: str | None = field(default=None, compare=False)
    alt: str = ""
    caption: Runs = ()
    credit: str = ""
    width: int | None = None
    span: Span | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True)
class Gallery:
    """Pictures that stand together, with a common caption or none."""

    figures: tuple[Figure, ...]
    caption: Runs = ()
    span: Span | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True)
class Quote:
    """Quoted blocks and who said them; `pull` makes it a pull quote."""

    blocks: "tuple[Block, ...]"
    attribution: Runs = ()
    pull: bool = False
    span: Span | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True)
class List:
    """A list; `items`: a tuple of blocks an item; `start`: the first number of an ordered one."""

    items: "tuple[tuple[Block, ...], ...]"
    ordered: bool = False
    start: int = 1
    span: Span | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True)
class Names:
    """A list of names of organisations or people, set in columns (0: as the style decides)."""

    items: tuple[str, ...]
    title: str = ""
    columns: int = 0
    span: Span | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True)
class Code:
    """Text that is set as it was typed."""

    text: str
    language: str = ""
    span: Span | None = field(default=None, compare=False, repr=False)


Alignment = Literal["", "left", "center", "right"]


@dataclass(frozen=True)
class Table:
    """A table; `head` and each row hold the Runs of each column, `align` a word a column."""

    head: tuple[Runs, ...]
    rows: tuple[tuple[Runs, ...], ...]
    align: tuple[Alignment, ...]
    caption: Runs = ()
    span: Span | None = field(default=None, compare=False, repr=False)

    @property
    def columns(self) -> int:
        """How many cells the longest row has."""
        return max(map(len, (self.head, *self.rows)))


@dataclass(frozen=True)
class Box:
    """Blocks that stand apart from the text, under a title or none."""

    blocks: "tuple[Block, ...]"
    title: str = ""
    span: Span | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True)
class Note:
    """A footnote, called by the Run whose `note` equals its label; notes stand last."""

    label: str
    blocks: "tuple[Block, ...]"
    span: Span | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True)
class Rule:
    """A rule between blocks."""

    span: Span | None = field(default=None, compare=False, repr=False)


Block = (
    Paragraph | Heading | Figure | Gallery | Quote | List | Names | Code | Table | Box | Note | Rule
)


@dataclass(frozen=True)
class Metadata:
    """What the front matter says; `places`: where each key was read, for findings."""

    title: str
    subtitle: str = ""
    kicker: str = ""
    date: dt.date | None = None
    time: dt.time | None = None
    source: str = ""
    url: str = ""
    retrieved: str = ""
    authors: tuple[str, ...] = ()
    editors: tuple[str, ...] = ()
    photographers: tuple[str, ...] = ()
    section: str = ""
    keywords: tuple[str, ...] = ()
    abstract: str = ""
    language: str = "zh-CN"
    rights: str = ""
    id: str = ""
    slug: str = ""
    template: str = ""
    number: str = ""
    issuer: str = ""
    document_number: str = ""
    signer: str = ""
    to: tuple[str, ...] = ()
    cc: tuple[str, ...] = ()
    copies: str = ""
    attachments: tuple[str, ...] = ()
    urgency: str = ""
    retention: str = ""
    unit: str = ""
    secrecy: str = ""
    note: str = ""
    ignore: tuple[str, ...] = ()
    places: Mapping[str, Span] = field(default_factory=dict, compare=False, repr=False)


@dataclass(frozen=True)
class Article:
    """One article: what is said of it and its blocks, in reading order."""

    metadata: Metadata
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Asset:
    """The bytes of one picture as received; `name`: its file name, for messages only."""

    name: str
    data: bytes = field(repr=False)
    digest: str = ""

    @classmethod
    def of(cls, name: str, data: bytes) -> "Asset":
        """The asset with its sha256 (hex) as digest."""
        return cls(name, data, sha256(data).hexdigest())


class Assets(Mapping[str, Asset]):
    """The bag of received pictures by digest; no step after the reader opens a file."""

    def __init__(self, assets: Iterable[Asset] = ()) -> None:
        self._assets = {asset.digest: asset for asset in assets}

    def __getitem__(self, digest: str) -> Asset:
        return self._assets[digest]

    def __iter__(self) -> Iterator[str]:
        return iter(self._assets)

    def __len__(self) -> int:
        return len(self._assets)


@dataclass(frozen=True)
class Reading:
    """What a reader hands over: the article, its pictures, and every file as it was received."""

    article: Article
    assets: Assets
    sources: tuple[Source, ...]


@dataclass(frozen=True)
class IssueMetadata:
    """What `issue.toml` says of a whole issue (FORMATS); `starts`: "run" or "page" an article."""

    title: str
    number: str = ""
    date: dt.date | None = None
    kind: str = "issue"
    issuer: str = ""
    contents: bool = True
    sections: tuple[tuple[str, int], ...] = ()
    starts: tuple[Literal["run", "page"], ...] = ()


@dataclass(frozen=True)
class Bulletin:
    """What is printed: one article, or a whole issue with its articles in order.

    `sections` in the issue's metadata: title and number of articles of each section, in order.
    """

    kind: str
    articles: tuple[Article, ...]
    assets: Assets
    sources: tuple[Source, ...]
    issue: IssueMetadata | None = None

    @property
    def first(self) -> Article:
        """The article that gives a single bulletin its title and date."""
        return self.articles[0]


def plain(runs: Runs) -> str:
    """The characters of runs, without properties; line breaks stay newlines."""
    return "".join(run.text for run in runs)


def walk(blocks: Iterable[Block]) -> Iterator[Block]:
    """Every block in reading order, those inside quotes, lists, boxes, notes and galleries too."""
    for block in blocks:
        yield block
        match block:
            case Quote() | Box() | Note():
                yield from walk(block.blocks)
            case List():
                for item in block.items:
                    yield from walk(item)
            case Gallery():
                yield from block.figures
            case _:
                pass


def sift_figures(
    blocks: Iterable[Block], change: Callable[[Figure], Figure | None]
) -> Iterator[Block]:
    """The blocks, figures in them, quotes and lists put through `change`; None leaves one out."""
    for block in blocks:
        match block:
            case Figure():
                if (changed := change(block)) is not None:
                    yield changed
            case Quote():
                yield replace(block, blocks=tuple(sift_figures(block.blocks, change)))
            case List():
                items = (tuple(sift_figures(item, change)) for item in block.items)
                yield replace(block, items=tuple(item for item in items if item))
            case _:
                yield block


def map_figures(block: Block, change: Callable[[Figure], Figure]) -> Block:
    """The block with every figure in it, however deep, put through `change`."""

    def inside(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
        return tuple(map_figures(inner, change) for inner in blocks)

    match block:
        case Figure():
            return change(block)
        case Gallery():
            return replace(block, figures=tuple(map(change, block.figures)))
        case Quote() | Box() | Note():
            return replace(block, blocks=inside(block.blocks))
        case List():
            return replace(block, items=tuple(map(inside, block.items)))
        case _:
            return block
