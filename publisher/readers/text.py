"""Plain text, as scraped: the title, the line of its source, and picture names are told apart.

Every received character stands in the article, in its metadata, or quoted in a finding. With `raw`
the title still becomes the title, because nothing can be printed without one, and the source line
still fills the metadata; but both that line, the breadcrumb and every picture name stay in the
body as they were received.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final, Literal

from publisher.article import (
    Article,
    Assets,
    Block,
    Figure,
    Heading,
    Metadata,
    Paragraph,
    Reading,
    Run,
    plain,
)
from publisher.findings import Finding, Outcome
from publisher.readers.closing import read_closing
from publisher.readers.reader import Reader, Received
from publisher.readers.signed import signed
from publisher.readers.source_line import SourceLine, read_source_line
from publisher.source import LINE_END, Source, Span
from publisher.typography.marks import CLOSING_AFTER_FINAL, FINAL_MARKS, ends_sentence, has_han

TITLE_MOST: Final = 80
STEP_MOST: Final = 16
FIRST_LINES: Final = 5
SOURCE_LINES: Final = 4
NAME_MOST: Final = 256
SPACED_NAME_MOST: Final = 80

_PICTURE = re.compile(
    r"[^\s<>:\"|?*\\，。；！？“”]{1,200}\.(?:jpe?g|jfif|png|gif|webp|bmp|tiff?|hei[cf]|avif|svg)",
    re.IGNORECASE,
)
_BOUNDARY = re.compile(rf"[\s{FINAL_MARKS}{CLOSING_AFTER_FINAL}](?=\S*$)")
_PICTURE_WORDS = re.compile(r"(?:微信)?(?:图片|圖片|照片|截图|截圖|屏幕截图|螢幕截圖|图|圖)")
_PLACE = re.compile(
    r"[您你]?(?:现在|現在|当前|當前|目前|所在)?的?(?:所在)?位置是?\s{0,3}[:：]\s{0,3}"
)
_HOME = re.compile(r"(?:首页|首頁|主页|主頁)(?=\s{0,9}[>＞»›→/|-])")
_STEP = re.compile(r"[>＞»›→/|-]+")
_PAGE_WORDS = frozenset({"正文", "详情", "詳情", "内容", "內容", "首页", "首頁", "主页", "主頁"})
_MARKED_CAPTION = re.compile(
    r"(?P<mark>[▲△▼▽]\s{0,3})|(?:图为|圖為|(?:上|下|左|右)?[图圖]\d{0,2}[:：])"
)
_LATIN_NAME = r"[A-Za-z][\w.'’-]{0,20}(?: [A-Za-z][\w.'’-]{0,20}){0,3}"
_CREDIT = re.compile(
    r"(?:^|[\s（(]|(?<=[。！？]))"
    rf"(?P<who>(?:{_LATIN_NAME}|[^\s（）()，。；：！？]{{1,12}})"
    r"[ /／]?(?:摄|攝|摄影|攝影|供图|供圖))[）)]?$"
)
HEAD_MOST: Final = 30
_LEVELS: Final[tuple[Literal[2, 3, 4, 5], ...]] = (2, 3, 4, 5)
_NUMBERED = re.compile(
    r"(?P<l2>[一二三四五六七八九十]{1,3}、)|(?P<l3>[（(][一二三四五六七八九十]{1,3}[）)])"
    r"|(?P<l4>\d{1,2}[.．、](?!\d))|(?P<l5>[（(]\d{1,2}[）)])"
)


@dataclass(frozen=True)
class _Line:
    """A line without its edges' white space; `span`: its place."""

    text: str
    span: Span


@dataclass
class _Draft:
    """An article as far as it has been read."""

    metadata: Metadata
    blocks: list[Block]
    findings: list[Finding]
    places: dict[str, Span]


def read(received: Received) -> Outcome[Reading]:
    """The article of a plain text; `title` is empty where no line can be one.

    What is certain is made here and listed; what is not is proposed by the checks.
    """
    source = received.source
    draft = _Draft(Metadata(title=""), [], [], {})
    lines = list(_lines(source))
    body = _head(draft, lines, raw=received.raw)
    if received.raw:
        draft.blocks.extend(_paragraph(line) for line in body)
    else:
        _body(draft, _closed(draft, body))
        _headings(draft)
        _signed(draft)
    metadata = replace(draft.metadata, places=MappingProxyType(draft.places))
    reading = Reading(Article(metadata, tuple(draft.blocks)), Assets(), (source,))
    return Outcome(reading, tuple(draft.findings))


