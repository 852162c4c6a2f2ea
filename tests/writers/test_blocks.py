"""Quotes, lists, boxes, code and headings on the page."""

from itertools import pairwise

import pytest
from furnishing import (
    ABOVE,
    FOOT,
    LEFT,
    MEASURE,
    OUTER,
    PITCH,
    SKY,
    Pictures,
    calling,
    em_top,
    lines_of,
    news,
    on_grid,
    paragraph,
    runs,
    sheet,
)

from publisher.article import Box, Code, Heading, List, Note, Paragraph, Quote, Rule, Run

pytestmark = [pytest.mark.pages]
BELOW = 1 - ABOVE
CLOSERS = "，。、；：？！”’）》"


def pull(text="我们造了三十年镜头，今天才听见有人说月亮上有坑。", by="高级技师 何望舒"):
    return Quote((paragraph(text),), runs(by) if by else (), pull=True)


def bar(page, number=0):
    """The bar of a pull quote: the only rule upright that is wider than a hair."""
    edge = LEFT if number % 2 == 0 else OUTER
    return next(
        rule
        for rule in page.rules(number, least=15, upright=True)
        if abs(rule[0] - edge) < 0.5 and rule[2] - rule[0] > 1 and rule[1] > 125
    )


def flush(page, lines, left, right):
    """Whether all lines but the last end at the right edge, closing marks by half."""
    for line in lines[:-1]:
        size = line[0].size
        hang = size / 2 if line[-1].character in CLOSERS else 0
        assert line[-1].right - hang == pytest.approx(right, abs=0.3), "".join(
            glyph.character for glyph in line
        )
    for line in lines[1:]:
        assert line[0].left == pytest.approx(left, abs=0.3)


@pytest.mark.parametrize("characters", [12, 30, 55])
@pytest.mark.parametrize("by", ["高级技师 何望舒", ""])
def test_a_pull_quote_stands_in_the_middle_of_whole_lines(characters, by):
    said = (SKY[:3] + "我们造了三十年镜头，今天才听见有人说月亮上有坑" * 3)[:characters] + "。"
    page = sheet([paragraph(), pull(said, by), paragraph("末段。")])
    last = page.of("末段。", 12)[0]
    before = max(
        g.baseline for g in page.glyphs if g.size == 12 and g.baseline < last.baseline - 40
    )
    _, top, _, foot = bar(page)
    above = top - (before + BELOW * 12)
    below = last.baseline - ABOVE * 12 - foot
    assert on_grid(last) < 0.1
    assert above > PITCH
    assert below == pytest.approx(above, abs=5)


def test_the_bar_leads_from_the_first_em_top_to_the_attributions_foot():
    page = sheet([paragraph(), pull(), paragraph()])
    left, top, right, foot = bar(page)
    first, by = page.of("我们", 18)[0], page.of("——高级技师", 10.5)
    assert right - left == pytest.approx(2.25, abs=0.3)
    assert top == pytest.approx(first.baseline - ABOVE * 18, abs=0.4)
    assert foot == pytest.approx(by[0].baseline + BELOW * 10.5, abs=0.4)
    assert first.left == pytest.approx(LEFT + 18, abs=0.1)
    assert by[0].left == pytest.approx(LEFT + 18, abs=0.2)


def test_a_pull_quote_is_set_flush_in_kai_half_as_large_again():
    page = sheet([paragraph(), pull(SKY), paragraph()])
    lines = lines_of([g for g in page.glyphs if g.size == 18])
    assert len(lines) > 2
    assert {round(b[0].baseline - a[0].baseline, 1) for a, b in pairwise(lines)} == {31.5}
    assert all("WenKai" in g.face for line in lines for g in line if g.character > "一")
    for line in lines[1:]:
        assert line[0].left == pytest.approx(LEFT + 18, abs=0.3)


def test_who_said_it_stands_an_em_behind_the_role():
    page = sheet([paragraph(), pull(), paragraph()])
    by = page.of("——高级技师何望舒", 10.5)
    assert by[6].left - by[5].left == pytest.approx(2 * 10.5, abs=0.1)
    assert {g.baseline for g in by} == {by[0].baseline}


