import io
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from publisher.article import (
    Box,
    Figure,
    Gallery,
    List,
    Names,
    Note,
    Paragraph,
    Quote,
    Run,
    Table,
    walk,
)
from publisher.ooxml.names import qualified
from publisher.prepared import Plate
from publisher.writers.word import write_word
from tests.effort import effort
from tests.writers.word.bulletins import (
    EVERYTHING,
    MADE,
    NARROW,
    ROW,
    paragraph,
    placed,
    prepared,
    text,
    written,
)
from tests.writers.word.docx import (
    document,
    names,
    part,
    style,
    styled,
    tight,
    value,
    written_text,
    xpath,
)

HEAD = (
    "要闻镜湖光学加入湖畔科普联盟把望远镜送到社区门口42家单位首批签约，三年开放300个观测名额"
    "来源：镜湖光学企业文化部2026-10-19文／陈书禾湖畔科学周主会场望湖阁。图／林远"
)


def body_of(*blocks, **kwargs):
    return document(written(blocks, **kwargs))


def test_every_word_of_the_article_stands_in_it_once_and_in_order(everything):
    assert written_text(document(everything)) == HEAD + tight(
        """10月19日上午，第十二届湖畔科学周在澜州市望湖阁开幕，澜州湖畔科普联盟同日成立。
        全市42家学校、医院、企业和科研单位成为首批成员。镜湖光学作为光学仪器企业的代表加入联盟，
        并宣布今后三年向社区开放300个观测名额。“看星空”和 GS-150 “折射”望远镜——共3台……都在。
        搭台：让仪器走出实验室 加粗强调着重专名书名网址错址粗的专名 dá龘 第一行第二行
        “深空”展厅的照片，星点皆为星系。发射架下的火箭。眼底照片。左起：深空、火箭、眼底。
        三级 四级 五级 引用的一段话。——镜湖光学 何望舒 月亮上有坑！——高级技师 何望舒
        甲项 甲项续 子项 第三 第四 旁注的说明。
        成员单位 澜州市科学普及联合会 澜州师范学院物理系 澜州市天文馆 湖东中心 名单之后的一段。
        志愿讲解员 何望舒江岸周以宁苏简温故新 设备清单 项目数量备注望远镜3150毫米显微镜2
        怎样预约方框里的话。print('镜湖')x=1〔图片暂缺〕结尾。没有叫到的注释。"""
    )


@settings(max_examples=effort(30), deadline=None)
@given(st.lists(st.text(st.characters(blacklist_categories=("Cs", "Cc", "Cn"))), max_size=4))
def test_any_text_is_read_back_as_it_was(lines):
    made = body_of(*(Paragraph((Run(line),)) for line in lines), lead=False)
    head = written_text(body_of(lead=False))
    assert written_text(made) == head + tight("".join(lines))


def test_spaces_breaks_and_tabs_of_a_text_are_kept():
    from docx import Document

    data = written((paragraph(" 甲  乙\n\n丙\t丁 "),), lead=False)
    opened = Document(io.BytesIO(data))
    assert opened.paragraphs[-1].text == " 甲  乙\n\n丙\t丁 "


def test_each_block_has_a_bookmark_of_its_own(everything):
    stories = [document(everything), part(everything, "word/footnotes.xml")]
    starts = [s for story in stories for s in xpath(story, "//w:bookmarkStart")]
    ends = [e for story in stories for e in xpath(story, "//w:bookmarkEnd/@w:id")]
    marked = [start.get(qualified("w:name")) for start in starts]
    ids = [start.get(qualified("w:id")) for start in starts]
    assert len(marked) == len(set(marked))
    assert sorted(ids) == sorted(ends)
    assert len(ids) == len(set(ids))
    assert all(re.fullmatch(r"_ky_\w{1,36}", name) for name in marked)
    kinds = [name.rpartition("_")[2] for name in marked]
    pictures = sum(isinstance(b, Figure) for b in walk((ROW,)))
    blocks = [b for b in walk(EVERYTHING) if not isinstance(b, Note)]
    named = [kind for kind in kinds if kind in {type(b).__name__.lower() for b in blocks}]
    assert len(named) == len(blocks) - pictures
    for role in ("kicker", "title", "deck", "byline", "lead"):
        assert f"_ky_1_{role}" in marked


def test_a_bookmark_holds_its_block_and_no_more():
    made = body_of(paragraph("甲"), Quote((paragraph("乙"), paragraph("丙")), text("丁")))
    (start,) = xpath(made, "//w:bookmarkStart[@w:name='_ky_1_2_quote']")
    held = start.get(qualified("w:id"))
    between = f"//w:t[preceding::w:bookmarkStart[@w:id='{held}']]"
    inside = xpath(made, f"{between}[following::w:bookmarkEnd[@w:id='{held}']]/text()")
    assert "".join(inside) == "乙丙——丁"


