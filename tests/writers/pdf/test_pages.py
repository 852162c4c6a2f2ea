"""Places on the printed page, read back from the PDF."""

import datetime as dt

import pytest
from bulletins import TEMPLATE, placed, prepare, row, runs
from reading import extracted, glyphs, squeezed

from publisher.article import (
    Code,
    Figure,
    Gallery,
    Heading,
    List,
    Names,
    Note,
    Paragraph,
    Quote,
    Run,
    Table,
)
from publisher.prepared import Plate
from publisher.resources import bundled
from publisher.style.load import load_style
from publisher.writers.pdf import write_pdf

pytestmark = [pytest.mark.pages]

MADE = dt.datetime(2026, 10, 19, 8, tzinfo=dt.UTC)
MM = 72 / 25.4
TOP = 32 * MM
PITCH = 21
TEXT = (
    "本届科学周由澜州市科学普及联合会指导，望湖街道办事处、澜州市天文馆主办，"
    "镜湖光学等 9 家企业协办，"
    "为期 7 天，设“看星空”“看身体”“看家园”三条路线，预计服务居民 24,000 人次，比上届增长 46.6%——"
    "开幕当天来的观众，最小的只有 4 岁，最年长的已有 87 岁。"
)
PULL = "我们造了三十年镜头，今天才听见有人说月亮上有坑。——技师"


@pytest.fixture(scope="module")
def style():
    return load_style(TEMPLATE, lambda name: bundled("templates") / name, name="镜湖简讯")


def pdf(prepared):
    outcome = write_pdf(prepared, TEMPLATE, (), MADE)
    assert outcome.findings == ()
    return outcome.value


def body_lines(found):
    """Baselines of body text by page: song of the body's size."""
    return {
        (glyph.page, round(glyph.baseline, 1))
        for glyph in found
        if abs(glyph.size - 12) < 0.01 and "Serif" in glyph.face
    }


@pytest.fixture(scope="module")
def long(style):
    """Every kind of block between paragraphs, over several pages."""
    figures = tuple(
        Figure(f"{name}.jpg", caption=runs(f"{name}，说明文字写到第二行为止，再长一些"))
        for name in "甲乙丙"
    )
    gallery = Gallery(figures)
    single = Figure("丁.jpg", caption=runs("一张图"), credit="某某")
    plates = {
        gallery: Plate((row(figures, [1.15, 1.5, 1.0], style),)),
        single: Plate(((placed(282, 1.5, single),),)),
    }
    breakers = (
        gallery,
        Quote(
            (Paragraph(runs("我们造了三十年镜头，今天才听见有人说月亮上有坑。")),),
            runs("——技师"),
            pull=True,
        ),
        Names(("何望舒", "陈书禾", "江岸", "周以宁", "陆知行", "苏简", "温故新"), "讲解员"),
        Table(
            (runs("项目"), runs("数量")),
            tuple((runs(f"第{n}项"), runs(str(n))) for n in range(9)),
            ("left", "right"),
        ),
        single,
        List(((Paragraph(runs("第一项")),), (Paragraph(runs("第二项")),)), ordered=True),
        Quote((Paragraph(runs(TEXT)),)),
        Code("x = 1\ny = 2\n"),
    )
    blocks = [Paragraph(runs(TEXT))]
    for block in breakers:
        blocks += [block, Paragraph(runs(TEXT)), Heading(2, runs("小标题")), Paragraph(runs(TEXT))]
    blocks.insert(3, Paragraph((Run("有注"), Run("", note="1"), Run("的一段。"))))
    blocks.append(Note("1", (Paragraph(runs("注文。")),)))
    prepared = prepare(blocks, plates=plates, style=style, subtitle="副题 42", kicker="要闻")
    made = pdf(prepared)
    return prepared, made, glyphs(made.data)


