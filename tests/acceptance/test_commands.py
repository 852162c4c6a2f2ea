"""Each command does its job once through the installed command, and answers in JSON as agreed."""

import json
import subprocess
import sys
import zipfile
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.conftest import run_publisher

ID = "20260418-lian-meng-cheng-li"
TEXT = "联盟成立\n\n来源:园区 2026-04-18\n\n今天,联盟成立。\n"
KEYS = {"ok", "command", "results", "findings", "exit"}
MADE = {"source", "id", "version", "unchanged", "record", "outputs", "pages"}


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """A project in which one text was published; the tests of this module only add to it."""
    folder = tmp_path_factory.mktemp("project")
    (folder / "news.txt").write_text(TEXT)

    def run(*words: str, stdin: str = "", **variables: str):
        return run_publisher(*words, cwd=folder, stdin=stdin, **variables)

    started = run("init", "--json").json
    filed = run("publish", "news.txt", "--to", "docx", "--json").json
    return SimpleNamespace(run=run, folder=folder, started=started, filed=filed)


def answer(project, *words: str, **how: str):
    """The results of a command that succeeds, its one object checked."""
    ran = project.run(*words, "--json", **how)
    assert (ran.exit, set(ran.json)) == (0, KEYS), ran.out + ran.err
    assert (ran.json["ok"], ran.json["exit"]) == (True, 0)
    return ran.json["results"]


def test_init_leaves_a_project_that_refuses_to_be_made_twice(project):
    (result,) = project.started["results"]
    assert {"publisher.toml", "first/article.md", "templates/README.txt"} <= set(result["files"])
    assert all((project.folder / name).is_file() for name in result["files"])
    assert (project.folder / "archive" / "README.txt").is_file()
    assert project.run("init").exit == 73


def test_publish_tells_id_version_record_and_copies(project):
    (result,) = project.filed["results"]
    assert set(result) == MADE
    assert (result["source"], result["id"], result["version"]) == ("news.txt", ID, 1)
    assert (result["unchanged"], result["pages"]) == (False, 0)
    assert Path(result["record"], "content", "article.md").is_file()
    assert Path(result["outputs"]["docx"]).is_file()


def test_render_archives_nothing(project):
    (result,) = answer(project, "render", "news.txt", "--to", "html", "-o", "made")
    assert set(result) == MADE
    assert (result["id"], result["version"], result["record"]) == (None, None, None)
    assert (project.folder / result["outputs"]["html"]).is_file()


def test_a_dry_run_says_what_would_be_filed(project):
    (project.folder / "other.txt").write_text(TEXT.replace("联盟", "园区"))
    ran = project.run("publish", "other.txt", "--to", "docx", "-n", "--lang", "en")
    assert "A new record v1: would be filed" in ran.out
    assert not (project.folder / "out" / "other.docx").exists()


def test_list_show_search_log_and_verify_know_the_record(project):
    (row,) = answer(project, "archive", "list", "--year", "2026")
    assert (row["id"], row["version"], row["title"]) == (ID, 1, "联盟成立")
    (shown,) = answer(project, "archive", "show", ID)
    assert set(shown) == {"id", "version", "record", "metadata", "versions"}
    (hit,) = answer(project, "archive", "search", "联", "园区")
    assert "联盟" in hit["excerpt"]
    for nothing in ("%", '"', "😀", "title"):
        assert answer(project, "archive", "search", nothing) == []
    assert answer(project, "archive", "log", ID)[0]["type"] == "ingestion"
    (report,) = answer(project, "archive", "verify")
    assert report["damages"] == 0


def test_get_copies_what_is_asked_for_and_replaces_nothing(project):
    (result,) = answer(project, "archive", "get", f"{ID}@v1", "--file", "source", "-o", "got")
    assert (project.folder / "got/source/news.txt").read_text() == TEXT
    assert result["outputs"] == {"source/news.txt": "got/source/news.txt"}
    again = project.run("archive", "get", f"{ID}@v1", "--file", "source", "-o", "got")
    assert again.exit == 73


def test_reindex_makes_the_catalogue_again(project):
    (project.folder / "archive" / "catalog.sqlite3").unlink()
    assert answer(project, "archive", "reindex") == [{"records": 1}]
    assert len(answer(project, "archive", "list")) == 1


def test_a_kind_of_ones_own_is_made_and_listed(project):
    (made,) = answer(project, "templates", "new", "园区")
    assert Path(made["file"]).is_file()
    assert {row["name"] for row in answer(project, "templates")} >= {"news", "poster", "园区"}
    for name in ("news", "园区"):
        assert project.run("templates", "new", name).exit == 73
    for name in ("", "..", "a/b", "con", 'a"b', "a\nb", " "):
        assert project.run("templates", "new", name).exit == 2, name


