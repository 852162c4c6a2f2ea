"""Holes at the feet of pages and last pages of a few lines are found, and where."""

import pytest
from bulletins import picture, prepare, runs
from markupsafe import Markup

from publisher.article import Figure, Paragraph
from publisher.prepared import Placed, Plate
from publisher.resources import bundled
from publisher.style.load import load_style
from publisher.style.units import Pt
from publisher.writers.flow import Piece
from publisher.writers.pdf import layout
from publisher.writers.pdf.feet import Foot, endings, holes, nearly_empty

SENTENCE = "没有风的日子也是数据，孩子们趴在草坡上数种子，数到第六十四颗的时候风停了。"


@pytest.fixture(scope="module")
def style():
    return load_style(bundled("templates") / "issue", lambda name: bundled("templates") / name)


def foot(*filled, pushed=True, ends=False):
    return Foot(filled, pushed=pushed, ends=ends)


def test_a_hole_is_found_where_what_follows_had_no_room(style):
    [finding] = holes((foot(38, 38), foot(30, 30), foot(5, 5, pushed=False)), style)
    assert finding.code == "page-hole"
    assert finding.arguments == {"page": 2, "lines": 8}


@pytest.mark.parametrize("filled", [(38, 34), (38, 38), (33, 33)])
def test_a_few_free_lines_are_no_hole(style, filled):
    assert not list(holes((foot(*filled),), style))


def test_a_short_column_beside_a_full_one_is_a_hole(style):
    [finding] = holes((foot(38, 20),), style)
    assert finding.arguments["lines"] == 18


def test_balanced_columns_that_end_early_are_no_hole(style):
    assert not list(holes((foot(20, 19, pushed=False),), style))


def paragraph(name, last):
    lines = (Markup(name), Markup("一") * 20, Markup("二") * last)
    return Piece((Markup("<p>"), Markup("</p>")), grid=True, lines=lines)


def test_a_page_of_few_lines_is_found_with_what_saves_it(style):
    pieces = [paragraph("甲" * 20, 4), paragraph("乙" * 20, 15), paragraph("丙" * 20, 2)]
    [finding] = nearly_empty((foot(38, 38), foot(2, 1, ends=True)), style, {1: pieces})
    assert finding.code == "page-nearly-empty"
    assert finding.arguments == {
        "page": 2, "lines": 3, "characters": 60, "paragraphs": f"“{'丙' * 8}…”“{'甲' * 8}…”",
    }  # fmt: skip


def test_paragraphs_with_long_last_lines_save_nothing():
    assert endings([paragraph("甲" * 20, 15)]) == ()


@pytest.mark.pages
@pytest.mark.slow
def test_the_pages_of_a_bulletin_are_read_for_their_feet():
    """A picture that nothing follows leaves the room before it free, and fills a page alone."""
    figure = Figure("a.jpg")
    shown = picture(900, 900)
    plate = Plate(((Placed(figure, shown, Pt(432), Pt(432)),),))
    blocks = [*(Paragraph(runs(SENTENCE * 3)) for _ in range(5)), figure]
    prepared = prepare(blocks, plates={figure: plate})
    laid = layout.lay_out(prepared, (bundled("templates") / "news",), None)
    [finding] = laid.findings
    assert finding.code == "page-hole"
    assert finding.arguments["page"] == 1
