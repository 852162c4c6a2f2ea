"""Lines that fill the measure: both edges flush, the slack spread where the eye takes no notice."""

import re
from itertools import pairwise

import pytest
from judge import EVEN, UNEVEN, colour, faults
from pictures import photograph
from samples import (
    ALONE,
    AT_EDGES,
    BESIDE,
    INDENTED,
    LOOSE,
    MIXED,
    TEXT,
    TIGHT,
    VICTIMS,
    WORD,
    han,
    on_sheet,
)

from publisher.typography.marks import is_han

pytestmark = [pytest.mark.pages]

CLOSE = 0.005
GAP = 0.25

MARKED = {
    "strong": "**{}**",
    "emphasis": "*{}*",
    "link": "[{}](https://kanyin.example/a)",
    "dots": "[{}]{{.dots}}",
    "name": "[{}]{{.name}}",
    "book": "[{}]{{.book}}",
}
CROSSING = {
    kind: on_sheet(
        f"{han(20, at)}，{marked.format(han(40, 5))}，"
        f"{han(30, 9)}：“{marked.format('甲 42 乙')}。”甲。"
    )[0]
    for at, (kind, marked) in enumerate(MARKED.items())
}


def plain(markdown):
    return re.sub(r"\]\([^)]*\)|\{[.a-z]*\}|[*\[\]{}]", "", markdown)


def told(printed, text, *kinds):
    found = faults(printed.lines(text), printed.left, printed.right)
    return [str(fault) for fault in found if any(kind in fault.what for kind in kinds)]


@pytest.mark.rule(12)
def test_both_edges_are_flush_on_every_line_but_the_last(sheet):
    assert sum(len(sheet.lines(text)) for text in TEXT) > 15
    assert [fault for text in TEXT for fault in told(sheet, text, "edge")] == []


@pytest.mark.rule(12)
@pytest.mark.parametrize("kind", CROSSING)
def test_edges_are_flush_where_runs_cross_the_end_of_a_line(sheet, kind):
    assert told(sheet, plain(CROSSING[kind]), "edge") == []


@pytest.fixture(scope="module")
def inset(press):
    """News with a quote, lists, and a caption and a title of more than a line."""
    body, caption = TEXT[0][:-1], f"{han(50)}，{han(30)}。"
    return press.text(
        "开头。",
        f"> {body}。",
        f"- {body}！",
        f"1. {body}？",
        f'![图](a.jpg "{caption}")',
        title=han(30),
        pictures={"a.jpg": photograph()},
    )


@pytest.mark.rule(12)
@pytest.mark.parametrize(("stop", "role"), [("。", "quote"), ("！", "body"), ("？", "body")])
def test_edges_are_flush_in_quotes_and_lists(inset, stop, role):
    lines = inset.lines(TEXT[0][:-1] + stop, role)
    for edges in ([line.right for line in lines[:-1]], [line.left for line in lines[1:]]):
        assert len(edges) > 2
        assert max(edges) - min(edges) < 0.02 * lines[0].size


@pytest.mark.rule(12)
@pytest.mark.parametrize(
    ("text", "role"), [(f"{han(50)}，{han(30)}。", "caption"), (han(30), "title")]
)
def test_captions_and_titles_keep_their_own_lengths(inset, text, role):
    lines = inset.lines_of_title(text) if role == "title" else inset.lines(text, role)
    for line in lines:
        assert all(abs(gap) < 0.03 for gap in line.gaps), line.text


@pytest.mark.rule(10)
def test_a_quarter_em_stands_between_han_and_latin(sheet):
    [line] = sheet.lines(MIXED)
    for (one, other, apart), glyph in zip(line.pairs, line.glyphs, strict=False):
        if is_han(one) and other.isascii():
            assert apart - 1 == pytest.approx(GAP, abs=CLOSE), (one, other)
        if one.isascii() and is_han(other):
            wide = (glyph.right - glyph.left) / line.size
            assert apart - wide == pytest.approx(GAP, abs=0.02), (one, other)


