"""Tables on the page: three rules, columns that suit their texts, heads repeated."""

from itertools import pairwise

import pytest
from furnishing import (
    ABOVE,
    FOOT,
    LEFT,
    MEASURE,
    OUTER,
    SKY,
    TOP,
    em_top,
    on_grid,
    paragraph,
    runs,
    sheet,
)

from publisher.article import Note, Run, Table
from publisher.typography.marks import is_han
from publisher.writers.tables import aligned

pytestmark = [pytest.mark.pages]
SIZE = 10.5
CLOSERS = "，。、；：？！”’）》"
OPENERS = "“‘（《"


def table(rows, head=("时间", "内容", "人数"), align=(), caption=""):
    cells = tuple(tuple(runs(text) for text in row) for row in rows)
    return Table(tuple(map(runs, head)), cells, align, runs(caption) if caption else ())


EVENING = table(
    [
        ("18:10", "关灯，适应黑暗", "412"),
        ("18:40", "认识夏季大三角", "1,406"),
        ("19:40", "看银河", "397"),
    ],
    caption="观星课的一晚",
)


def test_a_table_stands_between_three_rules_as_wide_as_the_measure():
    page = sheet([paragraph(), EVENING, paragraph()])
    top, middle, foot = (rule for rule in page.rules() if rule[1] > 250)
    for rule in (top, middle, foot):
        assert rule[0] == pytest.approx(LEFT, abs=0.3)
        assert rule[2] == pytest.approx(LEFT + MEASURE, abs=0.3)
    head = page.of("内容", SIZE)[0].baseline
    assert top[1] < head < middle[1] < page.of("18:10", SIZE)[0].baseline < foot[1]
    thick = [rule[3] - rule[1] for rule in (top, middle, foot)]
    assert thick[0] == thick[2] == pytest.approx(0.75, abs=0.26)
    assert thick[1] <= thick[0]


def test_the_caption_stands_above_and_flush_left():
    page = sheet([paragraph(), EVENING, paragraph()])
    words = page.of("观星课的一晚", 9)
    top = next(rule for rule in page.rules() if rule[1] > words[0].baseline)
    assert words[0].left == pytest.approx(LEFT, abs=0.1)
    assert top[1] - (words[0].baseline + 0.12 * 9) == pytest.approx(6, abs=0.6)


def test_figures_are_flush_right_and_their_head_too():
    page = sheet([paragraph(), EVENING, paragraph()])
    rights = {round(page.of(text, SIZE)[-1].right, 1) for text in ("412", "1,406", "397")}
    assert len(rights) == 1
    assert rights.pop() == pytest.approx(LEFT + MEASURE, abs=0.2)
    head = page.of("人数", SIZE)[-1]
    assert head.left + SIZE == pytest.approx(LEFT + MEASURE, abs=0.1)


@pytest.mark.parametrize(
    ("cells", "side"),
    [
        (("412", "1,406"), "right"),
        (("46.6%", "—", ""), "right"),
        (("约 300", "￥12.50", "-3 ℃"), "right"),
        (("412 人", "3"), "left"),
        (("", ""), "left"),
        (("/", "甲"), "left"),
    ],
)
def test_a_column_of_figures_is_told_by_its_cells(cells, side):
    assert aligned(table([(cell,) for cell in cells], head=("数",)), 0) == side


def test_the_authors_alignment_goes_first():
    assert aligned(table([("412",)], head=("数",), align=("center",)), 0) == "center"


def test_lines_of_a_table_stand_on_the_grid_while_each_row_has_one():
    page = sheet([paragraph(), EVENING, paragraph("末段。")])
    baselines = [page.of(text, SIZE)[0].baseline for text in ("18:10", "18:40", "19:40")]
    assert [below - above for above, below in pairwise(baselines)] == pytest.approx(
        [21, 21], abs=0.01
    )
    assert on_grid(page.of("末段。", 12)[0]) < 0.1


