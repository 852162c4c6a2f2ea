"""Lines of equal length out of a paragraph: first fit, the slack spread evenly between ideographs.

Rows of CLREQ that need the whole line hold here: no line begins with a closing mark or ends with an
opening one (3.1.3), an opening mark at a line's start and a closing one at its end take half an em
(3.1.6), Latin words and figures are neither broken nor spaced, and a last line is never one
character.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from publisher.composer.fallback import CLOSERS, NOT_AT_START, OPENERS, Piece, pieces

Width = Callable[[str, int], float]
"""The advance, in em, of characters that begin at an offset of the paragraph."""

GAP, HALF = 0.25, 0.5
SHRINK = 0.008  # em between ideographs: as much closer as no eye sees
STRETCH = 0.2  # more would be a hole; the line stays short instead
PULL = 0.03  # as much closer as a line may be set to save a last line of a word
LAST_LEAST = 2  # characters on a last line, marks not counted

_NOT_AT_END = OPENERS | frozenset("￥$")
_PAUSE = re.compile("[^\\w]")
_CHUNK = re.compile("[^/?&=._-]*[/?&=._-]+|[^/?&=._-]+")  # where an address may be divided


@dataclass(frozen=True)
class Line:
    """The characters of one line, what is added after each ideograph, and its length, in em."""

    start: int
    end: int
    spacing: float
    width: float


@dataclass(frozen=True)
class _Unit:
    """What no line end divides; `width` in em, `gaps`: after how many characters slack may go.

    `lead`, `trail`: what it gives up at the start or the end of a line.
    """

    start: int
    end: int
    width: float
    gaps: int
    lead: float
    trail: float


def lines(
    text: str,
    measure: float,
    indent: float,
    width: Width,
    extras: Mapping[int, float] | None = None,
    *,
    ragged: bool = False,
) -> tuple[Line, ...]:
    """The lines of a paragraph, none where nothing is to be set.

    `measure`, `indent` (of the first line) in em; `extras`: what stands at an offset beside the
    text, such as the call of a note, by its width; `ragged`: the lines keep their own lengths.
    """
    units = _units(text, width, extras or {}, measure / 2)
    found: list[tuple[int, int]] = []
    first = 0
    while first < len(units):
        last = _last_that_fits(units, first, measure - (0 if found else indent))
        found.append((first, last))
        first = last
    found = _with_full_last_line(found, units, text, measure, indent)
    return tuple(
        _justified(
            units[first:last],
            measure - (0 if first else indent),
            ragged=ragged or last == len(units),
        )
        for first, last in found
    )


def _units(text: str, width: Width, extras: Mapping[int, float], most: float) -> list[_Unit]:
    """The units of a text: tokens that may not be parted are joined, up to a width."""
    [tokens] = pieces(text, latin=True, whole=False)
    units: list[_Unit] = []
    for group in _groups(tokens, text):
        unit = _unit(group, text, width, extras)
        units += [unit] if unit.width <= most else _divided(group, text, width, extras, most)
    return units


def _groups(tokens: Iterable[Piece], text: str) -> list[list[Piece]]:
    groups: list[list[Piece]] = []
    for token in tokens:
        if groups and not _may_break(groups[-1][-1], token, text):
            groups[-1].append(token)
        else:
            groups.append([token])
    return groups


def _divided(
    group: Sequence[Piece], text: str, width: Width, extras: Mapping[int, float], most: float
) -> Iterator[_Unit]:
    """What is too wide to stay together, such as an address: its parts, else its characters.

    Marks stay with what they open or close, as far as there is room.
    """
    kept: list[Piece] = []
    for part in _parts(group, text, width, extras, most):
        if kept and (
            _parted(kept[-1], part, text) or _unit([*kept, part], text, width, extras).width > most
        ):
            yield _unit(kept, text, width, extras)
            kept = []
        kept.append(part)
    yield _unit(kept, text, width, extras)


def _parts(
    group: Sequence[Piece], text: str, width: Width, extras: Mapping[int, float], most: float
) -> Iterator[Piece]:
    for piece in group:
        for chunk in _CHUNK.finditer(piece.text):
            part = _cut(piece, piece.start + chunk.start(), piece.start + chunk.end(), text)
            if _unit([part], text, width, extras).width <= most:
                yield part
            else:
                yield from (_cut(piece, at, at + 1, text) for at in range(part.start, part.end))


def _parted(before: Piece, after: Piece, text: str) -> bool:
    """Whether neither side is a mark that belongs to the other."""
    following = text[after.start]
    return text[before.end - 1] not in _NOT_AT_END and not (
        following in CLOSERS or following in NOT_AT_START
    )


def _cut(piece: Piece, start: int, end: int, text: str) -> Piece:
    """Some characters of a piece; a gap stays with its end."""
    lost = () if end == piece.end else ("gap", "close")
    classes = tuple(name for name in piece.classes if name not in lost)
    return Piece(start, end, text[start:end], classes)


def _may_break(before: Piece, after: Piece, text: str) -> bool:
    last, following = text[before.end - 1], text[after.start]
    if following.isspace() or following in CLOSERS or following in NOT_AT_START:
        return False
    if "latin" in before.classes and "latin" in after.classes and not last.isspace():
        return last in CLOSERS or following in OPENERS
    return last not in _NOT_AT_END


def _unit(group: Sequence[Piece], text: str, width: Width, extras: Mapping[int, float]) -> _Unit:
    total, gaps = 0.0, 0
    for piece in group:
        total += width(piece.text, piece.start) + sum(
            {"gap": GAP, "close": -HALF, "open": -HALF}.get(name, 0) for name in piece.classes
        )
        total += sum(extras.get(at, 0) for at in range(piece.start + 1, piece.end + 1))
        if not {"latin", "tie"} & set(piece.classes):
            gaps += len(piece.text)
    head, tail = group[0], group[-1]
    lead = HALF if text[head.start] in OPENERS and "open" not in head.classes else 0.0
    trail = GAP if "gap" in tail.classes else 0.0
    if text[tail.end - 1] in CLOSERS and "close" not in tail.classes:
        trail = HALF
    if text[tail.end - 1] == " ":
        trail = width(" ", tail.end - 1)
    if tail.end in extras:  # what follows a mark keeps it from hanging
        trail = 0.0
    return _Unit(head.start, tail.end, total, gaps, lead, trail)


def _last_that_fits(units: Sequence[_Unit], first: int, room: float) -> int:
    """The unit before which the line that begins with `first` ends; one unit at least."""
    used, gaps, last = -units[first].lead, 0, first
    for number in range(first, len(units)):
        unit = units[number]
        used += unit.width
        gaps += unit.gaps
        if used - unit.trail <= room + gaps * SHRINK:
            last = number + 1
        elif used - unit.trail > room + 1:
            break
    return max(last, first + 1)


def _with_full_last_line(
    found: list[tuple[int, int]], units: Sequence[_Unit], text: str, measure: float, indent: float
) -> list[tuple[int, int]]:
    """The lines; a last one of a word is drawn up, one of a character is not left alone."""
    if len(found) < 2:
        return found
    (above, start), (_, end) = found[-2:]
    if _characters(units, start, end, text) > LAST_LEAST:
        return found
    room = measure - (indent if above == 0 else 0)
    if _spacing(units[above:end], room) >= -PULL:
        return [*found[:-2], (above, end)]
    while start - above > 1 and _characters(units, start, end, text) < LAST_LEAST:
        start -= 1
    return [*found[:-2], (above, start), (start, end)]


def _characters(units: Sequence[_Unit], start: int, end: int, text: str) -> int:
    return len(_PAUSE.sub("", text[units[start].start : units[end - 1].end]))


def _length(units: Sequence[_Unit]) -> float:
    """The length of a line before slack is spread in it."""
    return sum(unit.width for unit in units) - units[0].lead - units[-1].trail


def _spacing(units: Sequence[_Unit], room: float) -> float:
    """What is added after each ideograph to fill the room; the last one of a line needs nothing."""
    used = _length(units)
    gaps = sum(unit.gaps for unit in units) - (1 if units[-1].gaps else 0)
    return (room - used) / gaps if gaps else 0.0


def _justified(units: Sequence[_Unit], room: float, *, ragged: bool) -> Line:
    spacing = _spacing(units, room)
    width = room
    if spacing > STRETCH or (ragged and spacing > 0):
        spacing, width = 0.0, _length(units)
    return Line(units[0].start, units[-1].end, spacing, width)
