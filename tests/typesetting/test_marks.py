"""Marks: what they give up beside each other and at the ends of a line, and the face they have."""

import pytest
from judge import uncompressed
from pictures import photograph
from reading import CLOSERS, OPENERS
from samples import AT_START, BRACKETED, DASHED, PAIRS, QUOTED, han

pytestmark = [pytest.mark.pages]

PAIRS_EM = 21.0  # of 26 characters; ten times two marks meet, and one of them gives up half an em
CLOSE = 0.005


@pytest.fixture(scope="module")
def furnished(press):
    """News with the same marks in a title, a heading, a quote and a caption."""
    return press.text(
        "开头。",
        f"> {IN_ROLES['quote']}",
        f"## {IN_ROLES['heading2']}\n\n{han(40)}。",
        f'![图](a.jpg "{IN_ROLES["caption"]}")',
        f"> {QUOTED}",
        title=f"'{IN_ROLES['title']}'",
        pictures={"a.jpg": photograph()},
    )


IN_ROLES = {
    role: f"{letter}说：“你好。”（笑）"
    for role, letter in zip(("title", "caption", "quote", "heading2"), "甲乙丙丁", strict=True)
}


def width(line):
    """How long a line is, marks at its ends whole, in em."""
    first, last = line.glyphs[0], line.glyphs[-1]
    return (last.left + last.size - first.left) / line.size


@pytest.mark.rule(6)
def test_adjacent_marks_share_their_space(sheet):
    [line] = sheet.lines(PAIRS)
    assert width(line) == pytest.approx(PAIRS_EM, abs=CLOSE)


@pytest.mark.rule(6)
@pytest.mark.parametrize("role", IN_ROLES)
def test_adjacent_marks_share_their_space_in_every_role(furnished, role):
    text = IN_ROLES[role]
    [line] = furnished.lines_of_title(text) if role == "title" else furnished.lines(text, role)
    assert list(uncompressed(line)) == []
    assert width(line) == pytest.approx(9.5, abs=0.05)


@pytest.mark.rule(7)
def test_a_full_width_mark_at_the_end_of_a_line_takes_half(press):
    narrow = press.template("narrow", 'extends = "news"\nmeasure = "10.5em"\n')
    text = f"{han(8)}，" + "".join(f"{han(10, start)}，" for start in range(3)) + f"{han(5)}。"
    lines = press.text(text, kind=narrow).lines(text)
    assert [line.text[-1] for line in lines[:-1]] == ["，"] * 4
    assert all(abs(gap) < CLOSE for line in lines for gap in line.gaps)


@pytest.mark.rule(8)
def test_an_opening_mark_at_the_start_of_a_line_takes_half(sheet):
    lines = [line for line in sheet.lines(AT_START)[1:] if line.text[0] in OPENERS]
    assert lines
    for line in lines:
        first = line.glyphs[0]
        assert (first.left - sheet.left(line)) / line.size == pytest.approx(-0.5, abs=CLOSE)


@pytest.mark.rule(9)
def test_an_opening_mark_after_the_indent_begins_half_an_em_before_it(sheet):
    for text in BRACKETED:
        first = sheet.lines(text)[0].glyphs[0]
        assert (first.left - sheet.left(first)) / first.size == pytest.approx(1.5, abs=CLOSE)


@pytest.mark.rule(19)
@pytest.mark.parametrize("role", ["body", "quote"])
def test_marks_of_both_worlds_come_from_a_chinese_face_and_take_an_em(furnished, sheet, role):
    [line] = (sheet if role == "body" else furnished).lines(QUOTED, role)
    for (one, other, apart), glyph in zip(line.pairs, line.glyphs, strict=False):
        if one in "“”‘’…" and other not in CLOSERS | OPENERS:
            assert apart == pytest.approx(1, abs=0.02), (one, other)
        if one in "“”‘’":
            assert "CJK-SC" in glyph.face, glyph
        if one in "—…·":
            assert "CJK-SC" in glyph.face or "WenKai" in glyph.face, glyph


@pytest.mark.rule(19)
@pytest.mark.parametrize("text", DASHED, ids=["han", "quote", "bracket", "title", "figure"])
def test_a_dash_takes_two_ems_whatever_stands_before_it(sheet, text):
    [line] = sheet.lines(text)
    dash = line.text.index("——")
    wide = (line.glyphs[dash + 2].left - line.glyphs[dash].left) / line.size
    assert wide == pytest.approx(2, abs=0.02)


@pytest.mark.rule(26)
def test_marks_stand_where_the_language_has_them(press):
    text = "望湖閣在湖心，傍晚可看月亮。"
    middle = {}
    for language in ("zh-CN", "zh-TW", "zh-HK"):
        [line] = press.text(text, language=language).lines(text)
        comma = next(glyph for glyph in line.glyphs if glyph.character == "，")
        left, _, right, _ = comma.ink
        middle[language] = ((left + right) / 2 - comma.left) / comma.size
    assert middle["zh-CN"] < 0.35
    assert middle["zh-TW"] == pytest.approx(0.5, abs=0.05)
    assert middle["zh-HK"] == pytest.approx(0.5, abs=0.05)
