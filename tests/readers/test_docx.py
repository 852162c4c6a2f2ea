"""Word documents by any author: what was written is read, what was deleted is not."""

import datetime as dt
import io
import zipfile

import pytest

from publisher.article import Figure, Heading, List, Quote, Table, plain
from publisher.findings import InputError, UnavailableError
from publisher.readers import read

TEXT = "四月二十日，湖畔科普联盟在望湖阁成立，首批成员四十二家，把望远镜送到社区门口。"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def picture():
    from PIL import Image

    out = io.BytesIO()
    Image.new("RGB", (60, 40), "#335577").save(out, "JPEG")
    out.seek(0)
    return out


@pytest.fixture
def document():
    import docx

    made = docx.Document()
    made.core_properties.title = "模板"
    return made


@pytest.fixture
def reading(tmp_path):
    def of(document):
        document.save(tmp_path / "a.docx")
        return read(tmp_path / "a.docx", allow_missing=True)

    return of


def shown(blocks):
    return [(type(b).__name__, plain(getattr(b, "runs", ()))) for b in blocks]


def test_title_source_and_date_are_found_with_and_without_styles(document, reading):
    document.add_paragraph("湖畔科普联盟成立")
    document.add_paragraph("来源：镜湖　2026-04-20　林小满")
    document.add_paragraph(TEXT)
    article = reading(document).value.article
    assert (article.metadata.title, article.metadata.date) == (
        "湖畔科普联盟成立",
        dt.date(2026, 4, 20),
    )
    assert (article.metadata.source, article.metadata.authors) == ("镜湖", ("林小满",))
    assert shown(article.blocks) == [("Paragraph", TEXT)]


def test_styles_say_title_headings_and_quotations(document, reading):
    document.add_paragraph("湖畔科普联盟成立", style="Title")
    document.add_heading("一台慢机器", 1)
    document.add_heading("名额怎么分", 2)
    document.add_paragraph("它只是慢，没有坏。", style="Quote")
    document.add_paragraph(TEXT)
    article = reading(document).value.article
    assert article.metadata.title == "湖畔科普联盟成立"
    assert [(b.level, plain(b.runs)) for b in article.blocks if isinstance(b, Heading)] == [
        (2, "一台慢机器"),
        (3, "名额怎么分"),
    ]
    assert isinstance(article.blocks[2], Quote)


def test_the_only_top_heading_is_the_title_and_those_below_it_move_up(document, reading):
    document.add_heading("湖畔科普联盟成立", 1)
    document.add_heading("一台慢机器", 2)
    document.add_paragraph(TEXT)
    article = reading(document).value.article
    assert article.metadata.title == "湖畔科普联盟成立"
    assert [b.level for b in article.blocks if isinstance(b, Heading)] == [2]


def test_runs_keep_what_they_are(document, reading):
    document.add_paragraph("湖畔科普联盟成立", style="Title")
    paragraph = document.add_paragraph("温故新")
    paragraph.runs[0].bold = True
    paragraph.add_run("说：").italic = True
    paragraph.add_run("第一行")
    paragraph.add_run().add_break()
    paragraph.add_run("第二行。")
    [block] = reading(document).value.article.blocks
    assert [(r.text, r.strong, r.emphasis) for r in block.runs] == [
        ("温故新", True, False),
        ("说：", False, True),
        ("第一行\n第二行。", False, False),
    ]


def test_lists_nest_and_tables_keep_their_cells(document, reading):
    document.add_paragraph("湖畔科普联盟成立", style="Title")
    document.add_paragraph(TEXT)
    for text, style in (
        ("望远镜", "List Bullet"),
        ("三台", "List Bullet 2"),
        ("显微镜", "List Bullet"),
    ):
        document.add_paragraph(text, style=style)
    table = document.add_table(2, 2)
    for cell, text in zip(
        (c for row in table.rows for c in row.cells), ["项目", "名额", "观测", "300"], strict=True
    ):
        cell.text = text
    blocks = reading(document).value.article.blocks
    assert isinstance(blocks[1], List)
    assert not blocks[1].ordered
    assert plain(blocks[1].items[0][0].runs) == "望远镜"
    assert isinstance(blocks[-1], Table)
    assert [plain(cell) for cell in blocks[-1].head] == ["项目", "名额"]
    assert [[plain(c) for c in row] for row in blocks[-1].rows] == [["观测", "300"]]


def test_pictures_come_with_their_words_and_captions(document, reading):
    document.add_paragraph("湖畔科普联盟成立", style="Title")
    document.add_paragraph(TEXT)
    document.add_picture(picture())
    document.add_paragraph("▲开幕当天的草坪。叶青 摄")
    document.add_picture(picture())
    document.add_paragraph("流动展车", style="Caption")
    outcome = reading(document)
    figures = [b for b in outcome.value.article.blocks if isinstance(b, Figure)]
    assert [outcome.value.assets[f.picture].data for f in figures] == [picture().getvalue()] * 2
    assert [(plain(f.caption), f.credit) for f in figures] == [
        ("开幕当天的草坪。", "叶青 摄"),
        ("流动展车", ""),
    ]


def test_insertions_are_read_and_deletions_are_not(document, reading):
    from lxml import etree

    document.add_paragraph("湖畔科普联盟成立", style="Title")
    paragraph = document.add_paragraph("首批成员")
    for tag, inner, text in (("del", "delText", "四十"), ("ins", "t", "四十二")):
        change = etree.SubElement(paragraph._p, f"{{{W}}}{tag}")
        run = etree.SubElement(change, f"{{{W}}}r")
        etree.SubElement(run, f"{{{W}}}{inner}").text = text
    paragraph.add_run("家。")
    assert shown(reading(document).value.article.blocks) == [("Paragraph", "首批成员四十二家。")]


def changed(path, name, data):
    """The document with one part replaced."""
    out = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(out, "w") as new:
        for entry in old.infolist():
            new.writestr(entry, data if entry.filename == name else old.read(entry))
    path.write_bytes(out.getvalue())


def test_entities_and_document_types_are_refused(document, tmp_path):
    document.add_paragraph(TEXT)
    path = tmp_path / "a.docx"
    document.save(path)
    bomb = '<!DOCTYPE w [<!ENTITY a "aaaa">]>' + f'<w:document xmlns:w="{W}"><w:body/></w:document>'
    changed(path, "word/document.xml", bomb.encode())
    with pytest.raises(InputError, match="input-broken"):
        read(path)


def test_a_bomb_a_path_and_a_damaged_file_are_refused(tmp_path):
    path = tmp_path / "a.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("word/document.xml", b" " * (150 * 1024 * 1024))
    with pytest.raises(InputError, match="input-bomb"):
        read(path)
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("../document.xml", b"")
    with pytest.raises(InputError, match="input-unsafe"):
        read(path)
    path.write_bytes(b"PK\x03\x04" + b"\0" * 200)
    with pytest.raises(InputError, match="input-broken"):
        read(path)


def test_old_word_files_are_named_with_what_to_do(tmp_path):
    path = tmp_path / "a.docx"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500)
    with pytest.raises(UnavailableError, match="input-old-word"):
        read(path)
