"""Tokens of a text, what no line end divides, and where a line may end between two of them.

Which marks may begin or end a line follows CLREQ 3.1.3 and GB/T 15834-2011, 5.1; words, figures and
addresses stay whole, an address is divided at its joints and a long word between syllables.
"""

import re
from collections.abc import Iterator, Sequence
from enum import StrEnum
from functools import cache
from itertools import pairwise
from typing import Any, NamedTuple

from publisher.typography.marks import HAN_CLASS

OPENERS = frozenset("（《〈“‘【〔「『〖［｛｟〝")
CLOSERS = frozenset("，。、；：？！”’）》〉】〕」』〗］｝｠〞〟．")
QUOTATION = frozenset("“”‘’")
NOT_AT_START = "·～–—…‧％℃‰"
LONG = 12  # characters: what is longer and has no joints may be divided anywhere
LEAST_HYPHENATED = 7  # letters

_MIDDLE = "·～–‧％℃‰•・゠〜°℉゛゜"
_FOLLOWING = "々〻〆ーゝゞヽヾぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶㇰ-ㇿ"
_PREFIX = "￥＄￡￠№"
_WIDE = (
    "\u1100-\u11ff\u2190-\u21ff\u2460-\u24ff\u25a0-\u27bf\u2b00-\u2bff\u2e80-\ua4cf"
    "\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffef"
    "\U0001f000-\U0003ffff"
)
_JOINED = (
    "[\u0300-\u036f\u200d\u20e3\u3099\u309a\ufe00-\ufe0f\U0001f3fb-\U0001f3ff\U000e0100-\U000e01ef]"
)
_OTHER = f"[{_WIDE}](?:{_JOINED}|(?<=\u200d).)*"
_MARKS = f"{''.join(OPENERS)}{''.join(CLOSERS)}—…⸺{_MIDDLE}".replace("]", "\\]").replace("[", "\\[")
_WORD = f"[^\\s{_WIDE}{_MARKS}]"
_APOSTROPHE = f"(?:’(?={_WORD}))?"

_CHINESE = re.compile(
    f"(?P<word>(?:{_WORD}{_APOSTROPHE}|\u00a0)+)|(?P<space>[ \\t\\n\\r\\f]+)"
    "|(?P<dash>—{1,2}|…{1,2}|⸺)"
    f"|(?P<opener>[{re.escape(''.join(OPENERS))}])|(?P<closer>[{re.escape(''.join(CLOSERS))}])"
    f"|(?P<middle>[{_MIDDLE}])|(?P<following>[{_FOLLOWING}])|(?P<prefix>[{_PREFIX}])"
    f"|(?P<wide>{_OTHER}|.)",
    re.DOTALL,
)
# Quotation marks, dashes and dots belong to the words of a language that is written in letters.
_LETTERED = re.compile(
    f"(?P<word>(?:[^\\s{_WIDE}—]|\u00a0)+|—{{1,2}})|(?P<space>[ \\t\\n\\r\\f]+)"
    f"|(?P<opener>[（《〈【〔「『〖［｛])|(?P<closer>[，。、；：？！）》〉】〕」』〗］｝])"
    f"|(?P<wide>{_OTHER}|.)",
    re.DOTALL,
)
_EAST_ASIAN = frozenset(("zh", "ja", "ko", "yue", "lzh", "wuu", "nan", "hak"))

_HAN = re.compile(f"[{HAN_CLASS}\u3041-\u30ff\uac00-\ud7a3]")
_MEETS_HAN = re.compile("[^\\W_]|[%+]")
_CLOSING = frozenset(")]}>,.;:!?%")
_OPENING = frozenset("([{<$#@")
_JOINT = re.compile(r"://|[/?&=._~\\-]+")
_ADDRESS = re.compile(r"[/\\=&_?]|[a-z]\.[a-z]|@", re.IGNORECASE)
_LETTERS = re.compile("[^\\W\\d_]+")


class Kind(StrEnum):
    """What a token is: the way it is spaced and what may stand beside it at a line's edge."""

    WIDE = "wide"  # ideographs, kana, and what else stands between them
    WORD = "word"  # letters and figures
    SPACE = "space"
    DASH = "dash"
    OPENER = "opener"
    CLOSER = "closer"
    MIDDLE = "middle"  # marks that hang on what stands before them
    FOLLOWING = "following"  # kana that do not begin a line
    PREFIX = "prefix"  # signs of currency
    BASE = "base"  # text with ruby above it


class Cut(StrEnum):
    """What it is to end a line before a token."""

    NEVER = "never"
    FREE = "free"
    DASH = "dash"  # a dash would begin a line
    JOINT = "joint"  # inside an address, behind a mark of it
    HYPHEN = "hyphen"  # between syllables; a hyphen is added
    ANYWHERE = "anywhere"  # inside what has no joints


