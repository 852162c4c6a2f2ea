"""Where the parts of official documents and briefs stand, in millimetres of the page."""

import pytest
from samples import han

pytestmark = [pytest.mark.pages]

MM = 72 / 25.4
TOP, HEIGHT, WIDTH = 37, 225, 156
FOOT = TOP + HEIGHT
BODY, PITCH, SMALL = 15.793, 28.99, 14
NEAR = 0.3
DOCUMENT = {
    "title": "关于开展灯下一小时夜间阅读活动的通知",
    "issuer": "临澜市图书馆联合会",
    "document_number": "临图联〔2026〕21号",
    "to": "[各区图书馆, 各会员单位]",
    "cc": "[市文化和旅游局, 市教育局]",
    "date": "2026-09-14",
}
BRIEF = {
    "title": "首周情况",
    "issuer": "临澜市图书馆联合会",
    "number": "7",
    "document_number": "041",
    "secrecy": "内部资料",
    "date": "2026-10-14",
}
LONG_NAME = f"镜湖{han(30)}"
TEXT = tuple(f"{han(60 + 9 * at, at)}。" for at in range(4))


def near(value):
    return pytest.approx(value, abs=NEAR)


def mm(points):
    return points / MM


def top(glyph):
    """The upper edge of a glyph's em box, in mm from the page's."""
    return mm(glyph.baseline - 0.88 * glyph.size)


def left(glyph):
    return mm(glyph.left)


def right(glyph):
    return mm(glyph.left + glyph.size)


def on_page(printed, page=0, size=None):
    """The glyphs of a page from the top down, those of a size where one is asked for."""
    found = [
        glyph
        for glyph in printed.pages.glyphs
        if glyph.page == page and (size is None or abs(glyph.size - size) < 0.02)
    ]
    return sorted(found, key=lambda glyph: (round(glyph.baseline), glyph.left))


def stretch(printed, text, page=0, size=None):
    """The glyphs of a text that stands in one line of a page, the last such line."""
    found = on_page(printed, page, size)
    at = "".join(glyph.character for glyph in found).rfind(text)
    assert at >= 0, text
    return found[at : at + len(text)]


def rows(printed, page, size=BODY):
    """The lines of a size on a page, counted from 1 at the top of the type area."""
    return sorted({round((top(g) - TOP) / mm(PITCH) + 0.8) for g in on_page(printed, page, size)})


@pytest.fixture(scope="module")
def document(press):
    return press.text(*TEXT, kind="gongwen", **DOCUMENT)


@pytest.fixture(scope="module")
def brief(press):
    return press.text(*TEXT, kind="jianbao", **BRIEF)


def test_the_head_of_a_document_stands_at_its_places(document):
    """GB/T 9704-2012, 7.2.4, 7.2.5, 7.2.7, 7.3.1."""
    assert top(stretch(document, "临澜市图书馆")[0]) == near(72)
    number = stretch(document, "临图联〔2026〕21号")
    assert top(number[0]) == near(105.2)
    [red] = [rule for rule in document.shown.strokes(0, 40 * MM) if rule.is_red]
    upper, middle = mm(red.middle - red.thickness / 2), mm(red.middle)
    assert upper == near(105.2 + mm(BODY) + 4)
    assert (mm(red.left), mm(red.right)) == near((28, 28 + WIDTH))
    assert top(stretch(document, "关于开展")[0]) == near(136.4)
    assert middle < 136.4


def test_the_document_number_has_no_gaps_at_its_figures(document):
    number = stretch(document, "临图联〔2026〕21号")
    assert (left(number[0]) + right(number[-1])) / 2 == near(28 + WIDTH / 2)
    bracket, zero = number[3], number[4]
    assert left(zero) - left(bracket) == near(mm(BODY))
    assert left(number[-1]) == near(mm(number[-2].right))


def test_addressees_stand_flush_left_on_the_grid_and_the_text_under_them(document):
    to = stretch(document, "各区图书馆，各会员单位：")
    assert left(to[0]) == near(28)
    rows_of_body = [row for row in rows(document, 0) if row > 10]
    first = round((top(to[0]) - TOP) / mm(PITCH) + 0.8)
    assert rows_of_body == list(range(first, 23))


