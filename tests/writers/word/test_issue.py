"""A whole issue in Word: cover, contents, heads across, text in columns."""

from dataclasses import replace
from itertools import pairwise

import pytest

from publisher.article import Gallery, Names, Paragraph, Quote, Run
from publisher.writers.word import write_word
from tests.writers.word.bulletins import (
    EVERYTHING,
    ISSUE,
    MADE,
    NARROW,
    ROW,
    paragraph,
    prepared_issue,
    style_of,
    text,
)
from tests.writers.word.docx import document, part, style, styled, value, written_text, xpath
from tests.writers.word.test_running import RELATION

LONG = tuple(paragraph("望湖阁前的草坪上，每晚有讲解员陪你找到土星的光环。" * 3) for _ in range(4))
TEXTS = (("甲篇", LONG), ("乙篇", EVERYTHING), ("丙篇", LONG))


def issue(texts=TEXTS, **given):
    return write_word(prepared_issue(texts, **given), made=MADE).value


@pytest.fixture(scope="module")
def whole():
    return issue()


def sections(data):
    """How each section begins, and in how many columns it is set."""
    return [
        ((xpath(s, "w:type/@w:val") or ["page"])[0], int((xpath(s, "w:cols/@w:num") or [1])[0]))
        for s in xpath(document(data), "//w:sectPr")
    ]


def test_the_cover_bears_picture_words_and_the_story_s_own_page(whole):
    assert len(styled(whole, "封面图片")) == 1
    assert written_text(styled(whole, "封面肩题")[0]) == "封面故事图／林远"
    assert written_text(styled(whole, "封面标题")[0]) == "甲篇"
    (deck,) = styled(whole, "封面副题")
    assert "PAGEREF _ky_1_title" in "".join(xpath(deck, ".//w:instrText/text()"))
    assert "".join(xpath(deck, ".//w:t/text()")) == "第2页"
    assert len(styled(whole, "主图")) == 0


def test_the_contents_are_a_field_whose_entries_lead_to_the_articles(whole):
    (block,) = xpath(document(whole), "//w:sdt")
    assert value(block, "w:sdtPr/w:docPartObj/w:docPartGallery/@w:val") == "Table of Contents"
    instructions = "".join(xpath(block, ".//w:instrText/text()"))
    assert instructions.count("TOC \\o") == 1
    entries = styled(whole, "toc 1")
    said = ["".join(xpath(entry, ".//w:t/text()")) for entry in entries]
    assert said == ["乙篇专题\u3000陈书禾", "丙篇专题\u3000陈书禾"]
    anchors = xpath(block, ".//w:hyperlink/@w:anchor")
    marks = xpath(document(whole), "//w:bookmarkStart/@w:name")
    assert set(anchors) <= set(marks)
    assert anchors == ["_ky_2_title", "_ky_3_title"]
    assert not xpath(part(whole, "word/settings.xml"), "//w:updateFields")


def test_every_field_that_begins_ends(whole):
    for kind in ("begin", "separate", "end"):
        found = xpath(document(whole), f"//w:fldChar[@w:fldCharType='{kind}']")
        assert len(found) == len(xpath(document(whole), "//w:fldChar")) / 3


def test_heads_stand_across_and_text_in_two_columns(whole):
    made = sections(whole)
    assert made[0] == ("page", 1)  # the cover
    assert {columns for _, columns in made} == {1, 2}
    assert made[-1] == ("continuous", 1)
    for before, (kind, columns) in pairwise(made):
        assert kind == "continuous" or columns == 1
        if before[1] == 2:
            assert (kind, columns) == ("continuous", 1)  # else Word leaves the columns unequal


def test_an_article_begins_on_a_new_page_only_where_it_is_asked_for():
    plain = tuple((title, LONG) for title, _ in TEXTS)
    pages = [kind for kind, _ in sections(issue(plain))]
    assert pages.count("page") == 3  # the cover, the first two articles
    runs = replace(ISSUE, starts=("run", "run", "run"))
    assert [kind for kind, _ in sections(issue(plain, issue=runs))].count("page") == 2
    assert len(styled(issue(plain), "篇间")) == 1