def test_pictures_stand_at_their_size_with_words_for_those_who_cannot_see_them(everything):
    drawings = xpath(document(everything), "//wp:inline")
    said = [value(d, "wp:docPr/@descr") for d in drawings]
    assert said == [
        "望湖阁",
        "“深空”展厅的照片，星点皆为星系。",
        "火箭",
        "眼底照片。",
        "方图",
        "没有说明的图",
    ]
    lead = drawings[0]
    assert value(lead, "wp:extent/@cx") == str(432 * 12700)
    assert value(lead, ".//a:ext/@cy") == str(288 * 12700)
    ids = [value(d, "wp:docPr/@id") for d in drawings]
    assert len(ids) == len(set(ids))
    assert all(value(d, ".//a:graphicFrameLocks/@noChangeAspect") == "1" for d in drawings)


def test_a_picture_without_any_words_is_named_after_the_article():
    figure = Figure("x.jpg")
    places = {figure: Plate(((placed(figure, 432),),))}
    made = body_of(figure, lead=False, places=places)
    said = "《镜湖光学加入湖畔科普联盟把望远镜送到社区门口》配图1"
    assert value(made, "//wp:docPr/@descr") == said


def test_captions_show_no_number_but_are_counted_for_word(everything):
    captions = styled(everything, "caption") + styled(everything, "主图说明")
    counted = [c for c in captions if "SEQ 图" in "".join(xpath(c, ".//w:instrText/text()"))]
    assert len(counted) == 4
    for caption in counted:
        shown = xpath(caption, ".//w:r[w:fldChar or w:instrText]/w:rPr/w:rStyle/@w:val")
        assert set(shown) == {"HiddenNumber"}
    assert xpath(style(everything, "隐藏编号"), "w:rPr/w:vanish")
    (table,) = styled(everything, "表题")
    assert "SEQ 表" in "".join(xpath(table, ".//w:instrText/text()"))


def test_a_missing_picture_is_marked_and_its_name_is_not_printed(everything):
    (mark,) = styled(everything, "缺图")
    assert written_text(mark) == "〔图片暂缺〕"
    assert "gone.jpg" not in xpath(document(everything), "string()")


def test_pictures_in_a_row_stand_over_their_captions_in_one_table(everything):
    (made,) = xpath(document(everything), "//w:tbl[.//w:t[contains(., '发射架')]]")
    pictures, captions = xpath(made, "w:tr")
    assert [len(xpath(cell, ".//w:drawing")) for cell in xpath(pictures, "w:tc")] == [1, 1, 1]
    assert [written_text(cell) for cell in xpath(captions, "w:tc")][2] == "眼底照片。"


def test_rows_of_different_widths_share_a_grid():
    figures = tuple(Figure(f"{n}.jpg", alt=str(n)) for n in range(5))
    gallery = Gallery(figures)
    rows = (
        tuple(placed(f, 210) for f in figures[:2]),
        tuple(placed(f, 138) for f in figures[2:]),
    )
    made = body_of(gallery, lead=False, places={gallery: Plate(rows)})
    assert len(xpath(made, "//wp:inline")) == 5
    styles = xpath(made, "//w:tr/w:tc[1]/w:p/w:pPr/w:pStyle/@w:val")
    assert styles == ["Picture", "NextPictureAlone"]
    _widths_agree(made)


def test_a_caption_beside_its_picture_stands_at_its_foot(everything):
    (made,) = xpath(document(everything), "//w:tbl[.//w:t[contains(., '旁注')]]")
    picture, words = xpath(made, "w:tr/w:tc")
    assert xpath(picture, ".//w:drawing")
    assert value(words, "w:tcPr/w:vAlign/@w:val") == "bottom"
    assert NARROW.caption[0].text == written_text(words)


def _widths_agree(made):
    """Every cell is as wide as the grid columns under it, every row as wide as the table."""
    for table in xpath(made, "//w:tbl"):
        grid = [int(w) for w in xpath(table, "w:tblGrid/w:gridCol/@w:w")]
        assert sum(grid) == int(value(table, "w:tblPr/w:tblW/@w:w"))
        for row in xpath(table, "w:tr"):
            column = 0
            for cell in xpath(row, "w:tc"):
                span = int((xpath(cell, "w:tcPr/w:gridSpan/@w:val") or ["1"])[0])
                assert sum(grid[column : column + span]) == int(value(cell, "w:tcPr/w:tcW/@w:w"))
                column += span
            assert column == len(grid)