def test_a_full_page_has_22_lines_in_225_mm(press):
    long = press.text(*(han(28 * 9 - 2) for _ in range(6)), kind="gongwen", **DOCUMENT)
    assert rows(long, 1) == list(range(1, 23))
    body = on_page(long, 1, BODY)
    # Half of what a line leaves beside its em stands above the first and under the last.
    spare = mm(PITCH - BODY) / 2
    assert top(body[0]) - spare == near(TOP)
    assert top(body[-1]) + mm(BODY) + spare == near(FOOT)


def test_letters_figures_and_quotation_marks_are_of_a_light_song(press):
    printed = press.text("共立起 12 块“展板”。", kind="gongwen", **DOCUMENT)
    glyphs = {glyph.character: glyph.face for glyph in stretch(printed, "共立起12块“展板”。")}
    assert "Fang" in glyphs["共"]
    assert all("Light" in glyphs[mark] for mark in "12“”")


@pytest.fixture(scope="module")
def upward(press):
    said = {**DOCUMENT, "title": "关于增加夜间开放经费的请示"}
    said |= {"number": '"000087"', "secrecy": "秘密★1年", "urgency": "特急"}
    return press.text(*TEXT, kind="gongwen", signer="林望舒、陆知行、宋听澜", **said)


class TestUpward:
    """Documents to those above name who signs them (7.2.5, 7.2.6)."""

    def test_the_number_stands_left_beside_the_last_of_those_who_sign(self, upward):
        number, last = stretch(upward, "临图联")[0], stretch(upward, "宋听澜")
        assert left(number) == near(28 + mm(BODY))
        assert mm(number.baseline) == near(mm(last[0].baseline))

    def test_those_who_sign_stand_right_two_a_row_in_kai(self, upward):
        first, second = stretch(upward, "林望舒"), stretch(upward, "陆知行")
        third = stretch(upward, "宋听澜")
        assert right(second[-1]) == near(28 + WIDTH - mm(BODY))
        assert left(third[0]) == near(left(first[0]))
        assert left(first[0]) == near(right(stretch(upward, "签发人：")[-1]))
        assert "WenKai" in first[0].face
        assert "Fang" in stretch(upward, "签发人")[0].face
        assert top(first[0]) == near(105.2)

    def test_the_rule_stands_4_mm_under_the_number(self, upward):
        [red] = [rule for rule in upward.shown.strokes(0, 40 * MM) if rule.is_red]
        upper = mm(red.middle - red.thickness / 2)
        assert upper == near(top(stretch(upward, "临图联")[0]) + mm(BODY) + 4)

    def test_copy_number_secrecy_and_urgency_stand_on_the_first_lines(self, upward):
        """GB/T 9704-2012, 7.2.1 to 7.2.3."""
        for row, text in enumerate(("000087", "秘密★1年", "特急")):
            mark = stretch(upward, text)[0]
            assert left(mark) == near(28)
            assert top(mark) == near(TOP + mm((PITCH - BODY) / 2 + row * PITCH))
            assert "Sans" in mark.face


@pytest.fixture(scope="module")
def closed(press):
    names = f"[夜间阅读活动场次安排表, {LONG_NAME}]"
    said = {**DOCUMENT, "attachments": names, "note": "此件公开发布"}
    return press.text("照此办理。", kind="gongwen", **said)


