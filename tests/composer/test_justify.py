"""Who gives and who takes in a line, in the order of CLREQ."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.composer.justify import HOLE, SOLID, Room, fit

ROOM = Room(han=30, gaps=2, spaces=1, marks=1.0)


def taken(made, room):
    """What all places give or take together, in em."""
    places = made.han * room.han + made.gap * room.gaps + made.space * room.spaces
    return places - made.marks * room.marks + made.short


@pytest.mark.parametrize(
    ("slack", "who"),
    [
        (-0.9, ("marks",)),
        (-1.2, ("marks", "gap")),
        (-1.3, ("marks", "gap", "space")),
        (-1.6, ("marks", "gap", "space", "han")),
        (0.2, ("space",)),
        (0.6, ("space", "gap")),
        (1.5, ("space", "gap", "han")),
    ],
)
def test_each_gives_only_when_those_before_it_have_given_all(slack, who):
    made = fit(slack, ROOM)
    assert {name for name in ("marks", "gap", "space", "han") if getattr(made, name)} == set(who)
    assert taken(made, ROOM) == pytest.approx(slack)


@given(
    st.floats(-6, 12),
    st.builds(Room, st.integers(0, 40), st.integers(0, 6), st.integers(0, 9), st.floats(0, 3)),
)
def test_the_places_together_take_the_slack(slack, room):
    made = fit(slack, room)
    if made is None:
        assert slack < 0
    else:
        assert taken(made, room) == pytest.approx(slack, abs=2e-6)
        assert 0 <= made.marks <= 1
        assert made.cost >= 0


def test_what_asks_for_more_costs_more():
    for slacks in ([at / 4 for at in range(60)], [-at / 10 for at in range(20)]):
        costs = [made.cost for slack in slacks if (made := fit(slack, ROOM)) is not None]
        assert all(one <= other for one, other in pairwise(costs))


def test_to_shrink_by_half_a_mark_costs_less_than_to_stretch_by_as_much():
    room = Room(34, 0, 0, 0.5)
    assert fit(-0.5, room).cost < fit(0.5, room).cost


def test_a_line_that_needs_nothing_costs_nothing():
    assert fit(0.0, ROOM) is SOLID
    assert SOLID.cost == 0


def test_what_nothing_can_take_is_said():
    made = fit(3.0, Room(0, 0, 0, 0.0))
    assert made.short == 3.0
    assert made.cost > HOLE
