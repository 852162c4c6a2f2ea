"""The head of an `article.md`: YAML between two lines of `---`, every value a string.

The events are scanned before anything is built (no alias, anchor, tag or duplicate key; limits on
depth and number), so that no input can exhaust stack or memory, and no string becomes a number.
"""

import dataclasses
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from types import MappingProxyType

import yaml

from publisher.article import Metadata
from publisher.findings import Finding, InputError, Outcome, UsageError
from publisher.source import LINE_END, Source, Span
from publisher.typography.dates import parse

MOST_BYTES = 64 * 1024
MOST_EVENTS = 2_000
MOST_DEPTH = 8
QUOTED = 24

KEYS: Mapping[str, str] = MappingProxyType(
    {
        "title": "标题",
        "subtitle": "副题",
        "kicker": "肩题",
        "date": "日期",
        "source": "来源",
        "url": "网址",
        "retrieved": "采集日期",
        "authors": "作者",
        "editors": "编辑",
        "photographers": "摄影",
        "section": "栏目",
        "keywords": "关键词",
        "abstract": "摘要",
        "language": "语言",
        "rights": "版权",
        "id": "编号",
        "slug": "短名",
        "template": "版式",
        "number": "期号",
        "issuer": "发文机关",
        "document_number": "发文字号",
        "signer": "签发人",
        "to": "主送",
        "cc": "抄送",
        "copies": "印数",
        "attachments": "附件",
        "urgency": "紧急程度",
        "retention": "保管期限",
        "unit": "机构",
        "secrecy": "密级",
        "note": "备注",
        "ignore": "忽略",
    }
)
"""The keys in the order in which they are written, each with its Chinese name."""

LISTS = frozenset(
    {"authors", "editors", "photographers", "keywords", "to", "cc", "attachments", "ignore"}
)
"""The keys that hold one string or a list."""

_NAMES = {name: key for key in KEYS for name in (key, KEYS[key])} | {"机构（问题）": "unit"}
_FENCE = re.compile(r"---[ \t]*")
_LIST_MARKS = re.compile("[,，、;；]")

Values = str | tuple[str, ...]


@dataclass(frozen=True)
class Head:
    """The front matter of a text: where its YAML stands, and where the body begins."""

    start: int
    end: int
    body: int


@dataclass(frozen=True)
class _Item:
    key: str
    place: Span
    node: yaml.Node
    value: Span


def find(source: Source) -> Head | None:
    """Where the front matter of a text is; None where it has none.

    Raises:
        InputError: `meta-syntax`, the closing line is missing.
    """
    lines = _lines(source.text)
    _, first_end, start = next(lines, (0, 0, 0))
    if not _FENCE.fullmatch(source.text, 0, first_end):
        return None
    for begin, end, following in lines:
        if _FENCE.fullmatch(source.text, begin, end):
            return Head(start, begin, following)
        if begin - start > MOST_BYTES:
            break
    raise InputError(Finding("meta-syntax", source.span(0, 3), {"reason": "---"}))


def read(source: Source, head: Head) -> Outcome[Metadata]:
    """The metadata of the front matter, `title` empty where it is not given.

    Raises:
        InputError: `meta-syntax`, `meta-duplicate`, `meta-type`, `input-too-large`.
    """
    items = list(_items(source, head))
    findings: list[Finding] = []
    values: dict[str, Values] = {}
    places: dict[str, Span] = {}
    for item in items:
        key = _NAMES.get(item.key)
        if key is None:
            findings.append(_unknown(item))
        elif key in values:
            raise InputError(Finding("meta-duplicate", item.place, {"key": item.key}))
        else:
            values[key] = _value(key, item)
            places[key] = item.value
    metadata, found = _filled(Metadata(title=""), values, places)
    return Outcome(metadata, (*findings, *found))


def override(metadata: Metadata, given: Mapping[str, str]) -> Outcome[Metadata]:
    """The metadata with what was set from outside; a list is parted at , ， 、 or ;.

    Raises:
        UsageError: `set-unknown`, there is no such key.
    """
    values: dict[str, Values] = {}
    places: dict[str, Span] = {}
    for name, text in given.items():
        key = _NAMES.get(name)
        if key is None:
            raise UsageError(
                Finding("set-unknown", None, {"key": name, "nearest": nearest(name)}, "--set")
            )
        values[key] = _parted(text) if key in LISTS else text
        places[key] = Source("--set", text.encode(), f"{name}={text}").span(len(name) + 1)
    changed, findings = _filled(metadata, values, places)
    return Outcome(changed, (*findings, *_replaced(metadata, changed, values)))


