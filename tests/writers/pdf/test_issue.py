"""The pages of the example's issue: cover, contents, columns in register, heads, notes, outline."""

import io
from itertools import groupby
from pathlib import Path

import pypdf
import pypdfium2 as pdfium
import pypdfium2.raw as raw
import pytest
from reading import glyphs

from tests.conftest import ROOT, run_publisher

pytestmark = [pytest.mark.pages, pytest.mark.slow]

MM = 72 / 25.4
TOP, PITCH, LINES, SIZE = 29 * MM, 18, 38, 10.5
INNER, OUTER, COLUMN, GUTTER = 28.4 * MM, 26 * MM, 210, 21
FOOT = TOP + LINES * PITCH
TITLES = [
    "等一阵风把种子吹走",
    "把慢的事情做完",
    "沿着一条溪走到雪线",
    "深夜里的一张合影",
    "一支画笔修到第三次",
    "窗台上的两位读者",
]
SECTIONS = {"封面故事": 0, "卷首": 1, "现场": 2, "人物": 4, "来信": 5}
EM_TOP = 0.88  # above the baseline


@pytest.fixture(scope="module")
def issue(tmp_path_factory):
    return made(tmp_path_factory.mktemp("issue"), ROOT / "examples" / "issue")


def made(folder: Path, source: Path, *words: str):
    ran = run_publisher("render", str(source), "--to", "pdf", "-o", str(folder), *words, cwd=folder)
    assert ran.exit == 0, ran.err
    data = next(folder.glob("*.pdf")).read_bytes()
    return data, glyphs(data)


def said(found):
    return "".join(glyph.character for glyph in found)


def edge(page):
    """The left edge of the type area: pages are mirrored."""
    return INNER if page % 2 == 0 else OUTER


def pages_of_titles(found):
    """The page, from 1, on which each title stands at its size."""
    heads = [g for g in found if g.size == 30]
    pages = {page: said(group) for page, group in groupby(heads, lambda g: g.page + 1)}
    return {title: next(p for p, text in pages.items() if title in text) for title in TITLES}


def body(found):
    return [g for g in found if g.size == SIZE and "Serif" in g.face and g.page and not _heavy(g)]


def _heavy(glyph):
    return "Semi" in glyph.face or "Bold" in glyph.face


def test_the_baselines_of_both_columns_are_one_grid(issue):
    _, found = issue
    lines = {(g.page, round(g.baseline, 2), g.left > edge(g.page) + COLUMN) for g in body(found)}
    first = min(baseline for _, baseline, _ in lines)
    assert len(lines) > 120
    off = {line for line in lines if 0.15 < (line[1] - first) % PITCH < PITCH - 0.15}
    assert off == set()


def test_text_stands_in_its_columns_and_pages(issue):
    _, found = issue
    for glyph in body(found):
        left = edge(glyph.page)
        inside = any(
            start - SIZE / 2 - 1 <= glyph.left and glyph.left + SIZE / 2 <= start + COLUMN + 1
            for start in (left, left + COLUMN + GUTTER)
        )
        assert inside, glyph
        assert TOP < glyph.baseline < FOOT, glyph


def test_the_contents_name_the_page_of_each_article(issue):
    _, found = issue
    stand = pages_of_titles(found)
    cover = [g for g in found if g.page == 0]
    for title in TITLES[1:]:
        entries = [g for g in cover if g.size == SIZE and _heavy(g) and "Serif" in g.face]
        start = said(entries).index(title)
        at = entries[start]
        number = [
            g for g in cover
            if abs(g.baseline - at.baseline) < 3 and at.left - 24.5 < g.left < at.left - 5
        ]  # fmt: skip
        assert said(number) == str(stand[title]), title
        assert at.left - number[0].left == pytest.approx(2.25 * SIZE, abs=1)


def test_the_cover_tells_of_the_first_article(issue):
    data, found = issue
    cover = [g for g in found if g.page == 0]
    assert said(g for g in cover if g.size == 104) == "澜湖"
    assert said(g for g in cover if g.size == 42) == TITLES[0]
    assert "第2页" in said(cover)
    [shown] = pictures(data, 0)
    assert shown[1] - shown[0] == pytest.approx(2 * COLUMN + GUTTER, abs=0.1)


