"""The lines found cost no more than any others."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from publisher.composer import breaks
from publisher.composer.segment import Cut, tokens
from publisher.composer.strip import halves, laid

MOST = 12  # tokens
TOKEN = st.sampled_from(["春", "芝", "，", "。", "“", "”", "42", "——", "GS-150", "·", " "])
TEXT = st.lists(TOKEN, min_size=1, max_size=MOST).map("".join).filter(str.strip)


def strip_of(text):
    def width(said, _offset, _kind):
        return sum(0.55 if character.isascii() else 1 for character in said)

    return laid(text, tokens(text), width, halves, {})


def ways(strip, measure, indent, weigh):
    """What each way to set the text costs, one line after the other."""
    count = len(strip.cells)
    offered = [
        list(breaks.choices(strip, first, measure - (0 if first else indent), weigh))
        for first in range(count)
    ]

    def walk(first, tone, total):
        if first == count:
            yield total
            return
        for choice in offered[first]:
            contrast = breaks.CONTRAST if abs(tone - choice.tone) == 2 else 0
            yield from walk(choice.last, choice.tone, total + choice.cost + contrast)

    yield from walk(0, 0, 0.0)


@given(
    TEXT,
    st.sampled_from([4, 5.5, 7]),
    st.sampled_from([0, 2]),
    st.booleans(),
    st.sampled_from(breaks.TOLERANCES),
)
def test_no_other_breaks_are_better(text, measure, indent, ragged, tolerance):
    strip = strip_of(text)
    count = len(strip.cells)
    assume(count <= MOST)
    weigh = breaks._ragged(measure) if ragged else breaks._justified(tolerance)
    found, ends = breaks.cheapest(strip, measure, indent, weigh)
    assert found == pytest.approx(min(ways(strip, measure, indent, weigh)))
    assert ends[-1] == count


@given(TEXT, st.sampled_from([4, 5.5, 7]))
def test_no_line_ends_where_none_may_while_there_is_another_way(text, measure):
    strip = strip_of(text)
    first = 0
    for last in breaks.best(strip, measure, 0, ragged=False)[:-1]:
        if strip.cuts[last] is Cut.NEVER:
            following = range(first + 1, len(strip.cells))
            legal = next((at for at in following if strip.cuts[at] is not Cut.NEVER), None)
            assert legal is None or strip.length(first, legal) > measure
        first = last
