"""Columns of a table fill their room, and none is a ladder where that can be helped."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.typography.columns import LEAST, Need, column_widths, fits, need

NEEDS = st.lists(
    st.tuples(st.floats(0.1, 200), st.floats(0, 1)).map(
        lambda pair: Need(pair[0], min(pair[0], LEAST) * pair[1] or 0.1)
    ),
    min_size=1,
    max_size=9,
)


@given(NEEDS, st.floats(5, 60))
def test_columns_fill_their_room(needs, room):
    assert sum(column_widths(needs, room)) == pytest.approx(room)


@given(NEEDS, st.floats(5, 60))
def test_each_column_gets_what_it_bears_and_none_more_than_it_asks_while_another_lacks(needs, room):
    widths = column_widths(needs, room)
    if not fits(needs, room):
        return
    lacking = any(width < asked.whole - 1e-6 for width, asked in zip(widths, needs, strict=True))
    for width, asked in zip(widths, needs, strict=True):
        assert width >= asked.least - 1e-6
        assert width <= asked.whole + 1e-6 or not lacking


def test_room_to_spare_is_shared_evenly():
    assert column_widths([Need(2, 2), Need(8, 4)], 20) == (7, 13)


def test_short_columns_stand_on_one_line_beside_a_long_one():
    short, long = column_widths([Need(7, 4), Need(300, 4)], 30)
    assert (short, long) == (7, 23)


def test_of_two_long_columns_the_longer_one_is_the_wider():
    one, other = column_widths([Need(60, 4), Need(400, 4)], 38)
    assert LEAST < one < other


def test_a_column_bears_four_characters_or_its_longest_word():
    assert need([("甲", 1), ("很长的一段话", 6)]).least == pytest.approx(LEAST, abs=0.1)
    assert need([("GS-150-2000-A-B", 8)]).least == pytest.approx(8, abs=0.1)
    assert need([]).whole == pytest.approx(0, abs=0.1)
