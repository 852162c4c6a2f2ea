"""Official documents and briefs as Word holds them, by the clauses of GB/T 9704-2012."""

import datetime as dt
from dataclasses import replace

import pytest

from publisher.article import Heading, Metadata
from publisher.style.units import Mm
from publisher.writers.word import write_word
from tests.writers.word.bulletins import (
    MADE,
    METADATA,
    paragraph,
    prepared_issue,
    style_of,
    text,
    written,
)
from tests.writers.word.docx import document, style, styled, value, written_text, xpath
from tests.writers.word.test_running import furniture

NOTICE = Metadata(
    title="镜湖光学关于开放观测名额的通知",
    date=dt.date(2026, 9, 28),
    issuer="镜湖光学",
    document_number="镜光〔2026〕18号",
    to=("各成员单位", "各车间"),
    cc=("市天文馆",),
    attachments=("名额分配表", "预约办法"),
    note="此件公开发布",
    unit="镜湖光学办公室",
)
TEXT = (
    paragraph("现将有关事项通知如下。"),
    Heading(2, text("一、时间")),
    paragraph("10月19日起。"),
)
BRIEF = replace(
    NOTICE,
    number="3",
    document_number="087",
    secrecy="内部资料",
    abstract="三天来运转平稳。",
    copies="120",
    source="",
)


def notice(blocks=TEXT, metadata=NOTICE, kind="gongwen"):
    return written(blocks, metadata=metadata, lead=False, style=style_of(kind, "镜湖光学"))


@pytest.fixture(scope="module")
def document_of_notice():
    return notice()


@pytest.fixture(scope="module")
def brief():
    return notice(metadata=BRIEF, kind="jianbao")


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("发文机关标志", "镜湖光学文件"),
        ("发文字号", "镜光〔2026〕18号"),
        ("主送机关", "各成员单位，各车间："),
        ("附件说明", "附件：1.名额分配表"),
        ("续附件说明", "2.预约办法"),
        ("发文机关署名", "镜湖光学"),
        ("成文日期", "2026年9月28日"),
        ("附注", "（此件公开发布）"),
        ("抄送机关", "抄送：市天文馆。"),
        ("印发机关", "镜湖光学办公室2026年9月28日印发"),
    ],
)
def test_each_part_of_an_official_document_is_in_a_style_of_its_name(
    document_of_notice, name, said
):
    (found,) = styled(document_of_notice, name)
    assert written_text(found) == said


def test_the_parts_stand_in_the_order_of_the_standard(document_of_notice):
    said = written_text(document(document_of_notice))
    order = ("文件", "18号", "各成员", "现将", "附件：", "2026年9月28日（", "抄送：", "印发")
    places = [said.index(words) for words in order]
    assert places == sorted(places)


def test_the_red_rule_stands_four_millimetres_under_the_number(document_of_notice):
    made = style(document_of_notice, "发文字号")
    assert value(made, "w:pPr/w:pBdr/w:bottom/@w:color") == "D7000F"
    assert value(made, "w:pPr/w:pBdr/w:bottom/@w:sz") == "16"
    under = int(value(made, "w:pPr/w:pBdr/w:bottom/@w:space"))
    line = int(value(made, "w:pPr/w:spacing/@w:line")) / 20
    assert under + (line - 15.793) / 2 == pytest.approx(Mm(4).pt, abs=0.5)


def test_headings_are_hei_kai_and_fang_without_a_free_line_above(document_of_notice):
    faces = ("黑体", "楷体", "仿宋", "仿宋")
    for level, face in enumerate(faces, 2):
        made = style(document_of_notice, f"heading {level}")
        assert value(made, "w:rPr/w:rFonts/@w:eastAsia") == face
        assert value(made, "w:rPr/w:b/@w:val") == "0"
        assert value(made, "w:pPr/w:spacing/@w:before") == "0"


def test_the_name_is_red_and_in_xiaobiaosong(document_of_notice):
    made = style(document_of_notice, "发文机关标志")
    assert value(made, "w:rPr/w:rFonts/@w:eastAsia") == "方正小标宋简体"
    assert value(made, "w:rPr/w:color/@w:val") == "D7000F"


def test_the_date_stands_four_characters_from_the_right_and_the_name_is_centred_over_it(
    document_of_notice,
):
    issuer, date = (style(document_of_notice, name) for name in ("发文机关署名", "成文日期"))
    assert int(value(date, "w:pPr/w:ind/@w:right")) == pytest.approx(4 * 15.793 * 20, abs=1)
    assert int(value(issuer, "w:pPr/w:ind/@w:right")) > int(value(date, "w:pPr/w:ind/@w:right"))
    long = replace(style_of("gongwen", "镜湖光学"), issuer="镜湖光学仪器有限公司企业文化部")
    data = written(TEXT, metadata=NOTICE, lead=False, style=long)
    wide = style(data, "发文机关署名")
    assert int(value(wide, "w:pPr/w:ind/@w:right")) < 4 * 15.793 * 20


def test_who_issued_it_never_stands_on_a_page_alone_where_something_is_attached(
    document_of_notice,
):
    for name in ("附件说明", "续附件说明", "发文机关署名"):
        assert xpath(style(document_of_notice, name), "w:pPr/w:keepNext"), name


