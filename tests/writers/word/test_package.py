import datetime as dt
import io
import os
import time
import zipfile
from dataclasses import replace

import pytest

from publisher.ooxml.names import qualified
from publisher.writers.word import DraftIdentity, write_word
from tests.writers.word.bulletins import EVERYTHING, MADE, METADATA, paragraph, prepared, written
from tests.writers.word.docx import document, names, part, value, xpath

EMPTY = replace(METADATA, subtitle="", kicker="", authors=(), source="", number="", date=None)


@pytest.fixture
def elsewhere(monkeypatch):
    """Another time zone and locale."""
    monkeypatch.setenv("TZ", "Asia/Urumqi")
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    time.tzset()
    yield
    os.environ.pop("TZ")
    time.tzset()


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(written, id="everything"),
        pytest.param(lambda: written((), metadata=EMPTY, lead=False), id="a title alone"),
        pytest.param(lambda: written(EVERYTHING[::-1]), id="in reverse"),
        pytest.param(lambda: written((*EVERYTHING, *EVERYTHING)), id="twice"),
    ],
)
def test_the_validator_of_the_open_xml_sdk_finds_nothing(audit, data):
    assert audit(data()) == []


def test_the_validator_would_find_a_fault(audit, everything):
    broken = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(everything)) as source, zipfile.ZipFile(broken, "w") as target:
        for name in source.namelist():
            target.writestr(name, source.read(name).replace(b"<w:tblGrid>", b"<w:tblGird>"))
    assert audit(broken.getvalue())


def test_python_docx_opens_it_and_finds_the_styles_by_name(everything):
    from docx import Document

    opened = Document(io.BytesIO(everything))
    by_style = {paragraph.style.name: paragraph.text for paragraph in opened.paragraphs}
    assert by_style["Heading 1"] == "镜湖光学加入湖畔科普联盟\n把望远镜送到社区门口"
    assert opened.core_properties.title == METADATA.title
    assert opened.core_properties.created == MADE


def test_the_same_bytes_at_another_time_zone_and_locale(everything, elsewhere):
    assert written() == everything


