"""Blocks as HTML."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from itertools import pairwise
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
    Runs,
    Table,
    plain,
    walk,
)
from publisher.composer.measure import advance
from publisher.prepared import Placed, Plate
from publisher.style.house import HouseStyle
from publisher.style.units import Em, Pt
from publisher.typefaces import Faces
from publisher.writers.flow import Piece
from publisher.writers.furniture import (
    MISSING,
    alternative,
    caption,
    credit,
    credit_follows,
    is_single,
    signature,
)
from publisher.writers.inline import (
    CALL,
    Column,
    Notes,
    composed,
    inline,
    last_width,
    note_text,
    words,
)
from publisher.writers.names import names_items

INSET = Em(2)  # quotes on both sides, lists on the left: print.css says the same
NEAR = 0.01  # pt
RUN_IN_MOST = 24  # a longer heading would fill the line and leave its text none


def picture_url(placed: Placed) -> str:
    """The address of a placed picture: its digest and the size it was made in, nothing else."""
    assert placed.picture is not None
    picture = placed.picture
    return f"picture:{picture.digest}/{picture.width}x{picture.height}"


@dataclass
class Setter:
    """Sets the blocks of one article in reading order; it counts pictures and notes as it goes."""

    title: str
    style: HouseStyle
    plates: Mapping[Figure | Gallery, Plate]
    notes: Notes
    faces: Faces
    called: set[str] = field(default_factory=set)
    pictures: int = 0
    role: str = "body"
    inset: Pt = Pt(0)

    def flow(self, blocks: Iterable[Block]) -> Iterator[Piece]:
        """The top blocks of an article; a heading is run in where a paragraph follows it."""
        given = [block for block in blocks if not isinstance(block, Note)]
        skip = False
        for block, following in pairwise((*given, None)):
            if skip:
                skip = False
                continue
            if isinstance(following, Paragraph) and _runs_in(block, self.style.headings.run_in):
                skip = True
                yield self._run_in(block, following)
            elif isinstance(block, Paragraph):
                yield self._paragraph(block)
            elif block is not None:
                yield self._piece(block)

    def _piece(self, block: Block) -> Piece:
        plate = isinstance(block, Figure | Gallery)
        return Piece.of(
            self.block(block),
            grid=keeps_grid(block),
            plate=plate,
            heading=isinstance(block, Heading),
            spans=plate and width_of(self.plates[block]) > self.style.column_pt + NEAR,
        )

    def uncalled(self) -> Markup:
        """The notes that nothing in the text calls: nothing of an article is left out."""
        rest = [note for label, note in self.notes.notes.items() if label not in self.called]
        return _join(
            Markup('<p class="set-note">{}</p>').format(note_text(note, self.notes, self.called))
            for note in rest
        )

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
                return self._names(block)
            case Code():
                return Markup('<pre class="set-code"><code>{}</code></pre>').format(block.text)
            case Table():
                return self._table(block)
            case Box():
                title = Markup('<p class="set-box_title">{}</p>').format(words(block.title))
                with self._within("box", Pt(0)):
                    inside = self._blocks(block.blocks)
                return Markup('<div class="box set-box">{}{}</div>').format(
                    title if block.title else "", inside
                )
            case Note():
                return Markup("")
            case Rule():
                return Markup("<hr>")
            case _:
                assert_never(block)

    def plate(self, plate: Plate) -> Markup:
        """Pictures in their rows, each with its caption, and the caption of all."""
        names = ["plate", *(name for name in ("lead", "beside") if getattr(plate, name))]
        rows = _join(
            Markup('<div class="row">{}</div>').format(
                _join(self._figure(placed, plate) for placed in row)
            )
            for row in plate.rows
        )
        caption = Markup("")
        if plate.caption and not is_single(plate):
            caption = Markup('<p class="caption set-caption">{}</p>').format(
                self.ragged(plate.caption, "caption")
            )
        return Markup('<div class="{}">{}{}</div>').format(" ".join(names), rows, caption)

    def ragged(self, runs: Runs, role: str) -> Markup:
        """Runs in a role, in lines that keep their own lengths."""
        with self._within(role, Pt(0)):
            column = replace(self._column(self.style.texts[role].indent), ragged=True)
            return self._ragged(runs, column)

    def _ragged(self, runs: Runs, column: Column) -> Markup:
        lines = composed(runs, self.notes, self.called, column)
        if not lines:
            return self._inline(runs)
        return Markup('<span class="composed">{}</span>').format(Markup("<br>").join(lines))

    @property
    def _kai(self) -> bool:
        return is_kai(self.style, self.role)

    def _inline(self, runs: Runs) -> Markup:
        return inline(runs, self.notes, self.called, kai=self._kai)

    def _column(self, indent: Em) -> Column:
        """The measure that is left where the text stands, in em of its role."""
        text, body = self.style.texts[self.role], self.style.body
        strong = self.style.texts["heading2"]
        by_role = self.faces.by_role
        return Column(
            measure=(self.style.column_pt - self.inset) / text.size,
            indent=indent,
            face=by_role[text.face, text.weight],
            strong=by_role[strong.face, strong.weight],
            latin=by_role[body.face, body.weight],
            kai=self._kai,
            call=CALL * self.style.texts["note"].size / text.size,
        )

    def _paragraph(self, paragraph: Paragraph, indent: Em | None = None) -> Piece:
        column = self._column(self.style.texts[self.role].indent if indent is None else indent)
        lines = composed(paragraph.runs, self.notes, self.called, column)
        if not lines:
            return Piece.of(Markup("<p>{}</p>").format(self._inline(paragraph.runs)), grid=True)
        return Piece((Markup('<p class="composed">'), Markup("</p>")), grid=True, lines=lines)

    @contextmanager
    def _within(self, role: str, inset: Pt) -> Iterator[None]:
        """Text that is set in another role and a narrower column."""
        before = self.role, self.inset
        self.role, self.inset = role, Pt(self.inset + inset)
        yield
        self.role, self.inset = before

    def _blocks(self, blocks: Iterable[Block]) -> Markup:
        return _join(self.block(block) for block in blocks)

    def _heading(self, heading: Heading) -> Markup:
        return Markup('<h{0} class="set-heading{0}">{1}</h{0}>').format(
            heading.level, self.ragged(heading.runs, f"heading{heading.level}")
        )

    def _run_in(self, heading: Heading, paragraph: Paragraph) -> Piece:
        """A heading on the line on which its text begins, one em before it."""
        text = self.style.texts[f"heading{heading.level}"]
        face = self.faces.by_role[text.face, text.weight]
        taken = advance(face, plain(heading.runs)) + self.style.headings.gap
        column = self._column(self.style.body.indent)
        lines = composed(paragraph.runs, self.notes, self.called, column, taken)
        kind = "run-in composed" if lines else "run-in"
        head = Markup('<h{0} class="set-heading{0}">{1}</h{0}>').format(
            heading.level, self._inline(heading.runs)
        )
        before = Markup('<div class="{}">{}<p>').format(kind, head)
        unbroken = Markup("") if lines else self._inline(paragraph.runs)
        return Piece((before + unbroken, Markup("</p></div>")), grid=True, lines=lines)

    def _figure(self, placed: Placed, plate: Plate) -> Markup:
        self.pictures += 1
        width = placed.width
        if plate.beside:
            width = self.style.pictures.widths[-1].at(self.style.body.size)
        said, by = caption(placed, plate), credit(placed.figure)
        words_of = self._caption(said, by, width, apart=plate.beside) if said or by else ""
        return Markup('<figure style="width: {}">{}{}</figure>').format(
            placed.width.css, self._image(placed), words_of
        )

    def _image(self, placed: Placed) -> Markup:
        size = f"width: {placed.width.css}; height: {placed.height.css}"
        if placed.picture is None:
            missing = Markup('<p class="missing set-caption" style="{}">{}</p>')
            return missing.format(size, MISSING)
        alt = alternative(placed.figure, self.title, self.pictures)
        return Markup('<img src="{}" alt="{}" style="{}">').format(picture_url(placed), alt, size)

    def _caption(self, said: Runs, by: str, width: Pt, *, apart: bool) -> Markup:
        """A picture's words; the credit an em behind them, or on a line of its own (LOOKS)."""
        with self._within("caption", Pt(0)):
            measure = width / self.style.texts["caption"].size
            column = replace(self._column(Em(0)), measure=measure, ragged=True)
            signed = (Run(by),) if by else ()
            parts = [self._ragged(runs, column) for runs in (said, signed) if runs]
            last, taken = last_width(said, column), last_width(signed, column)
        between = Markup("<br>")
        if said and by and not apart and credit_follows(last, taken, measure):
            between = Markup("")
            parts[1] = Markup('<span class="credit">{}</span>').format(parts[1])
        return Markup('<figcaption class="caption set-caption">{}</figcaption>').format(
            between.join(parts)
        )

    def _quote(self, quote: Quote) -> Markup:
        role = "pull" if quote.pull else "quote"
        body = self.style.body
        inset = self.style.spaces["pull_indent"] if quote.pull else Pt(2 * INSET.at(body.size))
        with self._within(role, inset):
            inside = self._blocks(quote.blocks)
            if quote.attribution:
                inside += Markup('<p class="attribution set-attribution">{}</p>').format(
                    self.ragged(signature(quote.attribution), "attribution")
                )
        if quote.pull:
            return Markup(
                '<blockquote class="pull set-pull"><div class="bar">{}</div></blockquote>'
            ).format(inside)
        return Markup('<blockquote class="quote set-quote">{}</blockquote>').format(inside)

    def _list(self, block: List) -> Markup:
        with self._within(self.role, INSET.at(self.style.body.size)):
            items = _join(
                Markup("<li>{}</li>").format(_join(map(self._in_item, item)))
                for item in block.items
            )
        if block.ordered:
            return Markup('<ol start="{}">{}</ol>').format(block.start, items)
        return Markup("<ul>{}</ul>").format(items)

    def _in_item(self, block: Block) -> Markup:
        if isinstance(block, Paragraph):
            return self._paragraph(block, Em(0)).html
        return self.block(block)

    def _names(self, names: Names) -> Markup:
        title = Markup('<p class="names-title set-names_title">{}</p>').format(words(names.title))
        return Markup('<div class="names">{}<ul class="set-names">{}</ul></div>').format(
            title if names.title else "", names_items(names, self.style)
        )

    def _table(self, table: Table) -> Markup:
        caption = Markup('<caption class="caption set-caption">{}</caption>').format(
            self._inline(table.caption)
        )
        head = Markup('<thead class="set-table_head"><tr>{}</tr></thead>').format(
            self._cells("th", table.head, table)
        )
        rows = _join(
            Markup("<tr>{}</tr>").format(self._cells("td", row, table)) for row in table.rows
        )
        return Markup('<table class="set-table">{}{}<tbody>{}</tbody></table>').format(
            caption if table.caption else "", head if any(table.head) else "", rows
        )

    def _cells(self, tag: str, cells: tuple[Runs, ...], table: Table) -> Markup:
        aligns = (*table.align, *("" for _ in cells))
        return _join(
            Markup('<{0} class="{1}">{2}</{0}>').format(tag, align or "left", self._inline(cell))
            for cell, align in zip(cells, aligns, strict=False)
        )


def width_of(plate: Plate) -> Pt:
    """How wide the pictures of a plate are: its widest row but for the gaps in it."""
    return Pt(max(sum(placed.width for placed in row) for row in plate.rows))


def is_kai(style: HouseStyle, role: str) -> bool:
    """Whether a role's face takes letters and figures from the face of the body."""
    return style.texts[role].face in {"kai", "fang"}


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
