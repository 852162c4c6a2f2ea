"""What writers get: pictures by the design's rules, rendered once each; titles in lines."""

import io
import pickle
from dataclasses import replace
from functools import cache
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from publisher.article import (
    Article,
    Asset,
    Assets,
    Box,
    Bulletin,
    Figure,
    Gallery,
    Heading,
    List,
    Metadata,
    Paragraph,
    Quote,
    Run,
)
from publisher.pictures.placing import Columns, alone, lead, ppi, rows
from publisher.prepared import prepare
from publisher.resources import bundled
from publisher.style.load import load_style
from publisher.typefaces import Faces

NEWS = load_style(bundled("templates") / "news", lambda name: bundled("templates") / name)
COLUMNS = Columns.of(NEWS)
WIDE, MIDDLE, NARROW, LEAST = COLUMNS.widths
TEXT = Paragraph((Run("溪水从山里来。"),))
CAPTION = (Run("溪谷里的小路。"),)
MM = 72 / 25.4


@cache
def jpeg(width, height, shade=90):
    stream = io.BytesIO()
    Image.new("RGB", (width, height), (shade, 120, 60)).save(stream, "JPEG")
    return stream.getvalue()


def picture(width, height, shade=90):
    return Asset.of(f"{width}x{height}-{shade}.jpg", jpeg(width, height, shade))


def figure(asset, **more):
    return Figure(asset.name, asset.digest, **more)


def bulletin(*blocks, assets=(), title="山里的课"):
    article = Article(Metadata(title), blocks)
    return Bulletin("news", (article,), Assets(assets), ())


def prepared(*blocks, assets=(), title="山里的课", **options):
    return prepare(bulletin(*blocks, assets=assets, title=title), NEWS, Faces({}), **options)


def codes(outcome):
    return [finding.code for finding in outcome.findings]


# --- a picture that stands alone --------------------------------------------------------------


def test_the_columns_are_those_of_the_style():
    assert (WIDE, MIDDLE, NARROW, LEAST) == (432, 282, 210, 132)


@pytest.mark.parametrize(
    ("aspect", "width"),
    [
        (16 / 9, WIDE),
        (1.5, WIDE),
        (1.43, WIDE),
        (1.42, MIDDLE),  # at the measure it would pass 45 % of the type area's height
        (4 / 3, MIDDLE),
        (1.0, MIDDLE),
        (0.94, MIDDLE),
        (0.9, NARROW),
        (0.79, NARROW),
        (0.5, LEAST),
    ],
)
def test_a_lead_takes_the_width_that_its_shape_asks_for(aspect, width):
    size = lead(aspect, 6000, COLUMNS)
    assert size.width == width
    assert size.height == pytest.approx(width / aspect)
    assert size.height <= 0.45 * 32 * 21 + 0.01


def test_a_lead_taller_than_any_column_allows_keeps_its_shape():
    size = lead(0.2, 6000, COLUMNS)
    assert size.height == pytest.approx(0.45 * 32 * 21)
    assert size.width / size.height == pytest.approx(0.2)


@pytest.mark.parametrize(
    ("pixels", "width"), [(900, WIDE), (899, MIDDLE), (588, MIDDLE), (587, NARROW), (200, LEAST)]
)
def test_a_coarse_picture_takes_the_next_narrower_column(pixels, width):
    size = lead(1.5, pixels, COLUMNS)
    assert (size.width, size.wanted) == (width, WIDE)


@pytest.mark.parametrize(
    ("aspect", "width"), [(2.1, WIDE), (2.0, MIDDLE), (1.5, MIDDLE), (1.2, NARROW), (0.7, LEAST)]
)
def test_a_picture_in_the_text_is_as_wide_as_a_row_is_high(aspect, width):
    size = alone(aspect, 6000, COLUMNS)
    assert size.width == width
    assert size.height <= 75 * MM


@pytest.mark.parametrize(
    ("share", "width"),
    [(100, WIDE), (90, WIDE), (60, MIDDLE), (50, NARROW), (30, LEAST), (1, LEAST)],
)
def test_the_authors_width_goes_before_the_rules(share, width):
    assert alone(1.5, 10, COLUMNS, share).width == width


@given(st.floats(0.05, 20), st.integers(1, 20_000))
def test_no_picture_is_stretched_or_leaves_its_limits(aspect, pixels):
    for size, most in (
        (lead(aspect, pixels, COLUMNS), 302.4),
        (alone(aspect, pixels, COLUMNS), 302.4),
    ):
        assert size.width / size.height == pytest.approx(aspect)
        assert 0 < size.width <= WIDE + 0.01
        assert size.height <= most + 0.01


