"""Plain text, as scraped: the title, the line of its source, and picture names are told apart.

Every received character stands in the article, in its metadata, or quoted in a finding. With `raw`
the title still becomes the title, because nothing can be printed without one, and the source line
still fills the metadata; but both that line, the breadcrumb and every picture name stay in the
body as they were received.
"""

import re
from collections.abc import Iterator
from typing import Final

from publisher.article import Assets, Figure, Paragraph, Reading, Run
from publisher.findings import Finding, Outcome
from publisher.readers.opening import Line, read_opening
from publisher.readers.reader import Reader, Received
from publisher.readers.scraped import Draft, tidy
from publisher.source import LINE_END, Source
from publisher.typography.marks import CLOSING_AFTER_FINAL, FINAL_MARKS, has_han

NAME_MOST: Final = 256
SPACED_NAME_MOST: Final = 80

_PICTURE = re.compile(
    r"[^\s<>:\"|?*\\，。；！？“”]{1,200}\.(?:jpe?g|jfif|png|gif|webp|bmp|tiff?|hei[cf]|avif|svg)",
    re.IGNORECASE,
)
_BOUNDARY = re.compile(rf"[\s{FINAL_MARKS}{CLOSING_AFTER_FINAL}](?=\S*$)")
_PICTURE_WORDS = re.compile(r"(?:微信)?(?:图片|圖片|照片|截图|截圖|屏幕截图|螢幕截圖|图|圖)")


def read(received: Received) -> Outcome[Reading]:
    """The article of a plain text; `title` is empty where no line can be one.

    What is certain is made here and listed; what is not is proposed by the checks.
    """
    source = received.source
    draft = Draft()
    lines = list(_lines(source))
    pictures = frozenset(number for number, line in enumerate(lines) if _figures(line)[1])
    taken = read_opening(draft, lines, pictures, raw=received.raw)
    body = [line for number, line in enumerate(lines) if number not in taken]
    if received.raw:
        draft.blocks.extend(_paragraph(line) for line in body)
    else:
        _body(draft, body)
        tidy(draft)
    return Outcome(Reading(draft.article, Assets(), (source,)), tuple(draft.findings))


def _lines(source: Source) -> Iterator[Line]:
    start = 0
    ends = [(end.start(), end.end()) for end in LINE_END.finditer(source.text)]
    for end, following in [*ends, (len(source.text), len(source.text))]:
        received = source.text[start:end]
        if text := received.strip():
            offset = start + len(received) - len(received.lstrip())
            yield Line(text, source.span(offset, offset + len(text)))
        start = following


def _body(draft: Draft, lines: list[Line]) -> None:
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


def _paragraph(line: Line) -> Paragraph:
    return Paragraph((Run(line.text, span=line.span),), span=line.span)


def _figures(line: Line) -> tuple[Line | None, list[Figure]]:
    """Rule 6: what is left of a line before the picture names at its end, and those pictures."""
    figures: list[Figure] = []
    end = len(line.text)
    while end and (start := _name_start(line.text, end)) is not None:
        figures.append(Figure(line.text[start:end], span=line.span.part(start, end)))
        end = start
        while end and line.text[end - 1].isspace():
            end -= 1
    left = Line(line.text[:end], line.span.part(0, end)) if end else None
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
