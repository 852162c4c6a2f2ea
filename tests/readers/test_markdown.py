import datetime as dt
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from publisher.article import (
    Box,
    Code,
    Figure,
    Gallery,
    List,
    Names,
    Note,
    Paragraph,
    Quote,
    Rule,
    Run,
    Table,
    plain,
)
from publisher.findings import InputError, UsageError
from publisher.readers import read_text
from tests.effort import effort

HEAD = "---\ntitle: 标题\n---\n\n"


def read(text, **options):
    return read_text("article.md", text.encode(), allow_missing=True, **options)


def body(text):
    return read(HEAD + text).value.article.blocks


def codes(outcome):
    return [finding.code for finding in outcome.findings]


def only(text):
    [block] = body(text)
    return block


def test_inline_marks_become_properties_of_runs():
    paragraph = only(
        '正**强**与*斜*[链](http://a.cn)[字]{.dots}[名]{.name}[书]{.book}[龘]{ruby="dá"}[^1]'
    )
    assert paragraph.runs == (
        Run("正"),
        Run("强", strong=True),
        Run("与"),
        Run("斜", emphasis=True),
        Run("链", link="http://a.cn"),
        Run("字", dots=True),
        Run("名", name=True),
        Run("书", book=True),
        Run("龘", ruby="dá"),
        Run("", note="1"),
    )


def test_emphasis_beside_chinese_marks_is_what_its_author_meant():
    assert only("前文**“引文”**后文").runs[1] == Run("“引文”", strong=True)
    assert only("**注意：**后文").runs[0] == Run("注意：", strong=True)


def test_a_line_end_is_nothing_between_chinese_and_a_space_elsewhere():
    assert plain(only("第一行\n第二行").runs) == "第一行第二行"
    assert plain(only("one\ntwo").runs) == "one two"
    assert plain(only("第一行\\\n第二行").runs) == "第一行\n第二行"


def test_html_is_text():
    assert plain(only("a <b>c</b> <!-- d -->").runs) == "a <b>c</b> <!-- d -->"
    assert plain(only("<script>alert(1)</script>").runs) == "<script>alert(1)</script>"


def test_headings_keep_their_level_within_two_to_five():
    outcome = read(HEAD + "## 二\n\n##### 五\n\n###### 六\n\n# 一")
    assert [block.level for block in outcome.value.article.blocks] == [2, 5, 5, 2]
    assert codes(outcome) == ["markdown-heading-level"] * 2


def test_the_first_heading_is_the_title_where_none_is_given():
    article = read("# 标题\n\n正文").value.article
    assert article.metadata.title == "标题"
    assert len(article.blocks) == 1


def test_a_picture_alone_is_a_figure_with_its_words():
    figure = only('![现场](images/01.jpg "签约**现场**"){credit="甲 摄" width=60%}')
    assert figure == Figure(
        "images/01.jpg",
        alt="现场",
        caption=(Run("签约"), Run("现场", strong=True)),
        credit="甲 摄",
        width=60,
    )


def test_pictures_on_lines_of_their_own_are_a_gallery():
    assert only("![](1.jpg)\n![](2.jpg)") == Gallery((Figure("1.jpg"), Figure("2.jpg")))
    captioned = only('::: gallery caption="合影"\n![](1.jpg)\n\n![](2.jpg)\n:::')
    assert captioned == Gallery((Figure("1.jpg"), Figure("2.jpg")), caption=(Run("合影"),))


def test_a_picture_among_words_parts_the_paragraph_and_says_so():
    outcome = read(HEAD + "前文 ![](1.jpg) 后文")
    assert outcome.value.article.blocks == (
        Paragraph((Run("前文"),)),
        Figure("1.jpg"),
        Paragraph((Run("后文"),)),
    )
    assert "markdown-picture-inline" in codes(outcome)


@pytest.mark.parametrize("quote", ["> 引文\n> —— 机构 姓名", "> 引文\n>\n> ——机构 姓名"])
def test_the_last_line_of_a_quote_says_who_said_it(quote):
    assert only(quote) == Quote((Paragraph((Run("引文"),)),), attribution=(Run("机构 姓名"),))


