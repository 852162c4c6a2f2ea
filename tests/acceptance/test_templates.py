"""A house style of one's own: made, listed, used at once; what is wrong with it is told."""

import re

import pikepdf
import pytest

from publisher.resources import bundled

ARTICLE = "灯塔维修完成\n4月18日，青岚湖的灯塔维修完成，来看的人站满了堤岸。\n"


@pytest.fixture
def folder(tmp_path):
    """A folder that is no project."""
    (tmp_path / "article.txt").write_text(ARTICLE, encoding="utf-8")
    return tmp_path


def style_of(folder, name):
    return folder / "templates" / name / "style.toml"


@pytest.mark.parametrize("option", ["--from", "--extends"])
def test_a_new_kind_prints_at_once_and_changes_with_a_line_uncommented(publisher, folder, option):
    made = publisher("templates", "new", "园区", option, "news", "--json").json
    style = style_of(folder, "园区")
    assert made["results"] == [{"name": "园区", "from": "news", "file": str(style)}]
    text = style.read_text(encoding="utf-8")
    larger, count = re.subn(r"^# lines = 32", "lines = 20", text, flags=re.MULTILINE)
    assert count == 1
    style.write_text(larger, encoding="utf-8")
    ran = publisher(
        "render", "article.txt", "-t", "园区", "--to", "html", "--set", "date=2026-04-18"
    )
    assert ran.exit == 0, ran.err


def test_the_comments_speak_the_language_of_the_user(publisher, folder):
    for language, word in (("zh", "每页行数"), ("en", "lines a page")):
        publisher("templates", "new", language, "--lang", language)
        assert word in style_of(folder, language).read_text(encoding="utf-8")


def test_a_kind_that_is_there_is_not_written_over(publisher, folder):
    assert publisher("templates", "new", "mine").exit == 0
    before = style_of(folder, "mine").read_bytes()
    assert publisher("templates", "new", "mine").exit == 73
    assert publisher("templates", "new", "news").exit == 73
    assert style_of(folder, "mine").read_bytes() == before


def test_the_nearest_name_is_proposed(publisher, folder):
    ran = publisher("templates", "new", "mine", "--from", "nwes")
    assert (ran.exit, "Did you mean: news?" in ran.err) == (2, True)
    ran = publisher("render", "article.txt", "-t", "newz")
    assert (ran.exit, "Did you mean: news?" in ran.err) == (2, True)
    assert publisher("render", "article.txt", "-t", "长" * 300).exit == 2
    assert "Did you mean: new?" in publisher("templates", "nwe", "x").err


def test_a_broken_kind_is_told_and_the_others_are_listed(publisher, folder):
    for name in ("one", "two"):
        publisher("templates", "new", name)
    style = style_of(folder, "one")
    style.write_text('extends = "news"\n[page]\nlines = 99\n', encoding="utf-8")
    answer = publisher("templates", "--json").json
    names = [row["name"] for row in answer["results"]]
    assert {"news", "two"} <= set(names)
    assert "one" not in names
    assert answer["exit"] == 1
    found = next(f for f in answer["findings"] if f["file"] == str(style))
    assert (found["code"], found["line"], found["column"]) == ("style-lines", 3, 1)


def test_a_folder_without_a_style_is_told_by_its_name(publisher, folder):
    style_of(folder, "leer").parent.mkdir(parents=True)
    ran = publisher("render", "article.txt", "-t", "leer")
    assert ran.exit == 66
    assert "style.toml" in ran.err


def test_a_style_sheet_that_is_no_utf_8_is_told_at_its_place(publisher, folder):
    publisher("templates", "new", "mine")
    sheet = style_of(folder, "mine").parent / "print.css"
    sheet.write_bytes(b".a { }\n/* " + "版式".encode("gb18030") + b" */\n")
    ran = publisher("render", "article.txt", "-t", "mine", "--to", "html", "--json")
    (found,) = [f for f in ran.json["findings"] if f["severity"] == "error"]
    assert (ran.exit, found["code"], found["line"]) == (78, "config-unreadable", 2)


KINDS = sorted(style.parent.name for style in bundled("templates").glob("*/style.toml"))


@pytest.mark.pages
@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_its_style_guide(publisher, folder, kind):
    answer = publisher("templates", "show", kind, "--json").json
    assert answer["exit"] == 0, answer["findings"]
    assert {f["code"] for f in answer["findings"]} <= {"font-role", "font-weight"}
    (result,) = answer["results"]
    with pikepdf.open(folder / result["output"]) as pdf:
        assert len(pdf.pages) > 4
        assert kind in str(pdf.docinfo.Title)


@pytest.mark.pages
@pytest.mark.slow
def test_a_kind_of_ones_own_has_its_style_guide_and_pale_colours_are_told(publisher, folder):
    publisher("templates", "new", "mine")
    style = style_of(folder, "mine")
    text = style.read_text(encoding="utf-8")
    style.write_text(text.replace('# accent = "#C4161C"', 'accent = "#F1624C"'), encoding="utf-8")
    ran = publisher("templates", "show", "mine", "-o", "guide.pdf")
    assert ran.exit == 0
    assert "style-contrast" in ran.err
    assert (folder / "guide.pdf").is_file()
    assert publisher("templates", "show", "mine", "--strict", "-n").exit == 1
    assert publisher("templates", "show", "nine").exit == 2
