"""Lines of equal length: what may stand at their ends, and that they fill the measure."""

from hypothesis import example, given
from hypothesis import strategies as st

from publisher.composer.justify import HAIR
from publisher.composer.lines import lines
from publisher.composer.segment import CLOSERS, OPENERS

MEASURE = 20
HAN = st.text(st.sampled_from("春芝堂加入上海南部科创中心生物医药"), min_size=1, max_size=12)
INSIDE = st.one_of(HAN, st.sampled_from(["42", "24,024.5", "46.6%", "GS-150"]))
CLAUSE = st.tuples(
    st.sampled_from(["", "“", "《", "（"]),
    INSIDE,
    st.sampled_from(["，", "。", "、", "”", "》", "）", "——"]),
)
TEXT = st.lists(CLAUSE, min_size=1, max_size=30).map(lambda clauses: "".join(map("".join, clauses)))


def width(text, _offset, _kind):
    return sum(0.55 if character.isascii() else 1 for character in text)


def set_lines(text, indent=2):
    found = lines(text, MEASURE, indent, width)
    return [(line, text[line.start : line.end]) for line in found]


@given(TEXT)
def test_lines_hold_the_whole_text_in_order(text):
    assert "".join(part for _, part in set_lines(text)) == text


@given(TEXT)
@example(
    "上，上上，上上，上上上，上上上上，上上上上上——上上上上上上上上上，“上上上上上上上上上上，“上，“24,024.5，“上上上，"
    "“上上上上上——“24,024.5，“24,024.5——24,024.5，"
)
@example("上上，“42，24,024.5，上，“上上上，“上上上上上——“24,024.5，“24,024.5——42。")
def test_no_line_begins_with_a_closing_mark_or_ends_with_an_opening_one(text):
    for number, (_, part) in enumerate(set_lines(text)):
        assert number == 0 or part[0] not in CLOSERS | frozenset("—…·")
        assert part[-1] not in OPENERS


@given(TEXT)
def test_words_and_figures_are_never_divided(text):
    offsets = {line.start for line, _ in set_lines(text)} - {0}
    for offset in offsets:
        assert not (text[offset - 1].isascii() and text[offset].isascii())


@given(TEXT)
def test_no_line_is_set_closer_than_the_eye_allows(text):
    assert all(line.spacing >= -HAIR for line, _ in set_lines(text))


def test_a_line_of_ideographs_is_exactly_as_long_as_the_measure():
    found = set_lines("春" * 95)
    assert [len(part) for _, part in found] == [18, 20, 20, 20, 17]
    assert {line.spacing for line, _ in found} == {0}


def test_a_mark_at_the_end_of_a_line_takes_half():
    assert [part for _, part in set_lines("春" * 18 + "堂" * 19 + "，" + "加入上海")][1][-1] == "，"


def test_slack_goes_between_ideographs():
    [(first, part), _] = set_lines("春" * 16 + "24,024.5加入上海")
    assert part == "春" * 16
    assert first.spacing * 15 == 2


def test_a_last_line_is_never_one_character():
    found = set_lines("春" * 18 + "堂" * 21 + "。", indent=2)
    assert len(found[-1][1].strip("。")) != 1


def test_a_last_line_of_a_word_is_drawn_up_where_that_is_not_seen():
    assert len(set_lines("春" * 18 + "堂" * 19 + "。”")) == 2


def test_a_long_address_is_divided_at_its_slashes():
    found = set_lines("见https://example.org/a-very-long-address/indeed")
    assert [part for _, part in found] == ["见https://example.org/a-very-", "long-address/indeed"]


def test_what_has_no_place_to_be_divided_is_divided_anywhere():
    assert [part for _, part in set_lines("a" * 80)] == ["a" * 32, "a" * 36, "a" * 12]
    assert len(set_lines("—" * 50)) == 3
