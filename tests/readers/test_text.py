import datetime as dt
import time
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.article import Figure, Heading, Paragraph, plain
from publisher.readers import read_text
from publisher.readers.normalise import normalise
from publisher.readers.signed import signed

SEED = Path(__file__).parents[3] / "shared" / "seed" / "article.txt"


def read(text, **options):
    return read_text("a.txt", text.encode(), allow_missing=True, **options)


def codes(outcome):
    return Counter(finding.code for finding in outcome.findings)


@pytest.mark.skipif(not SEED.exists(), reason="the received article is not here")
def test_the_received_article_is_read_exactly():
    outcome = read_text("article.txt", SEED.read_bytes())
    article = outcome.value.article
    metadata = article.metadata
    assert (len(metadata.title), metadata.places["title"].line) == (27, 3)
    assert metadata.section == "直销动态"
    assert metadata.source == "春芝堂"
    assert metadata.date == dt.date(2021, 4, 22)
    assert metadata.authors == ()
    kinds = Counter(type(block) for block in article.blocks)
    assert kinds == {Paragraph: 12, Figure: 8}
    assert not any(isinstance(block, Heading) for block in article.blocks)
    lines = [block.span.line for block in article.blocks if isinstance(block, Figure)]
    assert lines == [8, 12, 20, 22, 26, 30, 34, 38]
    assert codes(outcome) == {
        "text-furniture": 1,
        "text-source-line": 1,
        "text-pictures": 1,
        "text-picture-glued": 1,
        "picture-missing": 8,
    }
    [glued] = [f for f in outcome.findings if f.code == "text-picture-glued"]
    assert glued.span.line == 22
    missing = next(f for f in outcome.findings if f.code == "picture-missing")
    assert missing.place == ("article.txt", 8, 1)


@pytest.mark.skipif(not SEED.exists(), reason="the received article is not here")
def test_the_received_article_has_83_marks_made_chinese():
    article = read_text("article.txt", SEED.read_bytes()).value.article
    outcome = normalise(article)
    [marks] = outcome.findings
    assert (marks.code, marks.arguments["count"]) == ("text-marks", 83)
    assert marks.span.line == 10
    before = Counter("".join(plain(b.runs) for b in article.blocks if isinstance(b, Paragraph)))
    after = Counter(
        "".join(plain(b.runs) for b in outcome.value.blocks if isinstance(b, Paragraph))
    )
    assert after - before == Counter({"，": 68, "：": 2, "；": 1, "（": 6, "）": 6})
    kept = "".join(plain(b.runs) for b in outcome.value.blocks if isinstance(b, Paragraph))
    assert "46.6%" in kept
    assert kept.count("“3+3”") == 2
    assert kept.count("·") == 6
    assert kept.count("——") == 3
    assert (kept.count("“"), kept.count("”")) == (17, 17)


@pytest.mark.parametrize(
    ("line", "section"),
    [
        ("当前位置: 首页 > 要闻", "要闻"),
        ("您现在的位置：首页 » 新闻中心 » 科普动态 » 正文", "科普动态"),
        ("當前位置：首頁 / 新聞 / 詳情", "新聞"),
        ("首页-新闻-科普", "科普"),
    ],
)
def test_a_breadcrumb_becomes_the_section(line, section):
    outcome = read(f"{line}\n标题\n正文一句话。")
    assert outcome.value.article.metadata.section == section
    assert outcome.value.article.metadata.title == "标题"
    assert codes(outcome)["text-furniture"] == 1


def test_a_sentence_with_the_word_for_home_page_is_no_breadcrumb():
    assert read("首页改版上线\n正文。").value.article.metadata.title == "首页改版上线"


@pytest.mark.parametrize(
    ("line", "facts"),
    [
        ("来源:新华社 2021-04-22 张三", {"source": "新华社", "authors": ("张三",)}),
        ("來源：中央社 日期：2021/4/22 記者：王五", {"source": "中央社", "authors": ("王五",)}),
        ("发布时间：2021年4月22日09:30来源：人民网作者：甲 乙", {"authors": ("甲", "乙")}),
        ("2021-04-22 09:30:05 来源: 科普报 编辑：李四 浏览：1024", {"editors": ("李四",)}),
        ("闵行报 2021.04.22", {"source": "闵行报"}),
        ("信息来源：镜湖光学 发表日期：二〇二一年四月二十二日", {"source": "镜湖光学"}),
    ],
)
def test_a_line_of_source_and_date_becomes_metadata(line, facts):
    metadata = read(f"标题\n{line}\n正文一句话。").value.article.metadata
    assert metadata.date == dt.date(2021, 4, 22)
    for key, value in facts.items():
        assert getattr(metadata, key) == value


