"""An article as the text of an `article.md`, as a person would have typed it (FORMATS)."""

import re
from collections.abc import Iterable
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
    Table,
)
from publisher.readers.front_matter import KEYS
from publisher.readers.markdown_escape import (
    cell,
    destination,
    heading,
    label,
    paragraph,
    text_line,
    value,
    words,
)

_DASHES: Final = "——"
_PLAIN = re.compile(r"\w(?:[^:#,\[\]{}\"'&*!>%@`\\?]|:(?=[^\s:])|#(?<!\s#))*")
_COLONS = re.compile(r"^[ >]*(:{3,})", re.MULTILINE)
_TICKS = re.compile(r"`{3,}")
_BARS: Final = {"": "---", "left": ":--", "center": ":-:", "right": "--:"}


def write(article: Article) -> str:
    """The whole text: front matter in the order of FORMATS, then the body.

    Reading it gives the same article again, for every article whose pictures keep their names.
    """
    body = _blocks(article.blocks)
    return f"---\n{_front_matter(article.metadata)}---\n" + (f"\n{body}\n" if body else "")


def _front_matter(metadata: Metadata) -> str:
    default = Metadata(title="")
    lines = []
    for key in KEYS:
        said = getattr(metadata, key)
        if key == "date":
            said = _date(metadata)
        if key == "title" or (said != getattr(default, key) and said is not None):
            lines.append(f"{key}: {_said(said)}\n")
    return "".join(lines)


def _date(metadata: Metadata) -> str | None:
    if metadata.date is None:
        return None
    day = metadata.date.isoformat()
    if metadata.time is None:
        return day
    return f"{day} {metadata.time.isoformat('seconds' if metadata.time.second else 'minutes')}"


def _said(said: str | tuple[str, ...]) -> str:
    if isinstance(said, str):
        return _scalar(said)
    if len(said) == 1:
        return _scalar(said[0])
    return f"[{', '.join(map(_scalar, said))}]"


def _scalar(text: str) -> str:
    """A YAML scalar: plain where nothing in it could mean something else, else double-quoted."""
    if text.isprintable() and text == text.strip() and _PLAIN.fullmatch(text):
        return text
    return f'"{"".join(map(_character, text))}"'


def _character(character: str) -> str:
    if character in '"\\':
        return f"\\{character}"
    if character == "\n":
        return "\\n"
    if character.isprintable():
        return character
    return f"\\U{ord(character):08X}" if character > "\uffff" else f"\\u{ord(character):04X}"


def _blocks(blocks: Iterable[Block], depth: int = 0) -> str:
    parts: list[str] = []
    before: Block | None = None
    other = False
    for block in blocks:
        # Two lists side by side would be one; another marker parts them.
        other = _alike(before, block) and not other
        if isinstance(block, List):
            parts.append(_list(block, depth, other=other))
        else:
            parts.append(_block(block, depth))
        before = block
    return "\n\n".join(parts)


def _alike(first: Block | None, second: Block) -> bool:
    return isinstance(first, List) and isinstance(second, List) and first.ordered == second.ordered


def _block(block: Block, depth: int) -> str:
    if isinstance(block, Quote | List | Box | Note):
        return _holder(block, depth)
    return _leaf(block)


def _holder(block: Quote | List | Box | Note, depth: int) -> str:
    """A block that holds blocks; `depth`: how many lists it stands in."""
    match block:
        case Quote():
            return _quote(block, depth)
        case List():
            return _list(block, depth)
        case Box():
            title = f" title={value(block.title)}" if block.title else ""
            return _container(f"box{title}", _blocks(block.blocks, depth))
        case Note():
            # A list on the label's own line would begin at another column than its next lines.
            apart = " " if isinstance(block.blocks[0], Paragraph) else f"\n{' ' * 4}"
            return f"[^{block.label}]:{apart}{_indented(_blocks(block.blocks, depth), 4)}"
        case _:
            assert_never(block)


