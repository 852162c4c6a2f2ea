import pytest

from publisher.article import Run
from publisher.ooxml.names import qualified
from publisher.source import Source
from publisher.writers.word import write_word
from publisher.writers.word.inline import address
from tests.writers.word.bulletins import MADE, paragraph, prepared, written
from tests.writers.word.docx import document, part, value, xpath


def runs_of(*parts):
    """Text and properties of the runs of one paragraph."""
    made = document(written((paragraph(*parts),), lead=False))
    (found,) = xpath(made, "//w:p[w:pPr/w:pStyle/@w:val='BodyText']")
    return xpath(found, ".//w:r")


def own_face(run):
    """The Chinese face that a run takes its marks from, if it does."""
    return (xpath(run, "w:rPr/w:rFonts/@w:ascii") or [None])[0]


@pytest.mark.parametrize(
    ("characters", "alone"),
    [
        ("“甲”乙", ["“"]),
        ("甲“乙”丙", []),
        ("甲——乙……丙", []),
        ("GS-150“折射”", ["“"]),
        ("甲“GS”乙", ["“", "”"]),
        ("他说 Hello …… 好", ["……"]),
        ("甲·乙", ["·"]),
        ("it’s", []),
        ("‘it’", ["‘", "’"]),
        ("甲，“乙”", []),
    ],
)
def test_marks_beside_latin_or_at_the_start_are_runs_in_the_chinese_face(characters, alone):
    made = runs_of(characters)
    assert [xpath(r, "string()") for r in made if own_face(r) == "宋体"] == alone
    assert "".join(xpath(r, "string()") for r in made) == characters


def test_other_marks_carry_the_hint_for_word():
    (run,) = runs_of("甲“乙”丙")
    assert value(run, "w:rPr/w:rFonts/@w:hint") == "eastAsia"
    assert own_face(run) is None


def test_marks_are_judged_across_runs():
    made = runs_of(Run("GS", strong=True), Run("“甲”"))
    assert [xpath(r, "string()") for r in made if own_face(r) == "宋体"] == ["“"]


def test_marks_of_emphasis_are_taken_from_its_face():
    made = runs_of(Run("“甲”", emphasis=True))
    assert own_face(made[0]) == "楷体"


@pytest.mark.parametrize(
    ("run", "style"),
    [
        (Run("字", strong=True), "Strong"),
        (Run("字", emphasis=True), "Emphasis"),
        (Run("字", dots=True), "Dots"),
        (Run("字", name=True), "ProperName"),
        (Run("字", book=True), "BookTitle"),
    ],
)
def test_each_property_is_a_character_style(run, style):
    (made,) = runs_of(run)
    assert value(made, "w:rPr/w:rStyle/@w:val") == style


def test_several_properties_of_one_run_all_hold():
    (made,) = runs_of(Run("字", emphasis=True, strong=True, dots=True, book=True))
    assert value(made, "w:rPr/w:rStyle/@w:val") == "Emphasis"
    assert xpath(made, "w:rPr/w:b")
    assert value(made, "w:rPr/w:em/@w:val") == "underDot"
    assert value(made, "w:rPr/w:u/@w:val") == "wave"


def test_marks_in_an_emphasised_link_keep_its_face():
    (made,) = runs_of(Run("见“甲”", emphasis=True, link="https://example.org/"))
    assert value(made, "w:rPr/w:rFonts/@w:eastAsia") == "楷体"
    assert value(made, "w:rPr/w:rFonts/@w:hint") == "eastAsia"


def test_ruby_stands_over_its_characters_at_half_their_size():
    (made,) = runs_of(Run("龘", ruby="dá"))[:1]
    assert xpath(made, "string(.//w:rubyBase)") == "龘"
    assert xpath(made, "string(.//w:rt)") == "dá"
    assert value(made, ".//w:hps/@w:val") == "12"


@pytest.mark.parametrize(
    ("link", "target"),
    [
        ("https://example.org/路?a=1#b", "https://example.org/%E8%B7%AF?a=1#b"),
        ("http://example.org:80/a b", "http://example.org:80/a%20b"),
        ("mailto:a@example.org", "mailto:a@example.org"),
        ("HTTPS://example.org", "HTTPS://example.org"),
        ("javascript:alert(1)", None),
        ("https://", None),
        ("http://[bad", None),
        ("http://example.org:port/", None),
        ("images/01.jpg", None),
        ("", None),
    ],
)
def test_only_valid_addresses_become_relations(link, target):
    assert address(link) == target


def test_a_link_is_a_real_hyperlink():
    data = written((paragraph(Run("路", link="https://example.org/")),), lead=False)
    (made,) = xpath(document(data), "//w:hyperlink")
    relations = part(data, "word/_rels/document.xml.rels")
    targets = {r.get("Id"): (r.get("Target"), r.get("TargetMode")) for r in relations}
    assert targets[made.get(qualified("r:id"))] == ("https://example.org/", "External")


def test_a_link_that_word_would_call_damage_keeps_its_words_and_is_said():
    source = Source("news.md", b"", "a\n[b](http://[bad)")
    blocks = (paragraph(Run("路", link="http://[bad", span=source.span(2))),)
    outcome = write_word(prepared(blocks, lead=False), made=MADE)
    assert not xpath(document(outcome.value), "//w:hyperlink")
    assert "路" in xpath(document(outcome.value), "string(//w:body)")
    assert [f.code for f in outcome.findings] == ["word-link"]
    assert outcome.findings[0].place == ("news.md", 2, 1)
    assert "http://[bad" in outcome.findings[0].message("zh")
