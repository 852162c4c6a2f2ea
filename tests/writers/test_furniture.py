"""The words that a bulletin says for itself, the same in every format."""

import datetime as dt
import io
import sys
import zipfile
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent / "pdf"))
from bulletins import TEMPLATE, placed, prepare, runs
from reading import glyphs, squeezed

from publisher.article import Figure, Metadata, Paragraph, Quote
from publisher.prepared import Plate
from publisher.writers.furniture import byline, credit, issue_lines, signature
from publisher.writers.html import write_html
from publisher.writers.pdf import write_pdf
from publisher.writers.word import write_word

MADE = dt.datetime(2026, 10, 19, 8, tzinfo=dt.UTC)
MONDAY = dt.date(2026, 10, 19)
TEXT = "本届科学周由澜州市科学普及联合会指导，望湖街道办事处、澜州市天文馆主办。" * 40


def pdf_of(prepared):
    outcome = write_pdf(prepared, TEMPLATE, (), MADE)
    assert outcome.findings == ()
    return outcome.value.data


def word_text(prepared, part="document"):
    data = write_word(prepared, made=MADE).value
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(f"word/{part}.xml").decode()


@pytest.mark.parametrize(
    ("number", "date", "lines"),
    [
        ("12", MONDAY, ["2026年第12期", "2026年10月19日　星期一"]),
        ("12", None, ["第12期"]),
        ("2026 年增刊", MONDAY, ["2026 年增刊", "2026年10月19日　星期一"]),
        ("", None, []),
    ],
)
def test_a_plain_number_stands_with_its_year_and_any_other_as_it_is(number, date, lines):
    assert issue_lines(prepare([], number=number, date=date)) == lines


def test_the_byline_says_what_is_known_and_no_more():
    assert byline(Metadata("题")) == ()
    people = Metadata("题", source="本报", date=MONDAY, photographers=("某甲", "某乙"))
    assert byline(people) == ("来源：本报", "2026-10-19", "图／某甲、某乙")


@pytest.mark.parametrize(
    ("given", "printed"), [("", ""), ("某甲", "图／某甲"), ("某甲 摄", "图／某甲"), ("摄", "")]
)
def test_a_credit_is_given_only_where_it_is_known(given, printed):
    assert credit(Figure("a.jpg", credit=given)) == printed


@pytest.mark.parametrize(
    ("given", "printed"),
    [
        ("技师 何望舒", "——技师　何望舒"),
        ("——技师　何望舒", "——技师　何望舒"),
        ("Lav Varshney", "——Lav Varshney"),
    ],
)
def test_a_signature_stands_after_a_dash_with_the_name_an_em_behind(given, printed):
    assert "".join(run.text for run in signature(runs(given))) == printed


@pytest.mark.pages
@pytest.mark.parametrize("pull", [True, False])
def test_both_formats_say_who_is_quoted(pull):
    quote = Quote((Paragraph(runs("引文。")),), runs("技师 何望舒"), pull=pull)
    prepared = prepare([quote, Paragraph(runs("文。"))])
    printed = "".join(glyph.character for glyph in glyphs(pdf_of(prepared)))
    assert "引文。——技师何望舒文。" in printed
    sizes = {glyph.size for glyph in glyphs(pdf_of(prepared)) if glyph.character == "引"}
    assert sizes == {18 if pull else 12}
    written = word_text(prepared)
    assert "——" in written
    assert "技师　何望舒" in written
    assert ("IntenseQuote" in written) == pull


@pytest.mark.pages
def test_the_authors_bar_is_printed_nowhere():
    import pikepdf

    figure = Figure("a.jpg")
    plates = {figure: Plate(((placed(282, 1.5, figure),),))}
    blocks = [figure, Paragraph(runs(TEXT))]
    prepared = prepare(blocks, title=("观星课|第一夜",), plates=plates)
    data = pdf_of(prepared)
    assert not any(glyph.character == "|" for glyph in glyphs(data) if glyph.size != 26)
    with pikepdf.open(io.BytesIO(data)) as pdf, pdf.open_outline() as outline:
        assert str(pdf.docinfo["/Title"]) == "观星课 第一夜"
        assert [item.title for item in outline.root] == ["观星课 第一夜"]
    html = write_html(prepared, TEMPLATE).value
    assert "<title>观星课 第一夜</title>" in html
    assert 'alt="《观星课 第一夜》配图1"' in html
    assert "《观星课 第一夜》配图1" in word_text(prepared)


@pytest.mark.pages
def test_a_credit_that_does_not_fit_begins_a_line_at_the_captions_edge():
    figure = Figure(
        "a.jpg", caption=runs("山顶的石桌是这天晚上唯一的讲台。"), credit="某某某某某某"
    )
    for width, baselines in ((282, 1), (180, 2)):
        plates = {figure: Plate(((placed(width, 1.5, figure),),))}
        found = glyphs(pdf_of(prepare([figure, Paragraph(runs("文。"))], plates=plates)))
        said, by = (
            next(glyph for glyph in found if glyph.character == character and glyph.size == 9)
            for character in "山图"
        )
        assert len({round(glyph.baseline, 1) for glyph in (said, by)}) == baselines
        if baselines == 2:
            assert by.left == pytest.approx(said.left, abs=0.1)
    assert squeezed("山顶的石桌") in "".join(glyph.character for glyph in found)