def test_config_names_every_setting_and_its_origin(project):
    rows = {row["key"]: row for row in answer(project, "config", PUBLISHER_PICTURES_DPI="300")}
    assert (rows["pictures.dpi"]["value"], rows["pictures.dpi"]["origin"]) == (
        300,
        "PUBLISHER_PICTURES_DPI",
    )
    assert rows["archive.folder"]["value"] == "archive"


def test_fonts_names_every_role_with_its_face(project):
    rows = answer(project, "fonts")
    assert {"role", "weight", "family", "version", "file", "sha256", "package"} == set(rows[0])
    assert {"song", "hei", "kai", "fang", "latin"} <= {row["role"] for row in rows}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_explain_has_words_for_every_code(project, language):
    rows = answer(project, "explain", "--lang", language)
    assert len(rows) > 100
    assert not [row["code"] for row in rows if not (row["message"] and row["why"])]
    (one,) = answer(project, "explain", "picture-missing", "--lang", language)
    assert one in rows


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_prints_a_script(project, shell):
    (result,) = answer(project, "completion", shell)
    assert "_PUBLISHER_COMPLETE" in result["script"]


def test_the_completion_of_bash_knows_commands():
    command = Path(sys.executable).parent / "publisher"
    words = {"COMP_WORDS": "publisher archive ve", "COMP_CWORD": "2"}
    variables = {**words, "_PUBLISHER_COMPLETE": "bash_complete", "PATH": "/usr/bin:/bin"}
    done = subprocess.run([command], env=variables, capture_output=True, text=True, check=False)
    assert done.stdout == "plain,verify\n"


def test_new_makes_an_article_that_check_reads(project):
    (result,) = answer(project, "new", "-", "-o", "edited", stdin=TEXT)
    assert result["folder"] == "edited"
    assert "title: 联盟成立" in (project.folder / "edited" / "article.md").read_text()
    (checked,) = answer(project, "check", "edited")
    assert checked == {"source": "edited", "title": "联盟成立"}
    assert project.run("new", "news.txt", "-o", "edited").exit == 73


def test_check_applies_the_edit_that_it_proposes_and_knows_its_codes(project):
    folder = project.folder / "named"
    folder.mkdir()
    (folder / "Photo.JPG").write_bytes(b"any bytes")
    text = "---\ntitle: 甲\ndate: 2026-04-18\n---\n\n![图](photo.jpg)\n"
    (folder / "article.md").write_text(text)
    applied = answer(project, "check", "--fix=picture-name", "named/article.md")[0]["applied"]
    assert applied == ["picture-name"]
    assert (folder / "article.md").read_text() == text.replace("photo.jpg", "Photo.JPG")
    assert project.run("check", "--fix=no-such-code", "named/article.md").exit == 2
    assert project.run("check", "--fix", "-", stdin=text).exit == 2


@pytest.mark.parametrize("words", [("--help",), ("publish", "--help"), ("--version",)])
def test_help_and_version_stand_in_the_object_too(project, words):
    (result,) = answer(project, *words)
    assert "publish" in result.get("help", "publish")


def test_a_command_that_is_missing_is_told_with_the_help(project):
    assert project.run("--json").json["exit"] == 2
    ran = project.run("archive", LANG="zh_CN.UTF-8")
    assert (ran.exit, ran.out) == (2, "")
    assert "verify" in ran.err
    assert ran.err.startswith("用法")


def test_the_newest_draft_is_what_an_id_publishes(tmp_path):
    text = tmp_path / "news.txt"
    text.write_text(TEXT)
    run_publisher("publish", "news.txt", "--to", "docx", cwd=tmp_path)
    text.write_text(TEXT.replace("今天", "昨天"))
    run_publisher("draft", "news.txt", cwd=tmp_path)
    ran = run_publisher("publish", ID, "--to", "docx", "--json", cwd=tmp_path)
    assert ran.json["results"][0]["version"] == 3
    article = tmp_path / ran.json["results"][0]["record"] / "content" / "article.md"
    if not article.exists():  # the same bytes are stored once, with the draft
        article = article.parent.parent.parent / "v2" / "content" / "article.md"
    assert "昨天" in article.read_text()
    run_publisher("archive", "get", f"{ID}@v3", "-o", "got", cwd=tmp_path)
    assert "昨天" in (tmp_path / "got" / "article.md").read_text()


