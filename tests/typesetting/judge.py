"""What a typesetter would mark on pages that were set: the same judge for any engine's PDF.

The rules are those of CLREQ (line composition) and GB/T 15834-2011 (标点符号用法, 5.1).
"""

import re
from dataclasses import dataclass
from itertools import pairwise

from reading import CLOSERS, OPENERS

NOT_AT_START = frozenset("，。、；：？！”’）》〉】〕』」%℃‰…·～–—")
NOT_AT_END = frozenset("（《〈“‘【〔「『￥$")
EDGE = 0.02  # em that a line may lack or have too much
PAIR = 0.6  # em from one mark of a pair to the next; 0.5 where the first or second gave up half
EVEN, UNEVEN = 0.03, 0.08  # em between ideographs: 95 of 100 lines, and all of them
TOKEN = 6  # em: what a line may have to make room for at the cost of an even colour
WIDE = 26  # em: narrower measures cannot be even

_TOKEN = re.compile(r"[0-9A-Za-z]+(?:[.,:%/'’+_@-]*[0-9A-Za-z%]+)*")
_LETTERS = re.compile("[A-Za-z]{2,}-[A-Za-z]{2,}")


@dataclass(frozen=True)
class Fault:
    """What is wrong, with which line, and by how much (em)."""

    what: str
    page: int
    line: str
    by: float = 0.0

    def __str__(self):
        return f"{self.what} {self.by:+.3f} em, page {self.page + 1}: {self.line}"


def faults(lines, left, right):
    """What is wrong with a paragraph; `left`, `right`: where a line should begin and end."""
    for number, line in enumerate(lines):
        inner, continues = number + 1 < len(lines), number > 0
        yield from _ends(line, inner=inner, continues=continues)
        yield from uncompressed(line)
        if continues:
            yield from _off(line, line.left - left(line), "left edge")
        if inner:
            yield from _off(line, line.right - right(line), "right edge")
    yield from divided(lines)
    if len(lines) > 1 and len(re.sub(r"\W", "", lines[-1].text)) <= 1:
        yield Fault("last line of one character", lines[-1].page, lines[-1].text)


def _ends(line, *, inner, continues):
    if continues and line.text[0] in NOT_AT_START:
        yield Fault("forbidden start", line.page, line.text)
    if inner and line.text[-1] in NOT_AT_END:
        yield Fault("forbidden end", line.page, line.text)


def _off(line, by, what):
    by /= line.size
    if abs(by) > EDGE:
        yield Fault(what, line.page, line.text, by)


def uncompressed(line):
    """Adjacent marks that both keep their em."""
    for one, other, apart in line.pairs:
        meet = (one in CLOSERS and other in CLOSERS | OPENERS) or (
            one in OPENERS and other in OPENERS
        )
        if meet and apart > PAIR:
            yield Fault(f"uncompressed {one}{other}", line.page, line.text, apart - 0.5)


def divided(lines):
    """Dashes, ellipses, words and figures that a line's end divides."""
    for line, following in pairwise(lines):
        tail, head = line.text[-1], following.text[0]
        if tail == head and tail in "—…":
            yield Fault("divided mark", line.page, line.text)
        text = line.text + following.text
        for token in _TOKEN.finditer(text):
            hyphenated = tail == "-" and _LETTERS.fullmatch(token[0])
            if token.start() < len(line.text) < token.end() and not hyphenated:
                yield Fault(f"divided {token[0]}", line.page, line.text)


def colour(line):
    """How far from solid ideographs are set where the line is farthest from it, in em."""
    return max(line.gaps, key=abs)


def longest_token(text):
    """How long the longest Latin word or figure is, in em, at half an em a character."""
    return max((len(token[0]) / 2 for token in _TOKEN.finditer(text)), default=0)
