"""A token of style.toml is declared once: changing it changes PDF and DOCX alike."""

import datetime as dt
import io
import re
import sys
import zipfile
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent / "pdf"))
from bulletins import TEMPLATE, prepare, runs
from reading import glyphs

from publisher.article import Paragraph
from publisher.resources import bundled
from publisher.style.load import load_style
from publisher.writers.pdf import write_pdf
from publisher.writers.word import write_word

pytestmark = [pytest.mark.pages]

MADE = dt.datetime(2026, 10, 19, 8, tzinfo=dt.UTC)


@pytest.fixture
def made(tmp_path):
    """The bulletin by a template that extends news with some lines of TOML: PDF, DOCX's parts."""

    def make(declared):
        folder = tmp_path / "mine"
        folder.mkdir()
        (folder / "style.toml").write_text(f'extends = "news"\n{declared}', encoding="utf-8")
        style = load_style(folder, lambda name: bundled("templates") / name)
        prepared = prepare([Paragraph(runs("湖畔画材加入联盟。"))], style=style, kicker="要闻")
        pdf = write_pdf(prepared, folder, (), MADE, inherited=(TEMPLATE,)).value.data
        word = write_word(prepared, made=MADE).value
        with zipfile.ZipFile(io.BytesIO(word)) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
        return pdf, {name: data.decode() for name, data in parts.items() if name.endswith(".xml")}

    return make


def style_of(parts, ident):
    return re.search(f'<w:style [^>]*styleId="{ident}".*?</w:style>', parts["word/styles.xml"])[0]


def fills(pdf):
    """The colours in which the page's content is filled, as they stand there."""
    import pypdf

    content = pypdf.PdfReader(io.BytesIO(pdf)).pages[0].get_contents().get_data().decode("latin1")
    found = re.findall(r"([\d.]+) ([\d.]+) ([\d.]+) (?:rg|scn)\b", content)
    return {tuple(round(float(part) * 255) for part in colour) for colour in found}


@pytest.mark.parametrize(("size", "points"), [("小四", 12), ("五号", 10.5)])
def test_the_size_of_the_body(made, size, points):
    pdf, parts = made(f'[texts]\nbody = {{ size = "{size}" }}\n')
    assert {g.size for g in glyphs(pdf) if g.character == "材"} == {points}
    assert f'<w:sz w:val="{points * 2:g}"/>' in style_of(parts, "BodyText")


@pytest.mark.parametrize("accent", ["#C4161C", "#1B4B82"])
def test_the_accent(made, accent):
    pdf, parts = made(f'[colours]\naccent = "{accent}"\n')
    assert tuple(bytes.fromhex(accent[1:])) in fills(pdf)
    assert f'<w:color w:val="{accent[1:]}"/>' in style_of(parts, "Kicker")


@pytest.mark.parametrize("name", ["新闻简报", "镜湖简讯"])
def test_the_name(made, name):
    pdf, parts = made(f'[masthead]\nname = "{name}"\n')
    assert "".join(g.character for g in glyphs(pdf) if g.size == 45) == name
    assert name in re.sub("<[^>]+>", "", parts["word/header1.xml"])
