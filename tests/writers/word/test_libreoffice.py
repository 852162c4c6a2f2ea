"""The draft as LibreOffice sets it: complete, on the grid, in the faces asked for."""

import ctypes
import os
import shutil
import subprocess
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from publisher.article import Heading, Run
from publisher.writers.word import write_word
from tests.writers.word.bulletins import (
    EVERYTHING,
    MADE,
    METADATA,
    NEWS,
    paragraph,
    prepared_issue,
    style_of,
    text,
    written,
)
from tests.writers.word.docx import document, part, tight, written_text

OFFICE = shutil.which("soffice")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed"),
]

# Word's faces stand for the free ones here; Latin is another face than Han, to tell them apart.
STAND_INS = {
    "宋体": "Noto Serif CJK SC",
    "方正小标宋简体": "Noto Serif CJK SC Black",
    "黑体": "Noto Sans CJK SC",
    "楷体": "LXGW WenKai",
    "仿宋": "LXGW WenKai",
    "新宋体": "Noto Sans Mono CJK SC",
    "Times New Roman": "DejaVu Serif",
    "Arial": "DejaVu Sans",
    "Consolas": "DejaVu Sans Mono",
}


@dataclass(frozen=True)
class Glyph:
    """A character where it stands: in pt from the page's top left corner."""

    character: str
    left: float
    right: float
    baseline: float
    font: str


class Pages:
    """The pages of a PDF, read back."""

    def __init__(self, path):
        self.document = pypdfium2.PdfDocument(path)

    def __len__(self):
        return len(self.document)

    @cached_property
    def text(self):
        pages = (page.get_textpage().get_text_range() for page in self.document)
        return tight("".join(pages))

    def glyphs(self, number):
        page = self.document[number]
        textpage, height = page.get_textpage(), page.get_height()
        return [self._glyph(textpage, index, height) for index in range(textpage.count_chars())]

    def _glyph(self, textpage, index, height):
        x, y = ctypes.c_double(), ctypes.c_double()
        pdfium.FPDFText_GetCharOrigin(textpage, index, x, y)
        name = ctypes.create_string_buffer(100)
        pdfium.FPDFText_GetFontInfo(textpage, index, name, 100, ctypes.c_int())
        left, _, right, _ = textpage.get_charbox(index, loose=True)
        character = chr(pdfium.FPDFText_GetUnicode(textpage, index))
        return Glyph(character, left, right, height - y.value, name.value.decode())

    def lines(self, number):
        """The glyphs of a page by line, from top to bottom, left to right."""
        rows = {}
        for glyph in self.glyphs(number):
            if glyph.character.strip():
                rows.setdefault(round(glyph.baseline), []).append(glyph)
        return [sorted(row, key=lambda g: g.left) for _, row in sorted(rows.items())]


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    """Sets a DOCX in LibreOffice with a profile and a font configuration of its own."""
    home = tmp_path_factory.mktemp("office")
    aliases = "".join(
        f'<match target="pattern"><test name="family"><string>{name}</string></test>'
        f'<edit name="family" mode="assign" binding="same"><string>{face}</string></edit></match>'
        for name, face in STAND_INS.items()
    )
    (home / "fonts.conf").write_text(
        "<?xml version='1.0'?><!DOCTYPE fontconfig SYSTEM 'urn:fontconfig:fonts.dtd'>"
        f"<fontconfig><dir>/usr/share/fonts</dir><cachedir>{home}/cache</cachedir>"
        f"{aliases}</fontconfig>",
        encoding="utf-8",
    )

    def convert(name, data):
        (home / f"{name}.docx").write_bytes(data)
        command = [
            OFFICE,
            f"-env:UserInstallation=file://{home}/profile",
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            str(home),
            str(home / f"{name}.docx"),
        ]
        environment = {
            **os.environ,
            "HOME": str(home),
            "FONTCONFIG_FILE": str(home / "fonts.conf"),
            "LC_ALL": "C.UTF-8",
        }
        subprocess.run(command, env=environment, check=True, capture_output=True, timeout=180)
        return Pages(home / f"{name}.pdf")

    return convert


@pytest.fixture(scope="module")
def pages(office, everything):
    return office("everything", everything)


@pytest.fixture(scope="module")
def running(office):
    """Some pages of running text."""
    blocks = [paragraph(NEWS, "观众围着望远镜。") for _ in range(40)]
    return office("running", written(tuple(blocks), lead=False))


def body_lines(pages, number):
    """The lines of an inner page between running head and folio."""
    return pages.lines(number)[1:-1]


def test_libreoffice_prints_the_whole_text(pages, everything):
    shown = written_text(document(everything)) + written_text(
        part(everything, "word/footnotes.xml")
    )
    assert sorted(set(shown) - set(pages.text)) == []
    for block in EVERYTHING:
        for run in getattr(block, "runs", ()):
            if not run.ruby and "\n" not in run.text:
                assert _begins(run.text) in pages.text


def _begins(characters):
    return tight(characters)[:12]


def test_no_hidden_number_is_printed(pages):
    for words in ("湖畔科学周主会场望湖阁", "发射架下的火箭", "设备清单"):
        before = pages.text[pages.text.index(words) - 1]
        assert not before.isdecimal(), words


def test_page_numbers_and_running_heads_are_where_they_belong(pages):
    first, second = pages.glyphs(0), pages.lines(1)
    assert "".join(g.character for g in second[0]).startswith("新闻简报")
    folio = max(first, key=lambda g: (round(g.baseline), g.left))
    assert folio.character == "1"
    assert folio.right == pytest.approx(595.3 - 75.4, abs=2)
    (even,) = second[-1]
    assert even.character == "2"
    assert even.left == pytest.approx(75.4, abs=2)


