import os
import unicodedata

import pytest

from publisher.article import Figure
from publisher.findings import InputError, InputMissingError
from publisher.readers import formats, is_issue, read, read_bulletin, read_text

TEXT = "标题\n来源:甲报 2021-04-22\n正文一句话。\n"


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "images").mkdir()
    return tmp_path


def write(path, text, encoding="utf-8"):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode(encoding))
    return path


def article(folder, name):
    return write(folder / "article.md", f"---\ntitle: 甲\n---\n\n![图]({name})\n")


def figures(outcome):
    return [b for b in outcome.value.article.blocks if isinstance(b, Figure)]


def found(outcome, code):
    return [finding for finding in outcome.findings if finding.code == code]


def error_of(call, kind=InputError):
    with pytest.raises(kind) as raised:
        call()
    [finding] = raised.value.findings
    return finding


def test_each_format_is_known_by_its_extension():
    assert {reader.name for reader in formats()} >= {"text", "markdown"}


def test_a_missing_file_and_an_unknown_type_are_told(folder):
    assert error_of(lambda: read(folder / "x.txt"), InputMissingError).code == "input-missing"
    write(folder / "a.xyz", "x")
    assert error_of(lambda: read(folder / "a.xyz")).code == "input-type"
    write(folder / "empty.txt", " \n")
    assert error_of(lambda: read(folder / "empty.txt")).code == "input-empty"


def test_a_text_that_is_too_large_is_refused(folder):
    write(folder / "a.txt", "a" * (10 * 1024 * 1024 + 1))
    assert error_of(lambda: read(folder / "a.txt")).code == "input-too-large"
    write(folder / "b.txt", "标题\n" + "字" * 100_001)
    assert error_of(lambda: read(folder / "b.txt")).code == "input-too-large"


def test_a_folder_is_read_by_its_article_or_its_only_text(folder):
    write(folder / "one.txt", TEXT)
    assert read(folder).value.article.metadata.title == "标题"
    write(folder / "two.txt", TEXT)
    assert error_of(lambda: read(folder)).code == "input-folder"
    write(folder / "article.md", "# 题\n")
    assert read(folder).value.article.metadata.title == "题"


def test_what_was_received_stands_in_the_sources_under_relative_names(folder):
    article(folder, "images/01.jpg")
    (folder / "images/01.jpg").write_bytes(b"picture")
    write(folder / "source/原文.txt", TEXT, "gb18030")
    (folder / "source/shot.png").write_bytes(b"\x89PNG")
    reading = read(folder).value
    assert [source.name for source in reading.sources] == [
        "article.md",
        "source/shot.png",
        "source/原文.txt",
    ]
    assert reading.sources[2].text == TEXT
    [asset] = reading.assets.values()
    assert (asset.name, asset.data) == ("01.jpg", b"picture")
    assert reading.article.blocks[0].picture == asset.digest


@pytest.mark.parametrize(
    ("data", "title"),
    [
        (b"# T\n\nx", "T"),
        ("---\ntitle: 甲\n---\n".encode(), "甲"),
        ("标题\n正文。".encode(), "标题"),
        ("\ufeff# 题\n".encode(), "题"),
    ],
)
def test_standard_input_is_told_by_its_content(data, title):
    assert read_text("-", data).value.article.metadata.title == title


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "gb18030", "big5hkscs"])
def test_encodings_are_told_apart(encoding):
    text = "關於舉行會議的通知\n本次論壇由學會主辦，大家都來參加。\n"
    if encoding == "gb18030":
        text = "关于举行会议的通知\n本次论坛由学会主办，大家都来参加。\n"
    outcome = read_text("a.txt", text.encode(encoding))
    assert outcome.value.sources[0].text == text
    assert bool(found(outcome, "text-guessed")) == (
        encoding in ("utf-16-le", "gb18030", "big5hkscs")
    )


@pytest.mark.parametrize(
    "data",
    [
        "第一行\n第二行\n".encode() + b"\xff\xfe\xfa\x00",
        b"\xef\xbb\xbf" + b"a\nb\n\xff",
        b"a\nb\n\x00\x01",
    ],
)
def test_bytes_that_are_no_text_are_an_error_at_their_line(data):
    finding = error_of(lambda: read_text("a.txt", data))
    assert (finding.code, finding.span.line) == ("text-encoding", 3)


@pytest.mark.parametrize("place", ["01.jpg", "images/01.jpg"])
def test_a_picture_is_found_beside_the_article_or_in_its_images(folder, place):
    (folder / place).write_bytes(b"x")
    outcome = read(article(folder, "01.jpg"))
    assert figures(outcome)[0].picture
    assert outcome.findings == ()


@pytest.mark.parametrize(
    ("written", "file"),
    [
        ("签约é.jpg", unicodedata.normalize("NFD", "签约é.jpg")),
        ("01.jpg", "01.JPG"),
        ("01.jpg", "01.png"),
        ("签约现场.jpg", "签约现场_副本.jpg"),
    ],
)
def test_a_picture_with_a_near_name_is_used_with_an_edit(folder, written, file):
    (folder / "images" / file).write_bytes(b"x")
    outcome = read(article(folder, f"images/{written}"))
    assert figures(outcome)[0].picture
    [finding] = outcome.findings
    assert finding.code == "picture-name"
    assert finding.place == ("article.md", 5, 6)
    assert finding.edit.span.text == f"images/{written}"
    assert finding.edit.text == f"images/{file}"


