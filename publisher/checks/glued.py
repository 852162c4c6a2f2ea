"""What a web page showed apart and its text glued together: heads, speakers, lists.

Nothing is parted in silence. Each finding carries the edit that would part it, in the words of
`article.md`; `check --fix` and `new --fix` apply it. All rules are linear in the text.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from publisher.article import Article, Block, Figure, Gallery, Heading, Paragraph, Rule, plain
from publisher.findings import Edit, Finding
from publisher.source import Span
from publisher.typography.marks import CLOSING_AFTER_FINAL, FINAL_MARKS, LETTER

_SENTENCE = re.compile(rf"(?:^|[{FINAL_MARKS}][{FINAL_MARKS}{CLOSING_AFTER_FINAL}]*)(?=\S)")
# Heads with no mark behind them, the longest first; a head is one where its shape comes again.
_SHAPES: Final = (
    re.compile(rf"{LETTER}{{4}}[，,]{LETTER}{{2}}“{LETTER}{{3}}”{LETTER}{{4}}(?={LETTER})"),
    re.compile(rf"【[^【】]{{2,20}}】(?={LETTER})"),
    re.compile(rf"{LETTER}{{4}}·{LETTER}{{2}}(?={LETTER})"),
)
_SAID = re.compile(rf"{LETTER}{{2}}说(?={LETTER})")
_NO_HEADS: Final = frozenset({"他们说", "她们说", "我们说", "你们说", "大家说", "人们说", "有人说"})
_SPEAKER = re.compile(rf"——\s?(?P<body>[^ ，。；：“”\u3000]{{2,40}})[ \u3000](?={LETTER})")
_NAME = re.compile(rf"{LETTER}{{2,4}}(?:·{LETTER}{{1,6}})?")
_NAME_LENGTHS: Final = (2, 3, 4)
_USUAL_NAME: Final = 3

_LISTED = re.compile(rf"(?P<label>{LETTER}{{0,6}}(?:单位|人员|名单|單位|人員|名單))[：:]")
_GOES_ON = "有限|股份|公司|集团|集團|附属|附屬|党|黨|委员|委員|第|分"
_SUFFIXES: Final = (
    "党委|党工委|党总支|党支部|黨委|黨工委|黨總支|黨支部",
    "公司|集团|集團",
    "大学|学院|医院|学校|中学|小学|研究所|研究院|大學|學院|醫院|學校|中學|小學",
    "中心|协会|学会|联盟|委员会|协會|學會|聯盟|委員會",
)
_ITEMS: Final = tuple(
    re.compile(rf"[^：:。；]{{2,40}}?(?:{suffixes})(?!{_GOES_ON})") for suffixes in _SUFFIXES
)
_LEAST_ITEMS: Final = 3


@dataclass(frozen=True)
class _Text:
    """A paragraph at its place among the blocks; `speaker`: where the name of one ends in it."""

    number: int
    block: Paragraph
    text: str
    speaker: int = 0

    def span(self, start: int, end: int) -> Span | None:
        """Where characters of it were received; None where that is not known to the character."""
        if not self.text or len(self.block.runs) != 1:
            return None
        first, last = self.block.runs[0].place(start), self.block.runs[0].place(end - 1)
        if first is None or last is None or first.end - first.start != 1:
            return None
        return Span(first.source, first.start, last.end)


@dataclass(frozen=True)
class _Head:
    """A head glued to its text: from `start` to `end` of a paragraph, `shape` of equal ones."""

    text: _Text
    start: int
    end: int
    shape: int


def check_glued(article: Article) -> Iterator[Finding]:
    """`text-run-in-head`, `text-attribution`, `text-run-in-list`, with the edits they propose."""
    texts = [
        _Text(number, block, plain(block.runs))
        for number, block in enumerate(article.blocks)
        if isinstance(block, Paragraph)
    ]
    heads = _heads(texts, article.blocks)
    yield from _head_findings(heads, article.blocks)
    yield from _speakers(texts, heads, article.blocks)
    for text in texts:
        yield from _list_in(text)


def _heads(texts: Sequence[_Text], blocks: Sequence[Block]) -> list[_Head]:
    """Heads whose shape occurs at least twice, in reading order."""
    found: list[_Head] = []
    for text in texts:
        speaker = _SPEAKER.match(text.text)
        names = [speaker.end() + length for length in _NAME_LENGTHS] if speaker else []
        starts = [match.end() for match in _SENTENCE.finditer(text.text)]
        for start in sorted({*starts, *names}):
            for number, shape in enumerate(_SHAPES):
                if match := shape.match(text.text, start):
                    found.append(_Head(text, start, match.end(), number))
                    break
            else:
                said = _SAID.match(text.text, start)
                if said and start in (0, *names) and _is_quoted(text, blocks):
                    found.append(_Head(text, start, said.end(), len(_SHAPES)))
    counts = Counter(head.shape for head in found)
    return [head for head in found if counts[head.shape] > 1]


def _is_quoted(text: _Text, blocks: Sequence[Block]) -> bool:
    """Whether what follows the paragraph, pictures aside, names who said it."""
    if text.text[:3] in _NO_HEADS:
        return False
    rest = (b for b in blocks[text.number + 1 :] if not isinstance(b, Figure | Gallery))
    following = next(rest, None)
    return isinstance(following, Paragraph) and bool(_SPEAKER.match(plain(following.runs)))


def _head_findings(heads: Sequence[_Head], blocks: Sequence[Block]) -> Iterator[Finding]:
    """The longest shape is of the second level, or the third below headings that are there."""
    first = min((head.shape for head in heads), default=0)
    above = 3 if any(isinstance(block, Heading) and block.level == 2 for block in blocks) else 2
    for head in heads:
        level = above if head.shape == first else above + 1
        span = head.text.span(head.start, head.end)
        words = head.text.text[head.start : head.end]
        before = "\n\n" if head.start else ""
        edit = Edit(span, f"{before}{'#' * level} {span.text}\n\n") if span else None
        arguments = {"head": words, "level": level}
        yield Finding("text-run-in-head", span or head.text.block.span, arguments, edit=edit)


def _speakers(
    texts: Sequence[_Text], heads: Sequence[_Head], blocks: Sequence[Block]
) -> Iterator[Finding]:
    """Lines that begin with who said what stands before them, across pictures too."""
    ends: dict[int, int] = {}
    for text in texts:
        match = _SPEAKER.match(text.text)
        before = _quotation(text, texts, blocks) if match else None
        if match is None or before is None:
            continue
        glued = [head.start for head in heads if head.text == text and head.start > match.end()]
        name = _NAME.match(text.text, match.end())
        sure = bool(glued) or (name is not None and name.end() == len(text.text))
        end = min(glued) if glued else len(text.text) if sure else match.end() + _USUAL_NAME
        ends[text.number] = end
        said = text.text[2:end].strip()
        span = text.span(0, end)
        edit = _quoted(before, ends.get(before.number, 0), text, end, heads) if sure else None
        yield Finding("text-attribution", span or text.block.span, {"who": said}, edit=edit)


def _quotation(text: _Text, texts: Sequence[_Text], blocks: Sequence[Block]) -> _Text | None:
    """The paragraph before, with nothing but pictures between."""
    for number in range(text.number - 1, -1, -1):
        if isinstance(blocks[number], Figure | Gallery | Rule):
            continue
        return next((other for other in texts if other.number == number), None)
    return None


def _quoted(said: _Text, start: int, by: _Text, end: int, heads: Sequence[_Head]) -> Edit | None:
    """The edit that makes a quotation of a paragraph, from `start`, and of the name behind it."""
    for head in heads:
        if head.text == said and head.start == start:
            start = head.end
    quotation, name = said.span(start, len(said.text)), by.span(0, end)
    if quotation is None or name is None:
        return None
    whole = Span(name.source, quotation.start, name.end)
    between = whole.source.text[quotation.end : name.start].strip()
    rest = "\n\n" if end < len(by.text) else ""
    parted = "\n\n" if start else ""
    who = name.text.removeprefix("——").strip()
    pictures = f"\n\n{between}" if between else ""
    return Edit(whole, f"{parted}> {quotation.text}\n>\n> —— {who}{pictures}{rest}")


def _list_in(text: _Text) -> Iterator[Finding]:
    """Lists of a paragraph that is nothing but labels and items of one kind of ending."""
    if not _LISTED.match(text.text):
        return
    for item in _ITEMS:
        lists = _listed(text.text, item)
        if lists is None:
            continue
        span = text.span(0, len(text.text))
        written = "\n\n".join(_written(label, items) for label, _, items in lists)
        for number, (label, start, items) in enumerate(lists):
            edit = Edit(span, written) if span and number == 0 else None
            place = text.span(start, start + len(label)) or text.block.span
            arguments = {"label": label, "count": len(items)}
            yield Finding("text-run-in-list", place, arguments, edit=edit)
        return


_List = tuple[str, int, tuple[str, ...]]


def _listed(text: str, item: re.Pattern[str]) -> list[_List] | None:
    """Each list: its label, where that stands, its items; None where anything is left over."""
    lists: list[_List] = []
    at = 0
    while label := _LISTED.match(text, at):
        at, items = label.end(), []
        while (found := item.match(text, at)) and not _label_inside(found[0]):
            items.append(found[0].strip("、，, "))
            at = found.end()
        if len(items) < _LEAST_ITEMS:
            return None
        lists.append((label["label"], label.start(), tuple(items)))
    return lists if at == len(text) and lists else None


def _label_inside(item: str) -> bool:
    return _LISTED.search(item) is not None


def _written(label: str, items: Sequence[str]) -> str:
    lines = "\n".join(f"- {item}" for item in items)
    return f'::: names title="{label}"\n{lines}\n:::'