def test_notes_have_circled_numbers_that_begin_anew_on_each_page(pages):
    for number in (0, 1):
        assert "①" in [g.character for g in pages.glyphs(number)]
    assert "②" not in pages.text


def test_an_inner_page_holds_the_lines_of_the_house_style_on_its_pitch(running):
    baselines = [line[0].baseline for line in body_lines(running, 1)]
    assert len(baselines) == 32
    steps = [below - above for above, below in pairwise(baselines)]
    assert steps == pytest.approx([21] * 31, abs=0.15)


def test_paragraphs_begin_two_ems_in_and_lines_are_flush(running):
    left, measure = 26.6 / 25.4 * 72, 36 * 12
    starts = {round((line[0].left - left) / 12) for line in body_lines(running, 1)}
    assert starts == {0, 2}
    inner = [line for line in body_lines(running, 1) if line[-1].character not in "。，"]
    ends = [line[-1].right - left for line in inner]
    assert ends == pytest.approx([measure] * len(ends), abs=1.5)


def test_marks_at_the_start_or_beside_latin_come_from_the_chinese_face(office):
    blocks = (
        paragraph("“甲”乙GS-150“折射”望远镜——丙……丁·戊"),
        Heading(2, text("“己”Latin")),
        paragraph("庚", Run("ABC", strong=True), Run("“辛”")),
    )
    pages = office("marks", written(blocks, lead=False, metadata=METADATA))
    marks = [g for g in pages.glyphs(0) if g.character in "“”‘’—…·"]
    assert len(marks) == 13
    assert {g.font for g in marks if "CJK" not in g.font} == set()
    latin = [g for g in pages.glyphs(0) if g.character in "GS"]
    assert all("DejaVu" in g.font for g in latin)


def gongwen(paragraphs, **said):
    metadata = replace(METADATA, subtitle="", **said)
    style = style_of("gongwen", "澜州市科学普及联合会")
    return written(tuple(paragraphs), lead=False, metadata=metadata, style=style)


@pytest.fixture(scope="module")
def official(office):
    said = {
        "document_number": "澜科联〔2026〕18号",
        "to": ("各成员单位",),
        "cc": ("市教育局", "市天文馆"),
    }
    blocks = [paragraph("国" * 54) for _ in range(20)]
    return office("official", gongwen(blocks, **said))


def test_an_official_page_holds_22_lines_of_28_characters(official):
    lines = official.lines(1)[:-1]
    assert len(lines) == 22
    steps = [below[0].baseline - above[0].baseline for above, below in pairwise(lines)]
    assert steps == pytest.approx([28.99] * 21, abs=0.2)
    assert max(len(line) for line in lines) == 28
    full = [line for line in lines if len(line) == 28]
    ends = [line[-1].right - (26 / 25.4 * 72) for line in full]
    assert ends == pytest.approx([156 / 25.4 * 72] * len(ends), abs=1.5)


def test_the_first_page_of_an_official_document_keeps_to_the_grid_under_its_head(official):
    lines = official.lines(0)
    body = next(n for n, line in enumerate(lines) if line[0].character == "各")
    first, last = lines[body][0].baseline, lines[-2][0].baseline
    top = 37 / 25.4 * 72
    assert (first - top) % 28.99 == pytest.approx((last - top) % 28.99, abs=0.5)
    assert round((last - top) / 28.99 + 0.3) == 22  # the last line of the page


def test_the_name_number_and_title_stand_where_the_standard_puts_them(official):
    lines = {"".join(g.character for g in line): line for line in official.lines(0)}
    name = lines["澜州市科学普及联合会文件"]
    assert name[0].baseline - 0.88 * 36 == pytest.approx(72 / 25.4 * 72, abs=4)
    number = lines["澜科联〔2026〕18号"]
    assert number[0].baseline - 0.86 * 15.8 == pytest.approx((37 + 68.2) / 25.4 * 72, abs=4)
    middle = (number[0].left + number[-1].right) / 2
    assert middle == pytest.approx((28 + 78) / 25.4 * 72, abs=2)


def test_the_imprint_stands_on_the_foot_of_the_last_page(official):
    last = official.lines(len(official) - 1)
    text = ["".join(g.character for g in line) for line in last]
    assert text[-2].endswith("印发")
    assert text[-3].startswith("抄送：")
    assert last[-2][0].baseline == pytest.approx(262 / 25.4 * 72, abs=11)


def test_page_numbers_of_official_documents_stand_a_character_in(official):
    odd, even = official.lines(0)[-1], official.lines(1)[-1]
    assert "".join(g.character for g in odd) == "—1—"
    assert odd[-1].right == pytest.approx((28 + 156) / 25.4 * 72 - 15.8, abs=1.5)
    assert even[0].left == pytest.approx(26 / 25.4 * 72 + 15.8, abs=1.5)
    assert odd[0].baseline == pytest.approx(269 / 25.4 * 72, abs=6)


def test_an_issue_is_set_in_columns_that_end_alike(office):
    story = tuple(paragraph(NEWS) for _ in range(6))
    data = write_word(prepared_issue([("甲篇", story), ("乙篇", story)]), made=MADE).value
    pages = office("issue", data)
    second = [line for line in pages.lines(1) if line[0].baseline > 200]
    step = style_of("issue").column_pt + 21
    left = [round((line[0].left - 26 / 25.4 * 72) // step) for line in second]
    assert {0} <= set(left)
    ends = {
        column: max(
            g.baseline
            for line in second[:-1]
            for g in line
            if (g.left - 26 / 25.4 * 72) // step == column
        )
        for column in (0, 1)
    }
    assert ends[0] == pytest.approx(ends[1], abs=40)
