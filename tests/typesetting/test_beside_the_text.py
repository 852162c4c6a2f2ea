"""What stands under and over characters: emphasis dots, name and book lines, readings, notes."""

from itertools import pairwise

import pytest
from samples import han, on_sheet
from shown import Shown

pytestmark = [pytest.mark.pages]

DOTTED = han(12, 3)
NAMED = ("何望舒", "陈书禾", "江岸", "澜州的水")
[WITH_DOTS] = on_sheet(f"{han(28)}[{DOTTED}]{{.dots}}{han(20)}。")
[WITH_NAMES] = on_sheet(
    "讲解员[何望舒]{.name}[陈书禾]{.name}与[江岸]{.name}写了[澜州的水]{.book}。"
)
RARE = (("龘", "dá"), ("燚", "yì"), ("犇", "bēn"))
[WITH_READINGS] = on_sheet(
    f"{han(40)}"
    + "和".join(f'[{one}]{{ruby="{reading}"}}' for one, reading in RARE)
    + f"{han(50)}。"
)


@pytest.fixture(scope="module")
def shown(sheet):
    return Shown(sheet.data)


def glyphs_of(sheet, text):
    return [glyph for line in sheet.lines(text) for glyph in line.glyphs]


@pytest.mark.rule(20)
def test_a_dot_stands_under_each_character_of_an_emphasis_and_no_other(sheet, shown):
    lines = sheet.lines(f"{han(28)}{DOTTED}{han(20)}。")
    assert {line.text[-1] in DOTTED for line in lines[:1]} == {True}, "the run crosses a line's end"
    found = [glyph for line in lines for glyph in line.glyphs]
    for number, glyph in enumerate(found[:-1]):
        black = shown.under(glyph)
        edges = sum(one != other for one, other in pairwise(black))
        if 28 <= number < 40:
            assert edges == 2, (number, glyph.character)
            middle = sum(at for at, is_black in enumerate(black) if is_black) / sum(black)
            assert middle / len(black) == pytest.approx(0.5, abs=0.08)
        else:
            assert edges == 0, (number, glyph.character)


@pytest.mark.rule(22)
def test_names_have_a_line_each_and_books_a_wave(sheet, shown):
    found = glyphs_of(sheet, "讲解员何望舒陈书禾与江岸写了澜州的水。")[:-1]
    lined = [any(shown.under(glyph)) for glyph in found]
    assert lined == [glyph.character in "".join(NAMED) for glyph in found]
    beside = found[3:10]  # two names and the character after them
    points = [point for pair in pairwise(beside) for point in shown.under(*pair)]
    assert sum(one and not other for one, other in pairwise(points)) == 2


@pytest.mark.rule(21)
def test_a_reading_stands_over_its_character_and_keeps_the_pitch(sheet):
    text = han(40) + "和".join(one for one, _ in RARE) + f"{han(50)}。"
    lines = sheet.lines(text)
    pitch = sheet.style.body.leading
    for above, below in pairwise(lines):
        if above.page == below.page:
            assert below.baseline - above.baseline == pytest.approx(pitch, abs=0.05)
    small = [glyph for glyph in sheet.pages.glyphs if glyph.size < 7 and glyph.character.isalpha()]
    for one, reading in RARE:
        base = next(glyph for line in lines for glyph in line.glyphs if glyph.character == one)
        over = [
            glyph
            for glyph in small
            if glyph.page == base.page
            and 0 < base.baseline - glyph.baseline < base.size * 1.3
            and base.left - base.size < glyph.left < base.left + 2 * base.size
        ]
        assert "".join(glyph.character for glyph in over) == reading
        middle = (over[0].left + over[-1].right) / 2
        assert middle == pytest.approx(base.left + base.size / 2, abs=0.15 * base.size)
