"""An issue: columns that balance and register, heads that span them, contents with page numbers."""

from itertools import groupby

import pytest
from samples import TEXT, han

pytestmark = [pytest.mark.pages]

ARTICLES = {
    "水渠边的书店": "甲",
    "十万人看土星": "乙",
    "一块镜片走了多远": "丙",
}
ISSUE = """\
title = "园区通讯"
number = 12
date = 2026-04-30
issuer = "园区办公室"
kind = "issue"
[[section]]
title = "要闻"
articles = ["0.md", { file = "1.md", start = "page" }]
[[section]]
title = "副刊"
articles = [{ file = "2.md", start = "page" }]
"""
PITCH = 18
SIZE = 10.5


def body(mark):
    return [f"{text[:-1]}{mark}。" for text in TEXT] * 2 + [f"{han(300)}{mark}。"]


@pytest.fixture(scope="module")
def issue(press, tmp_path_factory):
    folder = tmp_path_factory.mktemp("issue")
    for number, (title, mark) in enumerate(ARTICLES.items()):
        text = "\n\n".join(body(mark))
        head = f"---\ntitle: {title}\ndate: 2026-04-30\nauthors: [何望舒]\n---\n\n"
        (folder / f"{number}.md").write_text(head + text, encoding="utf-8")
    (folder / "issue.toml").write_text(ISSUE, encoding="utf-8")
    return press.file(folder, "")


def lines_of(issue, mark):
    """The lines of an article's body."""
    return [line for text in body(mark) for line in issue.lines(text)]


@pytest.mark.rule(29)
@pytest.mark.parametrize("mark", ARTICLES.values())
def test_columns_are_balanced_and_in_register(issue, mark):
    lines = lines_of(issue, mark)
    for page, found in groupby(sorted(lines, key=lambda line: line.page), lambda line: line.page):
        columns = {}
        for line in found:
            columns.setdefault(issue.left(line), []).append(line)
        assert len(columns) == 2, page
        counts = [len(column) for column in columns.values()]
        assert max(counts) - min(counts) <= 2
        phases = {
            round((line.baseline - lines[0].baseline) % PITCH, 1) % PITCH
            for column in columns.values()
            for line in column
        }
        assert all(min(phase, PITCH - phase) < 0.3 for phase in phases)


@pytest.mark.rule(29)
@pytest.mark.rule(12)
def test_lines_in_columns_fill_them(issue):
    step = issue.style.column_pt
    assert step == pytest.approx(20 * SIZE)
    for text in body("甲"):
        lines = issue.lines(text)
        for line in lines[:-1]:
            assert line.right == pytest.approx(issue.right(line), abs=0.02 * SIZE), line.text


@pytest.mark.rule(29)
def test_the_head_of_an_article_stands_above_both_columns(issue):
    for title, mark in ARTICLES.items():
        [line] = issue.pages.lines(title, issue.made.prepared.articles[0].step.size)
        first = lines_of(issue, mark)
        own = [other for other in first if other.page == line.page]
        assert own
        assert all(line.baseline < other.baseline for other in own)
        rules = issue.shown.strokes(line.page, issue.edge(line.page) + 3)
        below = next(rule for rule in rules if rule.middle > line.baseline)
        assert below.right - below.left == pytest.approx(issue.style.measure_pt, abs=0.6)


@pytest.mark.rule(32)
def test_contents_name_the_page_of_each_article(issue):
    contents = issue.style.texts["contents_entry"].size
    for number, title in enumerate(ARTICLES):
        stood = issue.made.prepared.articles[number].step.size
        [head] = issue.pages.lines(title, stood)
        [entry] = issue.pages.lines(title, contents)
        beside = [
            glyph
            for glyph in issue.pages.glyphs
            if glyph.page == entry.page
            and glyph.character.isdigit()
            and abs(glyph.baseline - entry.baseline) < 3
            and entry.left - 30 < glyph.left < entry.left
        ]
        assert "".join(glyph.character for glyph in beside) == str(head.page + 1)