def test_long_cells_are_set_by_the_rules_of_text():
    long = table([(SKY, SKY[:40], "1"), (SKY[10:], "短", "2")], head=("甲", "乙", "丙"))
    page = sheet([paragraph(), long, paragraph()])
    cells = [g for g in page.glyphs if g.size == SIZE and "Serif" in g.face]
    lines = {}
    for glyph in cells:
        lines.setdefault(round(glyph.baseline, 1), []).append(glyph)
    seen = 0
    for line in lines.values():
        line.sort(key=lambda glyph: glyph.left)
        first, *_ = line
        starts = [first, *(b for a, b in pairwise(line) if b.left - a.left > 1.6 * SIZE)]
        ends = [*(a for a, b in pairwise(line) if b.left - a.left > 1.6 * SIZE), line[-1]]
        assert all(glyph.character not in CLOSERS for glyph in starts)
        assert all(glyph.character not in OPENERS for glyph in ends)
        seen += len(starts)
    assert seen > 10


def test_no_column_of_chinese_is_a_ladder():
    rows = [(f"第{n}站", SKY, SKY[:50], "是", "1,234") for n in range(3)]
    page = sheet(
        [paragraph(), table(rows, head=("站", "说明", "备注", "开放", "人数")), paragraph()]
    )
    station = page.of("第0站", SIZE)
    assert len({g.baseline for g in station}) == 1
    notes = [g for g in page.glyphs if g.size == SIZE and is_han(g.character)]
    assert len({round(g.left) for g in notes}) > 4


def test_a_table_goes_on_over_pages_under_its_head_with_whole_rows():
    said = [f"{chr(0x5000 + n)}字头：{SKY[:50]}" for n in range(60)]
    rows = [(f"第{n}号", said[n], f"{n}") for n in range(60)]
    page = sheet([paragraph(), table(rows, caption="一览"), paragraph()])
    pages = {g.page for g in page.glyphs}
    assert len(pages) > 2
    heads = [g for g in page.glyphs if g.character == "容" and "Sans" in g.face]
    assert [g.page for g in heads] == sorted({g.page for g in page.glyphs if g.size == SIZE})
    assert [g.page for g in page.of("一览", 9)] == [0, 0]
    for number in range(60):
        cell = page.of(f"第{number}号", SIZE)
        text = page.of(said[number], SIZE)
        assert {g.page for g in text} == {cell[0].page}
    for glyph in page.glyphs:
        assert TOP < glyph.baseline < FOOT
    second = min(g.baseline for g in page.glyphs if g.page == 1)
    assert second - ABOVE * SIZE >= em_top() - 0.1


def test_a_caption_is_not_left_behind_at_a_pages_foot():
    for before in range(25, 32):
        blocks = [paragraph("短。")] * before
        page = sheet([*blocks, EVENING, paragraph()])
        caption = page.of("观星课的一晚", 9)[0]
        assert caption.page == page.of("关灯", SIZE)[0].page, before


def test_a_row_higher_than_a_page_goes_on_and_nothing_is_lost():
    page = sheet([paragraph(), table([("长", SKY * 22, "1"), ("短", "末行", "2")]), paragraph()])
    text = "".join(g.character for g in page.glyphs)
    assert text.count("".join(SKY.split())[:10]) == 24
    assert all(TOP < g.baseline < FOOT for g in page.glyphs)


def test_a_table_with_too_many_columns_stays_inside_the_measure():
    page = sheet([paragraph(), table([("内容很多",) * 18], head=("第一列",) * 18), paragraph()])
    for glyph in page.glyphs:
        edge = LEFT if glyph.page % 2 == 0 else OUTER
        assert glyph.left >= edge - 0.1
        assert glyph.right <= edge + MEASURE + 0.6 * SIZE


def test_a_note_called_in_a_table_stands_on_its_page():
    cells = ((runs("甲"), (Run("乙"), Run("", note="1"))),)
    blocks = [paragraph(), Table((runs("一"), runs("二")), cells, ()), paragraph()]
    page = sheet([*blocks, Note("1", (paragraph("注文。"),))])
    assert page.of("①", 6.75)[0].page == page.of("注文。", 9)[0].page
    assert page.of("①", 6.75)[0].baseline < page.of("注文。", 9)[0].baseline
