"""Pictures on the page: rows that fill the measure, uncropped, each with its words."""

from itertools import pairwise

import pytest
from furnishing import (
    ABOVE,
    FOOT,
    LEFT,
    MEASURE,
    MM,
    OUTER,
    PITCH,
    SKY,
    Pictures,
    em_top,
    news,
    on_grid,
    paragraph,
    runs,
    sheet,
)
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from publisher.article import Figure, Gallery, plain
from publisher.writers.furniture import row_caption
from tests.effort import effort

pytestmark = [pytest.mark.pages]

SHAPES = (2 / 3, 3 / 4, 1.0, 4 / 3, 3 / 2, 16 / 9)


def rows_of(images):
    """Pictures by the page and the line on which they stand."""
    rows = {}
    for image in images:
        rows.setdefault((image[0], round(image[2], 1)), []).append(image)
    return [sorted(rows[key], key=lambda image: image[1]) for key in sorted(rows)]


@pytest.mark.slow
@settings(
    max_examples=effort(8),
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
@given(st.lists(st.sampled_from(SHAPES), min_size=2, max_size=12))
def test_galleries_of_any_shapes_stand_in_even_rows_from_edge_to_edge(aspects):
    pictures = Pictures()
    gallery = Gallery(tuple(pictures.figure(aspect, "说明。") for aspect in aspects))
    page = sheet([paragraph(), gallery, paragraph()], pictures)
    shown = [image for row in rows_of(page.images) for image in row]
    assert len(shown) == len(aspects)
    for aspect, (_, left, top, right, bottom) in zip(aspects, shown, strict=True):
        assert (right - left) / (bottom - top) == pytest.approx(aspect, rel=0.01)
    heights = []
    for row in rows_of(page.images):
        edge = LEFT if row[0][0] % 2 == 0 else OUTER
        assert row[0][1] == pytest.approx(edge, abs=0.1)
        for one, other in pairwise(row):
            assert other[1] - one[3] == pytest.approx(8.5, abs=0.05)
        if row[-1][3] == pytest.approx(edge + MEASURE, abs=0.1):
            heights.append(row[0][4] - row[0][2])
    if len(heights) == len(rows_of(page.images)):
        assert all(30 * MM - 0.1 <= height <= 75 * MM + 0.1 for height in heights)
    assert on_grid([g for g in page.glyphs if g.size == 12][-1]) < 0.1


def test_a_picture_at_a_pages_head_stands_on_the_em_top_of_its_first_line():
    pictures = Pictures()
    blocks = [paragraph(), *[paragraph()] * 8, pictures.figure(0.9, "说明。"), paragraph()]
    page = sheet(blocks, pictures)
    [(number, _, top, _, _)] = page.images
    assert number == 1
    assert top == pytest.approx(em_top(), abs=0.05)
    after = page.of("山下的云岑城")
    assert on_grid(after[0]) < 0.1


def test_a_picture_stands_at_least_fourteen_points_from_the_text_on_both_sides():
    pictures = Pictures()
    page = sheet(
        [paragraph(), pictures.figure(2.1, "说明。", credit="某甲"), paragraph("末段。")], pictures
    )
    [(_, _, top, _, bottom)] = page.images
    above = max(g.baseline + 0.12 * 12 for g in page.glyphs if g.size == 12 and g.baseline < top)
    words = page.of("说明", 9)[0]
    below = page.of("末段", 12)[0]
    assert top - above == pytest.approx(14, abs=0.1)
    assert words.baseline - ABOVE * 9 - bottom == pytest.approx(6, abs=0.1)
    gap = below.baseline - ABOVE * 12 - (words.baseline + 0.12 * 9)
    assert 14 - 0.1 <= gap < 14 + PITCH


def test_captions_are_flush_left_and_no_wider_than_their_picture():
    pictures = Pictures()
    figures = tuple(pictures.figure(aspect, SKY[:38], credit="某甲") for aspect in (1.5, 1.0, 0.8))
    page = sheet([paragraph(), Gallery(figures), paragraph()], pictures)
    [row] = rows_of(page.images)
    for _, left, _, right, bottom in row:
        words = [
            g
            for g in page.glyphs
            if g.size == 9 and left - 1 < g.left < right and g.baseline > bottom
        ]
        lines = {round(g.baseline, 1) for g in words}
        assert len(lines) > 1
        for line in lines:
            first = min(g.left for g in words if round(g.baseline, 1) == line)
            assert first == pytest.approx(left, abs=0.1)
        assert max(g.ink[2] for g in words) <= right + 0.1
        by = [g for g in words if g.character in "图／某甲"][-4:]
        assert len({round(g.baseline, 1) for g in by}) == 1  # a credit is never broken


def test_narrow_pictures_of_a_row_share_one_caption():
    pictures = Pictures()
    said = ("山猫。", "李家的狗。", "山上的路。", "塔。")
    figures = tuple(
        pictures.figure(aspect, words)
        for aspect, words in zip((0.4, 0.5, 1.5, 0.45), said, strict=True)
    )
    page = sheet([paragraph(), Gallery(figures), paragraph()], pictures)
    [row] = rows_of(page.images)
    words = page.of("左起：山猫；李家的狗；山上的路；塔。", 9)
    assert len({g.baseline for g in words}) == 1
    assert words[0].left == pytest.approx(row[0][1], abs=0.1)


def test_a_picture_too_narrow_for_its_credit_shares_the_caption_of_its_row():
    pictures = Pictures()
    figures = (
        pictures.figure(0.67, "也来听课。", credit="Alessandra Buonarroti"),
        pictures.figure(1.5, "散场以后。", credit="Rachel Michetti"),
        pictures.figure(1.0, "先看，后拍。", credit="Lav Varshney"),
    )
    page = sheet([paragraph(), Gallery(figures), paragraph()], pictures)
    assert page.of("左起：也来听课（图／AlessandraBuonarroti）；散场以后（图／RachelMichetti）", 9)


def test_a_credit_behind_a_full_stop_has_room_for_its_white():
    pictures = Pictures()
    for characters in range(8, 22):
        figures = tuple(
            pictures.figure(1.3, SKY[:characters] + "。", credit="NASA") for _ in "甲乙"
        )
        page = sheet([paragraph(), Gallery(figures), paragraph()], pictures)
        by = page.of("图／NASA", 9)
        first = page.of("山下的", 9)[0]
        # On the caption's last line, or at the edge of a line of its own: nowhere between.
        said = page.of(f"{SKY[:characters]}。", 9)[-1]
        on_its_own = by[0].left == pytest.approx(first.left, abs=0.1)
        assert on_its_own or by[0].left - said.left == pytest.approx(2 * 9, abs=0.2), characters


@pytest.mark.parametrize(
    ("figures", "printed"),
    [
        (
            (Figure("a", caption=runs("甲。")), Figure("b", caption=runs("乙。"))),
            "左起：甲；乙。",
        ),
        (
            tuple(Figure(n, caption=runs(n), credit="某某 摄") for n in "甲乙"),
            "左起：甲；乙　图／某某",
        ),
        (
            (
                Figure("a", caption=runs("甲"), credit="子"),
                Figure("b", caption=runs("乙"), credit="丑"),
            ),
            "左起：甲（图／子）；乙（图／丑）",
        ),
        ((Figure("a"), Figure("b", caption=runs("乙。"))), "左二：乙。"),
        ((Figure("a", caption=runs("甲")), Figure("b", credit="丑")), "左一：甲　图／丑"),
    ],
)
def test_a_caption_for_a_row_tells_its_pictures_from_the_left(figures, printed):
    assert plain(row_caption(figures)) == printed


def test_a_gallerys_own_caption_stands_once_under_all():
    pictures = Pictures()
    figures = tuple(pictures.figure(1.5) for _ in range(4))
    page = sheet([paragraph(), Gallery(figures, runs("观星课的一晚。")), paragraph()], pictures)
    words = page.of("观星课的一晚。", 9)
    assert words[0].baseline - ABOVE * 9 > max(image[4] for image in page.images)
    assert words[0].left == pytest.approx(LEFT, abs=0.1)


def test_captions_stay_with_their_rows_when_a_gallery_is_longer_than_a_page():
    pictures = Pictures()
    figures = tuple(pictures.figure(3.2, f"第{n}张。") for n in "一二三四五六七八九")
    page = sheet([paragraph(), Gallery(figures), paragraph()], pictures)
    assert len({image[0] for image in page.images}) > 1
    for image, name in zip(page.images, "一二三四五六七八九", strict=True):
        words = page.of(f"第{name}张。", 9)[0]
        assert words.page == image[0]
        assert 0 < words.baseline - image[4] < 20
        assert image[4] <= FOOT


def test_in_columns_a_picture_is_as_wide_as_its_column():
    pictures = Pictures()
    page = sheet(
        [paragraph(), pictures.figure(1.4, "说明。"), *[paragraph()] * 6], pictures, news(2)
    )
    [(_, left, _, right, _)] = page.images
    assert right - left == pytest.approx(17 * 12, abs=0.1)
