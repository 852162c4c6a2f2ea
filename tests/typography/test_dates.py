import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.typography.dates import parse, relative, stamps, without_year

DAY = dt.date(2021, 4, 22)


@pytest.mark.parametrize(
    "text",
    [
        "2021-04-22",
        "2021/4/22",
        "2021.04.22",
        "2021年4月22日",
        "2021 年 4 月 22 日",
        "二〇二一年四月二十二日",
        "二○二一年四月廿二日",
        "二零二一年四月二十二号",
        "民国110年4月22日",
        "20210422",
        "2021年4月22日 星期四",
        " 2021-04-22 ",
    ],
)
def test_a_date_is_read_in_each_usual_form(text):
    stamp = parse(text)
    assert (stamp.day, stamp.time) == (DAY, None)


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("2021-04-22 9:30", dt.time(9, 30)),
        ("2021-04-22 09:30:05", dt.time(9, 30, 5)),
        ("2021年4月22日09:30", dt.time(9, 30)),
        ("2021年4月22日9时30分", dt.time(9, 30)),
        ("2021-04-22T09:30:05+08:00", dt.time(9, 30, 5)),
        ("2021年4月22日 星期四 09:30", dt.time(9, 30)),
    ],
)
def test_the_time_of_day_behind_it_is_read_too(text, time):
    stamp = parse(text)
    assert (stamp.day, stamp.time) == (DAY, time)


@pytest.mark.parametrize("text", ["2021-02-30", "2021年13月1日", "二〇二一年二月三十日"])
def test_a_day_that_does_not_exist_is_none(text):
    assert parse(text).day is None


@pytest.mark.parametrize("text", ["", "1.2.3", "24,024.5", "4月22日", "2021-04", "甲2021-04-22"])
def test_other_texts_are_no_date(text):
    assert parse(text) is None


def test_dates_in_a_line_are_found_with_their_places():
    line = "来源:甲 2021-04-22 更新:2021年5月1日10:00"
    found = list(stamps(line))
    assert [line[s.start : s.end] for s in found] == ["2021-04-22", "2021年5月1日10:00"]


def test_dates_that_cannot_be_placed_are_told_apart():
    assert without_year("来源:甲 4月22日") == "4月22日"
    assert without_year("来源:甲 2021年4月22日") == ""
    assert relative("来源:甲 3小时前") == "3小时前"


@given(st.dates(dt.date(1000, 1, 1)))
def test_every_day_reads_back_from_each_form(day):
    for form in (day.isoformat(), f"{day.year}年{day.month}月{day.day}日"):
        assert parse(form).day == day