def test_every_table_s_grid_and_cells_say_the_same_widths(everything):
    _widths_agree(document(everything))
    _widths_agree(part(everything, "word/header1.xml"))


def test_every_cell_ends_with_a_paragraph(everything):
    for cell in xpath(document(everything), "//w:tc"):
        assert cell[-1].tag == qualified("w:p")


def test_a_table_repeats_its_head_keeps_its_rows_and_its_alignment(everything):
    (made,) = xpath(document(everything), "//w:tbl[w:tblPr/w:tblStyle/@w:val='Ruled']")
    head, *rows = xpath(made, "w:tr")
    assert xpath(head, "w:trPr/w:tblHeader")
    assert all(xpath(row, "w:trPr/w:cantSplit") for row in (head, *rows))
    assert xpath(rows[0], "w:tc/w:p/w:pPr/w:pStyle/@w:val") == [
        "TableText",
        "TableTextRight",
        "TableTextCenter",
    ]


@pytest.mark.parametrize("rows", [(), ((text("一"),),), ((text("一"), text("二"), text("三")),)])
def test_a_ragged_table_is_filled_up(audit, rows):
    data = written((Table((text("甲"), text("乙")), rows, ()), Table((), (), ())))
    assert audit(data) == []
    _widths_agree(document(data))


def test_organisations_stand_in_a_section_of_two_columns(everything):
    (columns,) = xpath(document(everything), "//w:sectPr/w:cols/@w:num")
    assert columns == "2"
    ends = xpath(document(everything), "//w:p[w:pPr/w:sectPr]")
    assert [written_text(p) for p in ends] == ["成员单位", "湖东中心"]


def test_people_stand_in_equal_columns_names_of_two_characters_spread():
    names = (
        "何望舒",
        "江岸",
        "周以宁",
        "苏简",
        "温故新",
        "林小满",
        "叶青",
        "方既白",
        "白露",
        "顾行止",
    )
    made = body_of(Names(names, columns=5))
    (table,) = xpath(made, "//w:tbl[.//w:t='何望舒']")
    rows = [xpath(row, "w:tc//w:t/text()") for row in xpath(table, "w:tr")]
    assert rows[0] == ["何望舒", "江　岸", "周以宁", "苏　简", "温故新"]
    assert not xpath(made, "//w:sectPr/w:cols/@w:num")


def test_a_list_of_names_inside_a_box_begins_no_section(audit):
    organisations = Names(("澜州市科学普及联合会", "澜州师范学院物理系"), "单位", 2)
    data = written((Box((organisations,)), Quote((organisations,)), organisations))
    assert len(xpath(document(data), "//w:sectPr")) == 3
    assert not xpath(document(data), "//w:tc//w:sectPr")
    assert audit(data) == []


def test_lists_are_real_lists_with_their_own_first_numbers(everything):
    numbering = part(everything, "word/numbering.xml")
    numbered = styled(everything, "List Number")
    idents = {value(p, "w:pPr/w:numPr/w:numId/@w:val") for p in numbered}
    assert len(idents) == 1
    start = f"//w:num[@w:numId='{idents.pop()}']/w:lvlOverride/w:startOverride/@w:val"
    assert value(numbering, start) == "3"
    bullets = styled(everything, "List Bullet")
    levels = [value(p, "w:pPr/w:numPr/w:ilvl/@w:val") for p in bullets]
    assert levels == ["0", "0", "1"]
    assert [written_text(p) for p in styled(everything, "List Continue")] == ["甲项续"]


def test_lists_deeper_than_word_has_levels_break_nothing(audit):
    nested = paragraph("底")
    for _ in range(12):
        nested = List(((nested,),), ordered=True)
    assert audit(written((nested, List(((),))))) == []


def test_a_pull_quote_bears_its_bar_down_to_the_name(everything):
    for name in ("Intense Quote", "大引语署名"):
        bar = style(everything, name)
        assert value(bar, "w:pPr/w:pBdr/w:left/@w:color") == "C4161C"
    (signed,) = styled(everything, "大引语署名")
    assert written_text(signed) == "——高级技师何望舒"


def test_notes_stand_in_their_part_in_the_order_of_their_calls(everything):
    notes = part(everything, "word/footnotes.xml")
    ids = xpath(notes, "w:footnote/@w:id")
    assert ids == ["-1", "0", "1", "2"]
    assert written_text(xpath(notes, "w:footnote[@w:id='2']")[0]) == "注释乙。第二段。"
    assert xpath(document(everything), "//w:footnoteReference/@w:id") == ["1", "2"]
    assert len(xpath(notes, "//w:footnoteRef")) == 2


