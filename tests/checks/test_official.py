"""What official documents and briefs must say of themselves."""

import datetime as dt

import pytest

from publisher.article import Article, Assets, Bulletin, IssueMetadata, Metadata, Paragraph, Run
from publisher.checks import check
from publisher.readers import bulletin_of, read_text
from publisher.resources import bundled
from publisher.style.load import load_style

TEMPLATES = bundled("templates")
WHOLE = {
    "title": "关于举办科学周的通知",
    "date": dt.date(2026, 9, 28),
    "issuer": "澜州市科学普及联合会",
    "document_number": "澜科联〔2026〕18号",
    "to": ("各区科学普及联合会",),
}


def found(kind="gongwen", issue=None, **said):
    metadata = Metadata(**{**WHOLE, **said})
    style = load_style(TEMPLATES / kind, lambda name: TEMPLATES / name, issuer=metadata.issuer)
    article = Article(metadata, (Paragraph((Run("正文。"),)),))
    bulletin = Bulletin(kind, (article,), Assets(), (), issue)
    official = [
        f for f in check(bulletin, style, publishing=False) if f.code.startswith("official")
    ]
    for finding in official:
        assert finding.message("zh")
        assert finding.message("en")
    return [(finding.code, *finding.arguments.values()) for finding in official]


def test_a_whole_document_has_no_findings():
    assert found() == []


def test_what_is_missing_is_named_in_one_finding():
    missing = "发文机关 issuer、发文字号 document_number、主送 to"
    assert found(issuer="", document_number="", to=()) == [("official-missing", missing)]


def test_an_announcement_goes_to_all():
    assert found(title="关于科学周的公告", to=()) == []


@pytest.mark.parametrize("title", ["关于增加科普经费的请示", "关于科学周情况的报告"])
def test_an_upward_document_names_who_signs_it(title):
    assert found(title=title) == [("official-missing", "签发人 signer")]
    assert found(title=title, signer="林望舒") == []


def test_a_secret_document_has_a_copy_number():
    assert found(secrecy="秘密★1年") == [("official-missing", "份号 number")]


@pytest.mark.parametrize(
    ("given", "right"),
    [
        ("澜科联[2026]18号", "澜科联〔2026〕18号"),
        ("澜科联（2026）18号", "澜科联〔2026〕18号"),
        ("澜科联(2026)第018号", "澜科联〔2026〕18号"),
        ("澜科联【26】18号", "澜科联〔2026〕18号"),
        ("澜科联〔2026〕018号", "澜科联〔2026〕18号"),
        ("澜科联〔2026〕第18号", "澜科联〔2026〕18号"),
        ("澜科联〔2026〕18", "澜科联〔2026〕18号"),
        ("澜科联〔２０２６〕１８号", "澜科联〔2026〕18号"),
        ("澜科联 2026-18", "澜科联〔2026〕18号"),
        ("十八号", "澜科联〔2026〕18号"),
    ],
)
def test_a_document_number_of_another_form_is_told_how_to_be_written(given, right):
    assert found(document_number=given) == [("official-number", given, right)]


@pytest.mark.parametrize("given", ["澜科联〔2026〕18号", "澜科函〔1998〕203号"])
def test_a_document_number_of_the_right_form_is_left_alone(given):
    assert found(document_number=given) == []


@pytest.mark.parametrize(
    ("key", "given", "right"),
    [
        ("number", "87", "000087"),
        ("number", "八七", "000001"),
        ("urgency", "急", "特急、加急"),
        ("secrecy", "内部", "绝密★1年、机密★1年、秘密★1年"),
    ],
)
def test_marks_have_words_of_their_own(key, given, right):
    codes = found(**{"number": "000001", key: given})
    assert [(code, *said[2:]) for code, *said in codes] == [("official-mark", given, right)]


def test_marks_in_their_own_words_are_left_alone():
    assert found(number="000087", secrecy="机密★5年", urgency="加急") == []


def test_a_name_wider_than_the_page_is_told():
    issuer = "澜州市科学技术普及与公众科学素质提升工作领导小组办公室"
    assert found(issuer=issuer) == [("official-name", f"{issuer}文件", 26)]


def test_a_brief_needs_who_issues_it_and_its_number():
    assert found("jianbao", issuer="", document_number="", to=()) == [
        ("official-missing", "发文机关 issuer、期号 number")
    ]
    assert found("jianbao", number="3") == []


def test_a_brief_of_several_articles_has_the_number_of_its_issue():
    assert found("jianbao", issue=IssueMetadata("科学周简报", number="3")) == []


def test_other_bulletins_are_not_asked():
    assert found("news", issuer="", document_number="x", to=()) == []


def test_a_finding_stands_at_its_place_in_the_front_matter():
    text = "---\ntitle: 关于科学周的通知\ndocument_number: 澜科联[2026]18号\n---\n\n正文。\n"
    reading = read_text("a.md", text.encode(), TEMPLATES)
    style = load_style(TEMPLATES / "gongwen", lambda name: TEMPLATES / name)
    findings = check(bulletin_of(reading.value), style, publishing=False)
    lines = {f.code: f.span.line for f in findings if f.code.startswith("official")}
    assert lines == {"official-missing": 2, "official-number": 3}
