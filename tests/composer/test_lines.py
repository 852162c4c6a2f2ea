"""Lines of a paragraph: what may stand at their ends, and how they fill the measure."""

import re
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from publisher.composer.justify import GAP_LEAST, GAP_MOST, HAIR
from publisher.composer.lines import lines
from publisher.composer.segment import CLOSERS, OPENERS

MEASURE = 20
FORBIDDEN_START = CLOSERS | frozenset("·～–%℃")
FORBIDDEN_END = OPENERS | frozenset("￥$")
HAN = st.text(st.sampled_from("湖畔画材加入望峰山自然教育联盟春"), min_size=1, max_size=12)
INSIDE = st.one_of(
    HAN, st.sampled_from(["42", "24,024.5", "46.6%", "GS-150", "Lav Varshney", "￥12.50", "甲·乙"])
)
CLAUSE = st.tuples(
    st.sampled_from(["", "“", "《", "（"]),
    INSIDE,
    st.sampled_from(["，", "。", "、", "”", "》", "）", "——", "……", "？”", "”（笑）"]),
)
TEXT = st.lists(CLAUSE, min_size=1, max_size=30).map(lambda clauses: "".join(map("".join, clauses)))
ANY = st.text(
    st.sampled_from("湖畔山，。“”《》（）——…·～、42aWi%￥-/.’ 　ＡァっéдΩ\u0301ー々①😀"),
    max_size=80,
)


def width(text, _offset, _kind):
    return sum(0.55 if character.isascii() else 1 for character in text)


def set_lines(text, indent=2, measure=MEASURE, **how):
    found = lines(text, measure, indent, width, **how)
    return [(line, text[line.start : line.end]) for line in found]


def set_width(line):
    """The width of a line counted from what is printed of it."""
    total = 0.0
    for piece in line.pieces:
        ems = width(piece.text, 0, None)
        spaces = piece.text.count(" ")
        total += ems + spaces * line.space
        total += sum({"gap": line.gap, "ahead": line.gap}.get(name, 0) for name in piece.classes)
        total -= sum(
            {"close": 0.5, "open": 0.5, "give": line.squeeze}.get(name, 0) for name in piece.classes
        )
        total += 0.55 * ("hyphen" in piece.classes)
        if not {"latin", "dash", "base"} & set(piece.classes):
            total += len(piece.text) * line.spacing
    last = line.pieces[-1]
    if not {"latin", "dash", "base"} & set(last.classes):
        total -= line.spacing
    return total - (0.5 if last.text[-1] in CLOSERS else 0)


@given(st.one_of(TEXT, ANY))
def test_lines_hold_the_whole_text_in_order(text):
    found = set_lines(text)
    assert "".join(part for _, part in found) == (text if text.strip() else "")
    printed = "".join(piece.text for line, _ in found for piece in line.pieces)
    assert re.sub(r"\s", "", printed) == re.sub(r"\s", "", text)


@given(TEXT)
@example(
    "上，上上，上上，上上上，上上上上，上上上上上——上上上上上上上上上，“上上上上上上上上上上，“上，“24,024.5，"
    "“上上上，“上上上上上——“24,024.5，“24,024.5——24,024.5，"
)
@example("上上，“42，24,024.5，上，“上上上，“上上上上上——“24,024.5，“24,024.5——42。")
def test_no_line_begins_or_ends_with_what_may_not(text):
    for number, (_, part) in enumerate(set_lines(text)):
        assert number == 0 or part[0] not in FORBIDDEN_START
        assert part[-1] not in FORBIDDEN_END


@given(TEXT)
def test_every_inner_line_is_as_long_as_the_measure(text):
    found = set_lines(text)
    for number, (line, _) in enumerate(found[:-1]):
        room = MEASURE - (0 if number else 2)
        assert line.width == pytest.approx(room)
        assert set_width(line) == pytest.approx(room, abs=1e-6)


@given(TEXT)
def test_what_is_asked_of_the_layout_engine_is_the_slack(text):
    """The letter-spacing of a line's parts adds up to what it needs, within .003 em."""
    for line, part in set_lines(text):
        total, start = 0.0, line.start
        spaced = [
            piece.start + at
            for piece in line.pieces
            if not {"latin", "dash"} & set(piece.classes)
            for at in range(len(piece.text))
        ]
        spaced = [
            at for at in spaced if at + 1 < line.end or part[-1].isascii() or part[-1] in "—…"
        ]
        for end, spacing in line.steps:
            total += spacing * sum(start <= at < end for at in spaced)
            start = end
        assert start == line.end
        assert total == pytest.approx(line.spacing * len(spaced), abs=0.006)


@given(TEXT)
def test_words_and_figures_are_never_divided(text):
    for (_, one), (_, other) in pairwise(set_lines(text)):
        assert not (re.search(r"[0-9A-Za-z,.%-]$", one) and re.match(r"[0-9A-Za-z]", other))


@given(TEXT)
def test_nothing_gives_more_than_it_may(text):
    for line, _ in set_lines(text)[:-1]:
        assert line.spacing >= -HAIR - 1e-9
        assert 0 <= line.squeeze <= 0.5
        assert GAP_LEAST - 1e-9 <= line.gap <= GAP_MOST + 1e-9