def test_a_second_call_of_a_note_refers_to_the_first(everything):
    (again,) = [i for i in xpath(document(everything), "//w:instrText/text()") if "NOTEREF" in i]
    target = again.split()[1]
    assert xpath(document(everything), f"//w:bookmarkStart[@w:name='{target}']")


def test_a_call_of_no_note_and_a_call_within_a_note_are_shown_by_their_labels(audit):
    blocks = (
        paragraph("甲", Run("", note="x"), Run("", note="a")),
        Note("a", (paragraph("注", Run("", note="b")),)),
        Note("b", (List(((paragraph("末"),),)),)),
    )
    data = written(blocks)
    assert written_text(document(data)).endswith("甲[x]末")
    assert written_text(part(data, "word/footnotes.xml")) == "注[b]"
    assert audit(data) == []


def test_a_note_may_hold_a_picture_and_a_link(audit):
    figure = Figure("n.jpg", alt="注图")
    note = Note("a", (figure, paragraph(Run("网", link="https://example.org"))))
    places = {figure: Plate(((placed(figure, 100),),))}
    data = written((paragraph("甲", Run("", note="a")), note), places=places)
    assert "word/_rels/footnotes.xml.rels" in names(data)
    assert audit(data) == []


def test_articles_of_an_issue_start_a_page_where_it_says_so():
    from dataclasses import replace

    from publisher.article import IssueMetadata

    one = prepared((paragraph("文。"),))
    issue = IssueMetadata("镜湖", "3", issuer="镜湖光学", starts=("run", "page"))
    both = replace(
        one,
        articles=one.articles * 2,
        bulletin=replace(one.bulletin, articles=one.bulletin.articles * 2, issue=issue),
    )
    made = document(write_word(both, made=MADE).value)
    (first,) = xpath(made, "//w:p[w:pPr/w:pageBreakBefore]")
    assert written_text(first) == "要闻"
    marked = xpath(made, "//w:bookmarkStart/@w:name")
    assert len(marked) == len(set(marked))


@pytest.mark.parametrize(
    ("caption", "credit", "shown"),
    [
        ("望湖阁。", "林远", "望湖阁。\u3000图／林远"),
        ("守在相机旁边的人。", "Lav Varshney", "守在相机旁边的人。\n图／Lav Varshney"),
        ("", "林远", "图／林远"),
    ],
)
def test_a_credit_stands_behind_the_caption_or_whole_on_a_line_of_its_own(caption, credit, shown):
    from docx import Document

    figure = Figure("x.jpg", caption=text(caption) if caption else (), credit=credit)
    places = {figure: Plate(((placed(figure, 132),),))}
    opened = Document(io.BytesIO(written((figure,), lead=False, places=places)))
    assert opened.tables[0].rows[1].cells[0].text == shown


def test_captions_stay_with_their_pictures_and_the_last_picture_with_nothing(everything):
    for name in ("图片", "主图", "续行图片", "表题"):
        assert xpath(style(everything, name), "w:pPr/w:keepNext"), name
    for name in ("图片无注", "主图无注", "续行图片无注"):
        assert not xpath(style(everything, name), "w:pPr/w:keepNext"), name


def test_a_quote_inside_a_pull_quote_is_the_pull_quote():
    inner = Quote((paragraph("月亮上有坑！"),), text("何望舒"))
    data = written((Quote((inner,), pull=True),))
    assert [written_text(p) for p in styled(data, "Intense Quote")] == ["月亮上有坑！"]
    assert [written_text(p) for p in styled(data, "大引语署名")] == ["——何望舒"]
    assert not styled(data, "Quote")


def test_a_dash_that_the_author_wrote_is_not_doubled():
    data = written((Quote((paragraph("话。"),), text("——何望舒")),))
    assert [written_text(p) for p in styled(data, "引语署名")] == ["——何望舒"]


def test_a_second_list_of_names_follows_without_a_rule(everything):
    first = Names(("何望舒", "江岸"), "甲组")
    data = written((first, Names(("叶青", "白露"), "乙组")))
    assert [written_text(p) for p in styled(data, "名单标题")] == ["甲组"]
    assert [written_text(p) for p in styled(data, "续名单标题")] == ["乙组"]
    assert xpath(style(data, "名单标题"), "w:pPr/w:pBdr/w:top")
    assert not xpath(style(data, "续名单标题"), "w:pPr/w:pBdr")