# --- rows ------------------------------------------------------------------------------------

ASPECTS = st.lists(st.floats(0.3, 5), min_size=2, max_size=14)
PHOTOGRAPHS = st.lists(
    st.sampled_from([2 / 3, 3 / 4, 1.0, 4 / 3, 3 / 2, 16 / 9]), min_size=2, max_size=14
)


@given(ASPECTS)
def test_a_row_fills_its_width_to_a_hundredth_of_a_point(aspects):
    rest = list(aspects)
    for row in rows(aspects, COLUMNS):
        taken, rest = rest[: row.count], rest[row.count :]
        widths = [row.height * aspect for aspect in taken]
        assert abs(sum(widths) + 8.5 * (row.count - 1) - row.width) < 0.01
        assert row.width <= WIDE + 0.01
        assert 0 < row.height <= 75 * MM + 0.01
    assert rest == []


@given(PHOTOGRAPHS)
def test_the_rows_of_photographs_fill_the_measure_where_they_can(aspects):
    found = rows(aspects, COLUMNS)
    if _divisions(tuple(aspects)):
        assert all(row.width == WIDE for row in found)
        assert all(30 * MM - 0.01 <= row.height <= 75 * MM + 0.01 for row in found)


def _divisions(aspects):
    """Whether the pictures can be divided into full rows between 30 and 75 mm high."""
    if not aspects:
        return True
    for count in range(1, min(6, len(aspects)) + 1):
        height = (WIDE - 8.5 * (count - 1)) / sum(aspects[:count])
        if 30 * MM <= height <= 75 * MM and _divisions(aspects[count:]):
            return True
    return False


@pytest.mark.parametrize(
    ("aspects", "counts"),
    [
        ([1.5, 1.5], [2]),
        ([1.5, 1.5, 1.5], [3]),
        ([1.5] * 4, [2, 2]),
        ([1.5] * 6, [2, 2, 2]),
        ([1.5, 1.5, 0.7, 1.5, 0.7, 1.5], [3, 3]),
        ([4.0, 4.0], [1, 1]),
    ],
)
def test_rows_come_near_the_height_that_looks_well(aspects, counts):
    assert [row.count for row in rows(aspects, COLUMNS)] == counts


def test_rows_are_alike_within_the_styles_spread():
    for aspects in ([1.5] * 8, [1.0, 1.5, 1.5, 0.7, 1.3, 1.8, 1.5, 0.7, 1.5]):
        heights = [row.height for row in rows(aspects, COLUMNS)]
        assert max(heights) / min(heights) <= 1.35 + 0.02


def test_rows_less_alike_are_better_than_pictures_too_small_to_see():
    assert [row.count for row in rows([1.5] * 7, COLUMNS)] == [3, 2, 2]


def test_two_tall_pictures_stand_on_a_narrower_column_rather_than_too_high():
    (row,) = rows([0.6, 0.6], COLUMNS)
    assert row.width in COLUMNS.widths
    assert row.height <= 75 * MM


def test_two_hundred_pictures_without_a_word_between_them_are_placed():
    assert sum(row.count for row in rows([1.5, 0.7, 1.0, 1.8] * 50, COLUMNS)) == 200


# --- the whole --------------------------------------------------------------------------------


def test_the_first_picture_leads_and_pictures_together_are_a_gallery():
    pictures = [picture(1400, 900, shade) for shade in range(6)]
    figures = [figure(asset) for asset in pictures]
    blocks = (figures[0], TEXT, *figures[1:4], Heading(2, (Run("第二课"),)), figures[4], TEXT)
    outcome = prepared(*blocks, assets=pictures)
    (article,) = outcome.value.articles
    assert article.lead.lead
    assert article.lead.rows[0][0].figure is figures[0]
    gallery = article.blocks[1]
    assert gallery == Gallery(tuple(figures[1:4]))
    assert [type(block).__name__ for block in article.blocks] == [
        "Paragraph", "Gallery", "Heading", "Figure", "Paragraph",
    ]  # fmt: skip
    assert [p.figure for row in outcome.value.plates[gallery].rows for p in row] == figures[1:4]
    assert outcome.value.plates[article.blocks[3]].rows[0][0].figure is figures[4]
    assert len(outcome.value.plates) == 3
    assert outcome.findings == ()


def test_an_article_that_begins_with_text_has_no_lead():
    asset = picture(1400, 900)
    outcome = prepared(TEXT, figure(asset), assets=[asset])
    assert outcome.value.articles[0].lead is None


