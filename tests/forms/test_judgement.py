"""What is remarked of set pages: each rule on a page made by hand, with its place in the source."""

from dataclasses import replace

import pytest

from publisher.article import Article, Bulletin, Figure, Heading, Metadata, Paragraph, Run
from publisher.findings import Finding
from publisher.forms.judgement import judge
from publisher.pictures import Picture
from publisher.prepared import Placed, Plate, Plates, Prepared
from publisher.resources import bundled
from publisher.source import Source
from publisher.style.load import load_style
from publisher.style.units import Pt
from publisher.typefaces import Face, Faces
from publisher.writers.pdf.reading import Area, Ink, SetLine, SetPage, SetPicture
from publisher.writers.plates import picture_url

LEFT, RIGHT, SIZE, PITCH = 80.0, 512.0, 12.0, 21.0
TEMPLATES = bundled("templates")
STYLE = load_style(TEMPLATES / "news", lambda name: TEMPLATES / name)
FULL = "湖上的灯塔一百年来由守塔人看管他们住在塔下的石屋里每天傍晚点起灯清晨熄灯"  # 36 characters


def line(text, number, *, block=1, **changes):
    """A line on the grid of the page, flush in the measure unless told otherwise."""
    top = 90 + number * PITCH
    area = Area(changes.pop("left", LEFT), top, changes.pop("right", RIGHT), top + PITCH)
    room = Area(LEFT, 90, changes.pop("edge", RIGHT), 762)
    values = {"spacing": 0.0, "given": 0.0, "role": "body"} | changes
    return SetLine(text, area, room, SIZE, block=block, **values)


def page(*lines, pictures=(), inks=()):
    return SetPage(595.0, 842.0, Area(LEFT, 90, RIGHT, 762), lines, pictures, inks)


def prepared(*paragraphs, plate=None):
    """A bulletin of these paragraphs, headings with #; a picture ends it where there is one."""
    text = "\n".join(("灯塔", *paragraphs, "tower.png"))
    source = Source("a.md", text.encode(), text)
    blocks, at = [], 3
    for words in paragraphs:
        span = source.span(at, at + len(words))
        at += len(words) + 1
        runs = (Run(words, span=span),)
        heading = words.startswith("#")
        blocks.append(Heading(2, runs, span=span) if heading else Paragraph(runs, span=span))
    article = Article(Metadata("灯塔", places={"title": source.span(0, 2)}), tuple(blocks))
    plates = Plates([(plate.rows[0][0].figure, plate)] if plate else [])
    face = Face("song", 900, bundled("fonts"), 0, "Song", "1", "")
    bulletin = Bulletin("news", (article,), {}, (source,))
    return Prepared(bulletin, STYLE, (), plates, Faces({("song", 900): face}))


def remarks(bulletin, *pages, findings=()):
    return judge(bulletin, pages, findings).remarks


def codes(found):
    return [(remark.finding.code, remark.finding.severity) for remark in found]


def paragraph(*lines):
    return prepared("".join(lines))


def test_solid_lines_call_for_no_remark():
    bulletin = paragraph(FULL, FULL, "点灯三次")
    set_lines = line(FULL, 0), line(FULL, 1), line("点灯三次", 2, right=LEFT + 48)
    assert remarks(bulletin, page(*set_lines)) == ()


@pytest.mark.parametrize(
    ("spacing", "given", "expected"),
    [
        (-0.02, 0.0, [("page-tight", "note")]),
        (-0.09, 0.0, [("page-tight", "warning")]),
        (0.02, 0.0, [("page-loose", "note")]),
        (0.081, 0.0, [("page-loose", "warning")]),
        (0.0, 0.2, [("page-tight", "note")]),
        (0.004, 0.0, []),
    ],
)
def test_tight_and_loose_lines_are_told_and_beyond_the_limit_warned_of(spacing, given, expected):
    bulletin = paragraph(FULL, "点灯三次")
    odd = line(FULL, 0, spacing=spacing, given=given)
    assert codes(remarks(bulletin, page(odd, line("点灯三次", 1)))) == expected


def test_in_a_narrow_column_twice_as_much_must_do():
    bulletin = paragraph(FULL, "点灯三次")
    odd = line(FULL, 0, spacing=0.1, edge=LEFT + 240, right=LEFT + 240)
    assert codes(remarks(bulletin, page(odd, line("点灯三次", 1)))) == [("page-loose", "note")]


