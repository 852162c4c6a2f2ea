"""An article over many pages: what stays together, heads and folios, notes, pictures, the text."""

import io
import re
from collections import Counter
from itertools import groupby, pairwise

import pytest
from pictures import photograph
from reading import extracted, squeezed
from samples import TEXT, han

pytestmark = [pytest.mark.pages]

TITLE = "湖畔科学周"
LEAST = 2  # lines of a paragraph, and lines of text after a heading
HEADINGS = tuple(
    f"{number}、{han(28, start)}" for start, number in enumerate("一二三四五六七八九十")
)
PARAGRAPHS = tuple(f"{han(28 + 7 * at, at)}{'一二三四五六七八九十'[at % 10]}。" for at in range(40))
NOTED = f"{han(30, 4)}[^甲]{han(30)}[^乙]{han(9)}。"
NOTES = {"甲": f"甲注，{han(40)}。", "乙": f"乙注，{han(10)}。"}
NAMES = ("何望舒", "陈书禾", "江岸", "周以宁", "陆知行", "苏简", "温故新", "沈砚", "林疏影", "乔牧")
CAPTIONS = {
    "a.jpg": f"单图说明，{han(9)}。",
    "b.jpg": "左边一张。",
    "c.jpg": "中间一张。",
    "d.jpg": "右边一张。",
}
PICTURES = {
    "a.jpg": photograph(),
    "b.jpg": photograph(1200, 900, "#7A8C6A"),
    "c.jpg": photograph(1500, 1000, "#8A7C6A"),
    "d.jpg": photograph(900, 900, "#6A7C9A"),
}


@pytest.fixture(scope="module")
def article(press):
    body = []
    for number, paragraph in enumerate(PARAGRAPHS):
        if number % 4 == 0:
            body.append(f"## {HEADINGS[number // 4]}")
        body.append(paragraph)
        if number == 9:
            body.append(NOTED)
        if number in (6, 15):
            body.append(picture("a.jpg") if number == 6 else "\n".join(map(picture, "bcd")))
    names = "\n".join(f"- {name}" for name in NAMES)
    notes = [f"[^{label}]: {text}" for label, text in NOTES.items()]
    body += [f'::: names title="讲解员"\n{names}\n:::', *notes]
    return press.text(*body, title=TITLE, pictures=PICTURES)


def picture(name):
    name = name if "." in name else f"{name}.jpg"
    return f'![图]({name} "{CAPTIONS[name]}"){{credit="陆知行"}}'


@pytest.mark.rule(18)
def test_neither_page_keeps_a_single_line_of_a_paragraph(article):
    divided = 0
    for text in PARAGRAPHS:
        by_page = Counter(line.page for line in article.lines(text))
        divided += len(by_page) > 1
        assert len(by_page) == 1 or min(by_page.values()) >= LEAST, text
    assert article.made.pages >= 5
    assert divided


@pytest.mark.rule(18)
def test_a_heading_stays_with_its_text(article):
    for number, heading in enumerate(HEADINGS):
        last = article.lines(heading, "heading2")[-1]
        following = article.lines(PARAGRAPHS[number * 4])
        beside = [line for line in following if line.page == last.page]
        assert len(beside) >= LEAST or (beside and len(beside) == len(following)), heading


@pytest.mark.rule(27)
def test_inner_pages_bear_the_title_inside_and_their_number_outside(article):
    middle = article.style.page.width.pt / 2
    top = article.style.page.top.pt
    foot = top + article.style.page.lines * article.style.body.leading
    for page in range(1, article.made.pages):
        found = [glyph for glyph in article.pages.glyphs if glyph.page == page]
        head = [glyph for glyph in found if glyph.baseline < top]
        outside = (lambda x: x > middle) if page % 2 == 0 else (lambda x: x < middle)
        title = [glyph for glyph in head if not outside(glyph.left)]
        folio = [glyph for glyph in found if glyph.baseline > foot]
        assert text_of(title) == TITLE
        assert text_of(folio) == str(page + 1)
        assert all(outside(glyph.left) for glyph in folio)


def text_of(glyphs):
    return "".join(glyph.character for glyph in glyphs)


@pytest.mark.rule(28)
def test_notes_stand_numbered_at_the_foot_of_the_page_that_calls_them(article):
    lines = article.lines(NOTED.replace("[^甲]", "").replace("[^乙]", ""))
    small = [glyph for glyph in article.pages.glyphs if glyph.character in "①②"]
    calls = [glyph for glyph in small if glyph.baseline <= lines[-1].baseline + 1]
    assert text_of(calls) == "①②"
    assert {glyph.page for glyph in small} == {lines[0].page}
    for mark, text in zip("①②", NOTES.values(), strict=True):
        note = article.lines(text, "note")
        assert {line.page for line in note} == {lines[0].page}
        assert note[0].baseline > lines[-1].baseline
        own = next(glyph for glyph in small if glyph.character == mark and glyph not in calls)
        assert own.baseline == pytest.approx(note[0].baseline, abs=note[0].size / 2)


