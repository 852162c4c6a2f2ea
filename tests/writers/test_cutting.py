"""Lists and quotations cut between their lines: all is kept, numbers go on, no line is alone."""

import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from markupsafe import Markup

from publisher.writers.cutting import cut


def paragraph(*lines, kind="composed"):
    return f'<p class="{kind}">{"<br>".join(lines)}</p>'


def items(*inside, tag="ul"):
    return f"<{tag}>{''.join(f'<li>{one}</li>' for one in inside)}</{tag.split()[0]}>"


def quote(*inside):
    return f'<blockquote class="quote set-quote">{"".join(inside)}</blockquote>'


def made(html):
    lines = cut(Markup(html))
    assert lines is not None
    return lines


def test_a_quotation_goes_on_without_an_indent():
    lines = made(quote(paragraph("甲", "乙", "丙", "丁")))
    assert lines.between(0, 2) == quote(paragraph("甲", "乙"))
    rest = lines.between(2, 4)
    assert '<p class="composed continued">丙<br>丁</p>' in rest
    assert rest.startswith('<blockquote class="quote set-quote continued">')


def test_the_numbers_of_a_list_go_on():
    lines = made(items(*(paragraph(one) for one in "甲乙丙丁"), tag='ol start="3"'))
    assert lines.between(2, 4).startswith('<ol start="5" class="continued"><li><p')


def test_an_item_that_goes_on_keeps_its_number_to_itself():
    lines = made(items(paragraph("甲", "乙", "丙", "丁"), paragraph("戊"), tag='ol start="1"'))
    rest = lines.between(2, 5)
    assert rest.startswith('<ol start="1" class="continued"><li class="continued"><p')
    assert "<li><p" in rest


def test_paragraphs_of_one_line_may_be_parted_anywhere_but_at_the_edges():
    assert made(items(*(paragraph(one) for one in "甲乙丙丁戊"))).cuts == {2, 3}


def test_two_lines_of_a_paragraph_stay_together():
    lines = made(quote(paragraph("甲", "乙", "丙"), paragraph("丁", "戊", "己", "庚")))
    assert lines.cuts == {3, 5}


def test_an_attribution_counts_as_a_line():
    by = '<p class="attribution"><span class="composed">——甲</span></p>'
    assert made(quote(paragraph("甲", "乙", "丙"), by)).count == 4


@pytest.mark.parametrize(
    "html",
    [
        "<ul><li><p>没有行</p></li></ul>",
        '<blockquote class="quote"><p class="composed">甲</p><img src="a"></blockquote>',
        '<blockquote class="quote"><p class="composed">甲</p>乙</blockquote>',
        "<hr>",
    ],
)
def test_what_is_not_in_lines_is_not_cut(html):
    assert cut(Markup(html)) is None


PARAGRAPH = st.lists(st.sampled_from(["甲", "<em>乙</em>", "丙<b>丁</b>"]), min_size=1, max_size=5)
BLOCK = st.recursive(
    PARAGRAPH.map(lambda lines: paragraph(*lines)),
    lambda inner: st.lists(inner, min_size=1, max_size=3).map(
        lambda inside: items(*inside, tag='ol start="1"')
    ),
    max_leaves=8,
)


def text(html):
    return re.sub("<[^>]+>", "", html)


def balanced(html):
    """Whether every element that is opened is closed in its turn."""
    stack = []
    for closing, name in re.findall(r"<(/?)([a-z]+)[^>]*>", html):
        if name == "br":
            continue
        if not closing:
            stack.append(name)
        elif not stack or stack.pop() != name:
            return False
    return not stack


@given(BLOCK, st.data())
def test_both_parts_together_say_all_and_are_whole(html, data):
    lines = made(html)
    assume(lines.count > 1)
    at = data.draw(st.integers(1, lines.count - 1))
    first, rest = lines.between(0, at), lines.between(at, lines.count)
    assert text(first) + text(rest) == text(html)
    assert balanced(first)
    assert balanced(rest)