class Token(NamedTuple):
    """Characters from `start` to `end` of a text; `cut`: what a line end before them is."""

    start: int
    end: int
    kind: Kind
    cut: Cut


_KINDS = {kind.value: kind for kind in Kind}


def tokens(
    text: str, language: str = "zh", whole: Sequence[tuple[int, int]] = ()
) -> tuple[Token, ...]:
    """The tokens of a text in order; all its characters are in them.

    `whole`: stretches that bear ruby, each of them a token.
    """
    found: list[Token] = []
    for start, end, kind in _found(text, language, whole):
        cut = _cut(found[-1], start, end, kind, text) if found else Cut.NEVER
        if kind is Kind.WORD and end - start >= LEAST_HYPHENATED:
            found.extend(_divided(text, start, end, cut, language))
        else:
            found.append(Token(start, end, kind, cut))
    return tuple(found)


def meet(one: str, other: str) -> bool:
    """Whether a Han character and a letter or figure stand side by side (CLREQ 3.2.2)."""
    if _HAN.match(one):
        return _MEETS_HAN.match(other) is not None and not _HAN.match(other)
    return _HAN.match(other) is not None and _MEETS_HAN.match(one) is not None


def _found(
    text: str, language: str, whole: Sequence[tuple[int, int]]
) -> Iterator[tuple[int, int, Kind]]:
    pattern = _CHINESE if _is_east_asian(language) else _LETTERED
    at = 0
    for first, last in (*whole, (len(text), len(text))):
        for match in pattern.finditer(text, at, first):
            yield match.start(), match.end(), _KINDS[match.lastgroup or "wide"]
        if first < last:
            yield first, last, Kind.BASE
        at = last


def _is_east_asian(language: str) -> bool:
    return language.lower().split("-")[0] in _EAST_ASIAN


_HANGING = frozenset((Kind.SPACE, Kind.CLOSER, Kind.MIDDLE, Kind.FOLLOWING))
_HOLDING = frozenset((Kind.OPENER, Kind.PREFIX))


def _cut(before: Token, start: int, end: int, kind: Kind, text: str) -> Cut:
    if kind in _HANGING or before.kind in _HOLDING:
        return Cut.NEVER
    if kind is Kind.DASH:
        return Cut.DASH
    if kind is Kind.WORD and (text[start] in _CLOSING and not text[start:end].isalnum()):
        return Cut.NEVER if before.kind is not Kind.SPACE else Cut.FREE
    if before.kind is Kind.WORD and text[before.end - 1] in _OPENING:
        return Cut.NEVER
    return Cut.FREE


def _divided(text: str, start: int, end: int, cut: Cut, language: str) -> Iterator[Token]:
    """A long word in parts; those of an address end behind its joints."""
    word = text[start:end]
    at = start
    for offset, inner in sorted(_cuts(word, language).items()):
        yield Token(at, start + offset, Kind.WORD, cut)
        at, cut = start + offset, inner
    yield Token(at, end, Kind.WORD, cut)


def _cuts(word: str, language: str) -> dict[int, Cut]:
    """Where a long word may be divided, by the offset in it."""
    if _ADDRESS.search(word) and len(word) > LONG:
        cuts = {match.end(): Cut.JOINT for match in _JOINT.finditer(word)}
    else:
        cuts = {
            at + 1: Cut.JOINT
            for at in range(2, len(word) - 2)
            if word[at] in "-–" and word[at - 2 : at].isalpha() and word[at + 1 : at + 3].isalpha()
        }
        cuts |= _syllables(word, language)
    cuts.pop(len(word), None)
    cuts.pop(0, None)
    edges = (0, *sorted(cuts), len(word))
    for first, last in pairwise(edges):
        if last - first > LONG:
            cuts |= dict.fromkeys(range(first + 1, last), Cut.ANYWHERE)
    return cuts


def _syllables(word: str, language: str) -> dict[int, Cut]:
    """Where words may be divided between syllables; not acronyms, nor names in Chinese."""
    return {
        match.start() + at: Cut.HYPHEN
        for match in _LETTERS.finditer(word)
        if len(match[0]) >= LEAST_HYPHENATED
        and not match[0].isupper()
        and (match[0].islower() or not _is_east_asian(language))
        for at in _hyphens(match[0], language)
    }


@cache
def _hyphens(word: str, language: str) -> tuple[int, ...]:
    return tuple(_dictionary(language).positions(word))


@cache
def _dictionary(language: str) -> Any:  # noqa: ANN401 - pyphen is untyped
    """The patterns of a language, of English where it has none."""
    import pyphen  # type: ignore[import-untyped]  # it has no types

    found = pyphen.language_fallback(language.replace("-", "_"))
    return pyphen.Pyphen(lang=found or "en_US", left=2, right=3)
