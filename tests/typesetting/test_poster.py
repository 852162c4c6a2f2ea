"""A poster: a short title stands upright beside the picture, one character under another."""

import itertools

import pytest
from pictures import photograph

pytestmark = [pytest.mark.pages]

TITLE = "夜读（二）"


@pytest.fixture(scope="module")
def poster(press):
    return press.text(
        '![星空](a.jpg "哈勃极深场。")',
        "望湖阁前的草坪上，每晚有讲解员陪你找到月面上的环形山。",
        ':::box title="时间"\n10月19日至25日\n:::'.replace(":::box", "::: box"),
        kind="poster",
        title=TITLE,
        source="澜州市科学普及联合会",
        pictures={"a.jpg": photograph(1600, 1600)},
    )


@pytest.fixture(scope="module")
def title(poster):
    largest = max(glyph.size for glyph in poster.pages.glyphs)
    return [glyph for glyph in poster.pages.glyphs if glyph.size == largest]


@pytest.mark.rule(25)
def test_a_short_title_runs_down(title):
    assert "".join(glyph.character for glyph in title) == TITLE
    for above, below in itertools.pairwise(title):
        assert below.baseline > above.baseline + 0.4 * above.size
        assert below.left == pytest.approx(above.left, abs=0.1 * above.size)


@pytest.mark.rule(25)
def test_brackets_in_vertical_text_lie_across_the_line(title):
    for glyph in title:
        left, top, right, bottom = glyph.ink
        if glyph.character in "（）":
            assert right - left > 2 * (bottom - top)