def test_a_sentence_with_a_date_stays_in_the_text():
    article = read("标题\n2021年4月22日上午，大会开幕。").value.article
    assert article.metadata.date is None
    assert plain(article.blocks[0].runs) == "2021年4月22日上午，大会开幕。"


def test_an_impossible_date_leaves_the_line_what_it_is():
    outcome = read("标题\n来源：甲报 2021-02-30\n正文。")
    assert outcome.value.article.metadata.source == "甲报"
    [found] = [f for f in outcome.findings if f.code == "date-invalid"]
    assert found.place == ("a.txt", 2, 7)


@pytest.mark.parametrize(
    ("when", "code"), [("4月22日", "date-no-year"), ("3小时前", "date-relative")]
)
def test_a_date_that_must_be_guessed_is_none(when, code):
    outcome = read(f"标题\n来源：甲报 {when}\n正文。")
    assert outcome.value.article.metadata.date is None
    assert codes(outcome)[code] == 1


def test_two_different_dates_are_told():
    outcome = read("标题\n发布时间:2021-04-22 更新时间:2021-05-01\n正文。")
    assert outcome.value.article.metadata.date == dt.date(2021, 4, 22)
    assert codes(outcome)["date-conflict"] == 1


@pytest.mark.parametrize(
    ("line", "names", "text"),
    [
        ("01.jpg", ["01.jpg"], None),
        ("图片 1.PNG", ["图片 1.PNG"], None),
        ("DSC 0012.jpeg", ["DSC 0012.jpeg"], None),
        ("a.jpg b.webp", ["a.jpg", "b.webp"], None),
        ("一句话。02.jpg", ["02.jpg"], "一句话。"),
        ("他说：“好。”\u00a002.jpg", ["02.jpg"], "他说：“好。”"),
        ("请打开a.jpg看。", [], "请打开a.jpg看。"),
        ("文件名是a.txt", [], "文件名是a.txt"),
    ],
)
def test_picture_names_alone_or_glued_become_pictures(line, names, text):
    blocks = read(f"标题\n正文。\n{line}").value.article.blocks[1:]
    assert [b.name for b in blocks if isinstance(b, Figure)] == names
    assert [plain(b.runs) for b in blocks if isinstance(b, Paragraph)] == ([text] if text else [])


@pytest.mark.parametrize(
    ("line", "caption", "credit"),
    [
        ("▲签约现场。（张三 摄）", "签约现场。", "张三 摄"),
        ("△ 签约现场。Aitzol Berasategi 摄", "签约现场。", "Aitzol Berasategi 摄"),
        ("▼签约现场(资料图片)。danielbuechele 摄", "签约现场(资料图片)。", "danielbuechele 摄"),
        ("图为签约现场 张三/摄", "图为签约现场", "张三/摄"),
        ("▲张三 摄", "", "张三 摄"),
    ],
)
def test_a_marked_line_behind_a_picture_is_its_caption(line, caption, credit):
    outcome = read(f"标题\n正文。\n01.jpg\n{line}\n后文。")
    figure = outcome.value.article.blocks[1]
    assert plain(figure.caption) == caption
    assert figure.credit == credit
    assert all(run.span.text == run.text for run in figure.caption)
    assert codes(outcome)["text-caption-line"] == 1


def test_raw_keeps_every_line_but_the_title():
    text = "当前位置: 首页 > 要闻\n标题\n来源:甲 2021-04-22\n01.jpg\n一句话。 02.jpg"
    article = read(text, raw=True).value.article
    assert article.metadata.title == "标题"
    assert article.metadata.date == dt.date(2021, 4, 22)
    assert [plain(block.runs) for block in article.blocks] == [
        "当前位置: 首页 > 要闻",
        "来源:甲 2021-04-22",
        "01.jpg",
        "一句话。 02.jpg",
    ]


def test_a_text_that_begins_with_a_paragraph_has_no_title():
    outcome = read("这是一段正文，不是标题。\n还有一段。")
    assert codes(outcome)["title-missing"] == 1
    assert len(outcome.value.article.blocks) == 2
    given = read("这是一段正文，不是标题。", overrides={"title": "标题"})
    assert given.value.article.metadata.title == "标题"
    assert codes(given)["title-missing"] == 0


def test_lines_end_in_every_way_and_keep_their_numbers():
    outcome = read("标题\r\n一。\r二。\x0b三。\u2028四。")
    assert [b.span.line for b in outcome.value.article.blocks] == [2, 3, 4, 5]


text = st.text(
    st.sampled_from("首页>来源:2021-04-22.jpg ，。a 日月年\n位置记者摄▲”1"), max_size=120
)