def test_a_pull_quote_at_a_pages_head_begins_on_the_em_top():
    page = sheet([*[paragraph("短。")] * 25, pull(SKY), paragraph()])
    first = page.of("山下的云岑城", 18)[0]
    assert first.page == 1
    assert first.baseline - ABOVE * 18 == pytest.approx(em_top(), abs=1)
    assert on_grid(page.of("山下的云岑城", 12)[0]) < 0.1


def test_in_a_column_a_pull_quote_stands_between_two_rules():
    blocks = [paragraph(), pull("它只是慢，没有坏。", "工程师 林小满"), *[paragraph()] * 5]
    page = sheet(blocks, Pictures(), news(2))
    first, by = page.of("它只是慢", 18)[0], page.of("——工程师", 10.5)[0]
    column = news(2).column_pt
    rules = [
        rule
        for rule in page.rules()
        if abs(rule[2] - rule[0] - column) < 1 and first.baseline - 50 < rule[1] < by.baseline + 40
    ]
    above, below = rules
    assert above[1] < first.baseline - ABOVE * 18
    assert below[1] > by.baseline
    assert above[3] - above[1] == pytest.approx(1.5, abs=0.3)
    assert below[3] - below[1] <= 0.75
    assert first.left == pytest.approx(LEFT, abs=0.1)


@pytest.mark.parametrize("ordered", [True, False])
def test_items_are_flush_and_hang_two_em_behind_their_mark(ordered):
    items = ((paragraph(),), (paragraph("短。"), paragraph("第二段。")), (paragraph(),))
    page = sheet([paragraph("前。"), List(items, ordered=ordered), paragraph("末段。")])
    marks = [g for g in page.glyphs if g.left < LEFT + 23 and g.character in "•123"]
    assert [g.character for g in marks][:3] == (["1", "2", "3"] if ordered else ["•"] * 3)
    inside = [g for g in page.glyphs if g.size == 12 and g.left > LEFT + 23.5]
    lines = lines_of([g for g in inside if g.baseline > page.of("前。", 12)[0].baseline + 5])
    for line in lines[:-1]:
        assert line[0].left == pytest.approx(LEFT + 24, abs=0.3)
    long = lines_of(page.of(SKY, 12))
    flush(page, long, LEFT + 24, LEFT + MEASURE)
    assert on_grid(page.of("末段。", 12)[0]) < 0.1


def test_a_list_in_a_list_hangs_two_em_more_and_counts_otherwise():
    inner = List(((paragraph("内甲。"),), (paragraph("内乙。"),)), ordered=True)
    page = sheet([paragraph(), List(((paragraph("外。"), inner),), ordered=True), paragraph()])
    assert page.of("内甲。", 12)[0].left == pytest.approx(LEFT + 48, abs=0.2)
    assert page.of("①", 12)[0].left < LEFT + 48


def test_a_quote_stands_two_em_in_on_both_sides_and_is_flush():
    page = sheet([paragraph("前。"), Quote((paragraph(SKY * 2),), runs("某某")), paragraph("末。")])
    lines = lines_of(page.of(SKY * 2, 12))
    assert len(lines) > 3
    for line in lines[1:-1]:
        assert line[0].left == pytest.approx(LEFT + 24, abs=0.4)
    by = page.of("——某某", 10.5)
    assert by[-1].right == pytest.approx(LEFT + MEASURE - 24, abs=0.2)
    assert on_grid(page.of("末。", 12)[0]) < 0.1


@pytest.mark.parametrize("wrap", ["list in quote", "quote in list", "list in box", "quote in box"])
def test_text_inside_two_blocks_is_flush_in_what_room_they_leave(wrap):
    blocks = {
        "list in quote": (Quote((List(((paragraph(),),)),)), 48, 24),
        "quote in list": (List(((Quote((paragraph(),)),),)), 48, 24),
        "list in box": (Box((List(((paragraph(),),)),)), 21, 0),
        "quote in box": (Box((Quote((paragraph(),)),)), 21, 21),
    }
    block, left, right = blocks[wrap]
    page = sheet([paragraph("前。"), block, paragraph("末。")])
    size = 10.5 if "box" in wrap else 12
    found = [
        g
        for g in page.glyphs
        if g.size == size and page.of("前。")[0].baseline + 5 < g.baseline and g.character != "•"
    ]
    lines = lines_of(found)
    ends = [max(g.right for g in line) for line in lines]
    for line in lines[1:3]:
        assert min(g.left for g in line) == pytest.approx(LEFT + left, abs=0.5)
    assert max(ends) <= LEFT + MEASURE - right + size / 2 + 0.3
    assert max(ends) >= LEFT + MEASURE - right - 0.3