@pytest.mark.parametrize(
    "text",
    ["> 引文\n>\n> —— 技师 某人", "> 引文\n\n—— 技师 某人", "> > 引文\n\n—— 技师 某人"],
)
def test_a_quote_that_is_all_of_a_pull_quote_is_not_told_apart(text):
    said = (Run("技师 某人"),)
    assert only(f"::: pull\n{text}\n:::") == Quote((Paragraph((Run("引文"),)),), said, pull=True)


def test_a_pull_quote_stands_in_a_container():
    assert only("::: pull\n引文\n:::") == Quote((Paragraph((Run("引文"),)),), pull=True)


def test_lists_nest_and_number():
    assert only("3. 甲\n4. 乙\n   - 丙") == List(
        (
            (Paragraph((Run("甲"),)),),
            (Paragraph((Run("乙"),)), List(((Paragraph((Run("丙"),)),),))),
        ),
        ordered=True,
        start=3,
    )


def test_names_boxes_tables_code_rules_and_notes():
    blocks = body(
        '::: names title="成员单位" columns=2\n- 甲公司\n- 乙公司\n:::\n\n'
        '::: box title="资料"\n内容\n:::\n\n'
        "| 甲 | 乙 |\n|:--|--:|\n| 1 | 2 |\n\n: 表注\n\n"
        "```python\nx = 1\n```\n\n***\n\n[^1]: 注文\n"
    )
    assert blocks == (
        Names(("甲公司", "乙公司"), "成员单位", 2),
        Box((Paragraph((Run("内容"),)),), "资料"),
        Table(
            ((Run("甲"),), (Run("乙"),)),
            (((Run("1"),), (Run("2"),)),),
            ("left", "right"),
            caption=(Run("表注"),),
        ),
        Code("x = 1", "python"),
        Rule(),
        Note("1", (Paragraph((Run("注文"),)),)),
    )


def test_names_that_hold_more_than_a_list_are_a_box():
    outcome = read(HEAD + '::: names title="甲"\n- 乙\n\n正文\n:::')
    assert isinstance(outcome.value.article.blocks[0], Box)
    assert codes(outcome) == ["markdown-names"]


def test_what_the_model_cannot_hold_is_quoted():
    outcome = read(HEAD + '[字](http://a.cn "提示")[词]{.odd #x}![](1.jpg){width=3cm}')
    quoted = [f.arguments["text"] for f in outcome.findings if f.code == "markdown-dropped"]
    assert quoted == ["提示", ".odd", "id=x", "width=3cm"]


def test_blocks_and_runs_know_their_place():
    text = HEAD + "第一段\n\n- 甲**乙**丙\n\n> 引\\*文\r\n\r\n## 题\n"
    paragraph, items, quote, heading = read(text).value.article.blocks
    assert (paragraph.span.line, paragraph.span.column) == (5, 1)
    inner = items.items[0][0]
    assert [(run.span.line, run.span.column) for run in inner.runs] == [(7, 3), (7, 6), (7, 9)]
    assert quote.blocks[0].runs[0].span.text == "引\\*文"
    assert (heading.span.line, heading.span.text) == (11, "## 题")


def test_front_matter_is_read_under_english_and_chinese_names():
    metadata = read(
        "---\n标题: '冒号: 题'\n日期: 2021年4月22日 09:30\n作者: [甲, 乙]\nkeywords: 党建\n"
        "期号: 012\nid: 12:30:45\n---\n"
    ).value.article.metadata
    assert metadata.title == "冒号: 题"
    assert (metadata.date, metadata.time) == (dt.date(2021, 4, 22), dt.time(9, 30))
    assert metadata.authors == ("甲", "乙")
    assert metadata.keywords == ("党建",)
    assert (metadata.number, metadata.id) == ("012", "12:30:45")
    assert (metadata.places["date"].line, metadata.places["date"].column) == (3, 5)


