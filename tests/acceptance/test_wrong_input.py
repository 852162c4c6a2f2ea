"""What a user sees who gets something wrong: one clear sentence, the right exit code, no debris."""

import shutil

import pytest

from tests.conftest import run_publisher

TEXT = "联盟成立\n\n来源:园区 2026-04-18\n\n今天,联盟成立。\n"


@pytest.fixture
def text(tmp_path):
    path = tmp_path / "news.txt"
    path.write_text(TEXT)
    return path


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """A project with one filed record, which no test of this module may change."""
    folder = tmp_path_factory.mktemp("project")
    (folder / "news.txt").write_text(TEXT)
    for words in (("init",), ("publish", "news.txt", "--to", "docx")):
        assert run_publisher(*words, cwd=folder).exit == 0
    return folder


def left_behind(folder) -> list[str]:
    """What stands in a folder besides the test's own home and input."""
    return sorted(path.name for path in folder.iterdir() if path.name not in ("home", "news.txt"))


@pytest.mark.parametrize(
    ("words", "exit_code", "says"),
    [
        (("pubish", "news.txt"), 2, "publish"),
        (("publish",), 2, "SOURCE"),
        (("publish", "--bogus", "news.txt"), 2, "--bogus"),
        (("publish", "nowhere.txt"), 66, "nowhere.txt"),
        (("render", "news.txt", "--to", "epub"), 2, "epub"),
        (("render", "news.txt", "-t", "nonesuch"), 2, "news"),
        (("render", "news.txt", "--set", "date"), 2, "--set"),
        (("check", "--fix", "news.txt"), 2, "new"),
        (("explain", "picture-mising"), 2, "picture-missing"),
        (("archive", "show", "20210422-nothing"), 66, "20210422-nothing"),
        (("-C", "nowhere", "config"), 66, "nowhere"),
    ],
)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_one_sentence_says_what_is_wrong(publisher, project, words, exit_code, says, language):
    before = sorted(project.rglob("*"))
    ran = publisher(*words, "--lang", language, cwd=project)
    assert ran.exit == exit_code, ran.err
    assert says in ran.err
    assert "Traceback" not in ran.err
    assert ran.out == ""
    assert sorted(project.rglob("*")) == before


def test_the_sentence_is_in_the_users_language(publisher):
    chinese = publisher("pubish", LANG="zh_CN.UTF-8").err
    english = publisher("pubish", LANG="en_GB.UTF-8").err
    assert "没有“pubish”这个命令" in chinese
    assert "There is no command “pubish”" in english


@pytest.mark.parametrize("words", [("pubish", "x"), ("publish", "nowhere.txt"), ("config", "--x")])
def test_json_is_one_object_also_on_failure(publisher, words):
    answer = publisher(*words, "--json").json
    assert (answer["ok"], answer["results"]) == (False, [])
    assert answer["exit"] == (66 if "publish" in words else 2)
    assert set(answer["findings"][0]) == {
        "code", "severity", "file", "line", "column", "message", "hint",
    }  # fmt: skip


def test_a_missing_picture_is_an_error_at_its_line(publisher, tmp_path):
    path = tmp_path / "news.txt"
    path.write_text(TEXT + "\nphoto-01.jpg\n")
    answer = publisher("publish", "news.txt", "--json").json
    assert answer["exit"] == 65
    missing = next(f for f in answer["findings"] if f["code"] == "picture-missing")
    assert (missing["line"], missing["column"], missing["file"]) == (7, 1, "news.txt")
    assert left_behind(tmp_path) == []


def test_a_broken_picture_is_an_error_and_nothing_is_written(publisher, tmp_path):
    path = tmp_path / "news.txt"
    path.write_text(TEXT + "\nphoto-01.jpg\n")
    (tmp_path / "photo-01.jpg").write_bytes(b"\xff\xd8\xff\xe0 no picture")
    answer = publisher("render", "news.txt", "--json").json
    assert answer["exit"] == 65
    assert any(f["code"].startswith("picture-") for f in answer["findings"])
    assert left_behind(tmp_path) == ["photo-01.jpg"]


def test_a_format_that_is_not_known(publisher, tmp_path):
    (tmp_path / "table.xyz").write_bytes(b"\0\1\2")
    ran = publisher("publish", "table.xyz")
    assert ran.exit == 65
    assert ".md" in ran.err or "md" in ran.err


def test_an_unknown_key_of_the_settings_names_its_line_and_the_nearest_key(publisher, tmp_path):
    (tmp_path / "publisher.toml").write_text('[archive]\nretension = "D30"\n')
    ran = publisher("config")
    assert ran.exit == 78
    assert "publisher.toml:2:1" in ran.err
    assert "retention" in ran.err


def test_an_unknown_key_of_a_template_names_its_line(publisher, text, tmp_path):
    style = tmp_path / "templates" / "own" / "style.toml"
    style.parent.mkdir(parents=True)
    style.write_text('extends = "news"\nmesure = "30em"\n')
    ran = publisher("render", str(text), "-t", "own", "--to", "docx")
    assert ran.exit == 78
    assert "style.toml:2:1" in ran.err
    assert "measure" in ran.err


def test_without_any_chinese_face_no_pdf_is_made_and_the_package_is_named(
    publisher, text, tmp_path
):
    nowhere = {"XDG_DATA_DIRS": str(tmp_path / "home"), "KANYIN_NO_TEX": "1"}
    ran = publisher("publish", str(text), "--lang", "zh", **nowhere)
    assert ran.exit == 69, ran.err
    assert "fonts-noto-cjk" in ran.err
    assert left_behind(tmp_path) in ([], ["archive"])
    doctor = publisher("doctor", **nowhere)
    assert doctor.exit == 69
    assert "fonts-noto-cjk" in doctor.err


def test_a_read_only_archive_can_be_read_and_says_why_it_cannot_be_written(
    publisher, text, tmp_path
):
    import os

    publisher("publish", str(text), "--to", "docx")
    archive = tmp_path / "archive"
    if os.geteuid() == 0:
        pytest.skip("root writes everywhere; the read-only mount is tested with the archive")
    shutil.copytree(archive, tmp_path / "copy")
    for path in (archive, *archive.rglob("*")):
        path.chmod(path.stat().st_mode & ~0o222)
    assert publisher("archive", "list").exit == 0
    assert publisher("archive", "verify").exit == 0
    text.write_text(TEXT + "又及。\n")
    assert publisher("publish", str(text), "--to", "docx").exit == 73


def test_options_stand_before_and_after_the_command(publisher, text):
    before = publisher("--json", "--lang", "en", "check", str(text)).json
    after = publisher("check", str(text), "--json", "--lang", "en").json
    assert before == after
    assert before["ok"]


def test_fix_takes_no_word_that_follows_it(publisher, tmp_path):
    (tmp_path / "article.md").write_text("---\ntitle: 联盟成立\ndate: 2026-04-18\n---\n\n正文。\n")
    ran = publisher("check", "--fix", "article.md", "--json")
    assert ran.exit == 0, ran.out


def test_dry_run_writes_nothing(publisher, text, tmp_path):
    ran = publisher("publish", str(text), "--to", "docx", "--dry-run", "--json")
    assert ran.exit == 0, ran.out
    assert left_behind(tmp_path) == []
