import datetime as dt
from dataclasses import replace

import pytest

from publisher.article import (
    Article,
    Assets,
    Bulletin,
    Figure,
    Gallery,
    Heading,
    Metadata,
    Note,
    Paragraph,
    Run,
)
from publisher.checks import check
from publisher.findings import all_entries
from publisher.readers import bulletin_of, read_text
from publisher.resources import bundled
from publisher.style.load import load_style

STYLE = load_style(bundled("templates") / "news", bundled("templates"))
DATED = Metadata(title="标题", date=dt.date(2021, 4, 22))


def bulletin(*blocks, metadata=DATED):
    return Bulletin("news", (Article(metadata, blocks),), Assets(), ())


def codes(*blocks, metadata=DATED, publishing=False):
    found = check(bulletin(*blocks, metadata=metadata), STYLE, publishing=publishing)
    for finding in found:
        assert finding.message("zh")
        assert finding.message("en")
    return [finding.code for finding in found]


def paragraph(text):
    return Paragraph((Run(text),))


def test_an_ordinary_article_has_no_findings():
    assert codes(paragraph("近日，“联盟”（甲）成立，《读〈红楼梦〉》出版。")) == []


@pytest.mark.parametrize(
    ("length", "code"),
    [(72, []), (73, ["title-long"]), (200, ["title-long"]), (201, ["title-too-long"])],
)
def test_title_long(length, code):
    metadata = Metadata(title="题" * length, date=DATED.date)
    assert codes(metadata=metadata) == code


def test_breaks_in_a_title_do_not_count():
    assert codes(metadata=Metadata(title="题" * 36 + "|" + "题" * 36, date=DATED.date)) == []


def test_date_missing_and_date_required():
    undated = Metadata(title="标题")
    assert codes(metadata=undated) == ["date-missing"]
    assert codes(metadata=undated, publishing=True) == ["date-required"]
    assert all_entries()["date-required"].severity == "error"


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("他说“好", [3]),
        ("他说好”", [4]),
        ("《甲", [1]),
        ("（甲“乙）丙", [3]),
        ("甲）乙", [2]),
        ("don’t", []),
        ("1）甲；2）乙", []),
        ("（一）“甲”", []),
    ],
)
def test_text_unpaired(text, places):
    reading = read_text("a.txt", f"标题\n来源:甲 2021-04-22\n{text}".encode())
    found = check(bulletin_of(reading.value), STYLE, publishing=False)
    assert [(f.code, f.place[1], f.place[2]) for f in found] == [
        ("text-unpaired", 3, column) for column in places
    ]


@pytest.mark.parametrize(("text", "right"), [("《读《红楼梦》》", "〈"), ("“他说“好””", "‘")])
def test_text_nesting(text, right):
    [finding] = check(bulletin(paragraph(text)), STYLE, publishing=False)
    assert (finding.code, finding.arguments["right"]) == ("text-nesting", right)


@pytest.mark.parametrize("text", ["他说‘看“星”去’。", "见〈读《红楼梦》〉一文。"])
def test_levels_of_marks_that_changed_places_are_told(text):
    assert codes(paragraph(text)) == ["text-nesting-order"]


def test_text_private_use():
    assert codes(paragraph("甲\ue000乙\ue001")) == ["text-private-use"]


def test_text_long_paragraph():
    assert codes(paragraph("字" * 450)) == []
    assert codes(paragraph("字" * 451)) == ["text-long-paragraph"]


def test_heading_skipped():
    two, three, four = (Heading(level, (Run("题"),)) for level in (2, 3, 4))
    assert codes(two, three, four, two) == []
    assert codes(two, four) == ["heading-skipped"]
    assert codes(three) == ["heading-skipped"]


def test_note_undefined_unused_and_duplicate():
    call = Paragraph((Run("甲"), Run("", note="1")))
    note = Note("1", (paragraph("注"),))
    assert codes(call, note) == []
    assert codes(call) == ["note-undefined"]
    assert codes(paragraph("甲"), note) == ["note-unused"]
    assert codes(call, note, note) == ["note-duplicate"]


def test_picture_alt():
    figure = Figure("1.jpg", picture="0" * 64)
    assert codes(figure) == ["picture-alt"]
    assert codes(replace(figure, alt="现场")) == []
    assert codes(replace(figure, caption=(Run("现场"),))) == []
    assert codes(Gallery((figure, figure), caption=(Run("合影"),))) == []
    assert codes(replace(figure, picture=None)) == []


def test_ignore_hides_all_but_errors():
    metadata = Metadata(title="题", ignore=("picture-alt", "date-required"))
    assert codes(Figure("1.jpg"), metadata=metadata, publishing=True) == ["date-required"]
