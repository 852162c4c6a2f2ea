"""Pictures that find no room at a page's foot change places with lines of the text after them."""

from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from publisher.writers.flow import (
    Apart,
    Height,
    Piece,
    Text,
    body,
    exchanged,
    flow,
    planned,
    probe,
)

PITCH = 21.0


def paragraph(count, name="p"):
    lines = tuple(Markup(f"{name}{number}") for number in range(count))
    return Piece((Markup("<p>"), Markup("</p>")), grid=True, lines=lines)


def picture(name="img"):
    return Piece.of(Markup(f"<{name}>"), grid=False, plate=True)


def heights(**own):
    return {f"apart-{key[1:]}": Height(10, lines * PITCH - 20, 10) for key, lines in own.items()}


def test_a_picture_without_room_lets_the_text_after_it_fill_the_page():
    parts = flow([paragraph(25), picture(), paragraph(12)], 1)
    assert planned(parts, heights(a1=10), 32, PITCH).ahead == {"apart-1": 7}
    assert planned(parts, heights(a1=10), 32, PITCH).heads == {"apart-1"}


def test_a_picture_with_room_stays_where_it_is():
    parts = flow([paragraph(20), picture(), paragraph(12)], 1)
    assert planned(parts, heights(a1=10), 32, PITCH).ahead == {}


def test_two_lines_of_a_paragraph_stay_together_on_both_pages():
    parts = flow([paragraph(31), picture(), paragraph(12)], 1)
    assert planned(parts, heights(a1=10), 32, PITCH).ahead == {}
    parts = flow([paragraph(25), picture(), paragraph(8)], 1)
    assert planned(parts, heights(a1=10), 32, PITCH).ahead == {"apart-1": 6}


def test_nothing_is_reckoned_past_what_has_no_known_lines():
    unknown = Piece.of(Markup("<ol></ol>"), grid=True)
    parts = flow([unknown, paragraph(25), picture(), paragraph(12)], 1)
    assert planned(parts, heights(a1=10), 32, PITCH).ahead == {}


def test_a_paragraph_that_is_parted_goes_on_without_an_indent():
    parts = flow([paragraph(3), picture(), paragraph(5, "q")], 1)
    html = body(exchanged(parts, {"apart-1": 2}))
    first, after = html.split("<img>")
    assert first.endswith('<p>q0<br>q1</p>\n<div class="apart" id="apart-1">')
    assert '<p class="composed continued">q2<br>q3<br>q4</p>' in after


@given(st.lists(st.integers(1, 20), min_size=1, max_size=8), st.integers(0, 40))
def test_no_line_is_lost_or_moved_whatever_goes_ahead(counts, ahead):
    pieces = [paragraph(count, f"{number}-") for number, count in enumerate(counts)]
    parts = flow([picture(), *pieces], 1)
    moved = [part for part in exchanged(parts, {"apart-1": ahead}) if isinstance(part, Text)]
    lines = [line for part in moved for piece in part.pieces for line in piece.lines]
    assert lines == [line for piece in pieces for line in piece.lines]
    used = sum(len(piece.lines) for piece in moved[0].pieces) if len(moved) > 1 else 0
    assert used <= max(ahead, 0)


def test_the_probe_keeps_every_part_and_one_line_after_each():
    parts = flow([paragraph(3), picture(), paragraph(3), picture()], 1)
    html = probe(parts, "apart-0")
    assert html.count("<img>") == 2
    assert [name for name in ("apart-0", "apart-1", "apart-2") if f'id="after-{name}"' in html] == [
        "apart-0",
        "apart-1",
        "apart-2",
    ]
    assert all(isinstance(part, Text | Apart) for part in parts)