def test_the_imprint_is_one_frame_at_the_foot_of_the_type_area(document_of_notice):
    framed = xpath(document(document_of_notice), "//w:p[w:pPr/w:framePr]")
    assert [written_text(p) for p in framed][1::2] == [
        "抄送：市天文馆。",
        "镜湖光学办公室2026年9月28日印发",
    ]
    frames = {tuple(sorted(p.attrib.items())) for p in xpath(framed[0], "w:pPr/w:framePr")}
    frames |= {tuple(sorted(p.attrib.items())) for f in framed for p in xpath(f, "w:pPr/w:framePr")}
    assert len(frames) == 1
    frame = xpath(framed[0], "w:pPr/w:framePr")[0]
    assert (value(frame, "@w:vAnchor"), value(frame, "@w:yAlign")) == ("margin", "bottom")
    rules = [
        int(value(style(document_of_notice, name), "w:pPr/w:spacing/@w:line"))
        for name in ("版记首线", "版记间线", "版记末线")
    ]
    assert rules == [round(Mm(width).pt * 20) for width in (0.35, 0.25, 0.35)]


def test_a_document_that_goes_to_nobody_else_has_no_line_for_copies():
    data = notice(metadata=replace(NOTICE, cc=(), unit="", attachments=("办法",)))
    assert styled(data, "抄送机关") == []
    (printed,) = styled(data, "印发机关")
    assert written_text(printed) == "镜湖光学2026年9月28日印发"
    (attached,) = styled(data, "附件说明")
    assert written_text(attached) == "附件：办法"


def test_an_upward_document_names_those_who_sign_it_beside_its_number():
    data = notice(metadata=replace(NOTICE, signer="何望舒、江岸、周以宁"))
    (made,) = styled(data, "上行文字号")
    assert written_text(made) == "签发人：何望舒江岸镜光〔2026〕18号周以宁"
    assert styled(data, "发文字号") == []
    signed = xpath(made, "w:r[w:rPr/w:rStyle/@w:val='Signer']")
    assert [written_text(run) for run in signed] == ["何望舒江岸", "周以宁"]


def test_marks_stand_above_the_name_which_keeps_its_place():
    plain, marked = (
        notice(metadata=made) for made in (NOTICE, replace(NOTICE, secrecy="机密", urgency="特急"))
    )
    assert [written_text(p) for p in styled(marked, "密级")] == ["机密", "特急"]
    before = [
        int(value(style(data, "发文机关标志"), "w:pPr/w:spacing/@w:before"))
        for data in (plain, marked)
    ]
    assert before[0] - before[1] == pytest.approx(2 * 28.99 * 20, abs=2)


@pytest.mark.parametrize("kind", ["gongwen", "jianbao"])
def test_the_folio_stands_between_dashes_outside_a_character_in(kind):
    data = notice(metadata=BRIEF, kind=kind)
    odd, even = (furniture(data, "footer", pages) for pages in ("default", "even"))
    assert written_text(odd) == written_text(even) == "——"
    right, left = style(data, "footer"), style(data, "偶数页页脚")
    assert value(right, "w:pPr/w:jc/@w:val") == "right"
    assert value(left, "w:pPr/w:jc/@w:val") == "left"
    assert value(right, "w:pPr/w:ind/@w:right") == value(right, "w:pPr/w:ind/@w:left") == "316"
    assert not xpath(document(data), "//w:headerReference[@w:type='default']")


def test_a_brief_has_its_masthead_line_by_line(brief):
    corners = furniture(brief, "header", "first")
    assert written_text(corners) == "内部资料编号087"
    said = written_text(document(brief))
    assert said.startswith("简报第3期镜湖光学2026年9月28日编者按：三天来运转平稳。镜湖光学加入")
    assert written_text(furniture(brief, "footer", "first")) == "——"
    issued = style(brief, "编发行")
    assert value(issued, "w:pPr/w:pBdr/w:bottom/@w:color") == "D7000F"


def test_a_brief_ends_with_who_gets_it_and_how_many_there_are(brief):
    rows = [written_text(p) for p in styled(brief, "报送发")]
    assert rows == ["报：各成员单位，各车间。", "送：市天文馆。（共印120份）"]


def test_a_brief_of_several_articles_has_one_masthead_and_one_list():
    made = prepared_issue([("甲篇", TEXT), ("乙篇", TEXT)], style=style_of("jianbao"), lead=False)
    data = write_word(made, made=MADE).value
    assert len(styled(data, "刊名")) == 1
    assert len(styled(data, "heading 1")) == 2
    assert written_text(styled(data, "期号")[0]) == "第10期"


def test_without_what_is_said_of_it_a_document_is_its_text():
    bare = Metadata("题")
    data = written(TEXT, metadata=bare, lead=False, style=style_of("gongwen", ""))
    assert xpath(document(data), "//w:framePr") == []
    assert styled(data, "主送机关") == []


def test_body_lines_hold_twenty_eight_characters_on_twenty_two_lines(document_of_notice):
    section = xpath(document(document_of_notice), "//w:sectPr")[-1]
    assert value(section, "w:docGrid/@w:type") == "lines"
    assert value(section, "w:docGrid/@w:linePitch") == "580"
    body = style(document_of_notice, "Body Text")
    size = int(value(body, "w:rPr/w:sz/@w:val")) / 2
    space = int(value(body, "w:rPr/w:spacing/@w:val")) / 20
    measure = 11906 - sum(int(value(section, f"w:pgMar/@w:{side}")) for side in ("left", "right"))
    assert int(measure / 20 // (size + space)) == 28
    height = 16838 - sum(int(value(section, f"w:pgMar/@w:{side}")) for side in ("top", "bottom"))
    assert height // 580 == 22


def test_captions_of_official_documents_are_kai():
    data = written(style=style_of("gongwen"), metadata=METADATA)
    made = style(data, "caption")
    assert value(made, "w:rPr/w:rFonts/@w:eastAsia") == "楷体"
    assert value(made, "w:rPr/w:sz/@w:val") == "21"