def test_only_the_extremes_and_what_is_worth_a_look_are_told():
    bulletin = paragraph(*[FULL] * 6, "点灯三次")
    spacings = (0.01, 0.02, 0.015, -0.01, -0.035, -0.04)
    set_lines = [line(FULL, n, spacing=s) for n, s in enumerate(spacings)]
    found = remarks(bulletin, page(*set_lines, line("点灯三次", 6)))
    assert [round(remark.value, 3) for remark in found] == [0.02, -0.035, -0.04]
    assert [remark.number for remark in found] == [1, 2, 3]


def test_a_line_is_found_in_the_source_though_marks_and_spaces_were_repaired():
    text = '守塔人说: "灯 亮了",然后走下塔来。' + FULL
    first, second = "守塔人说：“灯亮了”，然后走下塔来。", FULL
    found = remarks(prepared(text), page(line(first, 0, spacing=0.02), line(second, 1)))
    assert found[0].finding.place == ("a.md", 2, 1)
    again = remarks(
        prepared(text + FULL), page(line(first, 0), line(second, 1, spacing=0.02), line(FULL, 2))
    )
    assert again[0].finding.place == ("a.md", 2, text.index("湖") + 1)


@pytest.mark.parametrize(
    ("text", "right", "expected"),
    [
        (FULL, RIGHT - 6, [("page-short", "warning")]),
        (FULL, RIGHT + 1, [("page-edge", "warning")]),
        (FULL, RIGHT + 0.2, []),
        (FULL[:-1] + "，", RIGHT + 6, []),  # the half em of the mark hangs over, white
        (FULL[:-1] + "，", RIGHT, []),
    ],
)
def test_both_edges_are_flush(text, right, expected):
    set_lines = line(text, 0, right=right), line("点灯三次", 1, right=LEFT + 48)
    assert codes(remarks(paragraph(text, "点灯三次"), page(*set_lines))) == expected


def test_a_second_line_that_begins_left_of_the_column_is_told():
    set_lines = line(FULL, 0), line(FULL, 1, left=LEFT - 1)
    found = remarks(paragraph(FULL, FULL), page(*set_lines))
    assert codes(found) == [("page-edge", "warning")]


def test_forbidden_starts_and_ends_are_told():
    first, second = FULL[:-1] + "（", "，" + FULL[1:]
    found = remarks(
        paragraph(first, second, FULL), page(line(first, 0), line(second, 1), line(FULL, 2))
    )
    assert codes(found) == [("page-line-end", "warning"), ("page-line-start", "warning")]
    assert "“（”" in found[0].finding.message("zh")


@pytest.mark.parametrize(
    ("last", "expected"),
    [("灯。", ("page-last-line", "warning")), ("灯亮。", ("page-last-line", "note"))],
)
def test_a_last_line_of_a_character_or_two_is_told(last, expected):
    set_lines = line(FULL, 0), line(last, 1, right=LEFT + 30)
    assert codes(remarks(paragraph(FULL, last), page(*set_lines))) == [expected]


def test_single_lines_at_the_edges_of_pages_are_told():
    bulletin = prepared(FULL, FULL + FULL, FULL)
    one = page(line(FULL, 0, block=1), line(FULL, 1, block=2))
    two = page(line(FULL, 0, block=3), *(line(FULL, n, block=3 + n) for n in (1, 2, 3)))
    assert codes(remarks(bulletin, one, two)) == [
        ("page-orphan", "warning"),
        ("page-widow", "warning"),
    ]


@pytest.mark.parametrize(("under", "severity"), [(0, "warning"), (1, "note"), (2, None)])
def test_a_heading_near_the_foot_is_told(under, severity):
    bulletin = prepared(FULL, "#灯塔的一天", FULL * 3)
    lines = [line(FULL, 0), line("灯塔的一天", 1, role="heading2", block=2, right=LEFT + 60)]
    lines += [line(FULL, 2 + n, block=3) for n in range(under)]
    rest = [line(FULL, n, block=4) for n in range(3 - under)]
    found = [r for r in remarks(bulletin, page(*lines), page(*rest)) if "heading" in r.finding.code]
    assert codes(found) == ([("page-heading", severity)] if severity else [])


