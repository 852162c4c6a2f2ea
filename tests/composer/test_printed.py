"""What the composer asks for is what is printed: places read back from the PDF, in every face."""

import datetime as dt
import re
import sys
from itertools import pairwise
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent / "writers" / "pdf"))
from bulletins import TEMPLATE, prepare
from reading import Pages, extracted, squeezed

from publisher.article import Note, Paragraph, Run, plain
from publisher.resources import bundled
from publisher.style.load import load_style
from publisher.typefaces import fontconfig
from publisher.typography.marks import is_han
from publisher.writers.pdf import write_pdf

pytestmark = [pytest.mark.pages]

MADE = dt.datetime(2026, 10, 19, 8, tzinfo=dt.UTC)
EDGE = 0.02  # em
TEXT = (
    "本届科学周由澜州市科学普及联合会指导，9 家企业协办，为期 7 天，设“看星空”“看身体”“看家园”"
    "三条路线，预计服务居民 24,024.5 人次，比上届增长 46.6%——开幕当天来的观众，最小的只有 4 岁，"
    "最年长的已有 87 岁。《镜湖》记者问：“望远镜‘GS-150’多少钱？”（笑）他说：“￥12.50！”……"
    "2021-04-22，Lav Varshney 和 Rachel Michetti 的 150kg 仪器到了，it’s fine；"
    "见https://example.org/one/very/long/address/indeed/for/everyone。"
    "甲·乙～丙，internationalization 一词占 20%，周以宁、苏简和陆知行都来了，"
)
NAMED = (
    Run("有注的", strong=True),
    Run("", note="1"),
    Run("一段，", strong=True),
    Run(TEXT[:140]),
    Run("重点在这里，跨过了一行又一行也不会断开来的，", dots=True),
    Run("周以宁", name=True),
    Run("苏简", name=True),
    Run("镜湖志", book=True),
    Run("看山", book=True),
    Run("字"),
    Run("龘", ruby="dá"),
    Run("与"),
    Run("庄", ruby="zhuāng"),
    Run("不同，"),
    Run("楷体里有“引号”和 42·7% 与数 GS-150 并列，", emphasis=True),
    Run(TEXT[140:]),
)
FACES = [("song", "12pt", 36), ("kai", "12pt", 36), ("hei", "10.5pt", 40), ("fang", "15.793pt", 27)]


@pytest.fixture(scope="module", params=FACES, ids=lambda face: f"{face[0]}-{face[1]}")
def printed(request, tmp_path_factory):
    """The text in a face and size: its paragraphs, PDF and pages."""
    role, size, measure = request.param
    folder = tmp_path_factory.mktemp("mine")
    (folder / "style.toml").write_text(
        f'extends = "news"\nmeasure = "{measure}em"\n[page]\nlines = 28\n[texts]\n'
        f'body = {{ face = "{role}", size = "{size}", leading = "24pt" }}\n'
        f'figures = {{ face = "song", weight = 400, size = "{size}", leading = "24pt" }}\n',
        encoding="utf-8",
    )
    style = load_style(folder, lambda name: bundled("templates") / name)
    paragraphs = [(Run(TEXT * 3),), NAMED]
    notes = Note("1", (Paragraph((Run("注文。"),)),))
    prepared = prepare([*map(Paragraph, paragraphs), notes], style=style)
    conf = fontconfig(prepared.faces, folder)
    made = write_pdf(prepared, folder, (), MADE, inherited=(TEMPLATE,), fontconfig=conf)
    assert made.findings == ()
    return style, paragraphs, made.value.data


def test_every_inner_line_is_flush_at_both_edges(printed):
    style, paragraphs, data = printed
    pages = Pages(data)
    count = 0
    for runs in paragraphs:
        lines = pages.lines(plain(runs), style.body.size)
        count += len(lines)
        for number, (line, following) in enumerate(pairwise(lines)):
            if line.text[-1].isalpha() and line.text[-1].isascii() and following.text[0].isalpha():
                continue  # the extractor drops the hyphen
            left = (style.page.outer if line.page % 2 else style.page.inner).pt
            right = (line.right - left) / style.body.size
            assert right == pytest.approx(style.measure, abs=EDGE), line.text
            if number:
                assert (line.left - left) / style.body.size == pytest.approx(0, abs=EDGE)
    assert count > 25


def test_between_ideographs_of_a_line_all_is_alike(printed):
    style, paragraphs, data = printed
    [plainly, _] = paragraphs
    for line in Pages(data).lines(plain(plainly), style.body.size)[:-1]:
        assert max(line.gaps, default=0) - min(line.gaps, default=0) < 0.005


def test_ideographs_stand_on_the_baseline_of_their_line(printed):
    style, paragraphs, data = printed
    for runs in paragraphs:
        for line in Pages(data).lines(plain(runs), style.body.size):
            assert len({round(glyph.baseline, 1) for glyph in line.glyphs}) == 1


def test_what_is_copied_is_what_was_written(printed):
    _, paragraphs, data = printed

    def bare(text):  # folios and heads may stand between two pages, hyphens at a line's end
        return re.sub(r"[①\d\ufffe-]|新闻简报|湖畔科普联盟|注文。|dá|zhuāng", "", squeezed(text))

    for text in extracted(data):
        for runs in paragraphs:
            assert bare(plain(runs)) in bare(text)
    for text in extracted(data):
        assert "dá" in text
        assert "zhuāng" in text


def test_letters_are_not_spaced(printed):
    style, paragraphs, data = printed
    found = {}
    for line in Pages(data).lines(plain(paragraphs[0]), style.body.size):
        for one, other, apart in line.pairs:
            if one + other in ("Mi", "ch", "le"):
                found.setdefault(one + other, []).append(apart)
    assert len(found) > 1
    assert all(max(places) - min(places) < 0.004 for places in found.values())


def test_ruby_stands_in_the_middle_above_its_base(printed):
    style, _, data = printed
    glyphs = Pages(data).glyphs
    base = next(glyph for glyph in glyphs if glyph.character == "龘")
    above = [g for g in glyphs if abs(g.size - style.body.size / 2) < 0.1 and g.character in "dá"]
    middle = (above[0].left + above[1].right) / 2
    assert middle == pytest.approx(base.left + base.size / 2, abs=0.1 * base.size)
    rise = (base.baseline - above[0].baseline) / base.size
    assert 0.8 < rise < 1.1


def test_han_are_a_quarter_em_from_figures(printed):
    style, paragraphs, data = printed
    for line in Pages(data).lines(plain(paragraphs[0]), style.body.size)[:-1]:
        for one, other, apart in line.pairs:
            if is_han(one) and other.isdecimal():
                assert 1.1 < apart < 1.6, line.text
