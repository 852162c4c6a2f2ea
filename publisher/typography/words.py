"""Words of a Chinese title: what no line end should divide, and what part each plays.

The dictionary is jieba's, through rjieba. Loading it takes 0.13 s, so it is asked only where marks
and spaces alone do not say how a title is to be broken.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

Kind = Literal["noun", "verb", "adverb", "link", "and", "number", "time", "particle", "mark"]
"""`link`: a preposition, which begins a phrase; `and`: a conjunction, which holds two words
together; `particle`: 的, 了, 等, which belong to what stands before."""

_DATE = re.compile(r"[0-9]+年[0-9]+月(?:[0-9]+日)?|[0-9]+月[0-9]+日")
_NUMBER = re.compile("第?[0-9０-９.,％%零〇一二两三四五六七八九十百千万亿余多几]+")
_HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+")
_PARTICLES = frozenset("的地得了着过等们之者性化型式起来去上下里中内外前后时")
_LINKS = frozenset(
    ("关于", "对于", "通过", "围绕", *"在向把将为从以由被让对给于至自到按经据因比用致")
)
_ANDS = frozenset(("以及", *"和与及暨同跟并或"))
# Words that the model takes for verbs or adverbs, and which in titles name what something is.
_THINGS = frozenset(
    ("通知", "通报", "报告", "决定", "意见", "建议", "请示", "批复", "展览", "规划", "计划", "自然")
)
_TIME = re.compile("[0-9]+(?:年度?|月|日)")
# What a name ends with; a word that begins with it has taken it from the name before it.
_SUFFIXES = frozenset("县市省州区镇乡村旗盟岛")
_UNITS = frozenset("省市县区镇乡")  # alone before a word: 市文化馆
_BEFORE = frozenset("大小新老全各本我首")  # alone before a name or a thing: 大浦江, 我市
_TO = frozenset("到在向往给为成至入出")  # behind a verb of one character: 搬到
_SURNAMES = frozenset(
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡"
    "贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段"
    "雷钱汤尹黎易常武乔贺赖龚文季温"
)


@dataclass(frozen=True)
class Word:
    """A word of a text, from `start` to `end`; `known`: a dictionary holds it."""

    start: int
    text: str
    kind: Kind
    known: bool = True

    @property
    def end(self) -> int:
        """Where the word after it begins."""
        return self.start + len(self.text)


@cache
def words(text: str) -> tuple[Word, ...]:
    """The words of a text in order; joined they are the text."""
    found = _with_suffixes(_without_links(_segmented(text)))
    return tuple(_joined(text, found))


def _segmented(text: str) -> Iterator[Word]:
    import rjieba

    start = 0
    for found in rjieba.cut(text):
        held = rjieba.has_word(found)
        # To ask for the tag of what the dictionary lacks would load more of the library.
        tag = rjieba.tag(found, hmm=False)[0][1] if held else ""
        yield Word(
            start, found, _kind(found, tag), held or len(found) == 1 or not _HAN.match(found)
        )
        start += len(found)


def _kind(text: str, tag: str) -> Kind:
    kinds: tuple[tuple[Kind, bool], ...] = (
        ("noun", text in _THINGS),
        ("particle", text in _PARTICLES),
        ("link", text in _LINKS or tag == "p"),
        ("and", text in _ANDS),
        ("mark", not any(map(str.isalnum, text))),
        ("number", _NUMBER.fullmatch(text) is not None),
        ("verb", tag == "v"),
        ("adverb", tag == "d"),
    )
    return next((kind for kind, is_it in kinds if is_it), "noun")


def _without_links(found: Iterable[Word]) -> Iterator[Word]:
    """The words, those divided that are in no dictionary and have a preposition in them."""
    for word in found:
        at = next((n for n, c in enumerate(word.text) if n and c in "在把将与和"), 0)
        if word.known or not at or at == len(word.text) - 1:
            yield word
            continue
        head, link, tail = word.text[:at], word.text[at], word.text[at + 1 :]
        yield Word(word.start, head, "noun")
        yield Word(word.start + at, link, _kind(link, "p"))
        yield Word(word.start + at + 1, tail, "noun", known=False)


def _with_suffixes(found: Iterable[Word]) -> Iterator[Word]:
    """The words, the last character of a name back from the word behind it that took it."""
    held: Word | None = None
    for word in found:
        if held is None or word.known or word.text[0] not in _SUFFIXES or not _is_han(held):
            if held is not None:
                yield held
            held = word
            continue
        yield replace(held, text=held.text + word.text[0], kind="noun", known=False)
        held = Word(word.start + 1, word.text[1:], "noun", known=False)
    if held is not None:
        yield held


def _joined(text: str, found: Iterable[Word]) -> Iterator[Word]:
    """The words, those as one which the model cut and no line end should: names, dates, counts."""
    dates = {at for date in _DATE.finditer(text) for at in range(date.start() + 1, date.end())}
    held: Word | None = None
    for word in found:
        if held is None:
            held = word
        elif word.start in dates or _belong(held, word):
            whole = held.text + word.text
            held = Word(held.start, whole, _kind_of(held, word, whole), held.known and word.known)
        else:
            yield held
            held = word
    if held is not None:
        yield held


def _kind_of(one: Word, other: Word, whole: str) -> Kind:
    if one.kind == "verb" and other.text in _TO:
        return "verb"
    return "time" if _TIME.fullmatch(whole) or _DATE.fullmatch(whole) else "noun"


def _belong(one: Word, other: Word) -> bool:
    """Whether a word goes on in the next: a name, a number and what it counts, 搬 and 到."""
    if not _is_han(other):
        return False
    if one.kind == "number":
        return other.kind in ("noun", "number", "adverb", "particle")
    if not _is_han(one) or one.kind in ("link", "and", "particle"):
        return False
    if one.kind == "verb" and len(one.text) == 1 and other.text in _TO:
        return True
    return other.kind in ("noun", "verb") and _is_one_name(one, other)


def _is_one_name(one: Word, other: Word) -> bool:
    """Whether two words are parts of a name that no dictionary holds."""
    if len(one.text) > 1:
        return not one.known and len(other.text) == 1 and other.text in _SUFFIXES
    surname = one.text in _SURNAMES and one.kind != "verb" and len(other.text) <= 2
    strange = not one.known or not other.known or other.text[-1] in _SUFFIXES
    return surname or strange or one.text in _UNITS or one.text in _BEFORE


def _is_han(word: Word) -> bool:
    return _HAN.fullmatch(word.text) is not None
