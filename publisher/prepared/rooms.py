"""The room that is left inside quotes, lists and boxes: for their text and for their pictures."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain
from typing import assert_never

from publisher.article import Block, Box, List, Note, Quote
from publisher.style.house import HouseStyle
from publisher.style.units import Em, Pt

INSET = Em(2)  # quotes on both sides, lists on the left: furniture.css says the same


@dataclass(frozen=True)
class Room:
    """How wide text may be; `size`: of that text inside a block that sets one."""

    width: Pt
    size: Pt | None = None

    def inside(self, block: Quote | List | Box | Note, style: HouseStyle) -> "Room":
        """The room inside a block of this one."""
        match block:
            case Quote() if block.pull:
                indent = Pt(0) if style.page.columns > 1 else style.spaces["pull_indent"]
                return Room(Pt(self.width - indent), style.texts["pull"].size)
            case Quote():
                size = self.size or style.texts["quote"].size
                return Room(Pt(self.width - 2 * INSET.at(size)), size)
            case List():
                indent = INSET.at(self.size or style.body.size)
                return replace(self, width=Pt(self.width - indent))
            case Box():
                return replace(self, size=style.texts["box"].size)
            case Note():
                return self
            case _:
                assert_never(block)


def rooms(blocks: Iterable[Block], style: HouseStyle) -> Iterator[tuple[Block, Pt]]:
    """Every block with its room, those inside others too; figures of a gallery are none."""
    return _rooms(blocks, Room(style.column_pt), style)


def _rooms(blocks: Iterable[Block], room: Room, style: HouseStyle) -> Iterator[tuple[Block, Pt]]:
    for block in blocks:
        yield block, room.width
        match block:
            case Quote() | Box() | Note():
                yield from _rooms(block.blocks, room.inside(block, style), style)
            case List():
                inside = chain.from_iterable(block.items)
                yield from _rooms(inside, room.inside(block, style), style)
            case _:
                pass
