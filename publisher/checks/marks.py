"""Marks that come in pairs, and characters that no two faces agree on."""

import re
from collections.abc import Iterator

from publisher.article import Article
from publisher.checks.text import Text, texts
from publisher.findings import Finding
from publisher.typography.marks import INNER, PAIRS, PRIVATE_CLASS

_OPENING = {closing: opening for opening, closing in PAIRS.items()}
_OUTER = {outer: inner for inner, outer in INNER.items()}
_PAIRED = re.compile(f"[{re.escape(''.join([*PAIRS, *_OPENING]))}]")
_PRIVATE = re.compile(f"[{PRIVATE_CLASS}]")
_LETTER = re.compile(r"[A-Za-z]")
# A figure or a letter before a half bracket numbers an item: 1) a)
_NUMBERED = re.compile(r"(?:^|[\s，。；、])[0-9A-Za-z一二三四五六七八九十]{1,3}$")


def check_marks(article: Article) -> Iterator[Finding]:
    """`text-unpaired`, `text-nesting`, `text-nesting-order`, `text-private-use`."""
    for text in texts(article):
        yield from _pairs(text)
        yield from _private(text)


def _pairs(text: Text) -> Iterator[Finding]:
    characters = text.characters
    opened: list[tuple[str, int]] = []
    for match in _PAIRED.finditer(characters):
        mark, offset = match[0], match.start()
        if mark in PAIRS:
            if opened and opened[-1][0] == mark and mark in _OUTER:
                arguments = {"mark": mark, "right": _OUTER[mark]}
                yield Finding("text-nesting", text.place(offset), arguments)
            if turned := _turned(mark, opened):
                arguments = {"mark": mark, "inner": turned[0]}
                yield Finding("text-nesting-order", text.place(turned[1]), arguments)
            opened.append((mark, offset))
        elif opened and opened[-1][0] == _OPENING[mark]:
            opened.pop()
        elif not _stands_alone(characters, offset):
            yield from _closed_wrongly(text, opened, mark, offset)
    for mark, offset in opened:
        yield Finding("text-unpaired", text.place(offset), {"mark": mark})


def _turned(mark: str, opened: list[tuple[str, int]]) -> tuple[str, int] | None:
    """The mark of the second level in which one of the first stands, none of that around both."""
    inner = _OUTER.get(mark)
    if not opened or opened[-1][0] != inner or any(other == mark for other, _ in opened):
        return None
    return opened[-1]


def _closed_wrongly(
    text: Text, opened: list[tuple[str, int]], mark: str, offset: int
) -> Iterator[Finding]:
    """What is left open within the pair that `mark` closes, or `mark` itself."""
    partner = _OPENING[mark]
    if all(other != partner for other, _ in opened):
        yield Finding("text-unpaired", text.place(offset), {"mark": mark})
        return
    while (last := opened.pop())[0] != partner:
        yield Finding("text-unpaired", text.place(last[1]), {"mark": last[0]})


def _stands_alone(characters: str, offset: int) -> bool:
    """Whether a closing mark is an apostrophe or numbers an item, and so needs no partner."""
    mark = characters[offset]
    before = characters[max(0, offset - 4) : offset]
    if mark == "’":
        return bool(_LETTER.match(before[-1:]))
    return mark in ")）" and _NUMBERED.search(before) is not None


def _private(text: Text) -> Iterator[Finding]:
    found = list(_PRIVATE.finditer(text.characters))
    if found:
        arguments = {"count": len(found), "point": f"{ord(found[0][0]):04X}"}
        yield Finding("text-private-use", text.place(found[0].start()), arguments)