class TestClosing:
    """Attachments, issuer, date and note (7.3.4 to 7.3.6)."""

    def test_attachments_are_numbered_and_hang_under_their_first_character(self, closed):
        page = closed.made.pages - 1
        edge = mm(closed.edge(page))
        assert left(stretch(closed, "附件：", page)[0]) == near(edge + 2 * mm(BODY))
        one, two = stretch(closed, "1.夜间", page), stretch(closed, "2.镜湖", page)
        assert left(one[0]) == near(edge + 5 * mm(BODY))
        assert left(two[0]) == near(left(one[0]))
        lines = closed.lines(LONG_NAME)
        assert len(lines) == 2
        assert mm(lines[1].left) == near(left(two[2]))

    def test_a_free_line_stands_above_them(self, closed):
        page = closed.made.pages - 1
        text, label = stretch(closed, "照此办理", page)[0], stretch(closed, "附件：", page)[0]
        assert mm(label.baseline - text.baseline) == near(2 * mm(PITCH))

    def test_the_date_stands_four_characters_in_and_the_issuer_centred_over_it(self, closed):
        page = closed.made.pages - 1
        edge = mm(closed.edge(page))
        date = stretch(closed, "2026年9月14日", page, BODY)
        issuer = stretch(closed, "临澜市图书馆联合会", page, BODY)
        assert right(date[-1]) == near(edge + WIDTH - 4 * mm(BODY))
        middles = [(left(text[0]) + right(text[-1])) / 2 for text in (date, issuer)]
        assert middles[0] == near(middles[1])
        assert mm(date[0].baseline - issuer[0].baseline) == near(mm(PITCH))

    def test_a_seal_has_room_above_the_issuer(self, closed):
        last = closed.lines(LONG_NAME)[-1].baseline
        page = closed.made.pages - 1
        issuer = stretch(closed, "临澜市图书馆联合会", page, BODY)[0]
        assert mm(issuer.baseline - last) == near(3 * mm(PITCH))

    def test_the_note_stands_in_brackets_two_characters_in(self, closed):
        page = closed.made.pages - 1
        note = stretch(closed, "（此件公开发布）", page)
        assert left(note[1]) == near(mm(closed.edge(page)) + 2.5 * mm(BODY))

    def test_an_issuer_longer_than_its_line_ends_at_the_edge(self, press):
        issuer = "临澜市公共图书馆夜间阅读工作协调小组办公室"
        printed = press.text("照此办理。", kind="gongwen", **{**DOCUMENT, "issuer": issuer})
        page = printed.made.pages - 1
        last = stretch(printed, issuer, page, BODY)[-1]
        assert right(last) == near(mm(printed.edge(page)) + WIDTH)


class TestBrief:
    def test_the_masthead_stands_at_its_places(self, brief):
        assert top(stretch(brief, "内部资料")[0]) == near(29)
        assert left(stretch(brief, "内部资料")[0]) == near(28)
        number = stretch(brief, "编号041")
        assert mm(number[-1].right) == near(28 + WIDTH)
        assert {glyph.size for glyph in number} == {14}
        assert top(stretch(brief, "简报")[0]) == near(46)
        assert top(stretch(brief, "第7期")[0]) == near(72.7)
        assert top(stretch(brief, "临澜市图书馆")[0]) == near(87.5)
        [red] = [rule for rule in brief.shown.strokes(0, 40 * MM) if rule.is_red]
        assert mm(red.middle - red.thickness / 2) == near(97.1)
        assert red.thickness == pytest.approx(2, abs=0.2)
        assert (mm(red.left), mm(red.right)) == near((28, 28 + WIDTH))

    @pytest.mark.parametrize(
        ("name", "size"),
        [("灯下夜读简报", 54), ("灯下一小时简报", 54), ("临澜灯下一小时简报", None)],
    )
    def test_a_name_of_seven_characters_is_54_pt_a_longer_one_is_142_mm_wide(
        self, press, name, size
    ):
        kind = press.template(f"brief{len(name)}", f'extends = "jianbao"\nmasthead.name = "{name}"')
        glyphs = stretch(press.text(*TEXT, kind=kind, **BRIEF), name)
        assert (left(glyphs[0]) + right(glyphs[-1])) / 2 == near(28 + WIDTH / 2)
        if size:
            assert glyphs[0].size == size
            assert left(glyphs[1]) - left(glyphs[0]) == near(mm(1.1 * size))
        else:
            assert right(glyphs[-1]) - left(glyphs[0]) == near(142)

    def test_a_note_of_the_editor_stands_in_kai_two_characters_in_on_both_sides(self, press):
        note = f"{han(60, 13)}。"
        printed = press.text(*TEXT, kind="jianbao", **BRIEF, abstract=note)
        label = stretch(printed, "编者按：")
        assert left(label[0]) == near(28 + 4 * mm(BODY))
        assert "Sans" in label[0].face
        lines = printed.lines(note)
        assert "WenKai" in lines[0].glyphs[0].face
        for line in lines[1:]:
            assert mm(line.left) == near(28 + 2 * mm(BODY))
        for line in lines[:-1]:
            assert mm(line.right) == near(28 + WIDTH - 2 * mm(BODY))

    def test_free_lines_stand_about_the_title(self, press):
        printed = press.text(*TEXT, kind="jianbao", **BRIEF, abstract=f"{han(60, 13)}。")
        [title] = rows(printed, 0, 22)
        assert {title - 1, title + 1}.isdisjoint(rows(printed, 0))
        assert {title - 2, title + 2} <= set(rows(printed, 0))