def test_nothing_in_it_knows_another_instant_than_the_one_given(everything):
    with zipfile.ZipFile(io.BytesIO(everything)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    later = write_word(prepared(), made=MADE + dt.timedelta(days=1)).value
    changed = [name for name in names(later) if not _same(name, later, everything)]
    assert changed == ["docProps/core.xml"]


def _same(name, one, other):
    with zipfile.ZipFile(io.BytesIO(one)) as a, zipfile.ZipFile(io.BytesIO(other)) as b:
        return a.read(name) == b.read(name)


def test_it_holds_its_own_parts_and_nothing_of_a_template(everything):
    inside = [name for name in names(everything) if not name.endswith(".rels")]
    assert sorted(inside) == [
        "[Content_Types].xml",
        "docProps/app.xml",
        "docProps/core.xml",
        "docProps/custom.xml",
        "word/document.xml",
        "word/fontTable.xml",
        "word/footer1.xml",
        "word/footer2.xml",
        "word/footer3.xml",
        "word/footnotes.xml",
        "word/header1.xml",
        "word/header2.xml",
        "word/header3.xml",
        "word/media/image1.jpeg",
        "word/media/image2.jpeg",
        "word/media/image3.jpeg",
        "word/media/image4.jpeg",
        "word/numbering.xml",
        "word/settings.xml",
        "word/styles.xml",
        "word/theme/theme1.xml",
    ]


def test_the_content_types_have_no_prefix_since_dotnet_reads_no_other(everything):
    with zipfile.ZipFile(io.BytesIO(everything)) as archive:
        assert b"<Types " in archive.read("[Content_Types].xml")


def test_a_picture_placed_twice_is_held_once_with_the_bytes_of_the_pdf(everything):
    from tests.writers.word.bulletins import photograph

    with zipfile.ZipFile(io.BytesIO(everything)) as archive:
        assert archive.read("word/media/image1.jpeg") == photograph((30, 90, 160)).data
    assert len(xpath(document(everything), "//pic:pic")) > 4


def test_the_properties_say_what_and_whose_it_is():
    data = write_word(prepared(), made=MADE, identity=DraftIdentity("20261019-jinghu")).value
    core = part(data, "docProps/core.xml")
    assert xpath(core, "string(dc:title)") == METADATA.title
    assert xpath(core, "string(dc:language)") == "zh-CN"
    assert xpath(core, "string(dcterms:created)") == "2026-10-19T08:30:00Z"
    custom = part(data, "docProps/custom.xml")
    held = {p.get("name"): xpath(p, "string(vt:lpwstr)") for p in xpath(custom, "op:property")}
    assert held == {
        "kanyin.id": "20261019-jinghu",
        "kanyin.title": METADATA.title,
        "kanyin.issuer": "镜湖光学",
        "kanyin.language": "zh-CN",
        "kanyin.date": "2026-10-19",
    }


def test_an_instant_of_another_zone_is_written_in_utc():
    beijing = MADE.astimezone(dt.timezone(dt.timedelta(hours=8)))
    assert write_word(prepared(), made=beijing).value == write_word(prepared(), made=MADE).value


def test_the_language_of_the_article_is_that_of_its_styles():
    data = written((paragraph("文。"),), metadata=replace(METADATA, language="zh-TW"))
    assert value(part(data, "word/styles.xml"), "//w:rPrDefault//w:lang/@w:eastAsia") == "zh-TW"
    assert value(part(data, "word/settings.xml"), "w:themeFontLang/@w:eastAsia") == "zh-TW"


def test_without_an_identity_no_id_is_made_up(everything):
    custom = part(everything, "docProps/custom.xml")
    assert "kanyin.id" not in xpath(custom, "op:property/@name")


def test_what_xml_cannot_hold_is_left_out_and_said():
    outcome = write_word(prepared((paragraph("甲\x01乙\ud800丙\ufffe"),)), made=MADE)
    assert "甲乙丙" in xpath(document(outcome.value), "string(//w:body)")
    said = [(f.code, f.arguments["code"]) for f in outcome.findings]
    assert said == [
        ("word-character", "U+0001"),
        ("word-character", "U+D800"),
        ("word-character", "U+FFFE"),
    ]


def test_control_characters_in_metadata_break_nothing(audit):
    metadata = replace(METADATA, title="题\x02目", keywords=("甲\x03",), issuer="机\x04关")
    assert audit(written((), metadata=metadata)) == []


def test_settings_ask_for_chinese_line_breaking_and_mirrored_pages(everything):
    settings = part(everything, "word/settings.xml")
    assert value(settings, "w:characterSpacingControl/@w:val") == "compressPunctuation"
    assert "（" in value(settings, "w:noLineBreaksAfter/@w:val")
    assert "，" in value(settings, "w:noLineBreaksBefore/@w:val")
    assert xpath(settings, "boolean(w:mirrorMargins and w:evenAndOddHeaders)")
    assert not xpath(settings, "//w:updateFields")
    styles = part(everything, "word/styles.xml")
    defaults = xpath(styles, "w:docDefaults/w:pPrDefault/w:pPr/*")
    assert {d.tag for d in defaults} >= {
        qualified(f"w:{name}") for name in ("kinsoku", "autoSpaceDE", "autoSpaceDN")
    }


def test_marks_that_hang_are_said_to_be_words_default_since_libreoffice_reads_it_inverted(
    everything,
):
    defaults = xpath(part(everything, "word/styles.xml"), "w:docDefaults//w:overflowPunct")
    assert [made.attrib for made in defaults] == [{}]
    assert len(xpath(part(everything, "word/styles.xml"), "//w:overflowPunct")) == 1


def test_the_font_table_names_the_free_faces_as_alternatives(everything):
    fonts = part(everything, "word/fontTable.xml")
    held = {f.get(qualified("w:name")): value(f, "w:altName/@w:val") for f in fonts}
    assert "Noto Serif CJK SC" in held["宋体"].split(",")
    assert "LXGW WenKai" in held["楷体"].split(",")
    used = set(xpath(part(everything, "word/styles.xml"), "//w:rFonts/@w:eastAsia"))
    assert used <= set(held)
