"""Heads, speakers and lists that copying glued to their text: proposed, never made in silence."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.article import Figure, Heading, Names, Paragraph, Quote, plain
from publisher.checks.glued import check_glued
from publisher.findings import edited
from publisher.readers import read_text
from publisher.readers.normalise import normalise

TITLE = "湖畔科普联盟成立\n\n来源:镜湖 2026-04-20\n\n"
HEADS = (
    "天文馆当天开放。共建共享·成立联盟由三家单位发起,首批成员四十二家。\n\n"
    "循序渐进·开放首批望远镜放进清单。今后怎么走?携手同行·展望明年将走进校园。"
)
SPOKEN = (
    "馆长说我们的望远镜借给谁都一样,只要看完记得还回来。\n\nqr.jpg\n\n"
    "——澜州市天文馆馆长 温故新居民说以前看星星要进山,现在下楼就行。\n\n"
    "——望湖街道居民 叶青这一天共有三百人排队。"
)
LISTED = (
    "召集单位:澜州市天文馆有限公司镜湖光学仪器有限公司望湖文化集团有限公司"
    "成员单位:湖东科技有限公司湖西印务有限公司湖南纸业有限公司湖北茶叶有限公司"
)


def article(text, name="a.txt"):
    reading = read_text(name, text.encode(), allow_missing=True)
    return normalise(reading.value.article).value


def found(text):
    return list(check_glued(article(text)))


def mended(text):
    """The article after the proposals have been accepted one round after the other."""
    text = "---\ntitle: 湖畔\n---\n\n" + text
    for _ in range(4):
        if findings := [f for f in check_glued(article(text)) if f.edit]:
            text = edited(findings)
    return article(text)


def test_the_received_article_has_the_proposals_that_a_person_would_make(seed):
    findings = found(seed.read_text(encoding="utf-8"))
    heads = [f.place[1:] for f in findings if f.code == "text-run-in-head"]
    assert heads == [
        (14, 87), (16, 1), (16, 78), (18, 1), (18, 111), (24, 1), (24, 59), (28, 1), (32, 24),
        (36, 19), (40, 16),
    ]  # fmt: skip
    levels = Counter(f.arguments["level"] for f in findings if f.code == "text-run-in-head")
    assert levels == {2: 3, 3: 8}
    assert [f.place[1] for f in findings if f.code == "text-attribution"] == [32, 36, 40]
    lists = [f.arguments["count"] for f in findings if f.code == "text-run-in-list"]
    assert lists == [3, 32]


def test_a_head_is_proposed_where_its_shape_comes_again():
    heads = [f.arguments["head"] for f in found(TITLE + HEADS)]
    assert heads == ["共建共享·成立", "循序渐进·开放", "携手同行·展望"]
    assert found(TITLE + "天文馆当天开放。共建共享·成立联盟由三家单位发起。") == []


def test_a_head_stands_where_the_received_text_has_it():
    [first, *_] = found(TITLE + HEADS)
    assert first.edit.span.text == "共建共享·成立"
    assert first.place == ("a.txt", 5, 9)


def test_accepted_heads_part_their_paragraphs():
    blocks = mended(HEADS.replace(",", "，").replace("?", "？")).blocks
    kinds = [type(block) for block in blocks]
    assert kinds == [Paragraph, Heading, Paragraph, Heading, Paragraph, Heading, Paragraph]
    assert plain(blocks[1].runs) == "共建共享·成立"
    assert plain(blocks[2].runs).startswith("联盟由三家")


def test_who_said_it_goes_to_the_quotation_across_a_picture():
    blocks = mended(SPOKEN.replace(",", "，").replace("qr.jpg", "![](qr.jpg)")).blocks
    first = next(block for block in blocks if isinstance(block, Quote))
    assert plain(first.blocks[0].runs).startswith("我们的望远镜")
    assert plain(first.attribution) == "澜州市天文馆馆长 温故新"
    order = [type(block) for block in blocks]
    assert order.index(Figure) == order.index(Quote) + 1
    assert [plain(b.runs) for b in blocks if isinstance(b, Heading)] == ["馆长说", "居民说"]


def test_a_name_whose_end_cannot_be_told_is_left_to_a_person():
    [finding] = [f for f in found(TITLE + SPOKEN) if f.arguments.get("who", "").startswith("望湖")]
    assert finding.edit is None


def test_said_without_a_speaker_behind_is_no_head():
    assert found(TITLE + "馆长说望远镜很好。\n\n居民说下楼就行。\n\n记者说明年再来。") == []


def test_a_list_run_together_becomes_names():
    blocks = mended(LISTED.replace(":", "：")).blocks
    assert [(b.title, len(b.items)) for b in blocks] == [("召集单位", 3), ("成员单位", 4)]
    assert all(isinstance(block, Names) for block in blocks)
    assert blocks[0].items[2] == "望湖文化集团有限公司"


@pytest.mark.parametrize(
    "text",
    [
        "成员单位：湖东科技有限公司湖西印务有限公司",
        "成员单位：湖东科技有限公司湖西印务有限公司湖南纸业有限公司等",
        "参加活动的有成员单位：都来了。",
        "成员单位共有四十二家公司",
    ],
)
def test_a_list_with_something_left_over_is_none(text):
    assert found(TITLE + text) == []


@given(
    st.lists(st.sampled_from(["天文馆", "——", " ", "·", "。", "说", "单位：", "公司", "“", "\n\n"]))
)
def test_any_text_is_judged_and_its_edits_lose_nothing(parts):
    text = "---\ntitle: 湖畔\n---\n\n正文。\n\n" + "".join(parts)
    findings = [f for f in check_glued(article(text, "a.md")) if f.edit]
    if findings:
        kept = edited(findings)
        assert sorted(set(kept) - set("#>-: \n")) >= sorted(set(text) - set("#>-: \n") - {"："})
    for finding in findings:
        assert finding.edit.span.text
