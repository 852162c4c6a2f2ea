"""The house style: what `style.toml` may say, and what it says of itself when it is wrong."""

import re
from dataclasses import replace

import pytest

from publisher.findings import ConfigurationError, InputMissingError
from publisher.resources import bundled
from publisher.style.house import TextStyle
from publisher.style.load import lineage, load_style
from publisher.style.sheets import FaceInUse, name_size, sheet
from publisher.style.units import Em, Mm, Pt

NEWS = bundled("templates") / "news"


def find(name):
    return bundled("templates") / name


def mine(folder, text):
    folder = folder / "mine"
    folder.mkdir()
    (folder / "style.toml").write_text(text, encoding="utf-8")
    return folder


def test_news_declares_the_tokens_of_its_design():
    style = load_style(NEWS, find)
    assert (style.page.top, style.page.inner, style.page.outer) == (32, 31, 26.6)
    assert style.measure_pt == 432
    assert style.body == TextStyle("song", 400, Pt(12), Pt(21), align="justify", indent=Em(2))
    assert [step.up_to for step in style.title_steps] == [16, 32, 38, 57, 72]
    assert style.page.inner + style.measure_pt.mm + style.page.outer == pytest.approx(210)


def test_a_template_that_extends_another_changes_only_what_it_names(tmp_path):
    folder = mine(tmp_path, 'extends = "news"\n[texts]\nbody = { size = "五号" }\n')
    news, own = load_style(NEWS, find), load_style(folder, find)
    assert own.body == replace(news.body, size=Pt(10.5))
    assert own.texts["caption"] == news.texts["caption"]
    assert own.kind == "mine"
    assert lineage(folder, find) == (folder, NEWS)


def test_a_publishers_own_name_imprint_and_accent_replace_the_declared_ones():
    style = load_style(NEWS, find, name="镜湖简讯", issuer="镜湖", accent="#1B4B82")
    assert (style.masthead.name, style.imprint) == ("镜湖简讯", "镜湖编印")
    assert style.colours["accent"] == "#1B4B82"


@pytest.mark.parametrize(
    ("text", "line", "code", "word"),
    [
        ("extend = 1", 2, "config-unknown", "extends"),
        ("[page]\ntpo = '1mm'", 3, "config-unknown", "top"),
        ("[page]\ntop = '3em'", 3, "config-type", "3mm"),
        ("[page]\ntop = 3", 3, "config-type", '"3mm"'),
        ("[texts]\nbody = { size = '12' }", 3, "config-type", '"12pt"'),
        ("[texts]\nbody = { indent = '2pt' }", 3, "config-type", "2em"),
        ("[texts]\nbody = { colour = 'akzent' }", 3, "config-type", "accent"),
        ("[texts]\nbody = { align = 'middle' }", 3, "config-type", "left"),
        ("[texts]\nbodi = { size = '12pt' }", 3, "config-unknown", "body"),
        ("[colours]\naccent = 'red'", 3, "config-type", "#"),
        ("[spaces]\nkickr = '1pt'", 3, "config-unknown", "kicker"),
        ("[[title_steps]]\nup_to = 9", 2, "config-missing", "size"),
        ("measure = ", 2, "config-syntax", ""),
    ],
)
def test_what_is_wrong_is_an_error_at_its_line(tmp_path, text, line, code, word):
    folder = mine(tmp_path, f'extends = "news"\n{text}\n')
    with pytest.raises(ConfigurationError) as caught:
        load_style(folder, find)
    finding = caught.value.findings[0]
    assert finding.code == code
    assert finding.place[1] == line
    assert word in finding.hint("en") + finding.message("en")


def test_a_template_cannot_extend_itself(tmp_path):
    folder = mine(tmp_path, 'extends = "mine"')
    with pytest.raises(ConfigurationError) as caught:
        load_style(folder, lambda _: folder)
    assert caught.value.findings[0].code == "style-circle"


def test_a_folder_without_a_style_is_an_error(tmp_path):
    with pytest.raises(InputMissingError):
        load_style(tmp_path, find)


@pytest.mark.parametrize(
    ("name", "size"), [("简讯", 45), ("镜湖简讯", 45), ("镜湖科普简讯", 36), ("长" * 12, 26)]
)
def test_a_long_name_is_fitted(name, size):
    assert name_size(load_style(NEWS, find, name=name)) == size


def sheet_of(style, **how):
    faces = {(t.face, t.weight): FaceInUse(f'"{t.face}"', 0.05) for t in style.texts.values()}
    return sheet(style, faces, **how)


def test_a_template_may_declare_what_its_own_style_sheet_uses(tmp_path):
    own = tmp_path / "own"
    own.mkdir()
    (own / "style.toml").write_text('extends = "news"\n[spaces]\nseal = "30mm"\n', "utf-8")
    with pytest.raises(ConfigurationError):
        load_style(own, find)
    (own / "print.css").write_text(".seal { height: var(--space-seal) }", "utf-8")
    assert load_style(own, find).spaces["seal"] == Mm(30).pt


def test_the_sheet_gives_em_edges_of_each_role():
    text = sheet_of(load_style(NEWS, find))
    assert "--body-size: 12pt;" in text
    assert "--body-above: 5.1pt;" in text
    assert "--body-below: 3.9pt;" in text
    assert ".set-body {" in text


def test_the_grey_edition_has_no_colour():
    colours = re.findall(r"#[0-9A-F]{6}", sheet_of(load_style(NEWS, find), grey=True))
    assert colours
    assert all(colour[1:3] == colour[3:5] == colour[5:7] for colour in colours)


@pytest.mark.parametrize(
    "sheet",
    sorted(bundled("templates").glob("*/*.css")),
    ids=lambda path: "/".join(path.parts[-2:]),
)
def test_a_style_sheet_holds_no_length_of_its_own(sheet):
    css = re.sub(r"/\*.*?\*/", "", sheet.read_text(encoding="utf-8"), flags=re.DOTALL)
    assert re.findall(r"(?<![\w.-])(?!0pt)\d*\.?\d+(?:pt|mm|px|cm|in)\b", css) == []
    assert re.findall(r"#[0-9a-fA-F]{3,6}\b(?![\w-])", css) == []


@pytest.mark.parametrize("size", [Pt(12), Mm(10).pt])
def test_lengths_are_written_to_a_thousandth(size):
    assert float(size.css[:-2]) == pytest.approx(size, abs=0.001)