def test_body_lines_stand_on_one_grid_after_every_kind_of_block(long):
    _, made, found = long
    assert made.pages >= 4
    lines = body_lines(found)
    assert len(lines) > 60
    first = min(baseline for page, baseline in lines if page == 1)
    off = {
        (page, baseline)
        for page, baseline in lines
        if min((baseline - first) % PITCH, -(baseline - first) % PITCH) > 0.15
    }
    assert off == set()


def test_no_line_stands_outside_the_type_area(long):
    _, _, found = long
    for page, baseline in body_lines(found):
        assert TOP < baseline < TOP + 32 * PITCH, (page, baseline)


def test_margins_are_mirrored(long):
    _, _, found = long
    for page, inner_left in ((1, 26.6), (2, 31)):
        left = min(glyph.left for glyph in found if glyph.page == page)
        assert left == pytest.approx(inner_left * MM, abs=0.2)


def test_running_head_and_folio_stand_outside(long):
    _, _, found = long
    for page, at_left in ((1, True), (2, False)):
        name = [g for g in found if g.page == page and g.baseline < TOP and "Heavy" in g.face]
        assert "".join(g.character for g in name) == "镜湖简讯"
        assert name[0].baseline == pytest.approx(TOP - 9.5 * MM + 0.88 * 9, abs=0.3)
        folio = [g for g in found if g.page == page and g.baseline > TOP + 32 * PITCH + 10]
        assert "".join(g.character for g in folio) == str(page + 1)
        assert folio[0].baseline == pytest.approx(TOP + 32 * PITCH + 9 * MM + 0.88 * 9, abs=0.3)
        middle = 210 * MM / 2
        assert (name[0].left < middle) == at_left
        assert (folio[0].left < middle) == at_left


def test_text_read_back_equals_what_was_given_by_two_extractors(long):
    prepared, made, _ = long
    for read in extracted(made.data, r"(?:①注文。)?(?:1\.2\.)?(?:湖畔科普联盟|镜湖简讯)*\d"):
        text = read.replace(PULL, "") + PULL  # it may stand between two lines of a paragraph
        assert text.count(squeezed(TEXT)) == sum(
            plain_text(block).count(TEXT) for block in prepared.articles[0].blocks
        )
        for piece in ("甲，说明文字写到第二行为止，再长一些", "图／某某", "——技师", "何望舒"):
            assert squeezed(piece) in text


def plain_text(block):
    match block:
        case Paragraph():
            return "".join(run.text for run in block.runs)
        case Quote():
            return "".join(map(plain_text, block.blocks))
        case _:
            return ""


def test_the_head_keeps_its_distances_between_em_edges(style):
    said = {"subtitle": "副题", "kicker": "要闻", "source": "本报", "date": dt.date(2026, 10, 19)}
    found = glyphs(pdf(prepare([Paragraph(runs(TEXT))], style=style, **said)).data)

    def edge(character, size):
        glyph = next(g for g in found if g.character == character and g.size == size)
        return glyph.baseline - 0.88 * size, glyph.baseline + 0.12 * size

    name, kicker, title = edge("简", 45), edge("要", 10.5), edge("联", 26)
    deck, byline = edge("副", 14), edge("来", 9)
    assert name[0] == pytest.approx(23 * MM, abs=0.3)
    assert kicker[0] - 42.6 * MM == pytest.approx(23, abs=0.3)
    assert title[0] - kicker[1] == pytest.approx(8.5, abs=0.3)
    assert deck[0] - title[1] == pytest.approx(11.5, abs=0.3)
    assert byline[0] - deck[1] == pytest.approx(11, abs=0.3)


@pytest.mark.parametrize(("characters", "size"), [(16, 26), (30, 26), (38, 22), (70, 18)])
def test_title_takes_the_step_of_its_length(style, characters, size):
    title = "湖畔科普联盟把望远镜送到社区" * 6
    lines = [title[:characters][start : start + 24] for start in range(0, characters, 24)]
    if characters <= 32:
        lines = [title[:16], title[16:characters]] if characters > 16 else [title[:16]]
    found = glyphs(pdf(prepare([Paragraph(runs("文。"))], title=lines, style=style)).data)
    assert sum(g.size == size and "Heavy" in g.face for g in found) == characters


