"""The contents of an issue in two columns: nothing lost, no page too full, the left one longer."""

from hypothesis import given
from hypothesis import strategies as st

from publisher.writers.front import TOGETHER, Entry, Section, bands

COUNTS = st.lists(st.integers(1, 30), min_size=1, max_size=12)


def contents(counts):
    number = iter(range(10_000))
    return [
        Section(
            f"栏目{at}", tuple(Entry(f"第{next(number)}篇", "", False, "") for _ in range(count))
        )
        for at, count in enumerate(counts)
    ]


def height(column):
    return sum(len(section.entries) + (1.5 if section.title else 0) for section in column)


def entries(found):
    return [entry for section in found for entry in section.entries]


@given(COUNTS, st.integers(20, 45))
def test_every_article_stands_once_and_in_order(counts, lines):
    sections = contents(counts)
    found = [section for band in bands(sections, lines) for column in band for section in column]
    assert entries(found) == entries(sections)
    assert [s.title for s in found if s.title] == [s.title for s in sections]


@given(COUNTS)
def test_the_left_column_is_the_longer_by_little(counts):
    *_, (left, right) = bands(contents(counts), 2_000)
    assert 0 <= height(left) - height(right) <= 2 * (TOGETHER + 1.5)


@given(COUNTS, st.integers(20, 45))
def test_no_column_is_higher_than_a_page(counts, lines):
    for band in bands(contents(counts), lines):
        for column in band:
            assert height(column) <= lines


def test_a_section_that_fits_is_not_parted_by_a_gap():
    [(left, right)] = bands(contents([7, 7]), 40)
    assert [len(section.entries) for section in (*left, *right)] == [7, 7]
