"""Blocks as HTML."""

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeGuard, assert_never

from markupsafe import Markup, escape

from publisher.article import (
    Block,
    Box,
    Code,
    Figure,
    Gallery,
    Heading,
    List,
    Names,
    Note,
    Paragraph,
    Quote,
    Rule,
    Run,
    Table,
    plain,
    walk,
)
from publisher.composer.segment import CLOSERS
from publisher.prepared import Plate
from publisher.style.units import Em, Pt
from publisher.writers.flow import Piece
from publisher.writers.furniture import signature
from publisher.writers.inline import note_text
from publisher.writers.names import names_html
from publisher.writers.plates import plate_html
from publisher.writers.setting import Setting
from publisher.writers.tables import table_html

NEAR = 0.01  # pt
NEAR = 0.01  # pt
ENDLESS = Pt(10_000)  # a room in which any heading takes one line
SOLID = "国"  # a character that leaves no white
RUN_IN_MOST = 24  # a longer heading would fill the line and leave its text none
ANNOUNCES = "："  # what ends so stays with what it announces


@dataclass
class Setter(Setting):
    """Sets the blocks of one article in reading order; it counts pictures as it goes."""

    title: str = ""
    plates: Mapping[Figure | Gallery, Plate] = field(default_factory=dict)
    pictures: int = 0

    def flow(self, blocks: Iterable[Block]) -> Iterator[Piece]:
        """The top blocks of an article; a heading is run in where a paragraph follows it."""
        given = deque[Block](block for block in blocks if not isinstance(block, Note))
        while given:
            block, following = given.popleft(), next(iter(given), None)
            if isinstance(following, Paragraph) and _runs_in(block, self.style.headings.run_in):
                yield self._run_in(block, following)
                given.popleft()
            else:
                yield self._piece(block, given)

    def _pieces(self, blocks: Iterable[Block]) -> Iterator[Piece]:
        given = deque(blocks)
        while given:
            yield self._piece(given.popleft(), given)

    def _piece(self, block: Block, given: deque[Block]) -> Piece:
        """A block with what it takes of those that follow: lists of names stand together."""
        match block:
            case Paragraph():
                return self._paragraph(block, before=next(iter(given), None))
            case Figure() | Gallery():
                return self.plate_piece(self.plates[block])
            case Names():
                lists = [names_html(block, self)]
                while given and isinstance(given[0], Names):
                    lists.append(self.block(given.popleft()))
                return Piece.of(_join(lists), grid=False)
            case _:
                return Piece.of(
                    self.block(block),
                    grid=keeps_grid(block),
                    floats=isinstance(block, Table) or (isinstance(block, Quote) and block.pull),
                    heading=isinstance(block, Heading),
                )

    def plate_piece(self, plate: Plate) -> Piece:
        """Pictures as a part of the flow; those that no column holds span them all."""
        width = max((sum(placed.width for placed in row) for row in plate.rows), default=0)
        spans = width > self.style.column_pt + NEAR
        return Piece.of(self.plate(plate), grid=False, plate=True, spans=spans)

    def uncalled(self) -> Markup:
        """The notes that nothing in the text calls: nothing of an article is left out."""
        rest = [note for label, note in self.notes.notes.items() if label not in self.called]
        return _join(
            Markup('<p class="set-note">{}</p>').format(note_text(note, self.notes, self.called))
            for note in rest
        )

    def plate(self, plate: Plate) -> Markup:
        """Pictures in their rows, each with its caption, and the caption of all."""
        first = self.pictures + 1
        self.pictures += sum(map(len, plate.rows))
        return plate_html(plate, self, self.title, first)

    def block(self, block: Block) -> Markup:  # noqa: C901, PLR0911 - one arm a kind of block
        """One block as HTML."""
        match block:
            case Paragraph():
                return self._paragraph(block).html
            case Heading():
                return self._heading(block)
            case Figure() | Gallery():
                return self.plate(self.plates[block])
            case Quote():
                return self._quote(block)
            case List():
                return self._list(block)
            case Names():
                return names_html(block, self)
            case Code():
                return Markup('<pre class="set-code"><code>{}</code></pre>').format(block.text)
            case Table():
                return table_html(block, self)
            case Box():
                return self._box(block)
            case Note():
                return Markup("")
            case Rule():
                return Markup("<hr>")
            case _:
                assert_never(block)

    def _blocks(self, blocks: Iterable[Block]) -> Markup:
        return _join(piece.html for piece in self._pieces(blocks))

    def _paragraph(
        self, paragraph: Paragraph, *, indent: Em | None = None, before: Block | None = None
    ) -> Piece:
        """A paragraph; one that announces what it stands `before` is kept with it."""
        lines = self.lines(paragraph.runs, self.column(indent=indent))
        said = plain(paragraph.runs).rstrip()
        announces = said.endswith(ANNOUNCES) and not isinstance(before, Paragraph | None)
        names = [name for name in ("composed" * bool(lines), "announces" * announces) if name]
        kind = Markup(' class="{}"').format(" ".join(names)) if names else ""
        unbroken = Markup("") if lines else self.inline(paragraph.runs)
        frame = Markup("<p{}>{}").format(kind, unbroken), Markup("</p>")
        return Piece(frame, grid=True, lines=lines, heading=announces)

    def _heading(self, heading: Heading) -> Markup:
        return Markup('<h{0} class="set-heading{0}">{1}</h{0}>').format(
            heading.level, self.ragged(heading.runs, f"heading{heading.level}")
        )

    def _run_in(self, heading: Heading, paragraph: Paragraph) -> Piece:
        """A heading on the line on which its text begins, one em before it."""
        taken = self._taken(heading) + self.style.headings.gap
        lines = self.lines(paragraph.runs, self.column(), taken)
        kind = "run-in composed" if lines else "run-in"
        head = Markup('<h{0} class="set-heading{0}">{1}</h{0}>').format(
            heading.level, self.inline(heading.runs)
        )
        before = Markup('<div class="{}">{}<p>').format(kind, head)
        unbroken = Markup("") if lines else self.inline(paragraph.runs)
        return Piece((before + unbroken, Markup("</p></div>")), grid=True, lines=lines)

    def _taken(self, heading: Heading) -> float:
        """What a heading takes of the line that it begins, in em; a mark at its end gives none."""
        closed = plain(heading.runs)[-1:] in CLOSERS
        runs = (*heading.runs, Run(SOLID)) if closed else heading.runs
        wide = self.last_width(runs, f"heading{heading.level}", ENDLESS)
        return wide - len(SOLID) if closed else wide

    def _quote(self, quote: Quote) -> Markup:
        with self.inside(quote):
            pieces = tuple(self._pieces(quote.blocks))
            signed = self.ragged(signature(quote.attribution), "attribution")
        inside = _join(piece.html for piece in pieces)
        if quote.attribution:
            inside += Markup('<p class="attribution set-attribution">{}</p>').format(signed)
        if not quote.pull:
            return Markup('<blockquote class="quote set-quote">{}</blockquote>').format(inside)
        texts = self.style.texts
        height = sum(len(piece.lines) for piece in pieces) * texts["pull"].leading
        height += texts["attribution"].leading if quote.attribution else 0
        return Markup(
            '<blockquote class="pull{} set-pull" style="--spare: {}"><div class="bar">{}</div>'
            "</blockquote>"
        ).format(
            " columned" if self.style.page.columns > 1 else "",
            Pt(-height % self.style.body.leading).css,
            inside,
        )

    def _box(self, box: Box) -> Markup:
        with self.inside(box):
            title = Markup('<p class="set-box_title">{}</p>').format(
                self.ragged((Run(box.title),), "box_title")
            )
            inside = self._blocks(box.blocks)
        return Markup('<div class="box set-box">{}{}</div>').format(
            title if box.title else "", inside
        )

    def _list(self, block: List) -> Markup:
        with self.inside(block):
            items = _join(
                Markup("<li>{}</li>").format(_join(map(self._in_item, item)))
                for item in block.items
            )
        if block.ordered:
            return Markup('<ol start="{}">{}</ol>').format(block.start, items)
        return Markup("<ul>{}</ul>").format(items)

    def _in_item(self, block: Block) -> Markup:
        if isinstance(block, Paragraph):
            return self._paragraph(block, indent=Em(0)).html
        return self.block(block)


def _runs_in(block: Block | None, rule: str) -> TypeGuard[Heading]:
    """Whether a heading goes on the line of the paragraph that follows it."""
    if not isinstance(block, Heading) or len(plain(block.runs)) > RUN_IN_MOST:
        return False
    return rule == "always" or (rule == "stopped" and plain(block.runs).endswith("。"))


def keeps_grid(block: Block) -> bool:
    """Whether a block's lines all have the pitch of the body."""
    loose = Figure | Gallery | Names | Code | Table | Box
    return not any(
        isinstance(inner, loose) or (isinstance(inner, Quote) and inner.pull)
        for inner in walk((block,))
    )


def _join(parts: Iterable[Markup]) -> Markup:
    return Markup("").join(escape(part) for part in parts)
