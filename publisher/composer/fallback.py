"""Text prepared for the layout engine's own line breaking.

What a line break cannot change is done here: of adjacent marks one gives up half an em (CLREQ
3.1.6), Han and Latin stand a quarter em apart (3.2.2), and marks that may not begin a line are tied
to what stands before them (3.1.2). No character is added: what a reader copies is what was written.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from publisher.composer.segment import CLOSERS, NOT_AT_START, OPENERS, QUOTATION
from publisher.typography.marks import is_han

LEADING = ("open", "ahead")  # classes of what is done before a piece
TRAILING = ("close", "give", "gap", "hyphen")  # and behind it
TIED_MOST = 20  # characters; of a longer phrase only the last one is tied to the mark after it

_LATIN = "[!-~\u00a1-\u00b6\u00b8-\u024f\u0370-\u04ff]+"
_TIED = f"(?P<tied>[{NOT_AT_START}]+)?"
_PHRASE = re.compile(f"(?:(?P<latin>{_LATIN}(?: +{_LATIN})*)|[^!-~]){_TIED}", re.DOTALL)
_WORD = re.compile(f"(?:(?P<latin>{_LATIN})|[^!-~]){_TIED}", re.DOTALL)
_MEETS_HAN = re.compile("[0-9A-Za-z\u00c0-\u024f\u0370-\u04ff%+]")


@dataclass(frozen=True)
class Piece:
    """Characters from `start` to `end` of a text; `classes` say what furniture.css does to them.

    `gap`, `ahead`: a gap stands after, before them; `close`, `open`: half an em of white after,
    before them is taken away, with `give` as much as the line asks for; `tie`: no line ends inside;
    `latin`: letters and figures; `hyphen`: one follows; `dash`: dashes and dots; `base`: text under
    ruby; `mark`: quotation marks, which not every Chinese face holds in good shape.
    """

    start: int
    end: int
    text: str
    classes: tuple[str, ...] = ()


def pieces(
    text: str, cuts: tuple[int, ...] = (), *, latin: bool = False, whole: bool = True
) -> Iterator[tuple[Piece, ...]]:
    """The text in pieces, one tuple for each part between the `cuts`, where runs meet.

    `latin`: mark what a face such as kai takes from another; else it goes with the rest. `whole`:
    neighbours to which nothing is done form one piece, and so do the words of a Latin phrase.
    """
    found = _tokens(text, _PHRASE if whole else _WORD, latin)
    tokens = list(joined(found) if whole else found)
    for start, end in zip((0, *cuts), (*cuts, len(text)), strict=True):
        yield clipped(tokens, text, start, end)


def _tokens(text: str, token: re.Pattern[str], latin: bool) -> Iterator[Piece]:
    """Each Latin phrase and each other character, with what is done to it."""
    for match in token.finditer(text):
        start, end = match.span()
        classes = list(_of_mark(text, start)) if match["latin"] is None else []
        if latin and match["latin"] is not None:
            classes.append("latin")
        if latin and text[start] in QUOTATION:
            classes.append("mark")
        if match["tied"] is not None and not _begins_line(text[start]):
            classes.append("tie")
        if _gap_follows(text, end):
            classes.append("gap")
        if "tie" in classes and end - start > TIED_MOST:
            last = match.start("tied") - 1
            yield Piece(start, last, _set(text, start, last), _within(classes))
            start = last
        if set_text := _set(text, start, end):
            yield Piece(start, end, set_text, tuple(classes))


def _within(classes: list[str]) -> tuple[str, ...]:
    """The classes of the first part of a token."""
    return tuple(name for name in classes if name not in ("tie", "gap"))


def _of_mark(text: str, offset: int) -> Iterator[str]:
    mark = text[offset]
    before, after = text[offset - 1] if offset else "\n", text[offset + 1 : offset + 2]
    if mark in CLOSERS and (after in OPENERS or after in CLOSERS):
        yield "close"
    if mark in OPENERS and (before in OPENERS or before == "\n"):
        yield "open"


def _begins_line(character: str) -> bool:
    """Whether the character leaves a mark after it free: a space, or a dash in its own right."""
    return character.isspace() or character in NOT_AT_START


def _gap_follows(text: str, end: int) -> bool:
    """Whether Han and Latin meet here, a space between them or none."""
    return _meet(text[end - 1], text[end : end + 2].lstrip(" ")[:1])


def _meet(one: str, other: str) -> bool:
    return any(
        is_han(a) and _MEETS_HAN.match(b) is not None for a, b in ((one, other), (other, one))
    )


def _set(text: str, start: int, end: int) -> str:
    """The characters as they are set; a space that stood for the gap between Han and Latin goes."""
    before = text[start - 1] if start else ""
    is_gap = text[start:end] == " " and _meet(before, text[end : end + 1])
    return "" if is_gap else text[start:end]


def joined(tokens: Iterable[Piece]) -> Iterator[Piece]:
    """The tokens, neighbours to which nothing is done in one piece."""
    held: Piece | None = None
    for token in tokens:
        if held is not None and not held.classes and not token.classes:
            held = replace(held, end=token.end, text=held.text + token.text)
            continue
        if held is not None:
            yield held
        held = token
    if held is not None:
        yield held


def clipped(parts: Iterable[Piece], text: str, start: int, end: int) -> tuple[Piece, ...]:
    """What of pieces of a text lies between two offsets."""
    return tuple(
        _clipped(piece, text, start, end)
        for piece in parts
        if piece.start < end and piece.end > start
    )


def _clipped(piece: Piece, text: str, start: int, end: int) -> Piece:
    """What of a piece lies between two offsets; a gap stays with the end that it stands at."""
    if start <= piece.start and piece.end <= end:
        return piece
    first, last = max(piece.start, start), min(piece.end, end)
    inner = "".join(_set(text, offset, offset + 1) for offset in range(first, last))
    lost = set(TRAILING) if last < piece.end else set()
    if first > piece.start:
        lost.update(LEADING)
    return Piece(first, last, inner, tuple(name for name in piece.classes if name not in lost))