def _lines(source: Source) -> Iterator[_Line]:
    start = 0
    ends = [(end.start(), end.end()) for end in LINE_END.finditer(source.text)]
    for end, following in [*ends, (len(source.text), len(source.text))]:
        received = source.text[start:end]
        if text := received.strip():
            offset = start + len(received) - len(received.lstrip())
            yield _Line(text, source.span(offset, offset + len(text)))
        start = following


def _head(draft: _Draft, lines: list[_Line], *, raw: bool) -> list[_Line]:
    """Fill the metadata from the first lines; what is left of the lines is the body."""
    taken: set[int] = set()
    for number, line in enumerate(lines[:FIRST_LINES]):
        if _breadcrumb(draft, line):
            taken.add(number)
            break
    title = _title(lines, taken)
    around = [n for n in range(len(lines[:FIRST_LINES])) if n not in taken and n < title]
    after = list(range(title + 1, min(title + 1 + SOURCE_LINES, len(lines)))) if title >= 0 else []
    found = {
        number: source_line
        for number in (*around, *after)
        if (source_line := read_source_line(lines[number].text))
    }
    _fill(draft, [(lines[number], found[number]) for number in sorted(found)])
    taken |= found.keys()
    if raw:
        taken = set()
        draft.findings = [f for f in draft.findings if f.code != "text-furniture"]
    if title >= 0:
        taken.add(title)
        _take(draft, "title", lines[title])
        if not raw:
            _subtitle(draft, lines, title, found, taken)
    return [line for number, line in enumerate(lines) if number not in taken]


def _breadcrumb(draft: _Draft, line: _Line) -> bool:
    """Rule 1: the way through the site, whose last step is the section."""
    label = _PLACE.match(line.text)
    rest = line.text[label.end() :] if label else line.text
    steps = [step.strip() for step in _STEP.split(rest)]
    if label is None and not (_HOME.match(line.text) and all(len(s) <= STEP_MOST for s in steps)):
        return False
    named = [step for step in steps if step and len(step) <= STEP_MOST and step not in _PAGE_WORDS]
    if named:
        draft.metadata = replace(draft.metadata, section=named[-1])
        draft.places["section"] = line.span
    draft.findings.append(Finding("text-furniture", line.span, {"text": line.text}))
    return True


def _title(lines: list[_Line], taken: set[int]) -> int:
    """Rule 2: the number of the line that is the title, -1 where there is none."""
    for number, line in enumerate(lines):
        if number in taken or _figures(line)[0] is None or read_source_line(line.text):
            continue
        fits = len(line.text) <= TITLE_MOST and not line.text.endswith(("。", "；", ";"))
        return number if fits else -1
    return -1


def _subtitle(
    draft: _Draft, lines: list[_Line], title: int, found: Iterable[int], taken: set[int]
) -> None:
    """Rule 2: a second short line before the source line, or one that a dash begins."""
    number = title + 1
    if number >= len(lines) or number in found:
        return
    line = lines[number]
    before_source = any(number < other for other in found)
    short = len(line.text) <= TITLE_MOST and not line.text.endswith(("。", "；", ";"))
    dashed = line.text.startswith(("——", "--")) and len(lines) > number + 1
    if short and (before_source or dashed) and _figures(line)[1] == []:
        _take(draft, "subtitle", line)
        taken.add(number)


def _take(draft: _Draft, key: str, line: _Line) -> None:
    draft.metadata = replace(draft.metadata, **{key: line.text})  # type: ignore[arg-type] # a key of strings
    draft.places[key] = line.span


def _fill(draft: _Draft, found: list[tuple[_Line, SourceLine]]) -> None:
    """Rule 3: what the lines of source and date say, each fact from the first line that has it."""
    metadata = draft.metadata
    for line, said in found:
        if metadata.date and said.date and metadata.date != said.date:
            draft.findings.append(Finding("date-conflict", line.span, {"date": said.date}))
        new = {key: value for key, value in said.facts().items() if not getattr(metadata, key)}
        metadata = replace(metadata, **new)  # type: ignore[arg-type] # keys are Metadata's own
        draft.places |= dict.fromkeys(new, line.span)
        draft.findings.append(Finding("text-source-line", line.span, {"text": line.text}))
        draft.findings.extend(
            Finding(code, line.span.part(start, end), {"date": line.text[start:end]})
            for code, start, end in said.doubts
        )
    draft.metadata = metadata


def _closed(draft: _Draft, lines: list[_Line]) -> list[_Line]:
    """The lines without those at the end that belong to the page, or name editors (rule 5)."""
    closing = read_closing([line.text for line in lines])
    kept = len(lines) - closing.count
    named = dict(closing.said)
    _fill(draft, [(lines[number], said) for number, said in named.items()])
    draft.findings.extend(
        Finding("text-furniture", line.span, {"text": line.text})
        for number, line in enumerate(lines[kept:], kept)
        if number not in named
    )
    return lines[:kept]


