"""Repairs of received Chinese text, as pure rules: each says which characters become what.

GB/T 15834-2011 asks for full-width marks in Chinese text; numbers, addresses, file names and Latin
phrases keep theirs. Every rule is linear in the text, and none changes what it made itself.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from publisher.typography.marks import FULL_MARKS, HAN_CLASS, INVISIBLE_CLASS, has_han, is_han


@dataclass(frozen=True)
class Change:
    """The characters from `start` to `end` become `text`."""

    start: int
    end: int
    text: str


Rule = Callable[[str], Iterator[Change]]

_SPACE: Final = " \t\u00a0\u2000-\u200a\u202f\u205f\u3000"
_CURLY: Final = "“”‘’"
_WIDE: Final = {",": "，", ";": "；", ":": "：", "!": "！", "?": "？"}

_PROTECTED = re.compile(
    r"(?:https?|ftp)://[!-~]*[A-Za-z0-9/_=&#%-]"
    r"|www\.[!-~]*[A-Za-z0-9/_=&#%-]"
    r"|[A-Za-z0-9_.+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63})+"
    r"|[A-Za-z0-9_-][A-Za-z0-9_.-]{0,200}\.(?:jpe?g|png|gif|webp|pdf|docx?|xlsx?|pptx?|zip|txt|md|html?)"
    r"(?![A-Za-z0-9])",
    re.IGNORECASE,
)
_POINTS = re.compile(rf"[,;:!?](?:[{_SPACE}]*+[,;:!?])*+")
_PERIOD = re.compile(rf"(?<=[{HAN_CLASS}])\.(?=[{_SPACE}]*+(?:[{HAN_CLASS}“]|$|\n))")
_ENUMERATED = re.compile(r"[（(]?[一二三四五六七八九十百]{1,4}[)）]?\.")
_ELLIPSIS = re.compile(r"。{3,}|(?<!\.)\.{3,6}(?!\.)|(?<!…)…。+")
_DASHES = re.compile(r"(?<!-)-{2,4}(?!-)")
_DOT = re.compile(rf"(?<=[{HAN_CLASS}])[・•‧](?=[{HAN_CLASS}])")
_SPACES = re.compile(rf"[{_SPACE}]+")
_EDGE = re.compile(rf"(?:^|(?<=\n))[{_SPACE}]+|[{_SPACE}]+(?=\n|$)")
_INVISIBLE = re.compile(
    f"[{INVISIBLE_CLASS}]+|(?:^|(?<=[A-Za-z\\s,.;:!?，。；：！？]))[\u200c\u200d\ufe00-\ufe0f]+"
)
_FULL_ALPHANUMERIC = re.compile("[０-９Ａ-Ｚａ-ｚ]+")
_RADICAL = re.compile("[\u2e80-\u2fdf]")

# Radicals that Unicode does not decompose (EquivalentUnifiedIdeograph.txt).
_RADICALS: Final = dict(
    zip(
        "⺁⺄⺈⺊⺋⺌⺍⺎⺓⺔⺗⺙⺝⺟⺠⺡⺢⺣⺨⺩⺪⺭⺮⺯⺰⺱⺲⺶⺸⺻⺼⺾⺿⻀⻁⻂⻄⻅⻆⻈⻉⻊⻋⻌⻍⻎⻐⻑⻒⻓⻔⻖⻗⻘⻙⻚⻛⻜⻝⻟⻠⻢⻣⻤⻥⻦⻧⻨⻩⻪⻬⻮⻰",
        "厂乙刀卜卩小小兀幺彑心攵月母民氵氺灬犭王疋礻竹糹纟罓罒羊羋聿肉艹艹艹虎衤西见角讠贝足车辶辶辶钅長镸长门阝雨青韦页风飞食飠饣马骨鬼鱼鸟卤麦黄黾齐齿龙",
        strict=True,
    )
)


def widened(text: str) -> Iterator[Change]:
    """Half-width `, ; : ! ?` beside Chinese, several in a row alike."""
    covered = _protected(text)
    for match in _POINTS.finditer(text):
        start, end = match.span()
        if covered(start) or not (_chinese_before(text, start) or _chinese_after(text, end)):
            continue
        for offset in range(start, end):
            if wide := _WIDE.get(text[offset]):
                yield Change(offset, offset + 1, wide)


def bracketed(text: str) -> Iterator[Change]:
    """Pairs of half-width brackets with Han inside, or with Chinese or an edge on either side."""
    if "(" not in text:
        return
    covered = _protected(text)
    han = [0]
    for character in text:
        han.append(han[-1] + is_han(character))
    opened: list[int] = []
    changes: list[Change] = []
    for match in re.finditer(r"[()]", text):
        here = match.start()
        if covered(here):
            continue
        if match[0] == "(":
            opened.append(here)
        elif opened:
            start = opened.pop()
            if han[here] > han[start] or _stands_in_chinese(text, start, here + 1):
                changes += [Change(start, start + 1, "（"), Change(here, here + 1, "）")]
    yield from sorted(changes, key=lambda change: change.start)


def quoted(text: str) -> Iterator[Change]:
    """Straight double quotes by turns, where their number is even."""
    covered = _protected(text)
    places = [match.start() for match in re.finditer('"', text) if not covered(match.start())]
    if len(places) % 2 == 0:
        for number, place in enumerate(places):
            yield Change(place, place + 1, "”" if number % 2 else "“")


def stopped(text: str) -> Iterator[Change]:
    """A full stop between Han and Han, an opening quotation mark or the end."""
    for match in _PERIOD.finditer(text):
        line = text.rfind("\n", 0, match.start()) + 1
        if not _ENUMERATED.fullmatch(text[max(line, match.end() - 8) : match.end()]):
            yield Change(match.start(), match.end(), "。")


def dotted(text: str) -> Iterator[Change]:
    """Dots and dashes that were typed with what keys there are, and foreign middle dots."""
    covered = _protected(text)
    changes = [Change(m.start(), m.end(), "·") for m in _DOT.finditer(text)]
    for form, right in ((_ELLIPSIS, "……"), (_DASHES, "——")):
        for match in form.finditer(text):
            start, end = match.span()
            beside = _chinese_before(text, start) or _chinese_after(text, end)
            if beside and not covered(start):
                changes.append(Change(start, end, right))
    yield from sorted(changes, key=lambda change: change.start)


def closed_up(text: str) -> Iterator[Change]:
    """Spaces at a line's edges, beside Chinese marks, and between Han and Latin or figures."""
    edges = {match.start() for match in _EDGE.finditer(text)}
    for match in _SPACES.finditer(text):
        start, end = match.span()
        left, right = text[start - 1 : start], text[end : end + 1]
        if start in edges or _closes(left, right):
            yield Change(start, end, "")