def placed(data):
    """Page and box of every picture, counted from the page's top."""
    import pypdfium2
    import pypdfium2.raw

    document = pypdfium2.PdfDocument(data)
    for number, page in enumerate(document):
        height = page.get_height()
        for thing in page.get_objects([pypdfium2.raw.FPDF_PAGEOBJ_IMAGE]):
            left, bottom, right, top = thing.get_bounds()
            yield number, left, height - top, right, height - bottom


@pytest.mark.rule(30)
def test_a_caption_stays_under_its_picture_or_at_the_foot_beside_it(article):
    boxes = list(placed(article.data))
    assert len(boxes) == len(PICTURES)
    for caption, (page, left, _, right, foot) in zip(CAPTIONS.values(), boxes, strict=True):
        lines = article.lines(caption, "caption")
        first, last = lines[0], lines[-1]
        assert {line.page for line in lines} == {page}
        if first.left > right:
            assert foot - 3 * last.size < last.baseline <= foot
        else:
            assert foot < first.baseline < foot + 2 * first.size
            assert all(left - 0.5 < line.left and line.right < right + 0.5 for line in lines)


@pytest.mark.rule(31)
def test_pictures_in_a_row_are_equally_high_and_fill_the_measure(article):
    _, *row = placed(article.data)
    assert len({page for page, *_ in row}) == 1
    page = row[0][0]
    for _, _, top, _, foot in row:
        assert top == pytest.approx(row[0][2], abs=0.1)
        assert foot == pytest.approx(row[0][4], abs=0.1)
    assert row[0][1] == pytest.approx(article.edge(page), abs=0.1)
    assert row[-1][3] == pytest.approx(article.edge(page) + article.style.measure_pt, abs=0.1)


@pytest.mark.rule(31)
def test_pictures_are_not_cropped(article):
    shapes = [(right - left) / (foot - top) for _, left, top, right, foot in placed(article.data)]
    assert shapes == pytest.approx([1.5, 4 / 3, 1.5, 1], abs=0.02)


@pytest.mark.rule(33)
def test_the_outline_names_title_and_headings_on_their_pages(article):
    import pypdf

    reader = pypdf.PdfReader(io.BytesIO(article.data))
    [title, *rest] = reader.outline
    assert title.title == TITLE
    listed = [entry for part in rest for entry in (part if isinstance(part, list) else [part])]
    assert [entry.title for entry in listed] == list(HEADINGS)
    for entry in listed:
        page = article.lines(entry.title, "heading2")[0].page
        assert reader.get_destination_page_number(entry) == page


@pytest.mark.rule(40)
def test_two_extractors_give_the_text_back(article):
    texts = [*HEADINGS, *NOTES.values(), *CAPTIONS.values(), *NAMES, "图／陆知行"]
    for paragraph in PARAGRAPHS:
        lines = article.lines(paragraph)
        for _, part in groupby(lines, lambda line: line.page):
            texts.append("".join(line.text for line in part))
    for text in extracted(article.data):
        assert [wanted for wanted in texts if squeezed(wanted) not in text] == []
        assert not re.search("[\u2e80-\u2fdf\ue000-\uf8ff\ufffd]", text)


@pytest.mark.rule(40)
def test_marks_figures_and_dashes_come_back_as_they_were_written(sheet):
    for text in extracted(sheet.data):
        missing = [paragraph for paragraph in TEXT if squeezed(paragraph) not in text]
        assert [paragraph[:20] for paragraph in missing] == []


@pytest.mark.rule(43)
def test_names_stand_in_equal_columns_two_characters_spread_to_three(article):
    role = article.style.texts["names"]
    lines = [article.pages.lines(name, role.size)[0] for name in NAMES]
    longest = max(line.glyphs[-1].left + line.size - line.left for line in lines)
    for name, line in zip(NAMES, lines, strict=True):
        width = line.glyphs[-1].left + line.size - line.left
        assert width == pytest.approx(longest, abs=0.05), name
    columns = sorted({round(line.left, 1) for line in lines})
    steps = [other - one for one, other in pairwise(columns)]
    assert len(columns) > 3
    assert max(steps) - min(steps) < 0.3