def _replaced(before: Metadata, after: Metadata, keys: Iterable[str]) -> Iterator[Finding]:
    """A note for each value that was read and then set otherwise."""
    for key in keys:
        was, now = getattr(before, key), getattr(after, key)
        if was and was != now and was != getattr(Metadata(title=""), key):
            words = "、".join(was) if isinstance(was, tuple) else was
            yield Finding("meta-replaced", before.places.get(key), {"key": key, "was": words})


def nearest(name: str) -> str:
    """The known key that is most like a name; all keys where none is."""
    return next(iter(get_close_matches(name, _NAMES, 1, 0.5)), "、".join(KEYS))


def _parted(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in _LIST_MARKS.split(text) if part.strip())


def _lines(text: str) -> Iterator[tuple[int, int, int]]:
    """Begin, end and beginning of the next line, of each line."""
    begin = 0
    for end in LINE_END.finditer(text):
        yield begin, end.start(), end.end()
        begin = end.end()
    yield begin, len(text), len(text)


def _items(source: Source, head: Head) -> Iterator[_Item]:
    text = source.text[head.start : head.end]
    if len(text.encode("utf-8", "surrogatepass")) > MOST_BYTES:
        raise InputError(
            Finding(
                "input-too-large",
                source.span(head.start, head.start),
                {"name": source.name, "limit": "64 KiB"},
            )
        )
    try:
        _scan(source, head.start, yaml.parse(text, Loader=yaml.BaseLoader))
        top = yaml.compose(text, Loader=yaml.BaseLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        if error.problem == "found unexpected end of stream":
            mark = error.context_mark or mark  # the quotation that has no end begins there
        raise _syntax(source, head.start + _index(mark)) from error
    except yaml.reader.ReaderError as error:
        raise _syntax(source, head.start + error.position) from error
    if top is None:
        return
    if not isinstance(top, yaml.MappingNode):
        raise _syntax(source, head.start)
    for key, value in top.value:
        place = _place(source, head.start, key)
        if not isinstance(key, yaml.ScalarNode):
            raise InputError(Finding("meta-type", place, {"key": place.text}))
        yield _Item(key.value, place, value, _place(source, head.start, value))


def _scan(source: Source, start: int, events: Iterable[yaml.Event]) -> None:
    """Refuse what front matter never needs, before anything is built of it."""
    depth = 0
    for number, event in enumerate(events):
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        marked = (
            isinstance(event, yaml.AliasEvent)
            or getattr(event, "anchor", None)
            or (getattr(event, "tag", None) or "!") != "!"
        )
        if marked:
            raise _syntax(source, start + _index(event.start_mark))
        if depth > MOST_DEPTH or number > MOST_EVENTS:
            raise _syntax(source, start + _index(event.start_mark))


def _syntax(source: Source, offset: int) -> InputError:
    """The error at a place, which quotes what stands there."""
    offset = min(offset, len(source.text))
    end = LINE_END.search(source.text, offset)
    line = source.text[offset : end.start() if end else None].strip()
    shown = f"{line[:QUOTED]}…" if len(line) > QUOTED else line
    return InputError(Finding("meta-syntax", source.span(offset, offset), {"reason": shown or "…"}))


def _index(mark: object) -> int:
    # A mark is one of two classes, by whether PyYAML was built with its C library.
    return int(getattr(mark, "index", 0))


def _place(source: Source, start: int, node: yaml.Node) -> Span:
    return source.span(start + node.start_mark.index, start + node.end_mark.index)


def _unknown(item: _Item) -> Finding:
    arguments = {
        "key": item.key,
        "value": item.value.text.strip(),
        "nearest": nearest(item.key),
    }
    return Finding("meta-unknown", item.place, arguments)


def _value(key: str, item: _Item) -> Values:
    node = item.node
    if isinstance(node, yaml.ScalarNode):
        text: str = node.value
        return (text,) if key in LISTS else text
    if (
        key in LISTS
        and isinstance(node, yaml.SequenceNode)
        and all(isinstance(entry, yaml.ScalarNode) for entry in node.value)
    ):
        return tuple(entry.value for entry in node.value)
    raise InputError(Finding("meta-type", item.place, {"key": item.key}))


def _filled(
    metadata: Metadata, values: Mapping[str, Values], places: Mapping[str, Span]
) -> tuple[Metadata, tuple[Finding, ...]]:
    changes: dict[str, object] = {key: value for key, value in values.items() if key != "date"}
    findings: list[Finding] = []
    if date := str(values.get("date", "")).strip():
        stamp = parse(date)
        if stamp is None or stamp.day is None:
            findings.append(Finding("date-invalid", places["date"], {"date": date}))
        else:
            changes |= {"date": stamp.day, "time": stamp.time}
    merged = MappingProxyType({**metadata.places, **places})
    changed = dataclasses.replace(metadata, **changes, places=merged)  # type: ignore[arg-type] # keys are Metadata's own
    return changed, tuple(findings)
