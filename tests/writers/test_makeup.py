"""Articles in columns and pages: nothing is lost, nothing stands alone, columns end even."""

from dataclasses import replace
from itertools import groupby, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from publisher.writers.makeup import Copy, Pages, fill, make_up, parts_of
from publisher.writers.matter import TOGETHER, Height, Matter, notes_lines, paragraph_cuts, whole
from tests.effort import effort

PITCH = 18.0
PAGES = Pages(lines=38, columns=2, pitch=PITCH)


def paragraph(place, lines, notes=()):
    return Matter(place, lines, paragraph_cuts(lines), notes=notes)


def block(place, lines, *, floats=True, spans=False):
    """A block of so many lines, of one less at the head of a column."""
    return Matter(place, height=Height(PITCH, PITCH * (lines - 1), 0), floats=floats, spans=spans)


def heading(place):
    return Matter(place, height=Height(PITCH, PITCH, 0), heading=True)


def article(*matter, head=6, **said):
    return Copy(Height(0, head * PITCH, 0), matter, **said)


def made(*copies, pages=PAGES, taken=0):
    return make_up(copies, pages, taken)


def columns(made_up):
    return [column for one in made_up.articles for band in one.bands for column in band.columns]


def lines_of(column):
    """The lines that the parts of a column take, and those of its notes."""
    used = 0
    for part in column.parts:
        height = part.matter.height
        used += part.count if height is None else height.lines(PITCH, at_head=part.at_head)
    return used, notes_lines(sum(part.noted for part in column.parts), PITCH)


def test_columns_of_an_article_that_ends_are_even():
    [one] = made(article(*(paragraph(n, 7) for n in range(4)))).articles
    [band] = one.bands
    assert [column.filled for column in band.columns] == [14, 14]


def test_a_heading_does_not_end_a_column():
    text = [paragraph(0, 35), heading(1), paragraph(2, 20), paragraph(3, 30)]
    first, second = columns(made(article(*text, head=1)))[:2]
    assert [part.matter.place for part in first.parts] == [0]
    assert [part.matter.place for part in second.parts][:2] == [1, 2]


def test_a_picture_without_room_lets_the_paragraph_after_it_fill_the_column():
    text = [paragraph(0, 30), block(1, 12), paragraph(2, 20), paragraph(3, 40)]
    first, second = columns(made(article(*text, head=0)))[:2]
    assert [(part.matter.place, part.count) for part in first.parts] == [(0, 30), (2, 8)]
    assert [part.matter.place for part in second.parts] == [1, 2, 3]
    assert second.parts[0].at_head


def test_a_paragraph_leaves_its_last_lines_to_what_it_announces():
    announcing = replace(paragraph(0, 30), heading=True)
    text = [announcing, block(1, 12, floats=False), paragraph(2, 40)]
    first, second = columns(made(article(*text, head=0)))[:2]
    assert [(part.matter.place, part.count) for part in first.parts] == [(0, 28)]
    assert [part.matter.place for part in second.parts][:2] == [0, 1]


def test_two_pictures_without_room_keep_their_order():
    text = [paragraph(0, 30), block(1, 12), block(2, 12), paragraph(3, 60)]
    places = [
        part.matter.place
        for column in columns(made(article(*text, head=0)))
        for part in column.parts
    ]
    assert places.index(1) < places.index(2)


def test_a_part_across_the_columns_ends_them_even():
    text = [paragraph(0, 20), block(1, 10, spans=True), paragraph(2, 10)]
    [one] = made(article(*text)).articles
    above, across, below = one.bands
    assert [column.filled for column in above.columns] == [10, 10]
    assert across.spans
    assert [column.filled for column in below.columns] == [5, 5]


def test_a_part_across_the_columns_without_room_heads_the_next_page():
    text = [paragraph(0, 40), block(1, 20, spans=True), paragraph(2, 60)]
    [one] = made(article(*text)).articles
    pages = [band.page for band in one.bands]
    across = next(band for band in one.bands if band.spans)
    assert (across.page, across.opens) == (1, True)
    assert pages == sorted(pages)


def test_the_next_article_begins_under_the_columns_of_the_one_before():
    first, second = made(article(paragraph(0, 20)), article(paragraph(0, 20))).articles
    assert (first.page, second.page) == (0, 0)
    assert not second.opens


def test_an_article_begins_a_page_where_it_is_asked_to_or_has_no_room():
    asked = made(article(paragraph(0, 20)), article(paragraph(0, 20), opens=True)).articles
    full = made(article(paragraph(0, 50)), article(paragraph(0, 30))).articles
    for _, second in (asked, full):
        assert (second.page, second.opens) == (1, True)


def test_what_stands_above_the_first_article_takes_room_of_its_page():
    [one] = made(article(paragraph(0, 60), head=0), taken=20).articles
    assert [band.page for band in one.bands] == [0, 1]
    assert one.bands[0].lines == 18


def test_a_lead_stands_beside_the_beginning_of_the_text():
    [one] = made(article(block(0, 16), paragraph(1, 30), beside=True)).articles
    left, right = one.bands[0].columns
    assert [part.matter.place for part in left.parts] == [1]
    assert [part.matter.place for part in right.parts] == [0, 1]