def test_a_box_stands_between_hair_rules_and_the_text_after_it_on_the_grid():
    page = sheet([paragraph("前。"), Box((paragraph(),), "题目"), paragraph("末。")])
    title, text = page.of("题目", 10.5), page.of("山下的云岑城", 10.5)
    last = page.of("一部分。", 10.5)[0]
    rules = [rule for rule in page.rules() if rule[1] > 200]
    assert len(rules) == 2
    assert rules[0][1] < title[0].baseline < text[0].baseline < last.baseline < rules[1][1]
    assert on_grid(page.of("末。", 12)[0]) < 0.1


def test_a_long_box_goes_on_over_the_page_and_its_title_stays_with_its_text():
    for before in range(26, 31):
        blocks = [paragraph("短。")] * (before - 6)
        page = sheet([*blocks, Box((paragraph(SKY * 4), paragraph(SKY * 12)), "题目"), paragraph()])
        title = page.of("题目", 10.5)[0]
        first = page.of("山下的云岑城", 10.5)[0]
        assert title.page == first.page, before
        assert len([1 for line in lines_of(page.of(SKY, 10.5)) if line[0].page == title.page]) > 1
        assert all(g.baseline < FOOT for g in page.glyphs)


def test_code_keeps_its_lines_in_its_own_face():
    page = sheet([paragraph("前。"), Code("x = 1\n  y = 2\n"), paragraph("末。")])
    first, second = page.of("x=1", 9), page.of("y=2", 9)
    assert second[0].baseline - first[0].baseline == pytest.approx(15.75, abs=0.05)
    assert second[0].left > first[0].left
    assert "Serif" not in first[0].face
    assert on_grid(page.of("末。", 12)[0]) < 0.1


def test_a_rule_takes_one_line():
    page = sheet([paragraph("前。"), Rule(), paragraph("末。")])
    apart = page.of("末。", 12)[0].baseline - page.of("前。", 12)[0].baseline
    assert apart == pytest.approx(2 * PITCH, abs=0.05)


@pytest.mark.parametrize("level", [2, 3])
def test_a_heading_keeps_two_lines_of_its_text(level):
    title = "一条长得不能并入正文的小标题，因为它比二十四个字还要长一些"
    for before in range(19, 26):
        blocks = [paragraph("短。")] * before
        page = sheet([*blocks, Heading(level, runs(title)), paragraph(), paragraph()])
        heading = page.of(title[:10])[0]
        lines = lines_of(page.of(SKY[:70], 12))
        assert sum(line[0].page == heading.page for line in lines) >= 2, before


@pytest.mark.parametrize("noted", [False, True])
def test_what_ends_with_a_colon_stays_with_the_list_that_it_announces(noted):
    notes = [Note("1", (paragraph("注文。"),))] if noted else []
    first = [calling("1")] if noted else [paragraph("短。")]
    for before in range(18, 26):
        items = List(tuple((paragraph(f"第{n}项。"),) for n in "一二三四"))
        blocks = [*first, *[paragraph("短。")] * before, paragraph("步骤如下："), items]
        page = sheet([*blocks, paragraph(), *notes])
        intro, item = page.of("步骤如下：", 12)[0], page.of("第一项。", 12)[0]
        assert intro.page == item.page, before


def test_strong_and_emphasis_in_furniture_come_from_their_faces():
    text = (Run("甲"), Run("强", strong=True), Run("调", emphasis=True), Run("。"))
    page = sheet([paragraph(), Box((Paragraph(text),)), Quote((Paragraph(text),)), paragraph()])
    strong = [g.face for g in page.glyphs if g.character == "强"]
    assert all("Sans" in face for face in strong)
    assert len(strong) == 2
