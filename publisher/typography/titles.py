"""Lines of a title: the fewest that fit, balanced, broken where a reader would pause.

No word list is used; marks, particles and a few endings of words say where one may end. Rules: line
start and line end by GB/T 15834-2011 5.1 and W3C clreq 3.1.2; no word of Latin letters or digits
and, where it can be helped, no quotation is broken; no comma ends a line of a title.
"""

import re
import unicodedata
from functools import cache
from itertools import pairwise
from math import ceil

_AUTHORS_BREAK = "|"
_NOT_FIRST = frozenset("，。、；：？！）》〉」』】〕”’…—·％%‰℃～,.;:?!)]}")
_NOT_LAST = frozenset("（《〈「『【〔“‘([{￥$#№")
_COMMAS = frozenset("，、,")
_STOPS = frozenset("。；：？！;:?!")
_CLOSERS = frozenset("）》」』】〕”’")
_OPENERS = frozenset("（《「『【〔“‘")
_PAIRS = {"“": "”", "‘": "’", "《": "》", "〈": "〉", "「": "」", "『": "』", "（": "）"}
_WORD = re.compile(r"[0-9A-Za-z][0-9A-Za-z.,:%°/+&'’@_-]*|——|……")
_PARTICLES = frozenset("的了着在与和及并将把为向让对从于到")
_ENDINGS = (
    "中心", "公司", "集团", "大学", "学院", "学校", "医院", "协会", "学会", "联盟", "委员会",
    "活动", "会议", "论坛", "大会", "仪式", "工作", "项目", "园区", "社区", "街道", "建设", "发展",
    "合作", "服务", "行动", "计划", "精神", "部门", "单位", "企业", "基地", "平台", "博物馆",
)  # fmt: skip
_BEGINNINGS = (
    "加入", "召开", "举行", "举办", "开展", "成立", "启动", "推进", "打造", "助力", "走进", "荣获",
    "发布", "签约", "赴", "把", "将", "让", "为", "向", "与", "在", "到", "从", "获", "共", "以",
)  # fmt: skip
# Costs of a break, beside which a line that is 10 % off the mean costs 1.
_WITHIN, _AT_COMMA, _PLAIN, _AT_WORD, _AT_PAUSE = 60.0, 40.0, 3.0, 0.8, 0.0
_LAST_LEAST = 0.5


def title_length(title: str) -> int:
    """How many characters a title counts: two of Latin script for one, `|` for none."""
    return round(sum(0.5 if _narrow(char) else 1.0 for char in title if char != _AUTHORS_BREAK))


def title_lines(title: str, room: float) -> tuple[str, ...]:
    """The lines of a title on a measure of `room` em: the fewest that fit, as even as can be.

    A `|` ends a line where the author wants it; joined with its spaces left out, the lines are the
    title. A word that is wider than the measure stands on a line of its own.
    """
    parts = (" ".join(part.split()) for part in title.split(_AUTHORS_BREAK))
    return tuple(line for part in parts if part for line in _broken(part, room)) or ("",)


def _broken(text: str, room: float) -> tuple[str, ...]:
    costs = _break_costs(text)
    places = (0, *sorted(costs), len(text))
    for count in range(ceil(title_width(text) / room), len(places)):
        found = _evenly(text, places, costs, count, room)
        if found is not None:
            return found
    return tuple(text[a:b].strip() for a, b in pairwise(places))


def _evenly(
    text: str, places: tuple[int, ...], costs: dict[int, float], count: int, room: float
) -> tuple[str, ...] | None:
    """The cheapest `count` lines no wider than `room`, or None."""
    mean = title_width(text) / count
    nothing: tuple[float, tuple[str, ...]] = (float("inf"), ())

    @cache
    def rest(first: int, left: int) -> tuple[float, tuple[str, ...]]:
        if left == 0:
            return (0.0, ()) if first == len(places) - 1 else nothing
        best = nothing
        for last in range(first + 1, len(places)):
            line = text[places[first] : places[last]].strip()
            width = title_width(line)
            if width > room and last > first + 1:
                break
            after, lines = rest(last, left - 1)
            cost = ((width - mean) / mean * 10) ** 2 + costs.get(places[last], 0.0) + after
            if left == 1 and width < _LAST_LEAST * mean:
                cost += _WITHIN
            best = min(best, (cost, (line, *lines)), key=lambda found: found[0])
        return best

    cost, lines = rest(0, count)
    return lines if cost < float("inf") else None


def title_width(text: str) -> float:
    """The width of title text in em, a little more than heavy faces need for Latin letters."""
    return sum(_advance(char) for char in text)


def _advance(char: str) -> float:
    if not _narrow(char):
        return 1.0
    if char.isupper() or char in "%@&":
        return 0.78
    return 0.3 if char in " .,:;'|!il" else 0.6


def _narrow(char: str) -> bool:
    # “ ” ‘ ’ — … · are ambiguous in Unicode, and a full em in a Chinese title.
    return unicodedata.east_asian_width(char) in ("Na", "N", "H")


def _break_costs(text: str) -> dict[int, float]:
    """The places where a line may end, each with what it costs to end it there."""
    inside = {at for word in _WORD.finditer(text) for at in range(word.start() + 1, word.end())}
    quoted = _quoted(text)
    return {
        at: _WITHIN if at in quoted else _cost(text, at)
        for at in range(1, len(text))
        if at not in inside and text[at] not in _NOT_FIRST and text[at - 1] not in _NOT_LAST
    }


def _quoted(text: str) -> set[int]:
    inside: set[int] = set()
    for start, char in enumerate(text):
        end = text.find(_PAIRS[char], start) if char in _PAIRS else -1
        inside.update(range(start + 1, end + 1))
    return inside


def _cost(text: str, at: int) -> float:
    before, after = text[at - 1], text[at]
    if before in _COMMAS:
        return _AT_COMMA
    if before in _STOPS or text[:at].endswith(("——", "……")) or _between_phrases(text, at):
        return _AT_PAUSE
    if before in _CLOSERS or after in _OPENERS:
        return _AT_WORD
    if _narrow(before) and not _narrow(after):
        # A number keeps the word that counts it.
        return _AT_COMMA if before.isdecimal() else _PLAIN
    if text[:at].endswith(_ENDINGS) or text[at:].startswith(_BEGINNINGS):
        return _AT_WORD
    return _AT_WORD if before in "的了着 " else _PLAIN + (before in _PARTICLES)


def _between_phrases(text: str, at: int) -> bool:
    """Whether a space between Han stands here; beside Latin letters it only sets them off."""
    around = text[max(at - 2, 0) : at + 2].split(" ")
    return len(around) == 2 and all(part and not _narrow(part[-1]) for part in around)
