"""Where a line of a title may end, and what it costs to end it there.

Line start and line end by GB/T 15834-2011 5.1 and W3C clreq 3.1.2; where words and phrases end by
their dictionary. Costs stand beside those of uneven lines in `titles`.
"""

import re
import unicodedata
from collections.abc import Mapping
from itertools import pairwise

from publisher.typography.words import Word, words

NOT_FIRST = frozenset("，。、；：？！）》〉」』】〕”’…—·％%‰℃～,.;:?!)]}")
NOT_LAST = frozenset("（《〈「『【〔“‘([{￥$#№")
_COMMAS = frozenset("，、,")
_STOPS = frozenset("。；：？！;:?!")
_CLOSERS = frozenset("）》〉」』】〕”’")
_OPENERS = frozenset("（《〈「『【〔“‘")
_PAIRS = {"“": "”", "‘": "’", "《": "》", "〈": "〉", "「": "」", "『": "』", "（": "）"}
_WORD = re.compile(r"[0-9A-Za-z][0-9A-Za-z.,:%°/+&'’@_-]*|——|……")
# A space between phrases; where each number has one before and behind, it only sets them off.
_GAP = re.compile(r"(?<=[^\x00-\x7f])[ \u3000](?=[0-9A-Za-z]*[^\x00-\x7f])")

# Costs: a line that is 10 % off its due length costs 1, neighbours that differ too much 12. The
# author's own pause goes before an even shape, and so does a whole word.
IN_PAIR, AT_COMMA, IN_WORD, AT_LINK = 90.0, 32.0, 40.0, 36.0
IN_PHRASE, AFTER_TIME, AFTER_VERB, PLAIN, AT_PHRASE, AT_PAUSE = 6.0, 4.5, 4.0, 2.5, 0.5, -24.0
_OURS = frozenset("我全")  # 我市, 全县: a subject begins
_ALONE = 8.0  # a single character is cut off from the word that it goes with


def pauses(text: str) -> Mapping[int, float]:
    """The places where marks and spaces ask a reader to pause."""
    closed = _legal(text)
    gaps = {gap.end() for gap in _GAP.finditer(text)}
    return {at: AT_PAUSE for at in closed if at in gaps or _stopped(text, at)}


def breaks(text: str) -> Mapping[int, float]:
    """The places where a line may end, each with what it costs to end it there."""
    paused = pauses(text)
    quoted = _quoted(text)
    between = {one.end: (one, other) for one, other in pairwise(words(text))}
    found: dict[int, float] = {}
    for at in _legal(text):
        cost = paused.get(at)
        if cost is None:
            cost = _at_mark(text, at)
        if cost is None:
            cost = _between(*between[at]) if at in between else IN_WORD
        found[at] = cost + (IN_PAIR if at in quoted else 0.0)
    return found


def is_narrow(char: str) -> bool:
    """Whether a character of a title is half a character wide, as Latin letters are."""
    # “ ” ‘ ’ — … · are ambiguous in Unicode, and a full em in a Chinese title.
    return unicodedata.east_asian_width(char) in ("Na", "N", "H")


def _legal(text: str) -> list[int]:
    """The places where the rules for a line's start and end let one end, not inside a token."""
    inside = {at for word in _WORD.finditer(text) for at in range(word.start() + 1, word.end())}
    return [
        at
        for at in range(1, len(text))
        if at not in inside and text[at] not in NOT_FIRST and text[at - 1] not in NOT_LAST
    ]


def _stopped(text: str, at: int) -> bool:
    return text[at - 1] in _STOPS or text[:at].endswith(("——", "……"))


def _quoted(text: str) -> set[int]:
    inside: set[int] = set()
    for start, char in enumerate(text):
        end = text.find(_PAIRS[char], start) if char in _PAIRS else -1
        inside.update(range(start + 1, end + 1))
    return inside


def _at_mark(text: str, at: int) -> float | None:
    """What a break beside a mark costs; None where there is none."""
    before, after = text[at - 1], text[at]
    if before in _COMMAS:
        return AT_COMMA
    if after in _OPENERS:
        return AT_PHRASE if before in _CLOSERS or after == "（" else None
    return IN_PHRASE if before in _CLOSERS else None


def _between(one: Word, other: Word) -> float:
    """What it costs to part two words."""
    if other.kind == "particle" or one.kind == "number":
        return IN_WORD
    if one.kind in ("link", "and"):
        return AT_LINK
    return _cost_of_kinds(one, other) + _cost_of_lengths(one, other)


def _cost_of_kinds(one: Word, other: Word) -> float:  # noqa: PLR0911 - an arm a pair of kinds
    if other.text[0] in _OURS:
        return PLAIN
    match one.kind, other.kind:
        case _, "link":
            return AT_PHRASE
        case _, "and":
            return IN_PHRASE + PLAIN
        case "adverb", _:
            return IN_PHRASE + PLAIN
        case "particle", _:
            return PLAIN
        case "verb", _:
            return AFTER_VERB
        case "time", _:
            return AFTER_TIME
        case _, "verb" | "adverb":
            return AT_PHRASE
        case _:
            return IN_PHRASE


def _cost_of_lengths(one: Word, other: Word) -> float:
    """A single character is no line's last or first word, but a verb that opens a phrase."""
    cut_off = len(one.text) == 1 and one.kind in ("verb", "adverb")
    left_over = len(other.text) == 1 and other.kind in ("noun", "adverb")
    return _ALONE * (cut_off + left_over)
