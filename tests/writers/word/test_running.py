from dataclasses import replace

import pytest

from publisher.article import Metadata
from publisher.ooxml.names import NAMESPACES
from publisher.style.units import Mm
from publisher.writers.furniture import byline
from publisher.writers.word import write_word
from tests.writers.word.bulletins import MADE, METADATA, news_style, paragraph, prepared, written
from tests.writers.word.docx import document, part, style, value, written_text, xpath

RELATION = f"{{{NAMESPACES['r']}}}id"


def furniture(data, kind, pages):
    """The header or footer of first, default (odd) or even pages."""
    (reference,) = xpath(document(data), f"//w:{kind}Reference[@w:type='{pages}']")
    relations = part(data, "word/_rels/document.xml.rels")
    targets = {relation.get("Id"): relation.get("Target") for relation in relations}
    return part(data, f"word/{targets[reference.get(RELATION)]}")


def sections(data):
    return xpath(document(data), "//w:sectPr")


def test_the_type_area_is_the_one_of_the_house_style(everything):
    for made in sections(everything):
        size, margins = xpath(made, "w:pgSz")[0], xpath(made, "w:pgMar")[0]
        assert value(size, "@w:w") == "11906"
        inner, outer = int(value(margins, "@w:left")), int(value(margins, "@w:right"))
        assert 11906 - inner - outer == 36 * 12 * 20
        assert inner == round(Mm(31).pt * 20)
        top, foot = int(value(margins, "@w:top")), int(value(margins, "@w:bottom"))
        assert 0 < int(value(size, "@w:h")) - top - foot - 32 * 21 * 20 < 20
        assert value(made, "w:docGrid/@w:type") == "lines"


def test_the_first_section_begins_a_page_and_bears_the_furniture(everything):
    first, *others = sections(everything)
    assert not xpath(first, "w:type")
    assert len(xpath(first, "w:headerReference")) == len(xpath(first, "w:footerReference")) == 3
    assert xpath(first, "w:titlePg")
    assert len(others) == 2
    for made in others:
        assert value(made, "w:type/@w:val") == "continuous"
        assert not xpath(made, "w:headerReference | w:titlePg")


def test_notes_are_counted_in_circles_on_each_page_in_every_section(everything):
    for made in sections(everything):
        assert value(made, "w:footnotePr/w:numFmt/@w:val") == "decimalEnclosedCircleChinese"
        assert value(made, "w:footnotePr/w:numRestart/@w:val") == "eachPage"


def test_the_masthead_stands_on_the_first_page_between_its_rules(everything):
    head = furniture(everything, "header", "first")
    assert written_text(head) == "新闻简报2026年第17期2026年10月19日星期一"
    ruled = style(everything, "报头")
    top, bottom = xpath(ruled, "w:tblPr/w:tblBorders/*")
    assert (value(top, "@w:color"), value(top, "@w:sz")) == ("C4161C", "18")
    assert (value(bottom, "@w:color"), value(bottom, "@w:sz")) == ("000000", "4")
    assert value(head, "//w:trHeight/@w:val") == str(round(Mm(42.6 - 19).pt * 20))


def test_a_long_name_is_fitted(everything):
    long = replace(news_style().masthead, name="镜湖光学仪器简讯")
    data = written(style=replace(news_style(), masthead=long))
    assert value(style(data, "刊名"), "w:rPr/w:sz/@w:val") == "54"
    assert value(style(everything, "刊名"), "w:rPr/w:sz/@w:val") == "90"


def test_a_style_without_a_name_has_no_masthead(audit):
    nameless = replace(news_style(), masthead=replace(news_style().masthead, name=""))
    data = written(style=nameless)
    assert written_text(furniture(data, "header", "first")) == ""
    assert audit(data) == []


def test_the_name_stands_outside_and_the_title_inside(everything):
    odd = furniture(everything, "header", "default")
    even = furniture(everything, "header", "even")
    assert written_text(odd) == METADATA.title + "新闻简报"
    assert written_text(even) == "新闻简报" + METADATA.title
    name = "//w:r[w:rPr/w:rStyle/@w:val='RunningName']"
    assert xpath(odd, f"string({name})") == "新闻简报"


@pytest.mark.parametrize(("pages", "outside"), [("first", 1), ("default", 1), ("even", 0)])
def test_page_numbers_stand_outside(everything, pages, outside):
    foot = furniture(everything, "footer", pages)
    assert xpath(foot, "normalize-space(//w:instrText)") == "PAGE"
    assert len(xpath(foot, "//w:tab")) == outside


def test_the_imprint_stands_on_the_first_page_alone(everything):
    said = {
        pages: written_text(furniture(everything, "footer", pages))
        for pages in ("first", "default", "even")
    }
    assert said == {"first": "镜湖编印", "default": "", "even": ""}


def test_pages_that_are_not_mirrored_have_the_name_on_one_side():
    flat = replace(news_style(), page=replace(news_style().page, mirrored=False))
    data = written(style=flat)
    odd, even = (furniture(data, "header", pages) for pages in ("default", "even"))
    assert written_text(odd) == written_text(even)
    assert not xpath(part(data, "word/settings.xml"), "//w:mirrorMargins")


def test_a_title_too_long_for_the_head_is_given_by_its_first_line():
    long = replace(METADATA, title="镜湖光学加入湖畔科普联盟" * 4)
    data = write_word(prepared((paragraph("文。"),), metadata=long), made=MADE).value
    assert written_text(furniture(data, "header", "even")).endswith("镜湖光学加入湖畔科普联盟")
    assert len(written_text(furniture(data, "header", "even"))) < 20


def test_the_byline_says_what_is_known_and_no_more():
    assert byline(Metadata("题")) == ()
    assert byline(METADATA) == ("来源：镜湖光学企业文化部", "2026-10-19", "文／陈书禾")
    people = Metadata("题", photographers=("林远", "苏简"), editors=("叶青",))
    assert byline(people) == ("图／林远、苏简", "编辑／叶青")
