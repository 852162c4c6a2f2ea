"""What an article gives to a poster, by its blocks."""

import pytest

from publisher.article import Box, Figure, List, Note, Paragraph, Quote, Run, plain
from publisher.writers.poster.parts import (
    beginning,
    characters,
    clauses,
    parts,
    pictures,
    sentences,
)


def paragraph(text):
    return Paragraph((Run(text),))


def box(title, *lines):
    return Box(tuple(map(paragraph, lines)), title)


def test_a_box_is_a_fact():
    found = parts([box("时间", "10月19日", "每日9:00"), paragraph("正文。")])
    assert [fact.title for fact in found.facts] == ["时间"]
    assert found.text == (paragraph("正文。"),)
    assert found.rest == ()


@pytest.mark.parametrize(
    ("title", "number", "unit"),
    [
        ("42 家", "42", "家"),
        ("300个", "300", "个"),
        ("24,000人次", "24,000", "人次"),
        ("46.6%", "46.6%", ""),
        ("7", "7", ""),
    ],
)
def test_a_box_named_by_a_number_is_a_figure(title, number, unit):
    [found] = parts([box(title, "首批成员单位")]).numbers
    assert (found.number, found.unit, found.text) == (number, unit, "首批成员单位")


@pytest.mark.parametrize("title", ["第12届", "9:30", "三年", "10月19日至25日"])
def test_other_names_with_numbers_are_facts(title):
    assert [fact.title for fact in parts([box(title, "字")]).facts] == [title]


def test_boxes_of_organisers_go_to_the_edge_and_the_foot():
    found = parts(
        [box("主办", "科普联合会"), box("承办", "天文馆", "街道"), box("协办单位", "某公司")]
    )
    assert found.host == "科普联合会主办"
    assert found.organisers == ("承办：天文馆\u3000街道", "协办单位：某公司")


def test_what_has_no_place_is_told():
    blocks = [
        *(box(title, "字") for title in "甲乙丙丁"),
        *(box(title, "字") for title in ("1家", "2家", "3家", "4家")),
        Quote((paragraph("引文"),)),
        List(((paragraph("一项"),),)),
        Figure("a.jpg"),
        Note("1", (paragraph("注"),)),
    ]
    found = parts(blocks)
    assert len(found.facts) == len(found.numbers) == 3
    assert found.rest == (box("丁", "字"), box("4家", "字"), *blocks[8:11])
    assert pictures(found.rest) == 1
    assert characters(found.rest) == 1 + 1 + 2 + 2


def test_a_beginning_has_neither_notes_nor_pinyin():
    runs = (Run("甲乙", strong=True), Run("", note="1"), Run("丙丁", ruby="dīng"), Run("戊"))
    assert beginning(runs, 3) == (Run("甲乙", strong=True), Run("丙"))
    assert plain(beginning(runs)) == "甲乙丙丁戊"
    assert all(run.note is None and run.ruby is None for run in beginning(runs))


def test_beginnings_end_with_sentences_the_longest_first():
    runs = (Run("他说：“看！”然后"), Run("走了。", strong=True), Run("没有人问，一个也没有"))
    assert [plain(found) for found in sentences(runs)] == [
        "他说：“看！”然后走了。没有人问，一个也没有",
        "他说：“看！”然后走了。",
        "他说：“看！”",
    ]
    assert [plain(found) for found in clauses((Run("一，二、三"),))] == ["一，二", "一"]


def test_the_text_ends_where_a_heading_or_a_list_begins():
    blocks = [
        paragraph("一。"),
        Figure("a.jpg"),
        paragraph("二。"),
        List(((paragraph("一项"),),)),
        paragraph("三。"),
    ]
    found = parts(blocks)
    assert found.text == (blocks[0], blocks[2])
    assert found.rest == (blocks[1], blocks[3], blocks[4])
