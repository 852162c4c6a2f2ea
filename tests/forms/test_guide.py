"""The guide to a house style: its specimen, and what it says of colours."""

import io

import pytest
from PIL import Image

from publisher.article import (
    Box,
    Code,
    Figure,
    Gallery,
    Heading,
    List,
    Names,
    Note,
    Paragraph,
    Quote,
    Rule,
    Table,
    walk,
)
from publisher.forms.specimen import specimen
from publisher.readers import read_bulletin
from publisher.resources import bundled
from publisher.style.contrast import contrast, grey, needed, pale
from publisher.style.load import load_style
from publisher.style.units import Pt

TEMPLATES = bundled("templates")


def style_of(kind="news"):
    return load_style(TEMPLATES / kind, lambda name: TEMPLATES / name)


@pytest.mark.parametrize(
    ("colour", "ratio", "as_grey"),
    [
        ("#C4161C", 6.0, "#636363"),
        ("#D7000F", 5.4, "#6A6A6A"),
        ("#A6192E", 7.5, "#555555"),
        ("#1B4B82", 8.8, "#4A4A4A"),
        ("#1E6350", 7.1, "#585858"),
        ("#8C4A1F", 6.7, "#5B5B5B"),
        ("#F1624C", 3.2, None),
        ("#595959", 7.0, "#595959"),
        ("#000000", 21.0, "#000000"),
        ("#FFFFFF", 1.0, "#FFFFFF"),
    ],
)
def test_contrast_on_white_and_the_grey_of_a_colour(colour, ratio, as_grey):
    assert contrast(colour) == pytest.approx(ratio, abs=0.05)
    assert as_grey in (None, grey(colour))


def test_large_type_may_be_paler():
    assert needed(Pt(10.5), 400) == needed(Pt(14), 400) == 4.5
    assert needed(Pt(18), 400) == needed(Pt(14), 700) == 3.0


def test_a_colour_too_pale_for_small_type_is_told_with_its_roles(tmp_path):
    own = tmp_path / "own"
    own.mkdir()
    (own / "style.toml").write_text('extends = "news"\n[colours]\naccent = "#F1624C"\n', "utf-8")
    style = load_style(own, lambda name: TEMPLATES / name)
    found = pale(style)
    assert set(found) == {"accent"}
    assert {"kicker", "folio"} <= set(found["accent"])
    assert "name" not in found["accent"]  # 45 pt


@pytest.mark.parametrize("kind", sorted(s.parent.name for s in TEMPLATES.glob("*/style.toml")))
def test_no_kind_of_ours_sets_small_type_in_a_pale_colour(kind):
    assert pale(style_of(kind)) == {}


def test_the_specimen_has_one_of_every_block_and_a_picture_in_each_width(tmp_path):
    style = style_of()
    name, files = specimen(style, ["news"])
    for path, data in files.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_bytes(data)
    reading = read_bulletin(tmp_path / name)
    assert not [f for f in reading.findings if f.severity != "note"]
    blocks = tuple(walk(reading.value.first.blocks))
    kinds = {type(block) for block in blocks}
    assert {
        Box, Code, Figure, Heading, List, Names, Note, Paragraph, Quote, Rule, Table,
    } <= kinds | {Gallery}  # fmt: skip
    assert {b.level for b in blocks if isinstance(b, Heading)} == {2, 3, 4, 5}
    assert {b.pull for b in blocks if isinstance(b, Quote)} == {True, False}
    assert {b.ordered for b in blocks if isinstance(b, List)} == {True, False}
    shares = [b.width for b in blocks if isinstance(b, Figure) and b.width]
    assert len(shares) == len(style.pictures.widths)
    runs = [run for block in blocks for run in getattr(block, "runs", ())]
    for used in ("strong", "emphasis", "ruby", "dots", "name", "book", "note"):
        assert any(getattr(run, used) for run in runs), used


@pytest.mark.parametrize(("kinds", "source"), [(["x", "poster"], 1), (["issue", "news"], 2)])
def test_the_specimen_fits_the_kind(kinds, source):
    name, files = specimen(style_of(), kinds)
    assert name == ("article.md", "issue.toml")[source - 1]
    assert files[name]


def test_the_pictures_are_drawn_the_same_each_time():
    _, one = specimen(style_of(), [])
    _, two = specimen(style_of(), [])
    assert one == two
    with Image.open(io.BytesIO(one["images/wide.png"])) as image:
        assert image.size == (1500, 1000)