def visible(text: str) -> Iterator[Change]:
    """Characters that print nothing; joiners and selectors stay in emoji and behind Han."""
    for match in _INVISIBLE.finditer(text):
        yield Change(match.start(), match.end(), "")


def common(text: str) -> Iterator[Change]:
    """Radicals to ideographs, full-width letters and digits to ASCII, and then form NFC."""
    for match in _RADICAL.finditer(text):
        known = _RADICALS.get(match[0]) or unicodedata.normalize("NFKC", match[0])
        if known != match[0]:
            yield Change(match.start(), match.end(), known)
    for match in _FULL_ALPHANUMERIC.finditer(text):
        yield Change(match.start(), match.end(), unicodedata.normalize("NFKC", match[0]))


def composed(text: str) -> Iterator[Change]:
    """What form NFC changes, in the smallest stretches that can change alone."""
    if unicodedata.is_normalized("NFC", text):
        return
    start = 0
    while start < len(text):
        end = start + 1
        while end < len(text) and end - start < 32 and _composes(text, start, end):
            end += 1
        if (form := unicodedata.normalize("NFC", text[start:end])) != text[start:end]:
            yield Change(start, end, form)
        start = end


def straight_quotes(text: str) -> int:
    """How many straight double quotes stand in the text, addresses and file names aside."""
    covered = _protected(text)
    return sum(not covered(match.start()) for match in re.finditer('"', text))


def in_chinese(rule: Rule) -> Rule:
    """The rule for texts in which Han stands; it leaves others alone."""

    def only_in_chinese(text: str) -> Iterator[Change]:
        if has_han(text):
            yield from rule(text)

    return only_in_chinese


def _composes(text: str, start: int, end: int) -> bool:
    together = unicodedata.normalize("NFC", text[start : end + 1])
    first = unicodedata.normalize("NFC", text[start:end])
    return together != first + unicodedata.normalize("NFC", text[end])


def _protected(text: str) -> Callable[[int], bool]:
    """Whether an offset lies in an address or a file name."""
    covered: set[int] = set()
    for match in _PROTECTED.finditer(text):
        covered.update(range(*match.span()))
    return covered.__contains__


_BEHIND = re.compile(rf"[{_SPACE}{_CURLY}]*")


def _chinese_before(text: str, offset: int) -> bool:
    """Whether Chinese stands before the offset; spaces and curly quotes, of both worlds, aside."""
    while offset and _BEHIND.fullmatch(text[offset - 1]):
        offset -= 1
    return bool(offset) and _is_chinese(text[offset - 1])


def _chinese_after(text: str, offset: int) -> bool:
    match = _BEHIND.match(text, offset)
    offset = match.end() if match else offset
    return _is_chinese(text[offset : offset + 1])


def _stands_in_chinese(text: str, start: int, end: int) -> bool:
    before = _chinese_before(text, start) or not text[:start].strip()
    return before and (_chinese_after(text, end) or not text[end:].strip())


def _is_chinese(character: str) -> bool:
    return bool(character) and (character in FULL_MARKS + "…—" or is_han(character))


def _closes(left: str, right: str) -> bool:
    if left in FULL_MARKS or right in FULL_MARKS:
        return True
    return (is_han(left) and _joins_han(right)) or (is_han(right) and _joins_han(left))


def _joins_han(character: str) -> bool:
    """Whether the composer, not a space, parts this character from Han."""
    if character in _CURLY + "…—%‰℃":
        return True
    return unicodedata.category(character)[0] in "LN" and not is_han(character)
