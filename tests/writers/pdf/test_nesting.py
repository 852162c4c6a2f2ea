"""Furniture inside furniture: whatever stands in what, all of it is printed in the type area."""

from itertools import pairwise

import pytest
from furnishing import FOOT, LEFT, MEASURE, OUTER, SKY, TOP, Pictures, lines_of, runs, sheet
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from publisher.article import (
    Box,
    Code,
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
)
from tests.effort import effort

pytestmark = [pytest.mark.pages, pytest.mark.slow]

HANG = 0.6  # em
LEAVES = ("paragraph", "figure", "gallery", "names", "table", "code", "heading", "rule", "noted")
BRANCHES = ("quote", "pull", "list", "ordered", "box")
SHAPE = st.recursive(
    st.sampled_from(LEAVES),
    lambda inner: st.tuples(
        st.sampled_from(BRANCHES), st.lists(inner, min_size=1, max_size=3).map(tuple)
    ),
    max_leaves=6,
)


class Maker:
    """Blocks of given shapes, each text in them once."""

    def __init__(self):
        self.pictures = Pictures()
        self.notes = []
        self.said = []
        self._count = 0

    def text(self, tail=""):
        """Words that are found nowhere else."""
        self._count += 1
        said = "".join(chr(0x4E00 + 37 * self._count + step) for step in range(6)) + tail
        self.said.append(said)
        return said

    def block(self, shape):
        if isinstance(shape, tuple):
            kind, inner = shape
            return self._branch(kind, [self.block(one) for one in inner])
        return getattr(self, f"_{shape}")()

    def _branch(self, kind, blocks):
        match kind:
            case "quote" | "pull":
                return Quote(tuple(blocks), runs(self.text()), pull=kind == "pull")
            case "list" | "ordered":
                half = len(blocks) // 2
                items = [tuple(part) for part in (blocks[:half], blocks[half:]) if part]
                return List(tuple(items), ordered=kind == "ordered")
            case _:
                return Box(tuple(blocks), self.text())

    def _paragraph(self):
        return Paragraph(runs(self.text(SKY)))

    def _noted(self):
        label = str(len(self.notes))
        self.notes.append(Note(label, (Paragraph(runs(self.text())),)))
        return Paragraph((Run(self.text()), Run("", note=label), Run(self.text())))

    def _figure(self):
        return self.pictures.figure(1.5, self.text(), credit="某甲")

    def _gallery(self):
        figures = tuple(self.pictures.figure(aspect, self.text()) for aspect in (0.75, 1.5, 1.0))
        return Gallery(figures, runs(self.text()))

    def _names(self):
        return Names(("温如许", "江眠", "阿依古丽·买买提", self.text()[:3]), self.text())

    def _table(self):
        rows = tuple((runs(self.text()), runs(f"{n},000")) for n in range(2))
        return Table((runs(self.text()), runs("数")), rows, ("", ""), runs(self.text()))

    def _code(self):
        return Code(f"{self.text()} = 1\n")

    def _heading(self):
        return Heading(3, runs(self.text()))

    def _rule(self):
        return Rule()


@settings(
    max_examples=effort(12),
    deadline=None,
    phases=[Phase.generate],  # to shrink whole pages would take minutes
    suppress_health_check=list(HealthCheck),
)
@given(st.lists(SHAPE, min_size=1, max_size=4))
def test_any_nesting_is_printed_whole_inside_the_type_area(shapes):
    maker = Maker()
    blocks = [maker.block(shape) for shape in shapes]
    page = sheet([*blocks, Paragraph(runs("末。")), *maker.notes], maker.pictures)
    text = "".join(glyph.character for glyph in page.glyphs)
    for said in maker.said:
        assert text.count("".join(said.split())[:3]) == 1, (said, shapes)
    for glyph in page.glyphs:
        left = LEFT if glyph.page % 2 == 0 else OUTER
        assert left - HANG * glyph.size <= glyph.left, (glyph, shapes)
        assert glyph.right <= left + MEASURE + HANG * glyph.size, (glyph, shapes)
    for number, left, top, right, bottom in page.images:
        edge = LEFT if number % 2 == 0 else OUTER
        assert edge - 0.1 <= left, shapes
        assert right <= edge + MEASURE + 0.1, shapes
        assert top >= TOP - 0.1, shapes
        assert bottom <= FOOT + 0.1, shapes
    assert overlaps(page) == [], shapes


def overlaps(page):
    """Glyphs of two lines that stand in each other, or on a picture."""
    found = []
    lines = lines_of(page.glyphs)
    for one, other in pairwise(lines):
        if one[0].page != other[0].page or other[0].baseline - one[0].baseline < 3:
            continue
        for above in one:
            for below in other:
                apart = min(above.right, below.right) - max(above.left, below.left)
                if apart > 1 and above.ink[3] > below.ink[1] + 1:
                    found.append((above.character, below.character))
    for number, left, top, right, bottom in page.images:
        found += [
            (glyph.character, "picture")
            for glyph in page.glyphs
            if glyph.page == number
            and left < (glyph.ink[0] + glyph.ink[2]) / 2 < right
            and top < (glyph.ink[1] + glyph.ink[3]) / 2 < bottom
        ]
    return found