def pictures(data, number):
    """Left, right and top edge of each picture of a page."""
    page = pdfium.PdfDocument(data)[number]
    height = page.get_height()
    shown = [thing for thing in page.get_objects() if thing.type == raw.FPDF_PAGEOBJ_IMAGE]
    return [(left, right, height - top) for left, _, right, top in (s.get_bounds() for s in shown)]


def test_pictures_stand_on_the_edges_of_columns_and_the_em_top_of_a_line(issue):
    data, found = issue
    first = min(g.baseline for g in body(found))
    seen = 0
    for number in range(1, len(pypdf.PdfReader(io.BytesIO(data)).pages)):
        starts = (edge(number), edge(number) + COLUMN + GUTTER)
        ends = (edge(number) + COLUMN, edge(number) + 2 * COLUMN + GUTTER)
        for left, right, top in pictures(data, number):
            seen += 1
            assert min(abs(left - start) for start in starts) < 0.2 or right == pytest.approx(
                ends[1], abs=0.2
            )
            away = (top + EM_TOP * SIZE - first) % PITCH
            assert min(away, PITCH - away) < 0.6, (number, left)
    assert seen == 7


def test_the_note_stands_at_the_foot_of_the_column_that_calls_it(issue):
    _, found = issue
    [call] = [g for g in found if g.character == "①" and g.size < 9]
    note = [
        g
        for g in found
        if g.size == 9 and "Serif" in g.face and g.page == call.page and g.baseline > TOP
    ]
    assert said(note).startswith("①这个数字来自风洞里的试验")
    right = call.left > edge(call.page) + COLUMN
    start = edge(call.page) + right * (COLUMN + GUTTER)
    assert all(start - 1 <= g.left <= start + COLUMN for g in note)
    assert note[-1].baseline == pytest.approx(FOOT - 0.12 * SIZE - (PITCH - SIZE) / 2, abs=1.2)
    assert note[0].left == pytest.approx(start, abs=0.5)
    assert min(g.left for g in note if g.baseline > note[0].baseline + 5) == pytest.approx(
        start + 9, abs=0.5
    )


def test_heads_and_folios_are_mirrored(issue):
    _, found = issue
    for page in (1, 2):
        head = [g for g in found if g.page == page and g.baseline < TOP]
        name, month = said(g for g in head if "Serif" in g.face), "2026.10"
        assert name.startswith("澜湖")
        assert month in said(head)
        outer = [g for g in head if "Serif" in g.face]
        folio = [g for g in found if g.page == page and g.baseline > FOOT + 10]
        assert said(folio) == str(page + 1)
        middle = 105 * MM
        assert (outer[0].left < middle) == (folio[0].left < middle) == (page == 1)


def test_the_outline_holds_sections_and_their_articles(issue):
    data, found = issue
    reader = pypdf.PdfReader(io.BytesIO(data))
    stand = pages_of_titles(found)
    outline = [item for item in reader.outline if not isinstance(item, list)]
    assert [item.title for item in outline] == list(SECTIONS)
    inside = [item for item in reader.outline if isinstance(item, list)]
    articles = [one for items in inside for one in items if not isinstance(one, list)]
    assert [one.title for one in articles] == TITLES
    for one in articles:
        assert reader.get_destination_page_number(one) + 1 == stand[one.title]


def test_an_issue_of_one_column_is_set_by_a_style_of_ones_own(tmp_path):
    own = tmp_path / "templates" / "plain"
    own.mkdir(parents=True)
    (own / "style.toml").write_text(
        'extends = "issue"\nmeasure = "36em"\n[page]\ncolumns = 1\n[pictures]\n'
        'widths = ["36em", "20em"]\n'
    )
    (tmp_path / "publisher.toml").write_text("[project]\n")
    _, found = made(tmp_path, ROOT / "examples" / "issue", "-t", "plain")
    lines = {(g.page, round(g.baseline, 1)) for g in body(found)}
    first = min(baseline for _, baseline in lines)
    off = {(p, b) for p, b in lines if 0.15 < (b - first) % PITCH < PITCH - 0.15}
    assert off == set()
    assert max(g.left for g in body(found)) > edge(0) + 33 * SIZE