def _headings(draft: _Draft) -> None:
    """Rule 9: short numbered lines are headings; several in a row are a list and stay."""
    levels = [_level(block) for block in draft.blocks]
    beside = zip([0, *levels], levels, [*levels[1:], 0], strict=False)
    found = [
        number
        for number, (before, level, after) in enumerate(beside)
        if level and level not in (before, after)
    ]
    for number in found:
        block = draft.blocks[number]
        assert isinstance(block, Paragraph)
        draft.blocks[number] = Heading(_LEVELS[levels[number] - 2], block.runs, block.span)
    if found:
        first = draft.blocks[found[0]].span
        draft.findings.append(Finding("text-headings", first, {"count": len(found)}))


def _level(block: Block) -> int:
    """The level that the number before a line gives it (GB/T 9704-2012, 7.3.3); 0: no heading."""
    text = plain(block.runs) if isinstance(block, Paragraph) else ""
    if len(text) > HEAD_MOST or ends_sentence(text) or text.endswith(("；", ";", "，", ",")):
        return 0
    match = _NUMBERED.match(text)
    return int(str(match.lastgroup)[1:]) if match else 0


def _signed(draft: _Draft) -> None:
    """Rule 7: the first or last paragraph names the writers; the text stays."""
    paragraphs = [block for block in draft.blocks if isinstance(block, Paragraph)]
    for block in (*paragraphs[:1], *paragraphs[-1:]):
        names = signed(plain(block.runs))
        if names and not draft.metadata.authors and block.span:
            draft.metadata = replace(draft.metadata, authors=names)
            draft.places["authors"] = block.span


def _body(draft: _Draft, lines: list[_Line]) -> None:
    names = 0
    for line in lines:
        text, figures = _figures(line)
        if text is None and figures:
            names += len(figures)
        elif text is not None and not (not figures and _caption(draft, text)):
            draft.blocks.append(_paragraph(text))
        if text is not None:
            draft.findings.extend(
                Finding("text-picture-glued", figure.span, {"name": figure.name})
                for figure in figures
            )
        draft.blocks.extend(figures)
    if names:
        first = next(block for block in draft.blocks if isinstance(block, Figure))
        draft.findings.append(Finding("text-pictures", first.span, {"count": names}))


def _paragraph(line: _Line) -> Paragraph:
    return Paragraph((Run(line.text, span=line.span),), span=line.span)


def _figures(line: _Line) -> tuple[_Line | None, list[Figure]]:
    """Rule 6: what is left of a line before the picture names at its end, and those pictures."""
    figures: list[Figure] = []
    end = len(line.text)
    while end and (start := _name_start(line.text, end)) is not None:
        figures.append(Figure(line.text[start:end], span=line.span.part(start, end)))
        end = start
        while end and line.text[end - 1].isspace():
            end -= 1
    left = _Line(line.text[:end], line.span.part(0, end)) if end else None
    return left, figures[::-1]


def _name_start(text: str, end: int) -> int | None:
    """Where the picture name that ends at `end` begins: with the text, or behind mark or space."""
    least = max(0, end - NAME_MOST)
    boundary = _BOUNDARY.search(text[least:end])
    start = least + boundary.end() if boundary else least
    if not _PICTURE.fullmatch(text, start, end) or (least and not boundary):
        return None
    # A camera's or a phone's name may hold a space: DSC 0012.jpg, 图片 1.jpg.
    before = text[:start].strip() if end <= SPACED_NAME_MOST else ""
    if not before or (has_han(before) and not _PICTURE_WORDS.fullmatch(before)):
        return start
    whole = _PICTURE.fullmatch(re.sub(r"\s", "_", text[:end]))
    first = text.split(maxsplit=1)[0]
    return 0 if whole and not _PICTURE.fullmatch(first) else start


def _caption(draft: _Draft, line: _Line) -> bool:
    """Rule 8: a marked line behind a picture is its caption, and who took it its credit.

    A triangle points at the picture on a web page; on paper the caption stands under it.
    """
    last = draft.blocks[-1] if draft.blocks else None
    marked = _MARKED_CAPTION.match(line.text)
    if marked is None or not isinstance(last, Figure) or last.caption or len(line.text) > 120:
        return False
    start = marked.end("mark") if marked["mark"] else 0
    said = line.text[start:]
    credit = _CREDIT.search(said)
    words = (said[: credit.start()] if credit else said).rstrip()
    runs = (Run(words, span=line.span.part(start, start + len(words))),) if words else ()
    draft.blocks[-1] = replace(last, caption=runs, credit=credit["who"] if credit else "")
    draft.findings.append(Finding("text-caption-line", line.span, {"text": line.text}))
    return True


READER = Reader("text", (".txt", ".text"), read)