def test_an_unknown_key_is_told_with_the_nearest():
    outcome = read("---\ntitle: 甲\ntilte: 乙\n---\n")
    [found] = outcome.findings
    assert (found.code, found.place) == ("meta-unknown", ("article.md", 3, 1))
    assert found.arguments["nearest"] == "title"


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("---\ntitle: [a\n---\n", "meta-syntax", 3),
        ("---\ntitle: a\n", "meta-syntax", 1),
        ("---\ntitle: a: b\n---\n", "meta-syntax", 2),
        ("---\ntitle: &a x\n---\n", "meta-syntax", 2),
        ("---\ntitle: !!python/object:os.system x\n---\n", "meta-syntax", 2),
        ("---\ntitle: x\nauthors: *a\n---\n", "meta-syntax", 3),
        ("---\n- a\n---\n", "meta-syntax", 2),
        ("---\ntitle: {a: b}\n---\n", "meta-type", 2),
        ("---\ntitle: [a, b]\n---\n", "meta-type", 2),
        ("---\ntitle: a\n标题: b\n---\n", "meta-duplicate", 3),
        ("---\ntitle: a\n? [x]\n: y\n---\n", "meta-type", 3),
        ("---\ntitle: a\x07\n---\n", "meta-syntax", 2),
    ],
)
def test_front_matter_that_cannot_be_read_is_an_error_at_its_line(text, code, line):
    with pytest.raises(InputError) as raised:
        read(text)
    [found] = raised.value.findings
    assert (found.code, found.span.line) == (code, line)


@pytest.mark.parametrize("text", ["[" * 20_000, "a: " + "{" * 20_000, "x: y\n" * 30_000])
def test_hostile_front_matter_ends_quickly(text):
    start = time.perf_counter()
    with pytest.raises(InputError):
        read(f"---\n{text}\n---\n")
    assert time.perf_counter() - start < 2


def test_an_invalid_date_and_a_missing_title_are_findings():
    assert codes(read("---\ndate: 2021-02-30\n---\n正文")) == ["date-invalid", "title-missing"]


def test_overrides_are_front_matter_from_outside():
    article = read(HEAD, overrides={"日期": "2021-04-22", "authors": "甲、乙"}).value.article
    assert article.metadata.date == dt.date(2021, 4, 22)
    assert article.metadata.authors == ("甲", "乙")
    with pytest.raises(UsageError) as raised:
        read(HEAD, overrides={"tilte": "x"})
    assert raised.value.findings[0].arguments["nearest"] == "title"


@pytest.mark.parametrize("text", ["[" * 1_900, "*a" * 8_000, "[^" * 1_900, "[]{" * 1_900])
def test_hostile_markdown_ends_quickly(text):
    start = time.perf_counter()
    read(HEAD + text)
    assert time.perf_counter() - start < 5


def test_nesting_without_end_is_refused_and_not_cut_off():
    with pytest.raises(InputError) as raised:
        read(HEAD + "> " * 100 + "引文")
    assert raised.value.findings[0].code == "input-too-large"


pieces = (
    '\n|\n\n|> |- |1. |    |```|:::|::: box|::: names|::: gallery|![a](b.jpg|"c"|{width=1%}|{.x'
    "|[^1]|: |——|***|#|*|**|_|`|[|]|(|)|<|&lt;|\\|字|a|\t|\r|{|}"
)
marks = st.sampled_from([*pieces.split("|"), "| a |", "|---|"])


@settings(max_examples=effort(250), deadline=None)
@given(st.lists(marks, max_size=25).map("".join))
def test_whatever_is_typed_is_read(text):
    outcome = read(HEAD + text)
    kept = repr(outcome.value.article) + repr([f.arguments for f in outcome.findings])
    assert kept.count("字") == text.count("字")


@pytest.mark.parametrize("text", ["[" * 100_000, "[^" * 50_000 + "]", "![](" * 25_000])
def test_more_brackets_than_any_text_has_are_refused(text):
    with pytest.raises(InputError) as raised:
        read(f"{HEAD}正文\n\n{text}")
    [found] = raised.value.findings
    assert (found.code, found.span.line) == ("input-too-large", 7)


def test_what_an_override_replaces_is_quoted():
    outcome = read(HEAD, overrides={"title": "新题"})
    [found] = outcome.findings
    assert (found.code, found.arguments["was"], found.span.line) == ("meta-replaced", "标题", 2)


def test_two_names_side_by_side_stay_two():
    block = only("[何望舒]{.name}[陈书禾]{.name}[读]{ruby=dú}[读]{ruby=dú}")
    assert [run.text for run in block.runs] == ["何望舒", "陈书禾", "读", "读"]
