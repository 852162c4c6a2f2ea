"""Widths as Pango will set them, read from the faces of the machine."""

import pytest

from publisher.composer.measure import advance, white
from publisher.resources import bundled
from publisher.typefaces import find_faces

pytestmark = [pytest.mark.pages]


@pytest.fixture(scope="module")
def faces():
    return find_faces({("song", 400), ("kai", 400)}, fonts=[bundled("fonts")]).value.by_role


@pytest.fixture(scope="module")
def song(faces):
    return faces["song", 400]


def test_an_ideograph_is_an_em(song):
    assert advance(song, "湖畔山") == 3


def test_figures_take_the_script_of_the_letters_beside_them(song):
    assert advance(song, "GS-150") - advance(song, "GS-") > advance(song, "150") + 0.04
    assert advance(song, "150kg") - advance(song, "kg") > advance(song, "150") + 0.04


def test_two_dashes_are_two_em_wherever_they_stand(song):
    assert advance(song, "——", form="fwid") == 2
    assert advance(song, "——") < 1.8


def test_an_apostrophe_in_a_word_is_narrow(song):
    assert advance(song, "it’s", form="pwid") < advance(song, "it’s") - 0.5


@pytest.mark.parametrize(
    ("mark", "language", "expected"),
    [
        ("，", "zh-CN", (0, 0.5)),
        ("？", "zh-CN", (0, 0.5)),
        ("，", "zh-TW", (0, 0)),
        ("：", "zh-HK", (0, 0)),
        ("：", "ja", (0, 0)),
        ("「", "zh-TW", (0.5, 0)),
        ("」", "zh-TW", (0, 0.5)),
        ("（", "zh-CN", (0.5, 0)),
    ],
)
def test_a_mark_can_give_up_the_white_that_its_glyph_leaves(song, mark, language, expected):
    assert white(song, mark, language) == expected


def test_a_narrow_mark_gives_up_nothing(faces):
    assert white(faces["kai", 400], "“", "zh-CN") == (0, 0)
