"""Whatever the text, it stands inside the type area, all of it and in order."""

import datetime as dt

import pytest
from bulletins import TEMPLATE, prepare, runs
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from reading import glyphs, squeezed

from publisher.article import Box, Code, Heading, List, Paragraph, Quote, Run, plain
from publisher.writers.pdf import write_pdf
from tests.effort import effort

pytestmark = [pytest.mark.pages, pytest.mark.slow]

MADE = dt.datetime(2026, 10, 19, 8, tzinfo=dt.UTC)
MM = 72 / 25.4
TOP, FOOT = 32 * MM, 32 * MM + 32 * 21
INNER, OUTER, MEASURE = 31 * MM, 26.6 * MM, 432
HANG = 0.6  # em: a mark at a line's end may hang by half of itself
SKY = (
    "山下的云岑城每晚亮着 3 万多盏路灯，城里抬头只看得见十几颗星。山顶没有灯，眼睛却要等 20 分钟"
    "才肯睁开。老师温如许请大家把手机收进口袋，她说，这 20 分钟不是等待，"
)


def in_type_area(prepared):
    """The glyphs of the pages but for heads and folios, each held to the edges of its page."""
    found = glyphs(write_pdf(prepared, TEMPLATE, (), MADE).value.data)
    kept = [glyph for glyph in found if TOP < glyph.baseline < FOOT]
    for glyph in found:
        left = INNER if glyph.page % 2 == 0 else OUTER
        hang = HANG * glyph.size
        assert left - hang <= glyph.left, glyph
        assert glyph.right <= left + MEASURE + hang, glyph
    return kept


def said(blocks):
    """All that blocks say, in order."""
    for block in blocks:
        match block:
            case Paragraph() | Heading():
                yield plain(block.runs)
            case Quote():
                yield from said(block.blocks)
            case Box():
                yield block.title
                yield from said(block.blocks)
            case List():
                for item in block.items:
                    yield from said(item)
            case Code():
                yield block.text


def test_a_run_in_heading_does_not_push_its_text_off_the_page():
    emphatic = (Run(SKY), Run("是上课的一部分", emphasis=True), Run("。"))
    blocks = (Heading(2, runs("第一课：把灯关掉")), Paragraph(emphatic))
    found = in_type_area(prepare(blocks))
    lines = {round(glyph.baseline, 1) for glyph in found if glyph.size == 12}
    assert len(lines) == 3


def test_long_words_are_broken_wherever_they_stand():
    address = "https://example.org/" + "a-very-long-address/" * 8
    blocks = (
        Paragraph(runs(f"见{address}……文。")),
        Heading(2, runs(address)),
        Quote((Paragraph(runs(address)),), runs(address), pull=True),
        Quote((Paragraph(runs(address)),), runs(address)),
        Code(address),
        Box((Paragraph(runs(address)),), address),
        List(((Paragraph(runs(address)),),)),
    )
    metadata = {"source": address, "authors": (address,), "kicker": address, "subtitle": address}
    in_type_area(prepare(blocks, **metadata))


WORD = st.one_of(
    st.text(st.sampled_from("湖畔画材加入望峰山自然教育联盟"), min_size=1, max_size=40),
    st.sampled_from(["42", "24,024.5", "46.6%", "GS-150", "Lav Varshney", " ", "a" * 60]),
    st.sampled_from(["，", "。", "、", "——", "……", "：", "”", "“", "《", "》", "（", "）"]),
    st.sampled_from(["·", "\n"]),
)
TEXT = st.lists(WORD, min_size=1, max_size=30).map(lambda words: f"文{''.join(words)}完")
RUNS = st.lists(
    st.builds(Run, TEXT, strong=st.booleans(), emphasis=st.booleans()), min_size=1, max_size=3
).map(tuple)
PARAGRAPH = st.builds(Paragraph, RUNS)
BLOCK = st.one_of(
    PARAGRAPH,
    st.builds(Heading, st.sampled_from([2, 3]), TEXT.map(runs)),
    st.builds(Quote, st.tuples(PARAGRAPH), pull=st.booleans()),
    st.builds(Box, st.tuples(PARAGRAPH), title=st.just("框")),
)


@settings(
    max_examples=effort(12),
    deadline=None,
    phases=[Phase.generate],  # to shrink whole pages would take minutes
    suppress_health_check=list(HealthCheck),
)
@given(st.lists(BLOCK, min_size=3, max_size=8))
def test_no_glyph_leaves_the_type_area_and_none_is_lost(blocks):
    prepared = prepare([*blocks, Paragraph(runs("末。"))])
    found = in_type_area(prepared)
    expected = squeezed("".join(said(prepared.articles[0].blocks)))
    printed = "".join(glyph.character for glyph in found)
    assert printed.removeprefix("湖畔科普联盟").replace("新闻简报", "") == expected