def test_an_issue_is_filed_by_its_title_and_refuses_settings_for_one_article(tmp_path):
    (tmp_path / "news.txt").write_text(TEXT)
    (tmp_path / "issue.toml").write_text(
        'title = "通讯"\ndate = 2026-04-30\n[[section]]\narticles = ["news.txt"]\n'
    )
    ran = run_publisher("publish", "issue.toml", "--to", "docx", "--json", cwd=tmp_path)
    assert ran.exit == 0, ran.out
    assert ran.json["results"][0]["id"] == "20260430-tong-xun"
    words = ("check", "issue.toml", "--set", "title=甲")
    assert run_publisher(*words, cwd=tmp_path).exit == 2


def test_what_was_filed_is_told_though_its_copy_cannot_be_written(tmp_path):
    (tmp_path / "news.txt").write_text(TEXT)
    (tmp_path / "out").write_text("no folder")
    ran = run_publisher("publish", "news.txt", "--to", "docx", "--json", cwd=tmp_path)
    assert ran.exit == 73
    (result,) = ran.json["results"]
    assert (result["id"], result["outputs"]) == (ID, {})


def test_a_pipe_is_refused_at_once_and_so_is_a_name_that_no_file_can_have(tmp_path):
    import os

    os.mkfifo(tmp_path / "pipe.txt")
    for name, exit_code in (("pipe.txt", 65), ("长" * 300 + ".txt", 66), ("", 66)):
        assert run_publisher("check", name, cwd=tmp_path).exit == exit_code, name
    words = ("draft", "news.txt", "-o", "pipe.txt", "--json")
    (tmp_path / "news.txt").write_text(TEXT)
    assert run_publisher(*words, cwd=tmp_path).exit == 73


def test_a_full_or_closed_standard_output_is_no_bug(tmp_path):
    command = f"{Path(sys.executable).parent / 'publisher'} config --json"
    cases = (("> /dev/full", 73), (">&-", 0), ("| head -c 1; exit ${PIPESTATUS[0]}", 0))
    for tail, exit_code in cases:
        if "/dev/full" in tail and not Path("/dev/full").exists():
            continue
        words = ["bash", "-c", f"{command} {tail}"]
        done = subprocess.run(words, cwd=tmp_path, capture_output=True, text=True, check=False)
        assert done.returncode == exit_code, (tail, done.stderr)
        assert "Traceback" not in done.stderr


def test_sources_that_fail_and_those_that_do_not(tmp_path):
    (tmp_path / "news.txt").write_text(TEXT)
    (tmp_path / "empty.txt").write_text("")
    (tmp_path / "v1.2-news").mkdir()
    (tmp_path / "v1.2-news" / "a.txt").write_text(TEXT)
    mixed = run_publisher("render", "news.txt", "empty.txt", "--to", "html", cwd=tmp_path)
    assert mixed.exit == 1
    none = run_publisher("render", "nowhere.txt", "empty.txt", "--to", "html", cwd=tmp_path)
    assert none.exit == 66
    ran = run_publisher("render", "v1.2-news", "--to", "html", "--json", cwd=tmp_path)
    outputs = json.loads(ran.out)["results"][0]["outputs"]
    assert Path(outputs["html"]).name == "v1.2-news.html"


def test_a_gallery_without_a_picture_keeps_its_caption(tmp_path):
    text = '---\ntitle: 甲\ndate: 2026-04-18\n---\n\n::: gallery caption="图集说明"\n:::\n'
    (tmp_path / "article.md").write_text(text)
    ran = run_publisher("render", "article.md", "--to", "docx", "--json", cwd=tmp_path)
    assert ran.exit == 0, ran.out
    with zipfile.ZipFile(tmp_path / "out" / "article.docx") as package:
        assert "图集说明" in package.read("word/document.xml").decode()


def test_new_parts_what_was_glued_together_only_when_asked(publisher, seed, tmp_path):
    (tmp_path / "article.txt").write_bytes(seed.read_bytes())
    assert publisher("new", "article.txt", "-o", "plain").exit == 0
    made = publisher("new", "article.txt", "--fix", "-o", "parted", "--json")
    assert made.exit == 0
    plain, parted = (
        (tmp_path / name / "article.md").read_text(encoding="utf-8") for name in ("plain", "parted")
    )
    assert "\n## " not in plain
    assert (parted.count("\n## "), parted.count("\n### ")) == (4, 8)
    assert parted.count("\n> —— ") == 3
    assert parted.count("\n- ") == 35
    assert "\n\n\n" not in parted
    some = publisher("check", "plain", "--fix=text-run-in-list", "--allow-missing")
    assert some.exit == 0
    listed = (tmp_path / "plain" / "article.md").read_text(encoding="utf-8")
    assert (listed.count("\n- "), listed.count("\n## ")) == (35, 0)