@given(text.filter(str.strip))
def test_no_character_is_lost(text):
    outcome = read(f"标题\n{text}")
    article = outcome.value.article
    quoted = "".join(
        str(f.arguments["text"])
        for f in outcome.findings
        if f.code in ("text-furniture", "text-source-line", "text-caption-line")
    )
    kept = article.metadata.subtitle + article.metadata.title + quoted
    for block in article.blocks:
        kept += plain(block.runs) if isinstance(block, Paragraph) else block.name
    missing = Counter("".join(text.split())) - Counter("".join(kept.split()))
    assert not missing


@pytest.mark.parametrize(
    "line",
    ["首页>" * 20_000, "来源:" * 20_000, "a.jpg " * 9_000, " " * 90_000 + "x", "2021-" * 20_000],
)
def test_long_lines_take_no_more_than_linear_time(line):
    start = time.perf_counter()
    read_text("a.txt", f"标题\n{line}\n{line}".encode(), allow_missing=True)
    assert time.perf_counter() - start < 3


PAGE = """湖畔科普联盟成立

来源:镜湖 2026-04-20

（记者 林小满 陆知行）四月二十日,湖畔科普联盟在望湖阁成立。

一、主会场

望湖阁前摆开了四十六台望远镜。

（一）看星空

每组不超过二十人。

{end}"""


def blocks_and_metadata(end=""):
    outcome = read(PAGE.format(end=end))
    return outcome.value.article.blocks, outcome.value.article.metadata, codes(outcome)


def test_short_numbered_lines_are_headings_by_their_numbers():
    blocks, _, found = blocks_and_metadata()
    headings = [(b.level, plain(b.runs)) for b in blocks if isinstance(b, Heading)]
    assert headings == [(2, "一、主会场"), (3, "（一）看星空")]
    assert found["text-headings"] == 1


@pytest.mark.parametrize(
    "lines",
    [
        ["1.望远镜", "2.显微镜", "3.天幕"],
        ["1.请带身份证。"],
        ["1.5倍的放大率"],
        ["一、" + "望远镜" * 12],
    ],
    ids=["a list", "a sentence", "a number", "long"],
)
def test_other_numbered_lines_stay_text(lines):
    blocks, _, found = blocks_and_metadata("\n\n".join(lines))
    assert sum(isinstance(block, Heading) for block in blocks) == 2
    assert found["text-headings"] == 1
    assert [plain(b.runs) for b in blocks[-len(lines) :]] == lines


def test_writers_whom_the_text_names_fill_the_metadata_and_stay_in_the_text():
    blocks, metadata, _ = blocks_and_metadata()
    assert metadata.authors == ("林小满", "陆知行")
    assert plain(blocks[0].runs).startswith("（记者 林小满 陆知行）")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("本报记者 温故新 摄影报道", ("温故新",)),
        ("（文/图 叶青）", ("叶青",)),
        ("(通讯员:叶知秋)", ("叶知秋",)),
        ("（本报首席记者 何望舒、秦川）", ("何望舒", "秦川")),
        ("据本报记者 了解到情况", ()),
        ("记者走进望湖阁", ()),
    ],
)
def test_who_signed_a_paragraph(text, names):
    assert signed(text) == names


@pytest.mark.parametrize(
    ("end", "editors", "furniture"),
    [
        ("责任编辑:叶青", ("叶青",), 0),
        ("（编辑:叶青 校对:秦川）", ("叶青", "秦川"), 0),
        ("编辑:叶青\n分享到:微信 微博\n上一篇:望湖阁开放\n下一篇:没有了", ("叶青",), 3),
        ("相关阅读\n望湖阁开放夜场\n湖东街道来了流动展车", (), 3),
        ("打印本页 关闭窗口\n版权所有 镜湖光学", (), 2),
        ("扫码关注我们", (), 1),
    ],
)
def test_the_end_of_a_page_is_told_from_its_text(end, editors, furniture):
    blocks, metadata, found = blocks_and_metadata(end)
    assert metadata.editors == editors
    assert found["text-furniture"] == furniture
    assert plain(blocks[-1].runs) == "每组不超过二十人。"


@pytest.mark.parametrize(
    "end",
    [
        "分享会上，馆长温故新讲了望远镜的来历。",
        "版权意识也是这一课的内容，孩子们给自己的照片署上了名字。",
        "编辑部的灯亮到很晚。",
    ],
)
def test_a_last_sentence_is_no_furniture(end):
    blocks, _, _ = blocks_and_metadata(end)
    assert plain(blocks[-1].runs) == end


def test_raw_keeps_the_end_of_the_page_and_makes_no_heading():
    outcome = read(PAGE.format(end="责任编辑:叶青"), raw=True)
    blocks = outcome.value.article.blocks
    assert plain(blocks[-1].runs) == "责任编辑:叶青"
    assert not any(isinstance(block, Heading) for block in blocks)
