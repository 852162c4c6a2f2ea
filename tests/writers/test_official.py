"""The wording of official documents and briefs."""

import pytest

from publisher.article import Metadata
from publisher.writers import official
from publisher.writers.official import Entry


def said(**values):
    return Metadata("题", **values)


def test_marks_stand_in_the_order_of_the_standard():
    metadata = said(urgency="特急", number="000087", secrecy="秘密★1年")
    assert official.marks(metadata) == ("000087", "秘密★1年", "特急")
    assert official.marks(said(urgency="特急")) == ("特急",)


@pytest.mark.parametrize(
    ("given", "rows"),
    [
        ("", ()),
        ("林望舒", (("林望舒",),)),
        ("林望舒、陆知行", (("林望舒", "陆知行"),)),
        ("林望舒 陆知行，宋听澜", (("林望舒", "陆知行"), ("宋听澜",))),
    ],
)
def test_signers_stand_two_a_row(given, rows):
    assert official.signers(said(signer=given)) == rows


def test_addressees_end_in_one_colon():
    assert official.addressees(said(to=("各区图书馆：",))) == "各区图书馆："
    assert official.addressees(said(to=("甲馆、乙馆", "各会员单位"))) == "甲馆、乙馆，各会员单位："
    assert official.addressees(said()) == ""


def test_attachments_are_numbered_where_there_are_several_and_have_no_mark_behind():
    one = official.attachments(said(attachments=("安排表。",)))
    assert one == (Entry("", "安排表"),)
    assert official.attachments(said(attachments=("",))) == ()
    several = official.attachments(said(attachments=("1.安排表；", "2．登记表", "2026年预算")))
    assert several == (
        Entry("1.", "安排表"),
        Entry("2.", "登记表"),
        Entry("3.", "2026年预算"),
    )


@pytest.mark.parametrize("given", ["此件公开发布", "（此件公开发布）", "(此件公开发布)"])
def test_a_note_stands_in_brackets_once(given):
    assert official.note(said(note=given)) == "（此件公开发布）"


def test_copies_end_in_a_full_stop_under_addressees_that_found_no_room():
    metadata = said(to=("各区图书馆",), cc=("市教育局。",))
    assert official.copied(metadata) == (Entry("抄送：", "市教育局。"),)
    assert official.copied(metadata, addressed=True)[0] == Entry("主送：", "各区图书馆。")
    assert official.copied(said()) == ()


def test_who_prints_is_the_office_named_or_who_issues():
    assert official.printer(said(unit="秘书处"), "联合会") == "秘书处"
    assert official.printer(said(), "联合会") == "联合会"


def test_a_brief_goes_up_by_to_across_by_cc_and_where_an_entry_says():
    metadata = said(to=("领导小组", "送：市教育局"), cc=("市总工会", "发: 各分馆，各站。"))
    assert official.distribution(metadata) == (
        Entry("报：", "领导小组。"),
        Entry("送：", "市教育局，市总工会。"),
        Entry("发：", "各分馆，各站。"),
    )
    assert official.distribution(said()) == ()


@pytest.mark.parametrize(
    ("words", "given", "shown"),
    [
        (lambda given: official.copies(said(copies=given)), "120", "（共印120份）"),
        (lambda given: official.copies(said(copies=given)), "印若干份", "印若干份"),
        (lambda given: official.copy_number(said(document_number=given)), "041", "编号 041"),
        (lambda given: official.copy_number(said(document_number=given)), "总第41号", "总第41号"),
        (official.serial, "6", "第6期"),
        (official.serial, "增刊", "增刊"),
    ],
)
def test_a_number_gets_its_words_and_words_stay(words, given, shown):
    assert words(given) == shown


def test_an_article_of_a_brief_is_signed_in_brackets():
    assert official.contributed(said(source="市总馆", authors=("闻汀",))) == "（市总馆\u3000闻汀）"
    assert official.contributed(said()) == ""
