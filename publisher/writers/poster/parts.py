"""What an article gives to a poster: facts and figures in boxes, who stands behind it, the text.

A box whose title is a number with a unit is a figure; one titled 主办, 承办 … names organisers; any
other is a fact. What a poster has no place for is the rest, which a finding tells of.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from publisher.article import Block, Box, Figure, Gallery, Note, Paragraph, Runs, plain, walk
from publisher.writers.furniture import GAP

MOST = 3  # facts, and figures, side by side
_NUMBER = re.compile(r"\s*([0-9][0-9.,]{0,11}[%％]?)\s*([^\s0-9]{0,4})\s*")
_HOST = "主办"
_ORGANISING = re.compile("(?:主办|承办|协办|联办|指导|支持|协助|赞助|咨询|报名|联系|电话).{0,3}")
_SENTENCE = re.compile("[^。！？；]*[。！？；]+[”’」』）]*|[^。！？；]+$")
_CLAUSE = re.compile("[^，、：]*[，、：]")


@dataclass(frozen=True)
class Number:
    """A figure with its unit, and what it counts."""

    number: str
    unit: str
    text: str


@dataclass(frozen=True)
class Parts:
    """What stands on a poster besides title and picture, and the `rest`, which does not."""

    facts: tuple[Box, ...] = ()
    numbers: tuple[Number, ...] = ()
    organisers: tuple[str, ...] = ()
    host: str = ""
    text: tuple[Paragraph, ...] = ()
    rest: tuple[Block, ...] = ()


def parts(blocks: Iterable[Block]) -> Parts:
    """The blocks of an article by what a poster makes of them."""
    given = tuple(block for block in blocks if not isinstance(block, Note))
    boxes = [block for block in given if isinstance(block, Box) and block.title]
    organising = [box for box in boxes if _ORGANISING.fullmatch(box.title)]
    hosts = [box for box in organising if box.title.startswith(_HOST)]
    counting = [box for box in boxes if box not in organising and _NUMBER.fullmatch(box.title)]
    facts = [box for box in boxes if box not in organising and box not in counting]
    text = tuple(_opening(given))
    used = {id(block) for block in (*text, *organising, *counting[:MOST], *facts[:MOST])}
    return Parts(
        facts=tuple(facts[:MOST]),
        numbers=tuple(map(_number, counting[:MOST])),
        organisers=tuple(
            f"{box.title}：{said_in(box, GAP)}" for box in organising if box not in hosts
        ),
        host=GAP.join(said_in(box, GAP) for box in hosts) + _HOST * bool(hosts),
        text=text,
        rest=tuple(block for block in given if id(block) not in used),
    )


def _opening(blocks: Iterable[Block]) -> Iterator[Paragraph]:
    """The paragraphs before anything but pictures and boxes interrupts them."""
    for block in blocks:
        match block:
            case Paragraph():
                yield block
            case Figure() | Gallery() | Box():
                pass
            case _:
                return


def _number(box: Box) -> Number:
    match = _NUMBER.fullmatch(box.title)
    assert match is not None
    return Number(match[1], match[2], said_in(box, " "))


def said_in(box: Box, between: str) -> str:
    """The words in a box, its paragraphs and lines with something between them."""
    lines = (line for runs in runs_in(box) for line in plain(runs).split("\n"))
    return between.join(line for line in (line.strip() for line in lines) if line)


def runs_in(box: Box) -> tuple[Runs, ...]:
    """The paragraphs in a box, in lists too."""
    return tuple(block.runs for block in walk(box.blocks) if isinstance(block, Paragraph))


def sentences(runs: Runs) -> tuple[Runs, ...]:
    """The beginnings of a paragraph that end with a sentence, the longest first."""
    text = plain(runs)
    ends = [match.end() for match in _SENTENCE.finditer(text) if match[0].strip()]
    return tuple(beginning(runs, end) for end in reversed(ends))


def clauses(runs: Runs) -> tuple[Runs, ...]:
    """The beginnings that end before a comma, the longest first."""
    ends = [match.end() - 1 for match in _CLAUSE.finditer(plain(runs)) if match.end() > 1]
    return tuple(beginning(runs, end) for end in reversed(ends))


def beginning(runs: Runs, length: int | None = None) -> Runs:
    """The first characters of runs, or all; without pinyin and notes, which a poster has not."""
    left = len(plain(runs)) if length is None else length
    kept = []
    for run in runs:
        if left > 0 and run.note is None:
            kept.append(replace(run, text=run.text[:left], ruby=None))
        left -= len(run.text)
    return tuple(kept)


def pictures(blocks: Iterable[Block]) -> int:
    """How many pictures there are in blocks."""
    return sum(isinstance(block, Figure) for block in walk(blocks))


def characters(blocks: Iterable[Block]) -> int:
    """How many characters of text there are in blocks, captions not counted."""
    return sum(
        len(text.strip())
        for block in walk(blocks)
        for text in (plain(getattr(block, "runs", ())), *getattr(block, "items", ()))
        if isinstance(text, str)
    )
