"""Plain text, as scraped: the title, the line of its source, and picture names are told apart.

Every received character stands in the article, in its metadata, or quoted in a finding. With `raw`
the title still becomes the title, because nothing can be printed without one, and the source line
still fills the metadata; but both that line, the breadcrumb and every picture name stay in the
body as they were received.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from publisher.article import Assets, Figure, Paragraph, Reading, Run
from publisher.findings import Finding, Outcome
from publisher.readers.breadcrumb import read_breadcrumb
from publisher.readers.reader import Reader, Received
from publisher.readers.scraped import Draft, tidy
from publisher.readers.source_line import read_source_line
from publisher.source import LINE_END, Source, Span
from publisher.typography.marks import CLOSING_AFTER_FINAL, FINAL_MARKS, has_han

TITLE_MOST: Final = 80
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


@dataclass(frozen=True)
class _Line:
    """A line without its edges' white space; `span`: its place."""

    text: str
    span: Span


def read(received: Received) -> Outcome[Reading]:
    """The article of a plain text; `title` is empty where no line can be one.

    What is certain is made here and listed; what is not is proposed by the checks.
    """
    source = received.source
    draft = Draft()
    lines = list(_lines(source))
    body = _head(draft, lines, raw=received.raw)
    if received.raw:
        draft.blocks.extend(_paragraph(line) for line in body)
    else:
        _body(draft, body)
        tidy(draft)
    return Outcome(Reading(draft.article, Assets(), (source,)), tuple(draft.findings))


def _lines(source: Source) -> Iterator[_Line]:
    start = 0
    ends = [(end.start(), end.end()) for end in LINE_END.finditer(source.text)]
    for end, following in [*ends, (len(source.text), len(source.text))]:
        received = source.text[start:end]
        if text := received.strip():
            offset = start + len(received) - len(received.lstrip())
            yield _Line(text, source.span(offset, offset + len(text)))
        start = following


def _head(draft: Draft, lines: list[_Line], *, raw: bool) -> list[_Line]:
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
    for number in sorted(found):
        draft.fill(lines[number].text, lines[number].span, found[number])
    taken |= found.keys()
    if raw:
        taken = set()
        draft.findings = [f for f in draft.findings if f.code != "text-furniture"]
    if title >= 0:
        taken.add(title)
        draft.take("title", lines[title].text, lines[title].span)
        if not raw:
            _subtitle(draft, lines, title, found, taken)
    return [line for number, line in enumerate(lines) if number not in taken]


def _breadcrumb(draft: Draft, line: _Line) -> bool:
    """Rule 1: the way through the site, whose last step is the section."""
    section = read_breadcrumb(line.text)
    if section is None:
        return False
    if section:
        draft.take("section", section, line.span)
    draft.furniture(line.text, line.span)
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
    draft: Draft, lines: list[_Line], title: int, found: Iterable[int], taken: set[int]
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
        draft.take("subtitle", line.text, line.span)
        taken.add(number)


def _body(draft: Draft, lines: list[_Line]) -> None:
    names = 0
    for line in lines:
        text, figures = _figures(line)
        if text is None:
            names += len(figures)
        else:
            draft.blocks.append(_paragraph(text))
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


READER = Reader("text", (".txt", ".text"), read)
