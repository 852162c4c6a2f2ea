"""What is done to text before a layout engine breaks it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.composer.fallback import pieces

EMS = {"gap": 0.25, "close": -0.5, "open": -0.5}


def classed(text, **how):
    [found] = pieces(text, **how)
    return {piece.text: piece.classes for piece in found if piece.classes}


def ems(text):
    """The width where every character is an em."""
    [found] = pieces(text, whole=False)
    return sum(len(piece.text) + sum(EMS.get(name, 0) for name in piece.classes) for piece in found)


def test_adjacent_marks_give_up_half_an_em_each():
    assert ems("他说：“你好。”（笑）《甲》、《乙》，“丙”“丁”。") == 21.0


def test_an_opening_mark_at_the_head_of_a_paragraph_gives_up_half():
    assert classed("“看”")["“"] == ("open",)


@pytest.mark.parametrize("text", ["共42家", "共 42 家"])
def test_han_and_figures_stand_a_quarter_em_apart_with_or_without_a_typed_space(text):
    [found] = pieces(text)
    assert "".join(piece.text for piece in found) == "共42家"
    assert [piece.classes for piece in found] == [("gap",), ("gap",), ()]


@pytest.mark.parametrize("text", ["共，42。", "（42）", "42 42"])
def test_there_is_no_gap_beside_marks_or_between_figures(text):
    assert all("gap" not in classes for classes in classed(text).values())


@pytest.mark.parametrize("text", ["甲·乙", "甲——乙", "甲……乙", "3～5", "甲–乙"])
def test_marks_that_may_not_begin_a_line_are_tied_to_what_stands_before(text):
    assert any("tie" in classes for classes in classed(text).values())


def test_a_dash_that_begins_a_text_is_left_in_its_run():
    assert classed("——甲乙") == {}


@given(st.text(st.sampled_from("甲乙，。“”《》——…·12aB %（）"), max_size=40), st.data())
def test_no_character_is_added_lost_or_moved(text, data):
    cuts = tuple(sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=3))))
    for how in ({}, {"latin": True}, {"whole": False}):
        parts = list(pieces(text, cuts, **how))
        assert len(parts) == len(cuts) + 1
        bounds = (0, *cuts, len(text))
        for part, start, end in zip(parts, bounds, bounds[1:], strict=False):
            got = "".join(piece.text for piece in part)
            assert got.replace(" ", "") == text[start:end].replace(" ", "")