def test_a_name_of_few_characters_is_spread_one_of_many_is_152_mm_wide(press):
    for issuer, spread in (("澜州市", True), ("临澜市图书馆联合会秘书处", False)):
        printed = press.text(*TEXT, kind="gongwen", **{**DOCUMENT, "issuer": issuer})
        name = stretch(printed, f"{issuer}文件")
        assert (left(name[0]) + right(name[-1])) / 2 == near(28 + WIDTH / 2)
        if spread:
            assert name[0].size == 42
            assert left(name[1]) - left(name[0]) == near(1.5 * mm(42))
        else:
            assert right(name[-1]) - left(name[0]) == near(152)


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["gongwen", "jianbao"])
def test_both_kinds_are_valid_pdf_a_3a(press, kind, tmp_path):
    import page

    said = {**DOCUMENT, **BRIEF, "attachments": "甲表", "abstract": "按。", "copies": "60"}
    path = tmp_path / "a.pdf"
    path.write_bytes(press.text("## 一、甲", *TEXT * 4, kind=kind, **said).data)
    report = page.validate_pdf(str(path), profile="3a")
    assert [failure.message for failure in report.failures] == []


def lines_of(count):
    """Paragraphs of one line each, so many."""
    return tuple(f"{han(20, at)}。" for at in range(count))


def imprint(printed):
    """Of each page the upper edge of the imprint's first rule and the lower of its last, in mm."""
    for page in range(printed.made.pages):
        at = printed.edge(page) + 5
        found = printed.shown.strokes(page, at)
        rules = [r for r in found if not r.is_red and mm(r.right - r.left) > WIDTH - 1]
        edges = [(r.middle - r.thickness / 2, r.middle + r.thickness / 2) for r in rules]
        yield (mm(edges[0][0]), mm(edges[-1][1])) if edges else None


@pytest.mark.slow
@pytest.mark.parametrize("count", [*range(1, 10), 18, *range(20, 25)])
def test_the_imprint_closes_the_last_page_under_the_text_however_long_that_is(press, count):
    """GB/T 9704-2012, 7.4.1; and no page holds issuer and date without text (7.3.5)."""
    said = {**DOCUMENT, "attachments": "[甲表, 乙表]", "note": "此件公开发布"}
    printed = press.text(*lines_of(count), kind="gongwen", **said)
    *before, last = imprint(printed)
    assert before == [None] * len(before)
    upper, lower = last
    assert lower == near(FOOT)
    page = printed.made.pages - 1
    text = [glyph for glyph in on_page(printed, page, BODY) if mm(glyph.baseline) < FOOT]
    assert all(top(glyph) + mm(BODY) < upper for glyph in text)
    dated = next(p for p in range(page + 1) if "（此件公开发布）" in said_on(printed, p))
    assert any(f"{han(20, at)}。" in said_on(printed, dated) for at in range(count))
    assert all(rows(printed, p)[-1] <= 22 for p in range(page + 1) if rows(printed, p))


def said_on(printed, page):
    return "".join(glyph.character for glyph in on_page(printed, page))


