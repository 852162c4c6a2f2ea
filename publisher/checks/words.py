"""Words: those typed twice, and characters of the other script."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from publisher.article import Article
from publisher.checks.text import texts
from publisher.findings import Finding
from publisher.typography.marks import HAN_CLASS

MIXED_SHARE: Final = 0.01  # of the ideographs; simplified pages held at most 1, traditional ones 3
MIXED_LEAST: Final = 4
_DOUBLED = re.compile(
    rf"(?P<long>[{HAN_CLASS}]{{3,8}})(?P=long)"
    "|(?P<short>[的和与将被把为从于及])(?P=short)(?![的和与将被把为从于及])"
)
_HAN = re.compile(f"[{HAN_CLASS}]")


def check_words(article: Article) -> Iterator[Finding]:
    """`text-doubled`; once an article `text-mixed-script`."""
    for text in texts(article):
        for match in _DOUBLED.finditer(text.characters):
            word = match["long"] or match["short"]
            if match["long"] and len(set(word)) < 3:
                continue  # 哈哈哈哈哈哈
            yield Finding("text-doubled", text.place(match.start()), {"word": word})
    yield from _mixed(article)


def _mixed(article: Article) -> Iterator[Finding]:
    """Characters of the script that the article is not written in, the first with its place."""
    met: dict[str, list[tuple[str, object]]] = {"simplified": [], "traditional": []}
    total = 0
    for text in texts(article):
        for match in _HAN.finditer(text.characters):
            total += 1
            if script := _script(match[0]):
                met[script].append((match[0], text.place(match.start())))
    other = min(met, key=lambda script: len(met[script]))
    found = met[other]
    if len(found) < MIXED_LEAST or len(found) <= MIXED_SHARE * total:
        return
    seen = "".join(dict.fromkeys(character for character, _ in found))[:12]
    yield Finding("text-mixed-script", found[0][1], {"count": len(found), "list": seen})  # type: ignore[arg-type] # a Span or None


@cache
def _script(character: str) -> str:
    """The script that alone has the character, by what GB 2312 and Big5 hold; empty for both."""
    simplified, traditional = _holds("gb2312", character), _holds("big5", character)
    if simplified == traditional:
        return ""
    return "simplified" if simplified else "traditional"


def _holds(encoding: str, character: str) -> bool:
    try:
        character.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True