def test_where_the_style_says_so_the_first_picture_of_all_leads():
    assets = [picture(1400, 900), picture(1300, 900), picture(1200, 900)]
    figures = [figure(asset) for asset in assets]
    style = replace(NEWS, pictures=replace(NEWS.pictures, lead="first"))
    given = bulletin(TEXT, *figures, TEXT, assets=assets, title="山里的课")
    [article] = prepare(given, style, Faces({})).value.articles
    assert article.lead.rows[0][0].figure is figures[0]
    assert article.blocks == (TEXT, Gallery(tuple(figures[1:])), TEXT)


def test_every_picture_on_a_plate_keeps_its_shape_and_has_the_pixels_of_its_place():
    pictures = [picture(*size) for size in ((1500, 1000), (700, 1000), (1200, 1200), (1920, 1080))]
    outcome = prepared(TEXT, *(figure(a) for a in pictures), assets=pictures, dpi=144)
    (plate,) = outcome.value.plates.values()
    assert all(len({placed.height for placed in row}) == 1 for row in plate.rows)
    for row in plate.rows:
        for placed in row:
            asset = outcome.value.bulletin.assets[placed.figure.picture]
            with Image.open(io.BytesIO(asset.data)) as received:
                assert placed.width / placed.height == pytest.approx(
                    received.width / received.height
                )
            assert 0 <= placed.picture.width - placed.width * 2 < 1.001
            assert placed.picture.aspect == pytest.approx(placed.width / placed.height, rel=0.01)


def test_a_picture_used_twice_is_rendered_once_for_its_widest_place():
    asset = picture(3000, 2000)
    large, small = figure(asset, width=100), figure(asset, width=30)
    outcome = prepared(TEXT, small, TEXT, large, assets=[asset])
    first, second = (plate.rows[0][0].picture for plate in outcome.value.plates.values())
    assert first is second
    assert first.width == 1200


def test_equal_figures_of_two_articles_show_their_own_pictures():
    one, two = picture(900, 600, 10), picture(900, 600, 200)
    articles = tuple(
        Article(Metadata("山里的课", places={}), (TEXT, Figure("1.jpg", asset.digest)))
        for asset in (one, two)
    )
    both = Bulletin("issue", articles, Assets((one, two)), ())
    made = prepare(both, NEWS, Faces({})).value
    for state in (made, pickle.loads(pickle.dumps(made))):
        shown = [state.plates[article.blocks[1]].rows[0][0] for article in state.articles]
        assert [placed.picture.digest for placed in shown] == [one.digest, two.digest]


def test_a_caption_stands_beside_a_picture_that_leaves_room():
    square, broad = picture(1200, 1000), picture(1600, 900)
    outcome = prepared(
        figure(square, caption=CAPTION), TEXT, figure(broad, caption=CAPTION, width=100), TEXT,
        figure(square, credit="季远舟"), TEXT, figure(square),
        assets=[square, broad],
    )  # fmt: skip
    assert [plate.beside for plate in outcome.value.plates.values()] == [True, False, True, False]


@pytest.mark.parametrize(
    ("around", "width"),
    [
        (lambda inner: Box((TEXT, inner)), WIDE),
        (lambda inner: List(((TEXT, inner),)), MIDDLE),
        (lambda inner: Quote((List(((List(((inner,),)),),)),)), MIDDLE),
        (lambda inner: Quote((Quote((Quote((Quote((TEXT, inner)),)),)),)), NARROW),
    ],
)
def test_a_picture_inside_other_blocks_is_as_wide_as_a_column_that_they_leave(around, width):
    asset = picture(3000, 1000)
    inner = figure(asset)
    outcome = prepared(around(inner), assets=[asset])
    assert outcome.value.plates[inner].rows[0][0].width == width


def test_where_no_column_is_left_a_picture_takes_the_room():
    asset = picture(3000, 1000)
    inner = block = figure(asset)
    for _ in range(7):
        block = Quote((block,))
    outcome = prepared(block, assets=[asset])
    assert outcome.value.plates[inner].rows[0][0].width == 432 - 7 * 48


def test_too_few_pixels_are_a_finding_that_says_what_would_do():
    asset = picture(640, 427)
    outcome = prepared(figure(asset), assets=[asset])
    assert codes(outcome) == ["picture-resolution"]
    said = outcome.findings[0].arguments
    assert (said["pixels"], said["enough"], said["wanted"], said["placed"]) == (640, 900, 152, 99)
    assert outcome.value.articles[0].lead.rows[0][0].width == MIDDLE
    assert ppi(640, MIDDLE) >= 150 > ppi(640, WIDE)


