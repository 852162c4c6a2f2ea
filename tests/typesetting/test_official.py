"""Official documents by GB/T 9704-2012 and briefs: the page, its number, heads and feet."""

import pytest
from samples import han

pytestmark = [pytest.mark.pages]

MM = 72 / 25.4
WIDTH, TOP, HEIGHT = 156 * MM, 37 * MM, 225 * MM
SIZE = 15.793
LEVELS = ("一、活动安排", "（一）时间和地点", "1.设置静读区", "（1）照明")
OFFICIAL = {
    "title": "关于开展灯下一小时夜间阅读活动的通知",
    "issuer": "临澜市图书馆联合会",
    "document_number": "临图联〔2026〕21号",
    "to": "[各区图书馆, 各会员单位]",
    "cc": "[市文化和旅游局, 市教育局]",
    "date": "2026-09-14",
}
BRIEF = {
    "title": "夜间阅读活动开馆首周情况",
    "issuer": "临澜市图书馆联合会",
    "number": "7",
    "to": "[市文化和旅游局, 市教育局]",
    "cc": "[各区图书馆]",
    "copies": "60",
    "date": "2026-10-14",
}
BODY = tuple(f"{han(60 + 9 * at, at)}。" for at in range(14))
HEADED = tuple(
    f"{'#' * level} {words}\n\n{han(40, level)}。" for level, words in enumerate(LEVELS, 2)
)


@pytest.fixture(scope="module")
def document(press):
    return press.text(*HEADED, *BODY, kind="gongwen", **OFFICIAL)


@pytest.fixture(scope="module")
def brief(press):
    return press.text(*BODY, kind="jianbao", **BRIEF)


@pytest.fixture(scope="module", params=["document", "brief"])
def either(request):
    return request.getfixturevalue(request.param)


def words(printed, page, among):
    """The characters of a page that pass, from left to right and down, and where they begin."""
    found = [glyph for glyph in printed.pages.glyphs if glyph.page == page and among(glyph)]
    found.sort(key=lambda glyph: (round(glyph.baseline), glyph.left))
    return "".join(glyph.character for glyph in found), found


@pytest.mark.rule(35)
def test_the_page_holds_22_lines_of_28_characters(document):
    import io

    import pypdf

    sheet = pypdf.PdfReader(io.BytesIO(document.data)).pages[1].mediabox
    assert (float(sheet.width) / MM, float(sheet.height) / MM) == pytest.approx((210, 297), abs=0.1)
    _, body = words(document, 1, lambda glyph: abs(glyph.size - SIZE) < 0.02)
    lines = sorted({round(glyph.baseline, 1) for glyph in body})
    assert len(lines) == 22
    assert lines[-1] - lines[0] == pytest.approx(21 * 28.99, abs=0.2)
    leading = 28.99
    assert lines[0] - 0.88 * SIZE - (leading - SIZE) / 2 == pytest.approx(TOP, abs=1.2)
    solid = [line for text in BODY for line in document.lines(text)[1:-1] if len(line.text) == 28]
    assert solid
    for line in solid:
        assert line.glyphs[-1].left + line.size - line.glyphs[0].left == pytest.approx(
            WIDTH, abs=0.2
        )


@pytest.mark.rule(35)
def test_the_inner_margin_is_28_mm(document):
    for page, margin in ((0, 28), (1, 26)):
        _, body = words(document, page, lambda glyph: abs(glyph.size - SIZE) < 0.02)
        assert min(glyph.left for glyph in body) == pytest.approx(margin * MM, abs=0.2)


@pytest.mark.rule(27)
@pytest.mark.rule(36)
def test_the_number_stands_outside_between_dashes_a_character_in(either):
    for page in range(2):
        said, folio = words(either, page, lambda glyph: glyph.baseline > TOP + HEIGHT + 3)
        assert said == f"—{page + 1}—"
        left = either.edge(page)
        if page % 2 == 0:
            assert folio[-1].right == pytest.approx(left + WIDTH - SIZE, abs=1)
        else:
            assert folio[0].left == pytest.approx(left + SIZE, abs=1)
        _, top, _, bottom = folio[0].ink
        assert (top + bottom) / 2 == pytest.approx(TOP + HEIGHT + 7 * MM, abs=2)