@pytest.mark.slow
@pytest.mark.parametrize(("kind", "count"), [("gongwen", 1), ("gongwen", 3), ("jianbao", 9)])
def test_notes_end_the_text_because_the_imprint_has_the_foot_of_the_page(press, kind, count):
    note = "见市图书馆的夜间开放登记表。"
    said = {**DOCUMENT, "number": '"000007"', "copies": "60"}
    called = f"照此办理[^1]。\n\n[^1]: {note}"
    printed = press.text(*lines_of(count), called, kind=kind, **said)
    [line] = printed.lines(note, "note")
    text = stretch(printed, "照此办理", line.page)[0]
    assert text.baseline < line.baseline < text.baseline + 2 * PITCH
    upper, _ = list(imprint(printed))[-1]
    assert line.page < printed.made.pages - 1 or mm(line.baseline) < upper
    if kind == "gongwen":
        date = stretch(printed, "2026年9月14日", line.page, BODY)[0]
        steps = (date.baseline - text.baseline) / PITCH
        assert steps == pytest.approx(round(steps), abs=0.02)


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["gongwen", "jianbao"])
def test_any_article_can_be_set_in_either_kind(press, kind, seed):
    printed = press.file(seed, kind)
    assert all(rows(printed, page)[-1] <= 22 for page in range(printed.made.pages))
    numbers = [said_on(printed, page)[-3:] for page in range(printed.made.pages)]
    assert numbers == [f"—{page + 1}—" for page in range(printed.made.pages)]
    assert {finding.severity for finding in printed.findings} <= {"warning", "note"}


@pytest.fixture(scope="module")
def several(press):
    folder = press.root / "several"
    folder.mkdir(exist_ok=True)
    text = "\n\n".join(TEXT[:3])
    for name, said in (
        ("a", "title: 首周情况\ncopies: 60"),
        ("b", "title: 一位读者\nauthors: 闻汀"),
        ("c", "title: 下周安排"),
    ):
        (folder / f"{name}.md").write_text(f"---\n{said}\n---\n\n{text}\n", "utf-8")
    issue = 'title = "灯下简报"\nnumber = 6\ndate = 2026-10-19\nkind = "jianbao"\n'
    issue += '[[section]]\narticles = ["a.md", "b.md", { file = "c.md", start = "page" }]\n'
    (folder / "issue.toml").write_text(issue, "utf-8")
    return press.file(folder / "issue.toml", "")


class TestSeveralArticles:
    """A brief made of an issue.toml."""

    def test_the_name_and_number_are_those_of_the_issue(self, several):
        assert top(stretch(several, "灯下简报")[0]) == near(46)
        assert stretch(several, "第6期")
        assert sum("灯下简报" in said_on(several, page) for page in range(several.made.pages)) == 1

    def test_each_title_stands_between_free_lines_on_the_grid(self, several):
        for page in range(several.made.pages):
            body, titles = rows(several, page), rows(several, page, 22)
            for title in titles:
                assert {title - 1, title, title + 1}.isdisjoint(body)
            for glyph in on_page(several, page, BODY):
                if TOP + 70 < mm(glyph.baseline) < FOOT and "Fang" in glyph.face:
                    line = (top(glyph) - TOP) / mm(PITCH) - mm(PITCH - BODY) / 2 / mm(PITCH)
                    assert line == pytest.approx(round(line), abs=0.02)

    def test_an_article_begins_a_page_where_the_issue_asks(self, several):
        page = next(p for p in range(several.made.pages) if "下周安排" in said_on(several, p))
        assert said_on(several, page).startswith("下周安排")

    def test_who_wrote_an_article_stands_at_the_right_under_it(self, several):
        page = next(p for p in range(several.made.pages) if "（闻汀）" in said_on(several, p))
        name = stretch(several, "闻汀", page)
        edge = mm(several.edge(page)) + WIDTH
        assert right(name[-1]) == near(edge - mm(BODY) / 2)


@pytest.mark.parametrize("kind", ["gongwen", "jianbao"])
def test_the_grey_edition_has_no_colour(kind):
    from publisher.resources import bundled
    from publisher.style.load import load_style
    from publisher.style.sheets import FaceInUse, sheet

    templates = bundled("templates")
    style = load_style(templates / kind, lambda name: templates / name)
    faces = {(t.face, t.weight): FaceInUse('"a"', 0.0) for t in style.texts.values()}
    for grey, accent in ((False, "#D7000F"), (True, "#000000")):
        assert f"--accent: {accent};" in sheet(style, faces, grey=grey)