def _leaf(  # noqa: PLR0911 - a return a kind of block
    block: Paragraph | Heading | Figure | Gallery | Names | Code | Table | Rule,
) -> str:
    match block:
        case Paragraph():
            return paragraph(block.runs)
        case Heading():
            return f"{'#' * block.level} {heading(block.runs)}".rstrip(" ")
        case Figure():
            return _figure(block)
        case Gallery():
            return _gallery(block)
        case Names():
            return _names(block)
        case Code():
            return _code(block)
        case Table():
            return _table(block)
        case Rule():
            return "***"
        case _:
            assert_never(block)


def _figure(figure: Figure) -> str:
    caption = f" {value(words(figure.caption, line=True))}" if figure.caption else ""
    attributes = []
    if figure.credit:
        attributes.append(f"credit={value(figure.credit)}")
    if figure.width is not None:
        attributes.append(f"width={figure.width}%")
    braces = f"{{{' '.join(attributes)}}}" if attributes else ""
    return f"![{label(figure.alt)}]({destination(figure.name)}{caption}){braces}"


def _gallery(gallery: Gallery) -> str:
    figures = "\n".join(map(_figure, gallery.figures))
    if len(gallery.figures) > 1 and not gallery.caption:
        return figures
    caption = f" caption={value(words(gallery.caption, line=True))}" if gallery.caption else ""
    return _container(f"gallery{caption}", figures)


def _quote(quote: Quote, depth: int) -> str:
    inner = _blocks(quote.blocks, depth)
    last = quote.blocks[-1] if quote.blocks else None
    if quote.attribution:
        said = f"{_DASHES} {words(quote.attribution, line=True)}"
        inner = f"{inner}\n\n{said}" if inner else said
    elif isinstance(last, Paragraph):
        # Dashes that name nobody must not be read as if they did.
        text = paragraph(last.runs)
        if text.startswith(_DASHES):
            inner = f"{inner[: len(inner) - len(text)]}&#8212;{text[1:]}"
    if quote.pull:
        return _container("pull", inner)
    return "\n".join(f"> {line}" if line else ">" for line in inner.split("\n"))


def _list(block: List, depth: int, *, other: bool = False) -> str:
    items = []
    for number, item in enumerate(block.items):
        if block.ordered:
            marker = f"{block.start + number}{')' if other else '.'}"
        else:
            marker = "-+"[(depth + other) % 2]
        inner = _blocks(item, depth + 1)
        items.append(f"{marker} {_indented(inner, len(marker) + 1)}" if inner else marker)
    tight = all(len(item) <= 1 and _is_paragraph(item) for item in block.items)
    return ("\n" if tight else "\n\n").join(items)


def _is_paragraph(item: tuple[Block, ...]) -> bool:
    return all(isinstance(block, Paragraph) for block in item)


def _names(names: Names) -> str:
    title = f" title={value(names.title)}" if names.title else ""
    columns = f" columns={names.columns}" if names.columns else ""
    items = "\n".join(f"- {text_line(name)}".rstrip(" ") for name in names.items)
    return _container(f"names{title}{columns}", items)


def _code(code: Code) -> str:
    longest = max((len(match[0]) for match in _TICKS.finditer(code.text)), default=2)
    fence = "`" * (longest + 1)
    language = code.language.replace("\\", "\\\\")
    return f"{fence}{language}\n{code.text}\n{fence}"


def _table(table: Table) -> str:
    rows = [table.head, *table.rows]
    lines = [f"| {' | '.join(map(cell, row))} |" for row in rows]
    lines.insert(1, f"| {' | '.join(_BARS[align] for align in table.align)} |")
    text = "\n".join(lines)
    return f"{text}\n\n: {words(table.caption, line=True)}" if table.caption else text


def _container(opening: str, inner: str) -> str:
    """A container whose colons are more than any line's within it."""
    longest = max((len(match[1]) for match in _COLONS.finditer(inner)), default=2)
    colons = ":" * (longest + 1)
    return f"{colons} {opening}\n{inner}\n{colons}" if inner else f"{colons} {opening}\n{colons}"


def _indented(text: str, width: int) -> str:
    first, *rest = text.split("\n")
    return "\n".join([first, *(f"{' ' * width}{line}" if line else "" for line in rest)])