def test_two_candidates_are_an_error_that_names_both(folder):
    for name in ("01.png", "01.webp"):
        (folder / "images" / name).write_bytes(b"x")
    [finding] = found(read(article(folder, "01.jpg")), "picture-ambiguous")
    assert finding.severity == "error"
    assert finding.arguments["candidates"] == "images/01.png、images/01.webp"


def test_a_number_is_no_prefix_of_a_longer_one(folder):
    (folder / "photo10.jpg").write_bytes(b"x")
    assert found(read(article(folder, "photo1.jpg")), "picture-missing")


def test_a_missing_picture_is_an_error_at_its_line_or_a_warning_when_allowed(folder):
    path = article(folder, "01.jpg")
    [finding] = read(path).findings
    assert (finding.code, finding.severity, finding.place) == (
        "picture-missing",
        "error",
        ("article.md", 5, 1),
    )
    [allowed] = read(path, allow_missing=True).findings
    assert (allowed.code, allowed.severity) == ("picture-placeholder", "warning")


def test_pictures_that_the_text_does_not_name_are_told(folder):
    article(folder, "01.jpg")
    for name in ("01.jpg", "02.jpg", "notes.txt"):
        (folder / "images" / name).write_bytes(b"x")
    (folder / "elsewhere.jpg").write_bytes(b"x")
    [finding] = read(folder).findings
    assert (finding.code, finding.file) == ("picture-unused", "images/02.jpg")


@pytest.mark.parametrize(
    "name", ["../outside.jpg", "/etc/hostname", "link.jpg", "images/../../outside.jpg"]
)
def test_no_name_leads_out_of_the_folder(tmp_path, name):
    folder = tmp_path / "a"
    folder.mkdir()
    (tmp_path / "outside.jpg").write_bytes(b"secret")
    (folder / "link.jpg").symlink_to(tmp_path / "outside.jpg")
    outcome = read(article(folder, name))
    assert figures(outcome)[0].picture is None
    assert not outcome.value.assets
    assert found(outcome, "picture-outside")


def test_a_link_within_the_folder_may_be_used(folder):
    (folder / "real.jpg").write_bytes(b"x")
    (folder / "01.jpg").symlink_to("real.jpg")
    assert figures(read(article(folder, "01.jpg")))[0].picture


def test_a_pipe_or_a_folder_is_no_picture(folder):
    os.mkfifo(folder / "01.jpg")
    assert found(read(article(folder, "01.jpg")), "picture-missing")
    (folder / "images/02.jpg").mkdir()
    assert found(read(article(folder, "02.jpg")), "picture-missing")


def issue(folder, text):
    write(folder / "a/article.md", "---\ntitle: 甲\n---\n\n![](01.jpg)\n")
    (folder / "a/01.jpg").write_bytes(b"x")
    write(folder / "b.txt", TEXT)
    return write(folder / "issue.toml", text)


ISSUE = """
title = "园区通讯"
number = 12
date = 2021-04-30
[[section]]
title = "要闻"
articles = ["a/article.md", { file = "b.txt", start = "page" }]
"""


@pytest.mark.parametrize("named", ["issue.toml", "."])
def test_an_issue_gives_its_articles_in_order(folder, named):
    issue(folder, ISSUE)
    path = folder / named
    assert is_issue(path)
    outcome = read_bulletin(path)
    bulletin = outcome.value
    assert [a.metadata.title for a in bulletin.articles] == ["甲", "标题"]
    assert bulletin.kind == "issue"
    assert (bulletin.issue.title, bulletin.issue.number) == ("园区通讯", "12")
    assert str(bulletin.issue.date) == "2021-04-30"
    assert bulletin.issue.sections == (("要闻", 2),)
    assert bulletin.issue.starts == ("run", "page")
    assert [s.name for s in bulletin.sources] == ["issue.toml", "a/article.md", "b.txt"]
    assert len(bulletin.assets) == 1
    assert not [f for f in outcome.findings if f.severity == "error"]


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        (ISSUE.replace("number", "nummer"), "config-unknown", 3),
        (ISSUE.replace("articles", "artikel"), "config-unknown", 7),
        (ISSUE.replace("start =", "begin ="), "config-unknown", 7),
        (ISSUE.replace("b.txt", "../x.txt"), "issue-article", 7),
        (ISSUE.replace("b.txt", "c.txt"), "issue-article", 7),
        (ISSUE.replace('"page"', '"side"'), "config-type", 7),
        (ISSUE.replace("2021-04-30", '"soon"'), "config-type", 4),
        ('title = "甲"\n', "issue-empty", 1),
        ("title = \n", "config-syntax", 1),
    ],
)
def test_an_issue_that_cannot_be_read_is_bad_input_at_its_line(folder, text, code, line):
    finding = error_of(lambda: read_bulletin(issue(folder, text)))
    assert (finding.code, finding.span.line) == (code, line)


def test_a_single_article_is_a_bulletin_of_the_kind_it_asks_for(folder):
    path = write(folder / "article.md", "---\ntitle: 甲\ntemplate: jianbao\n---\n")
    bulletin = read_bulletin(path).value
    assert (bulletin.kind, bulletin.issue, len(bulletin.articles)) == ("jianbao", None, 1)


def test_the_words_of_the_catalogue_fit_what_readers_say(folder):
    article(folder, "01.jpg")
    for outcome in (read(folder), read_text("a.txt", TEXT.encode())):
        for finding in outcome.findings:
            assert finding.message("zh")
            assert finding.hint("en") is not None
