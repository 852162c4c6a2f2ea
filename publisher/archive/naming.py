"""The names of new records: pinyin of the title's first words, in `[a-z0-9-]`."""

import os
import re
from collections.abc import Iterator

LONGEST_SLUG = 60
FIRST_WORDS = 8
WORD = re.compile(r"[a-z0-9]+")


def slug(title: str) -> str:
    """The pinyin of the first words of `title`, joined by hyphens; empty where nothing is left."""
    words: list[str] = []
    for word in _words(title):
        if len(words) == FIRST_WORDS or len("-".join([*words, word])) > LONGEST_SLUG:
            break
        words.append(word)
    return "-".join(words)


def plain(wish: str) -> str:
    """What an author's own slug becomes: its letters and digits, by pinyin where it is Chinese."""
    return "-".join(_words(wish))[:LONGEST_SLUG].strip("-")


def names(date: str, wish: str) -> Iterator[str]:
    """Bare ids for a new record of the day `date` (YYYYMMDD), best first, without end."""
    number = 1
    while True:
        if not wish:
            yield f"{date}-{number}"
        else:
            yield f"{date}-{wish}" if number == 1 else f"{date}-{wish}-{number}"
        number += 1


def _words(text: str) -> Iterator[str]:
    if not text.isascii():
        text = " ".join(_pinyin(text))
    for word in WORD.findall(text.lower()):
        yield word[:LONGEST_SLUG]


def _pinyin(text: str) -> list[str]:
    # Without the phrases pypinyin loads four times as fast; it reads this when it is imported.
    switch = "PYPINYIN_NO_PHRASES"
    before = os.environ.get(switch)
    os.environ[switch] = "true"
    try:
        from pypinyin import lazy_pinyin
    finally:
        if before is None:
            del os.environ[switch]
        else:
            os.environ[switch] = before
    return list(lazy_pinyin(text))
