"""Notes on the page: at its foot, in the order of their calls, hanging and flush."""

from itertools import pairwise

import pytest
from furnishing import (
    LEFT,
    MEASURE,
    SKY,
    Pictures,
    calling,
    lines_of,
    made_ready,
    paragraph,
    runs,
    sheet,
)

from publisher.article import (
    Box,
    Code,
    Figure,
    Gallery,
    List,
    Names,
    Note,
    Quote,
    Run,
    Table,
)
from publisher.writers.notes import notes_of

CALL, SIZE = 6.75, 9


def note(label, text="注文。"):
    return Note(label, (paragraph(text),))


def called(text, label):
    return (Run(text), Run("", note=label))


def test_notes_are_numbered_as_the_pages_call_them():
    table = Table((called("头", "二"),), ((called("格", "三"),),), (), called("题", "一"))
    blocks = (
        table,
        Quote((calling("四"),), called("某人", "五")),
        List(((calling("六"),), (calling("七", "六"),))),
        Figure("a.jpg", caption=called("图", "八")),
        Gallery((Figure("b.jpg", caption=called("图", "九")),), called("各图", "十")),
        Box((calling("十一"),)),
        *(note(label) for label in ("十一", "十", "九", "八", "七", "六", "五", "四", "三", "二")),
        note("无"),
        note("一"),
    )
    article = made_ready(blocks).articles[0]
    assert notes_of(article).order == (
        *("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "无"),
    )


def test_a_note_says_in_paragraphs_all_that_its_blocks_say():
    blocks = (
        List(((paragraph("甲"),), (paragraph("乙"),))),
        Code("x = 1\n"),
        Names(("温如许", "江眠"), "名单"),
        Table((runs("头"), runs("数")), ((runs("格"), runs("1")),), ()),
    )
    article = made_ready((calling("1"), Note("1", blocks))).articles[0]
    said = [block.runs for block in notes_of(article).notes["1"].blocks]
    texts = ["".join(run.text for run in text) for text in said if text]
    assert texts == ["甲", "乙", "x = 1", "名单", "温如许、江眠", "头　数", "格　1"]


@pytest.mark.pages
def test_a_note_hangs_an_em_and_its_lines_are_flush():
    page = sheet([calling("1"), paragraph(), note("1", SKY * 2)])
    lines = lines_of([g for g in page.glyphs if g.size == SIZE and "Serif" in g.face])
    assert len(lines) > 2
    assert lines[0][0].character == "①"
    assert lines[0][0].left == pytest.approx(LEFT, abs=0.05)
    assert lines[0][1].left == pytest.approx(LEFT + SIZE, abs=0.05)
    for line in lines[1:]:
        assert line[0].left == pytest.approx(LEFT + SIZE, abs=0.05)
    for line in lines[:-1]:
        hang = SIZE / 2 if line[-1].character in "，。、" else 0
        assert line[-1].right - hang == pytest.approx(LEFT + MEASURE, abs=0.2)
    pitches = {round(below[0].baseline - above[0].baseline, 1) for above, below in pairwise(lines)}
    assert pitches == {13.5}


@pytest.mark.pages
def test_the_rule_over_the_notes_is_a_quarter_of_the_measure():
    page = sheet([calling("1"), *[paragraph()] * 9, note("1")])
    first = page.of("注文。", SIZE)[0]
    [rule] = [r for r in page.rules() if first.baseline - 40 < r[1] < first.baseline]
    assert rule[0] == pytest.approx(LEFT, abs=0.3)
    assert rule[2] - rule[0] == pytest.approx(MEASURE / 4, abs=0.5)
    assert rule[3] - rule[1] <= 0.75
    assert rule[1] > max(g.baseline for g in page.glyphs if g.page == 0 and g.size == 12) + 2


@pytest.mark.pages
def test_each_note_stands_on_the_page_that_calls_it():
    blocks = [calling(str(n), text=SKY) for n in range(14)]
    notes = [note(str(n), f"{chr(0x5000 + n)}注文。" + SKY * (n % 2)) for n in range(14)]
    page = sheet([*blocks, *notes])
    assert len({g.page for g in page.glyphs}) > 1
    marks = [g for g in page.glyphs if g.size == CALL]
    heads = {
        g.character: g.page for g in page.glyphs if g.size == SIZE and "①" <= g.character <= "⑳"
    }
    assert len(heads) == 14
    assert {g.character: g.page for g in marks} == heads
    for number in range(14):
        assert page.of(f"{chr(0x5000 + number)}注文。", SIZE)


@pytest.mark.pages
def test_a_note_that_is_called_twice_is_set_once_under_the_same_mark():
    page = sheet([calling("1", "2", "1"), note("1", "甲注。"), note("2", "乙注。")])
    assert [g.character for g in page.glyphs if g.size == CALL] == ["①", "②", "①"]
    text = "".join(g.character for g in page.glyphs)
    assert text.count("甲注。") == text.count("乙注。") == 1


@pytest.mark.pages
def test_notes_beyond_twenty_are_numbered_in_brackets_without_pushing_a_line_out():
    labels = [str(n) for n in range(1, 26)]
    blocks = [calling(*labels, text="山下的云岑城"), *(note(n, f"第{n}条。") for n in labels)]
    page = sheet(blocks)
    text = "".join(g.character for g in page.glyphs)
    assert "㉑" not in text
    assert text.count("[21]") == 2
    for line in lines_of([g for g in page.glyphs if g.size == 12])[:-1]:
        ends = [
            g
            for g in page.glyphs
            if g.page == line[0].page and abs(g.baseline - line[0].baseline) < 6
        ]
        assert max(g.right for g in ends) <= LEFT + MEASURE + 0.6 * 12


@pytest.mark.pages
@pytest.mark.parametrize("place", ["quote", "pull", "list", "box", "caption", "heading"])
def test_a_note_may_be_called_from_anywhere(place):
    from publisher.article import Heading

    pictures = Pictures()
    within = {
        "quote": lambda: Quote((calling("1"),), runs("某某")),
        "pull": lambda: Quote((calling("1"),), pull=True),
        "list": lambda: List(((calling("1"),),), ordered=True),
        "box": lambda: Box((calling("1"),), "框"),
        "caption": lambda: _with_caption(pictures),
        "heading": lambda: Heading(2, called("小标题", "1")),
    }
    page = sheet([paragraph(), within[place](), paragraph(), note("1")], pictures)
    marks = [g for g in page.glyphs if g.character == "①"]
    assert len(marks) == 2
    assert page.of("注文。", SIZE)[0].page == marks[0].page
    assert page.of("①注文。")[0].left == pytest.approx(LEFT, abs=0.05)


def _with_caption(pictures):
    from dataclasses import replace

    return replace(pictures.figure(1.5), caption=called("说明", "1"))


@pytest.mark.pages
def test_a_note_that_nothing_calls_stands_at_the_end():
    page = sheet([paragraph(), note("1", "没人提到的注。")])
    assert page.of("没人提到的注。", SIZE)[0].baseline > page.of("一部分。", 12)[0].baseline