def test_what_the_layout_found_of_a_page_is_told_with_it():
    hole = Finding("page-hole", arguments={"page": 2, "lines": 9})
    bulletin = prepared(FULL, FULL)
    pages = page(line(FULL, 0, block=1)), page(line(FULL, 0, block=2))
    (found,) = remarks(bulletin, *pages, findings=[hole])
    assert (found.finding, found.page) == (hole, 2)


def test_a_paragraph_that_is_on_no_page_is_told():
    judged = judge(prepared(FULL, "这一段被版式漏掉了。", "点灯"), [page(line(FULL, 0, block=1))])
    assert [f.place for f in judged.left_out] == [("a.md", 3, 1), ("a.md", 4, 1)]
    assert "这一段被版式漏掉了" in judged.left_out[0].message("zh")
    assert judged.exceeds


def test_a_paragraph_is_not_left_out_though_something_stands_in_it():
    text = FULL + "守塔人走下塔来。"
    parts = (
        line(FULL, 0, block=1),
        line("图注", 1, block=2, role="caption"),
        line(text[36:], 2, block=3),
    )
    title = line("灯塔", 3, role="title", block=4)
    assert judge(prepared(text), [page(*parts, title)]).left_out == ()


def plate(pixels=1200):
    text = "灯塔\n" + FULL + "\ntower.png"
    span = Source("a.md", text.encode(), text).span(3, 4)
    figure = Figure("tower.png", "0" * 64, span=span)
    picture = Picture("0" * 64, b"", "image/png", pixels, 800)
    return Plate(((Placed(figure, picture, Pt(432), Pt(288)),),))


def test_a_picture_is_judged_by_its_pixels_at_its_place():
    placed = plate(900)
    shown = SetPicture(picture_url(placed.rows[0][0]), Area(LEFT, 200, RIGHT, 488), 1)
    soft = Finding("picture-resolution", file="tower.png", arguments=dict.fromkeys(
        ("name", "pixels", "wanted", "placed", "ppi", "least", "enough"), "1"))  # fmt: skip
    judged = judge(prepared(FULL, plate=placed), [page(line(FULL, 0), pictures=(shown,))], [soft])
    (picture,) = judged.pictures
    assert (picture.ppi, picture.wanted, picture.width_mm, picture.page) == (150, 150, 152.4, 1)
    assert codes(judged.remarks) == [("picture-resolution", "warning")]
    assert judged.exceeds


def test_a_picture_behind_text_that_follows_it_is_told():
    placed = plate()
    bulletin = prepared(FULL, plate=placed)
    source = bulletin.bulletin.sources[0]
    moved = replace(placed.rows[0][0].figure, span=source.span(2, 3))
    placed = replace(placed, rows=((replace(placed.rows[0][0], figure=moved),),))
    bulletin = replace(bulletin, plates=Plates([(moved, placed)]))
    for after, expected in ((1, [("page-moved", "note")]), (0, [])):
        shown = SetPicture(picture_url(placed.rows[0][0]), Area(LEFT, 200, RIGHT, 488), after)
        assert codes(remarks(bulletin, page(line(FULL, 0), pictures=(shown,)))) == expected


def test_lines_that_are_not_of_the_copy_are_left_alone():
    heads = line("新闻简报", 0, role="running", spacing=0.5), line("—1—", 1, role="", spacing=1)
    assert remarks(paragraph(FULL), page(line(FULL, 2), *heads)) == ()


def test_ragged_text_is_not_judged_by_its_edges():
    ragged = line(FULL, 0, role="caption", right=RIGHT - 50), line("三次", 1, role="caption")
    assert remarks(paragraph(FULL, "三次"), page(*ragged)) == ()


def test_a_page_says_how_full_it_is_and_how_many_characters_it_holds():
    judged = judge(
        paragraph(FULL, "点灯"), [page(line(FULL, 0), line("点灯", 15, right=LEFT + 24))]
    )
    assert (judged.pages[0].lines, judged.characters) == (2, 38)
    assert judged.pages[0].fill == pytest.approx(0.5)


def test_too_much_colour_is_told():
    ink = Ink("#C4161C", "", "", 0, 0, 0.05 * 595 * 842)
    found = remarks(paragraph(FULL), page(line(FULL, 0), inks=(ink,)))
    assert codes(found) == [("page-colour", "note")]
    assert "5.0%" in found[0].finding.message("en")