def test_body_lines_are_flush_at_both_edges(style):
    found = glyphs(pdf(prepare([Paragraph(runs(TEXT * 6))], style=style)).data)
    lines = {}
    for glyph in found:
        if glyph.size == 12:
            lines.setdefault((glyph.page, round(glyph.baseline)), []).append(glyph)
    full = sorted(lines.items())[1:-1]
    assert len(full) > 15
    for (page, _), line in full:
        left = (31 if page % 2 == 0 else 26.6) * MM
        last = max(line, key=lambda glyph: glyph.left)
        hangs = 6 if last.character in "，。、”" else 0
        assert max(glyph.right for glyph in line) - hangs == pytest.approx(left + 432, abs=0.6)


def test_notes_are_set_on_their_page_inside_the_measure(style):
    note = "注文写得很长，" * 12
    called = (Run("", note="1"), Run(TEXT), Run("", note="2"), Run(TEXT))
    blocks = [Paragraph(called), *(Note(label, (Paragraph(runs(note)),)) for label in "12")]
    found = [g for g in glyphs(pdf(prepare(blocks, style=style)).data) if g.page == 0]
    notes = [g for g in found if g.size == 9 and "Serif" in g.face]
    assert "".join(g.character for g in notes).count(note) == 2
    assert max(g.right for g in notes) <= (31 + 210 - 31 - 26.6 + 0.1) * MM
    calls = [g.character for g in found if g.size == 6.75]  # pypdfium2 reads both faces of a mark
    assert calls == ["①", "②"]
    edge = (31 + 210 - 31 - 26.6) * MM
    assert all(g.right <= edge + 0.6 for g in found if g.size == 6.75)


def test_a_line_with_a_call_is_flush(style):
    called = (Run(TEXT[:40]), Run("", note="1"), Run(TEXT * 2), Run("", note="1"), Run(TEXT))
    blocks = [Paragraph(called), Note("1", (Paragraph(runs("注文。")),))]
    found = [g for g in glyphs(pdf(prepare(blocks, style=style)).data) if g.page == 0]
    baselines = sorted({round(g.baseline) for g in found if g.size == 12})
    assert sum(g.size == 6.75 for g in found) == 2
    for baseline in baselines[:-1]:
        last = max((g for g in found if round(g.baseline) == baseline), key=lambda g: g.left)
        hangs = 6 if last.character in "，。、”" else 0
        assert last.right - hangs == pytest.approx(31 * MM + 432, abs=0.6), baseline


@pytest.mark.parametrize("ems", [36, 23.5, 17.5, 11])
def test_a_picture_is_as_wide_as_its_columns(style, ems):
    import pypdfium2 as pdfium
    import pypdfium2.raw as raw

    figure = Figure("a.jpg", caption=runs("说明"))
    plates = {figure: Plate(((placed(ems * 12, 1.5, figure),),))}
    blocks = [Paragraph(runs(TEXT)), figure, Paragraph(runs(TEXT))]
    made = pdf(prepare(blocks, plates=plates, style=style))
    page = pdfium.PdfDocument(made.data)[0]
    shown = [thing for thing in page.get_objects() if thing.type == raw.FPDF_PAGEOBJ_IMAGE]
    left, _, right, _ = shown[0].get_bounds()
    assert right - left == pytest.approx(ems * 12, abs=0.05)
    assert left == pytest.approx(31 * MM, abs=0.1)


def test_the_grey_edition_prints_no_colour(style):
    import pypdf

    made = pdf(prepare([Paragraph(runs(TEXT))], style=style, grey=True, kicker="要闻"))
    import io

    content = (
        pypdf.PdfReader(io.BytesIO(made.data)).pages[0].get_contents().get_data().decode("latin1")
    )
    operators = [
        line.split()[:-1] for line in content.splitlines() if line.endswith((" rg", " scn"))
    ]
    assert operators
    assert all(len(set(operands)) == 1 for operands in operators if len(operands) == 3)