@pytest.mark.rule(37)
def test_name_and_rule_are_red_and_the_rule_as_wide_as_the_type_area(document):
    said, name = words(document, 0, lambda glyph: glyph.size > 30)
    assert said == "临澜市图书馆联合会文件"
    assert name[0].baseline - 0.88 * name[0].size == pytest.approx(72 * MM, abs=1.5)
    assert name[-1].left + name[-1].size - name[0].left <= 152 * MM + 1
    left = document.edge(0)
    [red] = [rule for rule in document.shown.strokes(0, left + 5) if rule.is_red]
    assert (red.left, red.right) == pytest.approx((left, left + WIDTH), abs=0.5)
    assert red.thickness == pytest.approx(2, abs=0.3)
    _, number = words(document, 0, lambda glyph: glyph.character in "〔〕" and glyph.page == 0)
    assert red.middle - number[0].baseline == pytest.approx(4 * MM + 0.12 * SIZE, abs=1.5)


@pytest.mark.rule(37)
def test_the_imprint_closes_the_last_page(document):
    shown = document.shown
    last = document.made.pages - 1
    for page in range(last + 1):
        rules = [rule for rule in shown.strokes(page, document.edge(page) + 5) if not rule.is_red]
        if page < last:
            assert rules == []
            continue
        assert [round(rule.thickness / MM, 2) for rule in rules] == pytest.approx(
            [0.35, 0.25, 0.35], abs=0.06
        )
        assert rules[-1].middle == pytest.approx(TOP + HEIGHT, abs=0.6)
        left = document.edge(page)
        for rule in rules:
            assert (rule.left, rule.right) == pytest.approx((left, left + WIDTH), abs=0.5)
    said, _ = words(document, last, lambda glyph: abs(glyph.size - 14) < 0.1)
    assert said.startswith("抄送：市文化和旅游局，市教育局。临澜市图书馆联合会")
    assert "印发" in said


@pytest.mark.rule(38)
def test_a_brief_bears_name_number_issuer_and_date_over_a_red_rule(brief):
    said, name = words(brief, 0, lambda glyph: glyph.size > 40)
    assert said == "简报"
    assert name[0].baseline - 0.88 * name[0].size == pytest.approx(46 * MM, abs=1.5)
    left = brief.edge(0)
    [red] = [rule for rule in brief.shown.strokes(0, left + 5) if rule.is_red]
    assert red.middle == pytest.approx(97.1 * MM, abs=1.5)
    assert (red.left, red.right) == pytest.approx((left, left + WIDTH), abs=0.5)
    said, serial = words(brief, 0, lambda g: 72 * MM < g.baseline < 80 * MM)
    assert said == "第7期"
    middle = (serial[0].left + serial[-1].left + serial[-1].size) / 2
    assert middle == pytest.approx(left + WIDTH / 2, abs=1)
    said, line = words(brief, 0, lambda g: 85 * MM < g.baseline < 96 * MM)
    assert said == "临澜市图书馆联合会2026年10月14日"
    assert line[0].left == pytest.approx(left + SIZE, abs=0.5)
    assert line[-1].left + line[-1].size == pytest.approx(left + WIDTH - SIZE, abs=0.5)


@pytest.mark.rule(38)
def test_a_brief_ends_with_who_gets_it_and_how_many_were_printed(brief):
    last = brief.made.pages - 1
    said, foot = words(
        brief, last, lambda glyph: abs(glyph.size - 14) < 0.1 and glyph.baseline < TOP + HEIGHT
    )
    assert said.startswith("报：")
    assert "送：各区图书馆" in said
    assert said.strip("（）").endswith("共印60份")
    left = brief.edge(last)
    assert foot[0].left == pytest.approx(left + 14, abs=0.5)
    rules = list(brief.shown.strokes(last, left + 5))
    assert [round(rule.thickness, 1) for rule in rules] == pytest.approx([1, 1], abs=0.2)
    assert rules[-1].middle == pytest.approx(TOP + HEIGHT, abs=1)


@pytest.mark.rule(39)
def test_headings_of_a_document_have_the_faces_of_their_levels(document):
    faces = [
        document.lines(words, f"heading{level}")[0].glyphs[2].face
        for level, words in enumerate(LEVELS, 2)
    ]
    by_role = document.made.prepared.faces.by_role
    texts = document.style.texts
    assert texts["heading2"].face == "hei"
    assert texts["heading3"].face == "kai"
    assert texts["heading4"].face == texts["heading5"].face == "fang"
    for face, level in zip(faces, range(2, 6), strict=True):
        text = texts[f"heading{level}"]
        family = by_role[text.face, text.weight].family
        assert face.replace("-", "").startswith(family.replace(" ", ""))
