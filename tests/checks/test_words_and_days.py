"""Dates that cannot be, words typed twice, characters of the other script."""

import datetime as dt

import pytest

from publisher.checks.dates import check_days
from publisher.checks.words import check_words
from publisher.readers import read_text
from publisher.readers.normalise import normalise

TODAY = dt.date(2026, 10, 20)


def article(text, date="2026-10-19"):
    data = f"---\ntitle: 湖畔\ndate: {date}\n---\n\n{text}\n".encode()
    return normalise(read_text("a.md", data).value.article).value


def days(text, **options):
    return [(f.code, f.place[1]) for f in check_days(article(text, **options), TODAY)]


def words(text):
    found = list(check_words(article(text)))
    for finding in found:
        assert finding.message("zh") != finding.message("en")
    return [finding.code for finding in found]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("10月19日（星期一）开幕。", []),
        ("10月19日（星期三）开幕。", ["date-weekday"]),
        ("2024年2月29日星期四闭幕。", []),
        ("2026年2月29日闭幕。", ["date-unreal"]),
        ("4月31日闭幕，13月1日再开。", ["date-unreal", "date-unreal"]),
        ("周日开放，每月1日除外。", []),
    ],
)
def test_days_that_the_calendar_does_not_have(text, codes):
    assert [code for code, _ in days(text)] == codes


def test_a_doubt_about_a_day_has_its_place():
    assert days("十月里。\n\n到了 4月31日，就闭幕。") == [("date-unreal", 8)]


def test_a_date_that_is_still_to_come_is_told():
    assert days("开幕。", date="2062-10-19") == [("date-future", 3)]
    assert list(check_days(article("开幕。", date="2062-10-19"), None)) == []


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("联盟的的成员都来了。", ["text-doubled"]),
        ("四十二家单位四十二家单位参加。", ["text-doubled"]),
        ("请大家研究研究，学习学习，看看再说。", []),
        ("是是非非，在在处处。", []),
        ("四十二家单位联合开放观测名额，这些仪器来自镜湖，成員單位與會議。", ["text-mixed-script"]),
        ("他姓於，书法家于右任的字。", []),
    ],
)
def test_words_typed_twice_and_of_the_other_script(text, codes):
    assert words(text) == codes


def test_the_received_article_has_none_of_these(seed):
    found = read_text("article.txt", seed.read_bytes(), allow_missing=True).value.article
    assert list(check_words(normalise(found).value)) == []
    assert list(check_days(normalise(found).value, TODAY)) == []
