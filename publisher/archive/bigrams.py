"""Text as the search sees it: folded, and cut into single characters and pairs.

A pair index finds every text that holds the pairs of a query somewhere; that they stand together is
then checked against the text itself, so what is found is exactly what a plain scan would find.
"""

import re
import unicodedata
from itertools import pairwise

SPACE = re.compile(r"\s+")
# SQLite's `ascii` tokenizer keeps characters above 127 as they are; the others are moved up there.
SHIFT = {code: 0xF0000 + code for code in range(128)}


def fold(text: str) -> str:
    """`text` with compatibility forms, case and stretches of white space made equal."""
    return SPACE.sub(" ", unicodedata.normalize("NFKC", text).casefold())


def tokens(folded: str) -> str:
    """Each character and each pair of neighbours once, sorted, divided by spaces."""
    moved = folded.translate(SHIFT)
    pairs = {first + second for first, second in pairwise(moved)}
    return " ".join(sorted(pairs | set(moved)))


def query(words: list[str]) -> str:
    """What to ask the index for, so that it finds every text holding all the folded `words`."""
    wanted: set[str] = set()
    for word in words:
        moved = word.translate(SHIFT)
        wanted |= {moved} if len(moved) == 1 else set(map(str.__add__, moved, moved[1:]))
    return " AND ".join(f'"{token}"' for token in sorted(wanted))


def words_of(text: str) -> list[str]:
    """The folded words of a query; white space divides them."""
    return fold(text).split()
