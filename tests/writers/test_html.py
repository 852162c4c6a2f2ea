"""The HTML page: one file, and templates that are wrong say where."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent / "pdf"))
from bulletins import TEMPLATE, placed, prepare, runs

from publisher.article import Figure, Paragraph
from publisher.findings import ConfigurationError, InputMissingError
from publisher.prepared import Plate
from publisher.writers.html import write_html

pytestmark = [pytest.mark.pages]


def test_it_is_one_file_with_its_pictures_and_language():
    figure = Figure("a.jpg", alt="一张 <图>")
    plates = {figure: Plate(((placed(282, 1.5, figure),),))}
    html = write_html(prepare([figure], plates=plates, language="zh-TW"), TEMPLATE).value
    assert '<html lang="zh-TW">' in html
    assert 'src="data:image/jpeg;base64,' in html
    assert "picture:" not in html
    assert 'alt="一张 &lt;图&gt;"' in html


def test_alt_text_is_never_missing():
    figure = Figure("a.jpg")
    plates = {figure: Plate(((placed(282, 1.5, figure),),))}
    html = write_html(prepare([figure], plates=plates), TEMPLATE).value
    assert 'alt="《湖畔科普联盟》配图1"' in html


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("a\n{{ titel }}", "template-name", 2),
        ("a\n\n{% for x %}", "template-syntax", 3),
        ("a\n{{ title.__class__.__mro__ }}", "template-unsafe", 2),
        ("a\n{{ keywords.append(1) }}", "template-name", 2),
        ("{{ 1 / 0 }}", "template-syntax", 1),
        ("a\n{{ 'a' * 10**9 }}", "template-unsafe", 2),
        ("a\n{{ title * 9 }}", "template-unsafe", 2),
        ("a\n{% for x in range(10**9) %}{% endfor %}", "template-unsafe", 2),
        ("a\n{% for x in range(999999999) %}{% endfor %}", "template-unsafe", 2),
        ("{{ lipsum() }}", "template-name", 1),
    ],
)
def test_a_wrong_template_is_an_error_at_its_line(tmp_path, text, code, line):
    (tmp_path / "bulletin.html.j2").write_text(text, encoding="utf-8")
    with pytest.raises(ConfigurationError) as caught:
        write_html(prepare([Paragraph(runs("文"))]), tmp_path, TEMPLATE)
    finding = caught.value.findings[0]
    assert finding.code == code
    assert finding.place[1] == line


def test_a_template_that_is_no_text_is_an_error(tmp_path):
    (tmp_path / "bulletin.html.j2").write_bytes(b"\xff\xfe")
    with pytest.raises(ConfigurationError):
        write_html(prepare([Paragraph(runs("文"))]), tmp_path, TEMPLATE)


def test_numbers_can_be_multiplied_in_a_template(tmp_path):
    (tmp_path / "bulletin.html.j2").write_text("{{ 6 * 7 }}", encoding="utf-8")
    assert write_html(prepare([Paragraph(runs("文"))]), tmp_path, TEMPLATE).value == "42"


def test_a_template_without_its_files_is_an_error(tmp_path):
    with pytest.raises(InputMissingError):
        write_html(prepare([Paragraph(runs("文"))]), tmp_path)