@given(TEXT)
def test_marks_gaps_and_word_spaces_give_before_ideographs(text):
    for line, part in set_lines(text)[:-1]:
        if line.spacing < 0:
            assert line.squeeze in (0, 0.5)
            assert line.squeeze or not re.search("[湖畔山][，。、][湖畔山]", part)
            assert line.gap == pytest.approx(GAP_LEAST) or not re.search("[湖畔山]42[湖畔山]", part)


@given(st.lists(HAN, min_size=4, max_size=9).map("，".join), st.sampled_from(["", "。", "！”"]))
def test_a_last_line_is_never_one_character(text, mark):
    found = set_lines(text + mark)
    assert len(found) < 2 or len(re.sub(r"[^\w]", "", found[-1][1])) > 1


@given(ANY)
def test_any_text_whatever_is_set(text):
    for measure in (3, 11, 36):
        for ragged in (False, True):
            found = set_lines(text, indent=0, measure=measure, ragged=ragged)
            assert "".join(part for _, part in found) == (text if text.strip() else "")


def test_ideographs_alone_are_set_solid():
    found = set_lines("春" * 95)
    assert [len(part) for _, part in found] == [18, 20, 20, 20, 17]
    assert {line.spacing for line, _ in found} == {0}


def test_adjacent_marks_are_compressed():
    [(line, _)] = set_lines("他说：“你好。”（笑）《甲》、《乙》，“丙”“丁”。", measure=40)
    assert line.width + 0.5 == 21.0  # the mark at the line's end gives half as well


def test_a_mark_at_the_end_of_a_line_takes_half():
    found = set_lines("春" * 10 + "，" + "堂" * 9, indent=0, measure=10.5)
    assert [part for _, part in found] == ["春" * 10 + "，", "堂" * 9]
    assert found[0][0].spacing == found[0][0].squeeze == 0


def test_an_opening_mark_begins_a_line_with_half_and_a_paragraph_at_one_and_a_half_em():
    [(line, _)] = set_lines("“看”")
    assert line.pieces[0].classes == ("open",)
    assert line.width == 2.0


def test_han_and_figures_stand_a_quarter_em_apart_but_not_beside_marks():
    [(line, _)] = set_lines("共 42 家，42", indent=0)
    assert line.width == 2 + 1.1 + 0.5 + 1 + 1.1
    assert [(p.text, p.classes) for p in line.pieces] == [
        ("共", ()),
        ("42", ("ahead", "latin", "gap")),
        ("家，", ()),
        ("42", ("latin",)),
    ]


def test_marks_inside_a_line_give_first():
    [(line, _), _] = set_lines("春" * 10 + "，" + "堂" * 9 + "加入", indent=0, measure=19.5)
    assert (line.spacing, line.squeeze) == (0, 0.5)


def test_a_dash_begins_no_line_where_there_is_another_way():
    for count in range(15, 23):
        found = set_lines("春" * 18 + "堂" * count + "——" + "加入上海" * 9)
        assert not any(part.startswith("—") for _, part in found)


def test_a_line_that_ends_before_a_mark_it_belongs_to_is_drawn_up():
    assert len(set_lines("春" * 18 + "堂" * 19 + "。”")) == 2


def test_lines_that_keep_their_lengths_are_balanced_and_leave_no_orphan():
    found = set_lines("春" * 21, indent=0, ragged=True)
    assert [line.spacing for line, _ in found] == [0, 0]
    assert len(found[1][1]) == 5


def test_a_long_address_is_divided_at_its_joints():
    address = "https://example.org/a/very/long/address/indeed/for/everyone"
    found = set_lines(f"见{address}吧")
    assert len(found) > 1
    assert all(part[-1] in "/." for _, part in found[:-1])


def test_what_has_no_joints_is_divided_anywhere():
    assert all(10 < line.width <= 20 for line, _ in set_lines("a" * 80)[:-1])
    assert len(set_lines("—" * 50)) == 3


def test_a_long_word_is_divided_between_syllables_rather_than_leave_a_hole():
    [(line, part), *_] = set_lines("春" * 14 + "internationalization" + "春" * 9)
    assert line.hyphen
    assert part.startswith("春" * 14 + "inter")
    assert "hyphen" in line.pieces[-1].classes
    assert line.width == 18


def test_a_call_stands_with_the_character_before_it():
    [(line, part), _] = set_lines("春" * 18 + "，堂" * 9, extras={18: 0.5})
    assert len(part) <= 18
    assert line.width == 18


def test_what_bears_ruby_is_not_divided():
    found = set_lines("春" * 17 + "堂堂堂" + "春" * 30, whole=[(17, 20)])
    assert not any(line.end in (18, 19) for line, _ in found)


def test_words_of_letters_are_spaced_and_hyphenated_in_their_language():
    text = "The observatory on the hill opened its doors at half past seven " * 4
    found = set_lines(text, indent=0, measure=26, language="en")
    assert all(line.width == 26 and line.spacing == 0 for line, _ in found[:-1])
    assert any(line.space for line, _ in found)


def test_marks_in_the_middle_of_their_em_keep_it():
    [(line, _)] = set_lines("望遠鏡，三臺。「看」", trims=lambda _mark, _at: (0.0, 0.0), indent=0)
    assert line.width == 10
