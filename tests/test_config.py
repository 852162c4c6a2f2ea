import re

import pytest

from publisher.config import load_config, system_user
from publisher.findings import ConfigurationError
from publisher.project import find_project


def config(tmp_path, *texts, **environment):
    files = []
    for number, text in enumerate(texts):
        path = tmp_path / f"{number}.toml"
        path.write_text(text)
        files.append(path)
    return load_config(tuple(files), environment)


def test_defaults_hold_where_nobody_says_anything(tmp_path):
    settings = config(tmp_path)
    assert settings.output.to == ("pdf", "docx")
    assert settings.pictures.dpi == 200
    assert settings.archive.retention == "D30"
    assert settings.origins == {}


def test_a_later_file_is_stronger_and_a_variable_strongest(tmp_path):
    user, project = "[pictures]\ndpi = 150\nquality = 70\n", "[pictures]\ndpi = 250\n"
    settings = config(tmp_path, user, project, PUBLISHER_OUTPUT_TO="pdf, docx")
    assert (settings.pictures.dpi, settings.pictures.quality) == (250, 70)
    variable = config(tmp_path, user, project, PUBLISHER_PICTURES_DPI="300")
    assert variable.pictures.dpi == 300
    assert variable.origins["pictures.dpi"] == "PUBLISHER_PICTURES_DPI"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("[pictures]\ndip = 300\n", "config-unknown"),
        ("[picture]\ndpi = 300\n", "config-unknown"),
        ('[pictures]\ndpi = "300"\n', "config-type"),
        ('[output]\nto = ["epub"]\n', "config-value"),
        ('[archive]\nretention = "30"\n', "config-value"),
        ('[archive]\nuser = "王敏"\n', "config-type"),
        ('[checks]\nseverity = { "picture-resolution" = "loud" }\n', "config-value"),
        ('[checks]\nignore = ["no-such-code"]\n', "config-value"),
        ("[pictures]\ndpi = 0\n", "config-type"),
        ("[pictures]\nquality = 101\n", "config-type"),
        ("[output]\nto = []\n", "config-type"),
        ('[output]\nfolder = ""\n', "config-type"),
        ('[archive]\nfolder = ""\n', "config-type"),
        ("[pictures\n", "config-syntax"),
        ("a = " + "[" * 5_000, "config-syntax"),
    ],
)
def test_what_is_wrong_is_an_error_at_its_line(tmp_path, text, code):
    with pytest.raises(ConfigurationError) as error:
        config(tmp_path, text)
    (finding,) = error.value.findings
    assert finding.code == code
    assert finding.place[1] in (1, 2)


def test_a_wrong_variable_is_named(tmp_path):
    for variable in ("PUBLISHER_PICTURES_DPI", "PUBLISHER_PDF_ATTACH"):
        with pytest.raises(ConfigurationError) as error:
            config(tmp_path, **{variable: "many"})
        (finding,) = error.value.findings
        assert (finding.code, finding.place) == ("config-type", (variable, 1, 1))


def test_a_hint_names_every_value_where_there_are_few(tmp_path):
    with pytest.raises(ConfigurationError) as error:
        config(tmp_path, '[archive]\nretention = "30"\n')
    assert error.value.findings[0].hint("en") == "It can be: Y, D30, D10."
    with pytest.raises(ConfigurationError) as error:
        config(tmp_path, '[checks]\nignore = ["date-mising"]\n')
    assert "date-missing" in error.value.findings[0].hint("en")


def test_an_issue_has_a_template_of_its_own(tmp_path):
    (tmp_path / "publisher.toml").write_text("")
    project = find_project(None, tmp_path, tmp_path / "none.toml", {})
    assert project.template("issue").name == "issue"


def test_a_file_that_is_no_text_is_an_error(tmp_path):
    path = tmp_path / "publisher.toml"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ConfigurationError) as error:
        load_config((path,), {})
    assert error.value.findings[0].code == "config-unreadable"


def test_who_files_is_taken_from_the_system_where_nobody_says(tmp_path):
    assert config(tmp_path, USER="wang").archive.user == "wang <wang@localhost>"
    assert re.fullmatch(r"(\S+) <\1@localhost>", system_user({}))


def test_the_nearest_project_upward_is_found_and_c_names_one_exactly(tmp_path):
    (tmp_path / "publisher.toml").write_text("")
    deep = tmp_path / "a" / "b"
    deep.mkdir(parents=True)
    nowhere = tmp_path / "none.toml"
    assert find_project(None, deep, nowhere, {}).root == tmp_path
    named = find_project(deep, tmp_path, nowhere, {})
    assert (named.root, named.found) == (deep, False)


def test_a_projects_own_template_hides_the_one_that_comes_with_the_program(tmp_path):
    own = tmp_path / "templates" / "news"
    own.mkdir(parents=True)
    (own / "style.toml").write_text("")
    (tmp_path / "publisher.toml").write_text("")
    project = find_project(None, tmp_path, tmp_path / "none.toml", {})
    assert project.template("news") == own
    assert "news" in project.template_names()


@pytest.mark.parametrize("name", ["nonesuch", "", "..", "../templates/news", "/etc"])
def test_no_other_folder_than_one_of_the_templates_can_be_named(tmp_path, name):
    from publisher.findings import UsageError

    project = find_project(None, tmp_path, tmp_path / "none.toml", {})
    with pytest.raises(UsageError):
        project.template(name)
