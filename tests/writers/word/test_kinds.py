"""What holds in the draft of every kind, for all blocks and for real articles."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from publisher.article import Heading, Note, Paragraph, Run, plain, walk
from publisher.config import Config
from publisher.pipeline import Received, Way, render
from publisher.project import Project
from publisher.writers.word import write_word
from tests.writers.word.bulletins import (
    EVERYTHING,
    MADE,
    METADATA,
    news_style,
    prepared,
    prepared_issue,
    style_of,
    written,
)
from tests.writers.word.docx import (
    document,
    names,
    part,
    text_of_blocks,
    tight,
    value,
    written_text,
    xpath,
)

EXAMPLES = Path(__file__).parents[3] / "examples"
KINDS = ("news", "gongwen", "jianbao", "issue", "poster", "poster-a4")
FULL = replace(
    METADATA,
    document_number="镜科〔2026〕7号",
    secrecy="内部资料",
    urgency="加急",
    signer="何望舒",
    to=("各成员单位",),
    cc=("市天文馆",),
    copies="120",
    attachments=("设备清单", "活动安排"),
    abstract="摘要一句。",
    note="此件公开发布",
)


@pytest.fixture(scope="module", params=KINDS)
def kind(request):
    return request.param


@pytest.fixture(scope="module")
def full(kind):
    return written(metadata=FULL, style=style_of(kind))


def test_the_validator_finds_nothing_in_any_kind(audit, kind, full):
    assert audit(full) == []
    bare = replace(METADATA, subtitle="", kicker="", authors=(), source="", number="", date=None)
    assert audit(written((), metadata=bare, lead=False, style=style_of(kind))) == []


@pytest.mark.slow
def test_the_validator_finds_nothing_in_an_issue_of_any_kind(audit, kind):
    texts = [("甲篇", EVERYTHING), ("乙篇", EVERYTHING), ("丙篇", ())]
    data = write_word(prepared_issue(texts, style=style_of(kind)), made=MADE).value
    assert audit(data) == []
    assert _ids_are_unique(data)


def _ids_are_unique(data):
    drawings = xpath(document(data), "//wp:docPr/@id")
    marks = xpath(document(data), "//w:bookmarkStart/@w:name")
    return len(drawings) == len(set(drawings)) and len(marks) == len(set(marks))


def test_the_whole_text_stands_in_every_kind_once_and_in_order(full):
    assert text_of_blocks(full) == text_of_blocks(written())


def test_every_kind_gives_the_same_bytes_again(kind, full):
    assert written(metadata=FULL, style=style_of(kind)) == full


def test_every_style_that_is_used_is_there_and_none_twice(full):
    styles = part(full, "word/styles.xml")
    ids = xpath(styles, "//w:style/@w:styleId")
    said = [name.lower() for name in xpath(styles, "//w:style/w:name/@w:val")]
    assert len(ids) == len(set(ids))
    assert len(said) == len(set(said))
    assert set(ids) >= set(xpath(styles, "//w:basedOn/@w:val | //w:next/@w:val | //w:link/@w:val"))
    for name in names(full):
        if name.startswith("word/") and name.endswith(".xml") and "theme" not in name:
            used = "//w:pStyle/@w:val | //w:rStyle/@w:val | //w:tblStyle/@w:val"
            assert set(ids) >= set(xpath(part(full, name), used)), name


def test_every_paragraph_of_any_kind_is_in_a_named_style_and_has_no_format_of_its_own(full):
    for name in names(full):
        if name.startswith(("word/document", "word/header", "word/footer")) and "rels" not in name:
            made = part(full, name)
            direct = {p.tag.rpartition("}")[2] for p in xpath(made, "//w:p/w:pPr/*")}
            assert direct <= {"pStyle", "numPr", "sectPr", "framePr"}
            assert not xpath(made, "//w:p[not(w:pPr/w:pStyle)]")


def test_a_size_of_the_body_that_word_does_not_know_is_made_up_by_the_space(kind, full):
    body = xpath(part(full, "word/styles.xml"), "//w:style[@w:styleId='BodyText']/w:rPr")[0]
    spaces = [int(made) for made in xpath(body, "w:spacing/@w:val")] or [0]
    set_at = int(value(body, "w:sz/@w:val")) / 2 + spaces[0] / 20
    exact = style_of(kind).body.size
    assert exact - 0.06 < set_at <= exact


def test_a_template_that_extends_a_kind_keeps_its_form(kind):
    own = replace(style_of(kind), kind="ours")
    assert written_text(document(written(metadata=FULL, style=own))) == written_text(
        document(written(metadata=FULL, style=style_of(kind)))
    )


def test_a_role_of_the_user_s_own_makes_no_other_kind_of_a_template():
    style = news_style()
    roles = ("serial", "signer", "cover_title", "organiser")
    own = replace(style, texts={**style.texts, **dict.fromkeys(roles, style.body)})
    assert written_text(document(written(style=own))) == written_text(document(written()))


@pytest.mark.parametrize(("rule", "runs"), [("stopped", True), ("always", True), ("never", False)])
def test_a_heading_that_ends_with_a_full_stop_begins_the_line_of_its_text(rule, runs):
    blocks = (
        Heading(3, (Run("（一）时间。"),)),
        Paragraph((Run("10月19日。"),)),
        Heading(3, (Run("（二）地点"),)),
        Paragraph((Run("望湖阁。"),)),
    )
    style = news_style()
    style = replace(style, headings=replace(style.headings, run_in=rule))
    data = written(blocks, lead=False, style=style)
    paragraphs = [written_text(p) for p in xpath(document(data), "//w:body/w:p")][-4:]
    assert ("（一）时间。10月19日。" in paragraphs) == runs
    assert paragraphs[-2:] == ["（二）地点", "望湖阁。"]
    marked = xpath(document(data), "//w:bookmarkStart/@w:name")
    assert {"_ky_1_1_heading", "_ky_1_2_paragraph"} <= set(marked)
    if runs:
        (run,) = xpath(document(data), "//w:r[w:rPr/w:rStyle/@w:val='Heading3Char']")
        assert written_text(run) == "（一）时间。"
        styles = part(data, "word/styles.xml")
        linked = "//w:style[@w:styleId='Heading3Char']/w:link/@w:val"
        assert value(styles, linked) == "Heading3"


def test_a_note_called_in_a_heading_that_runs_in_is_called_once():
    blocks = (
        Heading(3, (Run("时间。"), Run("", note="a"))),
        Paragraph((Run("10月19日。"),)),
        Note("a", (Paragraph((Run("注。"),)),)),
    )
    data = written(blocks, lead=False)
    assert len(xpath(document(data), "//w:footnoteReference")) == 1
    assert not xpath(document(data), "//w:instrText[contains(., 'NOTEREF')]")


@pytest.mark.pages
@pytest.mark.slow
@pytest.mark.parametrize("example", ["hupan", "article", "gongwen", "jianbao", "poster", "issue"])
def test_the_whole_text_of_the_examples_stands_in_every_kind(tmp_path, audit, example, kind):
    if not (EXAMPLES / example).exists():
        pytest.skip("not yet written")
    _holds(EXAMPLES / example, kind, tmp_path, audit)


@pytest.mark.pages
@pytest.mark.slow
def test_the_whole_text_of_a_scraped_page_stands_in_every_kind(tmp_path, audit, seed, kind):
    _holds(seed, kind, tmp_path, audit, date="2026-10-19")


def _holds(source, kind, folder, audit, **overrides):
    way = Way(
        Project(folder, Config(), found=False),
        dt.datetime(2026, 10, 19, 8, tzinfo=dt.UTC),
        folder / "cache",
        kind=kind,
        to=("docx",),
        allow_missing=True,
        overrides=overrides,
    )
    made = render(Received(source), way).value
    data = made.files["docx"]
    text = text_of_blocks(data) + written_text(part(data, "word/footnotes.xml"))
    for article in made.prepared.articles:
        for block in walk(article.blocks):
            for run in getattr(block, "runs", ()) or getattr(block, "caption", ()):
                assert tight(run.text) in text
    assert audit(data) == []
    whole = [plain(b.runs) for a in made.prepared.articles for b in walk(a.blocks) if _long(b)]
    for said in set(whole):
        assert text.count(tight(said)) == whole.count(said), said


def _long(block):
    return len(plain(getattr(block, "runs", ()))) > 30


def test_what_is_prepared_is_not_changed_by_writing():
    made = prepared()
    assert write_word(made, made=MADE).value == write_word(made, made=MADE).value