def test_the_gutter_is_that_of_the_house_style(whole):
    spaces = xpath(document(whole), "//w:cols[@w:num='2']/@w:space")
    assert set(spaces) == {"420"}


def test_pictures_are_as_wide_as_their_column_and_wider_ones_part_the_columns():
    style_ = style_of("issue")
    data = issue((("甲篇", (*LONG, NARROW, *LONG)), ("乙篇", (*LONG, ROW, *LONG))))
    widths = [int(cx) / 12700 for cx in xpath(document(data), "//wp:inline/wp:extent/@cx")]
    assert max(widths) == pytest.approx(style_.measure_pt, abs=0.1)
    tables = xpath(document(data), "//w:tbl")
    beside, row = (int(value(made, "w:tblPr/w:tblW/@w:w")) / 20 for made in tables)
    assert beside <= style_.column_pt + style_.pictures.gap + 1
    assert row > style_.column_pt
    counts = [columns for _, columns in sections(data)]
    assert counts[-6:] == [1, 2, 1, 2, 1, 1]  # head, text, the row, text, its end
    assert isinstance(ROW, Gallery)


def test_each_section_has_its_name_at_the_head_of_its_pages(whole):
    relations = {r.get("Id"): r.get("Target") for r in part(whole, "word/_rels/document.xml.rels")}
    heads = [
        written_text(part(whole, f"word/{relations[made.get(RELATION)]}"))
        for made in xpath(document(whole), "//w:headerReference[@w:type='even']")
    ]
    assert heads == ["期刊2026.10封面故事", "期刊2026.10专题"]
    (first,) = xpath(document(whole), "//w:headerReference[@w:type='first']")
    masthead = part(whole, f"word/{relations[first.get(RELATION)]}")
    assert written_text(masthead) == "镜湖主办2026年第10期2026年10月25日星期日期刊"


def test_the_cover_has_no_folio_and_a_masthead_has(whole):
    relations = {r.get("Id"): r.get("Target") for r in part(whole, "word/_rels/document.xml.rels")}
    (first,) = xpath(document(whole), "//w:footerReference[@w:type='first']")
    assert not xpath(part(whole, f"word/{relations[first.get(RELATION)]}"), "//w:instrText")
    bare = issue(lead=False)
    assert styled(bare, "封面图片") == []
    assert len(styled(bare, "toc 1")) == 3
    assert xpath(part(bare, "word/footer1.xml"), "//w:instrText")


def test_without_contents_the_cover_still_is_a_page():
    data = issue(issue=replace(ISSUE, contents=False))
    assert xpath(document(data), "//w:sdt") == []
    assert sections(data)[:3] == [("page", 1), ("page", 1), ("continuous", 2)]


def test_names_and_pull_quotes_keep_to_the_column():
    names = Names(("何望舒", "江岸", "周以宁", "欧阳修远", "苏简"), "讲解员")
    quote = Quote((Paragraph((Run("“它只是慢。”"),)),), text("林小满"), pull=True)
    data = issue((("甲篇", (names, quote)), ("乙篇", LONG)))
    (made,) = xpath(document(data), "//w:tbl")
    assert int(value(made, "w:tblPr/w:tblW/@w:w")) <= style_of("issue").column_pt * 20 + 1
    pull = style(data, "Intense Quote")
    assert value(pull, "w:pPr/w:pBdr/w:top/@w:color") == "C4161C"
    assert not xpath(pull, "w:pPr/w:pBdr/w:left")


def test_notes_of_two_articles_with_one_label_are_two():
    said = (Paragraph((Run("文"), Run("", note="a"))), *EVERYTHING[-3:])
    data = issue((("甲篇", said), ("乙篇", said)))
    assert len(xpath(document(data), "//w:footnoteReference")) == 2


def test_an_issue_of_one_article_has_neither_cover_nor_contents():
    data = issue((("甲篇", LONG),), issue=replace(ISSUE, sections=(), starts=()))
    assert xpath(document(data), "//w:sdt") == []
    assert sections(data) == [("page", 1), ("continuous", 2), ("continuous", 1), ("continuous", 1)]
    assert len(styled(data, "主图")) == 1
