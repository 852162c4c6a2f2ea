"""Titles break into the fewest lines that fit, evenly, and never inside a word of Latin letters."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.typography.titles import (
    title_length,
    title_lines,
    title_text,
    title_width,
)

STEP_1 = 432 / 26


def test_a_title_that_fits_stands_on_one_line():
    assert title_lines("望峰山溪流域自然教育联盟成立", STEP_1) == ("望峰山溪流域自然教育联盟成立",)


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        (
            "湖畔画材有限公司加入望峰山溪自然教育联盟",
            ("湖畔画材有限公司加入", "望峰山溪自然教育联盟"),
        ),
        ("望峰镇把户外课堂搬到溪边的草坡上去了", ("望峰镇把户外课堂", "搬到溪边的草坡上去了")),
        ("在山顶等天黑|一堂四百人的观星课", ("在山顶等天黑", "一堂四百人的观星课")),
        (
            "云岑县召开户外课堂工作会议 42家单位共同签约",
            ("云岑县召开户外课堂工作会议", "42家单位共同签约"),
        ),
    ],
)
def test_lines_end_where_a_reader_pauses(title, lines):
    assert title_lines(title, STEP_1) == lines


def test_no_comma_ends_a_line_where_that_can_be_helped():
    lines = title_lines("走进山里，把课堂搬到溪边，让孩子们自己看水的颜色", STEP_1)
    assert len(lines) == 2
    assert not lines[0].endswith("，")


def test_a_quotation_stays_together():
    lines = title_lines("云岑县十一所学校联合开出“四季班”户外课堂必修课", STEP_1)
    assert any("“四季班”" in line for line in lines)


def test_a_number_keeps_the_word_that_counts_it():
    for line in title_lines("望峰山林场护林员带领全县1200名学生走完38公里溪谷", STEP_1)[:-1]:
        assert not line[-1].isdecimal()


def test_the_author_decides_even_where_one_line_would_do():
    assert title_lines("上山|看星", STEP_1) == ("上山", "看星")
    assert title_lines(" 上山 | 看星 |", STEP_1) == ("上山", "看星")


def test_the_authors_break_is_not_printed_where_a_title_stands_on_one_line():
    assert title_text("在山顶等天黑|一堂观星课") == "在山顶等天黑 一堂观星课"
    assert title_text("|上山 | 看星|") == "上山 看星"


def test_no_title_is_one_empty_line():
    assert title_lines("", STEP_1) == title_lines(" | ", STEP_1) == ("",)


def test_a_word_wider_than_the_measure_stands_alone():
    word = "Donaudampfschifffahrtsgesellschaft" * 2
    assert word in title_lines(f"参观{word}公司", STEP_1)


def test_two_latin_letters_count_for_one_character():
    assert title_length("GS-150望远镜") == 6
    assert title_length("上山|看星") == 4


TITLES = st.text("山水星空的了，。：“”《》（）——…在 abXY019.-%|", max_size=70)


@given(TITLES, st.floats(9, 30))
def test_lines_hold_the_whole_title_in_order(title, room):
    lines = title_lines(title, room)
    assert re.sub(r"[\s|]", "", "".join(lines)) == re.sub(r"[\s|]", "", title)


@given(TITLES, st.floats(9, 30))
def test_lines_begin_and_end_as_lines_may(title, room):
    parts = [" ".join(part.split()) for part in title.split("|")]
    starts = {part[:1] for part in parts}
    ends = {part[-1:] for part in parts}
    for line in title_lines(title, room):
        assert line[:1] not in set("，。：”》）") - starts
        assert line[-1:] not in set("“《（") - ends


@given(st.text("山水星空的了在abXY019", min_size=1, max_size=70), st.floats(9, 30))
def test_lines_fit_the_measure_and_words_stay_whole(title, room):
    lines = title_lines(title, room)
    words = re.findall("[a-zA-Z0-9]+", title)
    for line in lines:
        assert title_width(line) <= room or re.fullmatch("[a-zA-Z0-9]+", line)
    assert [word for line in lines for word in re.findall("[a-zA-Z0-9]+", line)] == words


@given(st.integers(18, 33).map(lambda n: "水" * n))
def test_two_lines_differ_by_one_character_at_most(title):
    lines = title_lines(title, 17)
    assert len(lines) == 2
    assert abs(len(lines[0]) - len(lines[1])) <= 1
