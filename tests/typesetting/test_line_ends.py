"""What may stand at the ends of a line, and what a line's end never divides."""

import pytest
from judge import faults
from samples import CLOSING, FIGURES, JOINING, LONG_MARKS, OPENING, SHORT

pytestmark = [pytest.mark.pages]


def found(sheet, paragraphs, *kinds):
    """The faults of some kinds in paragraphs on the sheet."""
    told = []
    for paragraph in paragraphs:
        lines = sheet.lines(paragraph)
        assert len(lines) > 1, paragraph
        told += faults(lines, sheet.left, sheet.right)
    return [str(fault) for fault in told if any(kind in fault.what for kind in kinds)]


@pytest.mark.rule(1)
def test_no_line_begins_with_a_closing_mark(sheet):
    assert found(sheet, CLOSING, "forbidden start") == []


@pytest.mark.rule(2)
def test_no_line_begins_with_a_connecting_mark_or_a_middle_dot(sheet):
    assert found(sheet, JOINING, "forbidden start") == []


@pytest.mark.rule(3)
def test_no_line_ends_with_an_opening_mark(sheet):
    assert found(sheet, OPENING, "forbidden end") == []


@pytest.mark.rule(4)
def test_dashes_and_ellipses_are_not_divided(sheet):
    assert found(sheet, LONG_MARKS, "divided") == []


@pytest.mark.rule(5)
def test_dashes_and_ellipses_do_not_begin_a_line(sheet):
    assert found(sheet, LONG_MARKS, "forbidden start") == []


@pytest.mark.rule(11)
def test_words_and_figures_are_not_divided(sheet):
    assert found(sheet, FIGURES, "divided", "forbidden") == []


@pytest.mark.rule(12)
def test_the_lines_with_any_of_these_are_flush(sheet):
    paragraphs = (*CLOSING, *JOINING, *OPENING, *LONG_MARKS, *FIGURES)
    assert found(sheet, paragraphs, "edge") == []


@pytest.mark.rule(15)
def test_a_last_line_is_never_one_character(sheet):
    alone = [sheet.lines(text)[-1].text for text in SHORT]
    assert [text for text in alone if len(text.strip("。”…")) <= 1] == []