def test_a_missing_picture_is_an_error_or_a_marked_place():
    missing = Figure("03.jpg")
    outcome = prepared(TEXT, missing)
    assert codes(outcome) == ["picture-absent"]
    outcome = prepared(TEXT, missing, allow_missing=True)
    assert codes(outcome) == []
    placed = outcome.value.plates[missing].rows[0][0]
    assert placed.picture is None
    assert placed.width / placed.height == pytest.approx(4 / 3)


def test_a_broken_picture_is_an_error_beside_a_whole_bulletin():
    broken = Asset.of("2.jpg", jpeg(900, 600)[:-400])
    outcome = prepared(TEXT, figure(broken), assets=[broken])
    assert codes(outcome) == ["picture-broken"]


def test_specks_are_left_out():
    speck, asset = picture(1, 1), picture(900, 600)
    outcome = prepared(TEXT, figure(speck), figure(asset), TEXT, assets=[speck, asset])
    assert codes(outcome) == ["picture-tiny"]
    assert len(outcome.value.plates) == 1
    assert len(outcome.value.articles[0].blocks) == 3


def test_the_grey_edition_has_grey_pictures():
    asset = picture(900, 600)
    made = prepared(TEXT, figure(asset), assets=[asset], grey=True).value
    (plate,) = made.plates.values()
    assert made.grey
    assert Image.open(io.BytesIO(plate.rows[0][0].picture.data)).mode == "L"


def test_the_same_bulletin_gives_the_same_bytes_with_and_without_a_cache(tmp_path):
    pictures = [picture(2000, 1300, shade) for shade in (1, 2, 3)]
    blocks = [block for asset in pictures for block in (figure(asset), TEXT)]
    made = [
        prepared(*blocks, assets=pictures, cache=cache_).value
        for cache_ in (None, tmp_path, tmp_path, None)
    ]
    data = [
        [p.picture.data for plate in m.plates.values() for row in plate.rows for p in row]
        for m in made
    ]
    assert all(a == b for a, b in pairwise(data))
    assert made[0].articles == made[3].articles


LONG = (
    "望峰镇人民政府关于做好春季护林防火工作云岑县教育和科技局发布中小学生自然笔记"
    "湖畔画材有限公司捐赠两百台显微镜给学校青芦湖街道居民植树"
)


@pytest.mark.parametrize(
    ("title", "size", "lines"),
    [
        ("湖畔画材有限公司捐赠两百台显微镜", 26, 1),
        ("湖畔画材有限公司捐赠了两百台显微镜", 26, 2),
        ("湖畔画材有限公司捐赠两百台显微镜青芦湖街道办事处组织居民植树造林", 26, 2),
        ("湖畔画材有限公司捐赠了两百台显微镜青芦湖街道办事处组织居民植树造林", 22, 2),
        (LONG[:38], 22, 2),
        (LONG[:42], 22, 3),
        (LONG[:57], 22, 3),
        (LONG, 18, 3),
        ("在山顶等天黑|一堂观星课", 26, 2),
        # Two lines of 16 characters would divide 志愿者.
        ("云岑县教育和科技局发布自然笔记志愿者招募公告并且组织全县学生报名", 22, 2),
        ("山" * 72, 18, 3),
    ],
)
def test_a_title_takes_the_step_of_its_length(title, size, lines):
    outcome = prepared(TEXT, title=title)
    (article,) = outcome.value.articles
    assert (article.step.size, len(article.title)) == (size, lines)
    assert outcome.findings == ()


@pytest.mark.parametrize(("title", "said"), [("山" * 90, []), ("山|" * 12 + "山", ["title-step"])])
def test_a_title_that_no_step_is_made_for_is_set_smallest_and_too_many_lines_are_said(title, said):
    outcome = prepared(TEXT, title=title)
    (article,) = outcome.value.articles
    assert article.step == NEWS.title_steps[-1]
    assert "".join(article.title) == title.replace("|", "")
    assert codes(outcome) == said


def test_findings_are_worded_in_both_languages():
    asset = picture(640, 427)
    outcome = prepared(figure(asset), TEXT, Figure("3.jpg"), assets=[asset], title="山|" * 9 + "水")
    assert set(codes(outcome)) == {"picture-absent", "picture-resolution", "title-step"}
    for finding in outcome.findings:
        for language in ("zh", "en"):
            assert "{" not in finding.message(language) + finding.hint(language).replace("|", "")


def test_nothing_is_left_out_of_an_article_by_placing_its_pictures():
    asset = picture(900, 600)
    blocks = (figure(asset), TEXT, Heading(2, (Run("一"),)), replace(TEXT), figure(asset))
    (article,) = prepared(*blocks, assets=[asset]).value.articles
    assert article.blocks == blocks[1:]
