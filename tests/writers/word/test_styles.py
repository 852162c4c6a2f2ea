from dataclasses import replace

import pytest

from publisher.ooxml.names import qualified
from publisher.style.units import Em, Pt
from publisher.writers.word import write_word
from tests.writers.word.bulletins import MADE, METADATA, news_style, prepared, with_text, written
from tests.writers.word.docx import document, part, style, styled, value, xpath


def test_one_size_changed_in_the_house_style_changes_the_word_style(everything):
    assert value(style(everything, "caption"), "w:rPr/w:sz/@w:val") == "18"
    changed = written(style=with_text(news_style(), "caption", size=Pt(10)))
    assert value(style(changed, "caption"), "w:rPr/w:sz/@w:val") == "20"
    assert document(changed).xpath("string()") == document(everything).xpath("string()")


def test_the_pitch_of_the_body_is_the_grid_of_the_page():
    changed = written(style=with_text(news_style(), "body", leading=Pt(20)))
    pitches = xpath(document(changed), "//w:docGrid/@w:linePitch")
    assert set(pitches) == {"400"}
    assert value(style(changed, "Body Text"), "w:pPr/w:spacing/@w:lineRule") == "auto"


def test_the_indent_is_the_body_text_s_own(everything):
    body = style(everything, "Body Text")
    assert value(body, "w:pPr/w:ind/@w:firstLineChars") == "200"
    assert value(body, "w:pPr/w:ind/@w:firstLine") == "480"
    assert not xpath(style(everything, "Normal"), "w:pPr/w:ind")
    assert not xpath(style(everything, "footnote text"), "w:pPr/w:ind")
    other = written(style=with_text(news_style(), "body", indent=Em(1.5)))
    assert value(style(other, "Body Text"), "w:pPr/w:ind/@w:firstLine") == "360"


@pytest.mark.parametrize(
    ("name", "east", "size", "bold"),
    [
        ("Body Text", "宋体", "24", "0"),
        ("heading 1", "方正小标宋简体", "52", "0"),
        ("heading 2", "黑体", "24", "1"),
        ("Subtitle", "楷体", "28", "0"),
        ("caption", "黑体", "18", "0"),
        ("刊名", "方正小标宋简体", "90", "0"),
        ("期号", "黑体", "18", "0"),
        ("引语署名", "黑体", "21", "0"),
        ("单位名单", "宋体", "21", "0"),
        ("版记", "黑体", "18", "0"),
        ("HTML Preformatted", "新宋体", "18", "0"),
    ],
)
def test_each_role_has_its_face_and_size(everything, name, east, size, bold):
    made = style(everything, name)
    assert value(made, "w:rPr/w:rFonts/@w:eastAsia") == east
    assert value(made, "w:rPr/w:sz/@w:val") == size
    assert value(made, "w:rPr/w:b/@w:val") == bold


def test_our_own_styles_bear_chinese_names_and_built_in_ones_words(everything):
    for made in part(everything, "word/styles.xml").iter(qualified("w:style")):
        name = value(made, "w:name/@w:val")
        assert bool(made.get(qualified("w:customStyle"))) == (not name.isascii()), name


def test_no_face_comes_by_theme_and_every_style_that_names_one_names_all(everything):
    for name in ("word/styles.xml", "word/document.xml", "word/header1.xml"):
        assert not xpath(part(everything, name), "//w:rFonts/@*[contains(name(), 'heme')]")
    for fonts in xpath(part(everything, "word/styles.xml"), "//w:rFonts"):
        assert {a.rpartition("}")[2] for a in fonts.attrib} >= {"ascii", "hAnsi", "eastAsia"}


def test_every_style_that_is_used_is_there(everything):
    ids = set(xpath(part(everything, "word/styles.xml"), "//w:style/@w:styleId"))
    assert ids >= set(xpath(part(everything, "word/styles.xml"), "//w:basedOn/@w:val"))
    assert ids >= set(xpath(part(everything, "word/styles.xml"), "//w:next/@w:val"))
    for name in ("document", "footnotes", "header1", "header2", "header3", "footer1", "footer2"):
        used = xpath(
            part(everything, f"word/{name}.xml"),
            "//w:pStyle/@w:val | //w:rStyle/@w:val | //w:tblStyle/@w:val",
        )
        assert ids >= set(used)


def test_no_style_stands_twice(everything):
    styles = part(everything, "word/styles.xml")
    names = [name.lower() for name in xpath(styles, "//w:style/w:name/@w:val")]
    assert len(names) == len(set(names))


def test_nothing_but_emphasis_is_formatted_directly(everything):
    allowed = {"rStyle", "rFonts", "b", "bCs", "em", "u"}
    for name in ("word/document.xml", "word/header1.xml", "word/footer1.xml"):
        runs = xpath(part(everything, name), "//w:r[not(ancestor::w:rt)]/w:rPr/*")
        assert {r.tag.rpartition("}")[2] for r in runs} <= allowed
        paragraphs = xpath(part(everything, name), "//w:p/w:pPr/*")
        assert {p.tag.rpartition("}")[2] for p in paragraphs} <= {"pStyle", "numPr", "sectPr"}


def test_the_line_of_a_picture_is_never_exact(everything):
    holding = xpath(document(everything), "//w:p[.//w:drawing]/w:pPr/w:pStyle/@w:val")
    styles = part(everything, "word/styles.xml")
    for ident in set(holding):
        path = f"//w:style[@w:styleId='{ident}']/w:pPr/w:spacing/@w:lineRule"
        assert value(styles, path) == "auto"


def test_headings_are_levels_that_word_can_navigate(everything):
    for level in range(1, 6):
        made = style(everything, f"heading {level}")
        assert value(made, "w:pPr/w:outlineLvl/@w:val") == str(level - 1)
    (title,) = styled(everything, "heading 1")
    assert "".join(xpath(title, ".//w:t/text()")) == METADATA.title
    assert len(styled(everything, "heading 2")) == 1


def test_the_grey_edition_has_no_red_anywhere(everything):
    red = news_style().colours["accent"].removeprefix("#")
    assert red in set(xpath(part(everything, "word/styles.xml"), "//@w:color | //@w:val"))
    data = write_word(replace(prepared(), grey=True), made=MADE).value
    for name in ("word/styles.xml", "word/document.xml"):
        assert red not in xpath(part(data, name), "//@w:color | //@w:val")


def test_a_title_of_another_size_has_a_style_of_its_own():
    one = prepared()
    small = next(step for step in one.style.title_steps if step.size == 18)
    both = replace(one, articles=(one.articles[0], replace(one.articles[0], step=small)))
    data = write_word(both, made=MADE).value
    other = style(data, "标题（18磅）")
    assert value(other, "w:rPr/w:sz/@w:val") == "36"
    assert value(other, "w:pPr/w:outlineLvl/@w:val") == "0"
    assert len(styled(data, "标题（18磅）")) == 1
