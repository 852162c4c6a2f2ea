import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from publisher.article import (
    Article,
    Code,
    Figure,
    Metadata,
    Names,
    Paragraph,
    Run,
    Table,
    plain,
)
from publisher.readers import read_text
from publisher.readers.normalise import normalise
from tests.effort import effort
from tests.readers.articles import articles


def normalised(*runs):
    runs = tuple(Run(run) if isinstance(run, str) else run for run in runs)
    outcome = normalise(Article(Metadata(title="题"), (Paragraph(runs),)))
    blocks = outcome.value.blocks
    return plain(blocks[0].runs) if blocks else ""


@pytest.mark.parametrize(
    ("received", "printed"),
    [
        ("近日,会议举行;代表:甲!好?", "近日，会议举行；代表：甲！好？"),
        ("好!!!", "好！！！"),
        ("产值24,024.5元,9:30开会,比分3:1", "产值24,024.5元，9:30开会，比分3:1"),
        ("见http://a.cn/?x=1,y:2,好", "见http://a.cn/?x=1,y:2，好"),
        ("写信到a.b@c.cn,好", "写信到a.b@c.cn，好"),
        ("他说Hello, world! 好", "他说Hello, world！好"),
        ('They said: hello, (all) of "us"', 'They said: hello, (all) of "us"'),
        ("柯惠(中国)公司", "柯惠（中国）公司"),
        ("机构(WHO)宣布", "机构（WHO）宣布"),
        ("函数f(x)的值", "函数f(x)的值"),
        ("(记者 甲)近日", "（记者 甲）近日"),
        ('他说:"好"', "他说：“好”"),
        ("开会.结束", "开会。结束"),
        ("结束.", "结束。"),
        ("一.概况", "一.概况"),
        ("等等...", "等等……"),
        ("等等。。。", "等等……"),
        ("他--甲--说", "他——甲——说"),
        ("浦江・联盟", "浦江·联盟"),
        ("目前 140 家 A 级", "目前140家A级"),
        ("总经理 叶知秋", "总经理 叶知秋"),
        ("好 ， 再 。", "好，再。"),
        ("好\u200b的\u00ad", "好的"),
        ("⼈⺠２０２１年Ａ股", "人民2021年A股"),
        ("①㎡℃", "①㎡℃"),
        ("cafe\u0301 的", "café的"),
        ("👨\u200d👩", "👨\u200d👩"),
    ],
)
def test_text_is_printed_as_chinese_is(received, printed):
    assert normalised(received) == printed


def test_neighbours_are_seen_across_runs_and_spans_stay():
    source_runs = (Run("近日"), Run(",", strong=True), Run("好"))
    outcome = normalise(Article(Metadata(title="题"), (Paragraph(source_runs),)))
    assert outcome.value.blocks[0].runs == (Run("近日"), Run("，", strong=True), Run("好"))


def test_the_first_mark_is_pointed_at_in_the_received_text():
    reading = read_text("a.txt", "标题\n来源:甲 2021-04-22\n近日,好,好。".encode())
    outcome = normalise(reading.value.article)
    [found] = outcome.findings
    assert found.place == ("a.txt", 3, 3)
    assert found.arguments["count"] == 2
    assert outcome.value.blocks[0].span == reading.value.article.blocks[0].span


def test_an_odd_number_of_straight_quotes_is_left_and_told():
    article = Article(Metadata(title="题"), (Paragraph((Run('他说"好'),)),))
    outcome = normalise(article)
    assert plain(outcome.value.blocks[0].runs) == '他说"好'
    assert [f.code for f in outcome.findings] == ["text-quotes"]


def test_code_is_never_touched():
    code = Code("好,好\u200b ２ A 好")
    outcome = normalise(Article(Metadata(title="题"), (code,)))
    assert outcome.value.blocks == (code,)
    assert outcome.findings == ()


def test_titles_captions_cells_and_names_are_repaired_too():
    article = Article(
        Metadata(title="好,好", authors=("甲 ",), url="http://a.cn/好,好"),
        (
            Figure("a,b.jpg", alt="好,好", caption=(Run("好,好"),), credit="甲 摄"),
            Table(((Run("好,好"),),), (), ("",)),
            Names(("甲(乙)公司",)),
        ),
    )
    value = normalise(article).value
    assert value.metadata.title == "好，好"
    assert value.metadata.authors == ("甲",)
    assert value.metadata.url == "http://a.cn/好,好"
    figure, table, names = value.blocks
    assert (figure.name, figure.alt, plain(figure.caption)) == ("a,b.jpg", "好，好", "好，好")
    assert plain(table.head[0]) == "好，好"
    assert names.items == ("甲（乙）公司",)


def test_a_paragraph_of_which_nothing_is_left_goes():
    assert (
        normalise(Article(Metadata(title="题"), (Paragraph((Run("\u200b"),)),))).value.blocks == ()
    )


awkward = st.text(
    st.sampled_from(
        "好的一 \u3000\u00a0,;:!?()\"'.-…—·・“”‘’（）《》。，aZ19%\u200b\u200d\u0301⼈Ａ\n@/"
    ),
    max_size=25,
)


@settings(max_examples=effort(300), deadline=None)
@given(st.lists(awkward.filter(bool), min_size=1, max_size=3))
def test_twice_is_once_for_awkward_text(texts):
    runs = tuple(Run(text, strong=bool(n % 2)) for n, text in enumerate(texts))
    once = normalise(Article(Metadata(title="题"), (Paragraph(runs),))).value
    again = normalise(once)
    assert again.value == once
    assert all(f.code == "text-quotes" for f in again.findings)


@settings(max_examples=effort(40), deadline=None, suppress_health_check=list(HealthCheck))
@given(articles)
def test_twice_is_once_for_every_article(article):
    once = normalise(article).value
    assert normalise(once).value == once


@settings(max_examples=effort(150), deadline=None)
@given(awkward)
def test_ideographs_and_figures_are_never_lost(text):
    text = f"好{text}"
    kept = [c for c in text if c in "好的一19"]
    assert [c for c in normalised(text) if c in "好的一19"] == kept