@pytest.mark.rule(10)
@pytest.mark.parametrize("text", BESIDE)
def test_no_gap_stands_beside_a_mark(sheet, text):
    [line] = sheet.lines(text)
    for (one, other, apart), glyph in zip(line.pairs, line.glyphs, strict=False):
        if not one.isascii() and not is_han(one) and other.isascii():
            assert apart == pytest.approx(1, abs=CLOSE), (one, other)
        if one.isascii() and not other.isascii() and not is_han(other):
            assert (glyph.right - glyph.left) / line.size == pytest.approx(apart, abs=0.02)


@pytest.mark.rule(10)
def test_no_gap_stands_at_the_edge_of_a_line(sheet):
    lines = [line for text in AT_EDGES for line in sheet.lines(text)]
    begun = [line for line in lines if line.text[0].isdigit()]
    ended = [line for line in lines if line.text[-1].isdigit()]
    assert begun
    assert ended
    for line in begun:
        assert line.left == pytest.approx(sheet.left(line), abs=0.02 * line.size)
    for line in ended:
        assert line.right == pytest.approx(sheet.right(line), abs=0.02 * line.size)


@pytest.mark.rule(13)
def test_slack_goes_between_ideographs_and_not_into_words(sheet):
    [alone] = sheet.lines(ALONE)
    lines = [line for text in LOOSE for line in sheet.lines(text) if WORD in line.text]
    assert any(max(line.gaps) > 0.01 for line in lines)
    for line in lines:
        assert span(line) == pytest.approx(span(alone), abs=CLOSE)


def span(line):
    """How far the first letter of the word is from its last, in em."""
    first = line.text.index(WORD)
    return (line.glyphs[first + len(WORD) - 1].left - line.glyphs[first].left) / line.size


@pytest.mark.rule(14)
def test_a_mark_gives_room_before_ideographs_are_drawn_apart(sheet):
    first = sheet.lines(TIGHT)[0]
    assert first.text[-1] == "。"
    assert all(abs(gap) < 0.01 for gap in first.gaps)
    [comma] = [apart for one, _, apart in first.pairs if one == "，"]
    assert comma == pytest.approx(0.5, abs=0.02)


@pytest.mark.rule(14)
def test_brackets_and_commas_give_before_a_stop(sheet):
    first = sheet.lines(VICTIMS)[0]
    assert all(abs(gap) <= EVEN for gap in first.gaps)
    given = {one: 1 - apart for one, _, apart in first.pairs if one in "。，）"}
    given |= {other: 1 - apart for _, other, apart in first.pairs if other == "（"}
    assert sum(given.values()) == pytest.approx(0.5, abs=0.1)
    assert given["。"] <= min(given.values()) + CLOSE


@pytest.mark.rule(16)
def test_a_paragraph_begins_two_ems_in_and_follows_without_a_gap(sheet):
    paragraphs = [sheet.lines(text) for text in INDENTED]
    for first, *_ in paragraphs:
        assert (first.left - sheet.left(first)) / first.size == pytest.approx(2, abs=CLOSE)
    pitches = [
        after[0].baseline - before[-1].baseline
        for before, after in pairwise(paragraphs)
        if before[-1].page == after[0].page
    ]
    assert pitches
    assert pitches == pytest.approx([sheet.style.body.leading] * len(pitches), abs=0.05)


@pytest.mark.rule(44)
def test_the_colour_of_lines_is_even(sheet):
    paragraphs = [sheet.lines(text) for text in (*TEXT, *map(plain, CROSSING.values()))]
    inner = [line for lines in paragraphs for line in lines[:-1] if line.gaps]
    found = sorted(abs(colour(line)) for line in inner)
    assert len(found) > 25
    assert found[-1] <= UNEVEN
    assert sum(by <= EVEN for by in found) >= 0.95 * len(found), found[-6:]


@pytest.mark.rule(34)
def test_latin_words_are_hyphenated(press):
    words = (
        "The astronomical observatory publishes comprehensive documentation regarding "
        "extraordinarily sophisticated instrumentation and interdisciplinary collaboration, "
        "notwithstanding unprecedented meteorological circumstances. "
    ) * 3
    lines = press.text(words.strip(), language="en", title="Letters").lines(words)
    hyphens = [line.text[-1] for line in lines[:-1] if line.text[-1] in "-\u2010"]
    assert hyphens
    assert set(hyphens) == {"-"}