def test_a_note_stands_in_the_column_that_calls_it():
    text = [paragraph(0, 60, notes=((20, 27.0), (50, 27.0)))]
    left, right = columns(made(article(*text, head=0)))[:2]
    assert [part.noted for part in (*left.parts, *right.parts)] == [27.0, 27.0]
    assert left.filled == lines_of(left)[0] + 3


def test_what_is_higher_than_a_page_is_left_to_the_layout_engine():
    [one] = made(article(block(0, 60), paragraph(1, 10), head=0)).articles
    assert one.bands[0].spans
    assert [part.matter.place for part in parts_of(one)][:2] == [0, 1]


MATTER = st.lists(
    st.one_of(
        st.tuples(st.just("paragraph"), st.integers(1, 50)),
        st.tuples(st.just("noted"), st.integers(1, 20)),
        st.tuples(st.just("heading"), st.just(1)),
        st.tuples(st.just("picture"), st.integers(2, 25)),
        st.tuples(st.just("box"), st.integers(2, 25)),
        st.tuples(st.just("across"), st.integers(2, 30)),
        st.tuples(st.just("high"), st.integers(45, 60)),
    ),
    min_size=1,
    max_size=25,
)


def matter(place, kind, lines):
    match kind:
        case "paragraph":
            return paragraph(place, lines)
        case "noted":
            return paragraph(place, lines, notes=((lines // 2, 40.5),))
        case "heading":
            return heading(place)
        case _:
            return block(place, lines, floats=kind != "box", spans=kind == "across")


ISSUES = st.lists(MATTER, min_size=1, max_size=4)


def issue(drawn):
    return [
        article(*(matter(place, *said) for place, said in enumerate(one)), beside=number == 1)
        for number, one in enumerate(drawn)
    ]


@settings(max_examples=effort(60))
@given(ISSUES, st.sampled_from([1, 2, 3]))
def test_nothing_is_lost_and_paragraphs_keep_their_order(drawn, count):
    copies = issue(drawn)
    made_up = make_up(copies, Pages(38, count, PITCH))
    for copy, layout in zip(copies, made_up.articles, strict=True):
        parts = list(parts_of(layout))
        assert {part.matter.place for part in parts} == {one.place for one in copy.matter}
        for place, same in groupby(
            sorted(parts, key=lambda part: (part.matter.place, part.start)),
            lambda part: part.matter.place,
        ):
            lines = [line for part in same for line in range(part.start, part.stop)]
            assert lines == list(range(copy.matter[place].lines))
        stays = [part.matter.place for part in parts if not part.matter.floats]
        assert stays == sorted(stays)


@settings(max_examples=effort(60))
@given(ISSUES, st.sampled_from([1, 2, 3]))
def test_no_column_is_higher_than_its_band_and_no_page_higher_than_its_lines(drawn, count):
    made_up = make_up(issue(drawn), Pages(38, count, PITCH))
    high = {
        part.matter
        for column in columns(made_up)
        for part in column.parts
        if part.matter.height and part.matter.height.lines(PITCH, at_head=True) > 38
    }
    for layout in made_up.articles:
        for band in layout.bands:
            for column in band.columns:
                if not {part.matter for part in column.parts} & high:
                    assert sum(lines_of(column)) == column.filled <= band.lines
    assert all(filled <= 38 for filled in made_up.filled)


@settings(max_examples=effort(60))
@given(ISSUES, st.sampled_from([1, 2, 3]))
def test_no_line_and_no_heading_stands_alone(drawn, count):
    made_up = make_up(issue(drawn), Pages(38, count, PITCH))
    for column in columns(made_up):
        for part in column.parts:
            if part.count and part.count < part.matter.lines:
                assert part.count >= TOGETHER
    for layout in made_up.articles:
        found = [column.parts for band in layout.bands for column in band.columns if column.parts]
        for one, other in pairwise(found):
            after = other[0].matter
            if one[-1].matter.heading and len(one) > 1:
                assert after.spans or (after.height and not after.heading), (
                    "a heading ends a column"
                )


@settings(max_examples=effort(60))
@given(st.lists(st.integers(1, 12), min_size=4, max_size=12), st.sampled_from([2, 3]))
def test_columns_of_nothing_but_paragraphs_differ_by_few_lines(counts, number):
    text = [paragraph(place, lines) for place, lines in enumerate(counts)]
    [one] = make_up([article(*text, head=0)], Pages(200, number, PITCH)).articles
    filled = [column.filled for column in one.bands[0].columns]
    assert max(filled) - min(filled[:-1]) <= TOGETHER + 1
    assert sum(filled) == sum(counts)


@pytest.mark.parametrize("room", [1, 2, 3, 10])
def test_a_paragraph_is_parted_only_where_two_lines_stay_on_both_sides(room):
    column, left = fill([whole(paragraph(0, 4))], room, PITCH)
    kept = sum(part.count for part in column.parts)
    assert kept == {1: 0, 2: 2, 3: 2, 10: 4}[room]
    assert kept + sum(part.count for part in left) == 4
