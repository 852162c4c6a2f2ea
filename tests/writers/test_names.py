"""Names in columns, read back from the page."""

import random
from itertools import pairwise

import pytest
from furnishing import LEFT, MEASURE, OUTER, Pictures, lines_of, news, on_grid, paragraph, sheet

from publisher.article import Box, Names
from publisher.style.units import Pt
from publisher.writers.names import Columns

SIZE = 10.5
FULL = news().measure_pt
PEOPLE = (
    *("何望舒", "陈书禾", "江岸", "周以宁", "陆知行", "苏简", "温故新", "林小满", "叶青", "方既白"),
    *("白露", "顾行止", "许之遥", "秦川"),
)


@pytest.mark.pages
def test_people_stand_in_equal_columns_from_edge_to_edge():
    page = sheet([paragraph(), Names(PEOPLE, "讲解员"), paragraph()])
    lines = lines_of([g for g in page.glyphs if g.size == SIZE and "Serif" in g.face])
    assert [len("".join(g.character for g in line)) for line in lines] == [27, 10]
    firsts = [page.of(name, SIZE)[0].left for name in PEOPLE]
    step = (MEASURE - 3 * SIZE) / 9
    for number, left in enumerate(firsts):
        assert left == pytest.approx(LEFT + number % 10 * step, abs=0.05)
    last = page.of("方既白", SIZE)[-1]
    assert last.left + SIZE == pytest.approx(LEFT + MEASURE, abs=0.05)


@pytest.mark.pages
def test_a_name_of_two_characters_is_spread_to_the_width_of_three():
    page = sheet([paragraph(), Names(PEOPLE), paragraph()])
    for name in PEOPLE:
        found = page.of(name, SIZE)
        assert found[-1].left - found[0].left == pytest.approx(2 * SIZE, abs=0.02)


@pytest.mark.pages
def test_four_lines_of_people_take_three_of_the_grid():
    page = sheet([paragraph(), Names(PEOPLE * 3), paragraph()])
    lines = lines_of([g for g in page.glyphs if g.size == SIZE and "Serif" in g.face])
    pitches = {round(below[0].baseline - above[0].baseline, 2) for above, below in pairwise(lines)}
    assert pitches == {15.75}
    assert on_grid([g for g in page.glyphs if g.size == 12][-1]) < 0.1


@pytest.mark.pages
def test_organisations_stand_in_two_columns_nineteen_em_apart():
    names = ("澜州市科学普及联合会", "澜州师范学院物理系", "澜州市天文馆", "镜湖光学仪器有限公司")
    page = sheet([paragraph(), Names(names, "成员单位"), paragraph()])
    places = [page.of(name, SIZE)[0] for name in names]
    assert [round(g.left - LEFT, 1) for g in places] == [0, 228, 0, 228]
    assert places[0].baseline == places[1].baseline < places[2].baseline


@pytest.mark.pages
def test_a_long_name_takes_as_many_columns_as_it_needs():
    long = "澜州市湖东社区卫生服务中心暨第三医院眼科联合门诊部"
    names = ("澜州市天文馆", long, "澜州师范学院物理系", "镜湖光学仪器有限公司", "望湖街道办事处")
    page = sheet([paragraph(), Names(names), paragraph()])
    found = page.of(long, SIZE)
    assert len({g.baseline for g in found}) == 1
    assert found[0].left == pytest.approx(LEFT, abs=0.05)
    mixed = ("何望舒", "阿依古丽·买买提", "陈书禾", "Lav Varshney", "江岸")
    page = sheet([paragraph(), Names(mixed), paragraph()])
    after = page.of("陈书禾", SIZE)[0]
    before = page.of("阿依古丽·买买提", SIZE)[-1]
    assert after.left > before.left + 2 * SIZE
    assert page.of("江岸", SIZE)[1].left - page.of("江岸", SIZE)[0].left == pytest.approx(21)


@pytest.mark.pages
def test_a_list_of_hundreds_goes_on_over_pages_with_two_lines_at_least():
    draw = random.Random(7)
    given = (
        "".join(draw.choices("如许见微山牧野砚秋眠", k=draw.choice([1, 2]))) for _ in range(500)
    )
    names = tuple(f"温{name}" for name in given)
    page = sheet([paragraph(), Names(names, "志愿者"), paragraph()])
    lines = lines_of([g for g in page.glyphs if g.size == SIZE and "Serif" in g.face])
    assert len(lines) == 50
    by_page = [sum(line[0].page == number for line in lines) for number in range(3)]
    assert min(count for count in by_page if count) >= 2
    assert "".join(g.character for line in lines for g in line) == "".join(names)
    for line in lines:
        edge = LEFT if line[0].page % 2 == 0 else OUTER
        assert line[0].left == pytest.approx(edge, abs=0.05)


@pytest.mark.pages
def test_names_in_a_box_and_in_a_column_keep_to_its_edges():
    page = sheet([paragraph(), Box((Names(PEOPLE, "讲解员"),), "框"), paragraph()])
    assert page.of("方既白", SIZE)[-1].left + SIZE == pytest.approx(LEFT + MEASURE, abs=0.05)
    blocks = [paragraph(), Names(PEOPLE, "讲解员"), *[paragraph()] * 4]
    narrow = sheet(blocks, Pictures(), news(2))
    column = news(2).column_pt
    for name in PEOPLE:
        found = narrow.of(name, SIZE)
        assert found[0].left >= LEFT - 0.05
        assert found[-1].left + SIZE <= LEFT + column + 0.1


@pytest.mark.pages
def test_lists_one_after_the_other_stand_under_one_rule():
    lists = [Names(PEOPLE, "讲解员"), Names(PEOPLE[:9], "志愿者")]
    page = sheet([paragraph(), *lists, paragraph()])
    first, second = page.of("讲解员", SIZE)[0], page.of("志愿者", SIZE)[0]
    rules = [rule for rule in page.rules() if rule[1] > first.baseline - 30]
    assert len(rules) == 1
    assert rules[0][3] < first.baseline
    assert second.baseline - first.baseline == pytest.approx(15.75 * 3.5, abs=0.05)


@pytest.mark.parametrize(
    ("names", "count", "people"),
    [
        (PEOPLE, 10, True),
        (PEOPLE[:2], 10, True),
        (("欧阳观星", "温如许"), 8, True),
        (("何望舒", "Lav Varshney", "阿依古丽·买买提"), 10, True),
        (("澜州市天文馆", "望湖街道办事处"), 2, False),
        (("澜州市湖东社区卫生服务中心暨第三医院眼科联合门诊部",) * 2, 1, False),
    ],
)
def test_the_names_decide_on_the_columns(names, count, people):
    columns = Columns.of(Names(names), news(), FULL)
    assert (columns.count, columns.people) == (count, people)


def test_the_authors_number_of_columns_is_kept():
    columns = Columns.of(Names(PEOPLE, columns=4), news(), FULL)
    assert columns.count == 4
    assert columns.step * 3 + columns.width == pytest.approx(FULL)
    assert Columns.of(Names(("澜州市天文馆",) * 4, columns=3), news(), Pt(300)).count == 3
