"""The three ways to run the program: a wheel, an editable install, `cli.py` in a checkout."""

import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

import publisher

ROOT = Path(__file__).resolve().parent.parent
WAYS = ("wheel", "editable", "checkout")

pytestmark = pytest.mark.slow


def run(*command, folder, **environment):
    """What a command says in an empty home, seen from a folder that has nothing to do with us."""
    result = subprocess.run(
        [str(word) for word in command],
        cwd=folder,
        env={"PATH": os.environ["PATH"], "HOME": str(folder), "LANG": "C", **environment},
        check=False,
        capture_output=True,
        encoding="utf-8",
    )
    assert result.returncode == 0, result.stderr
    return result.stdout


def pip(python, *arguments, folder):
    """pip of this environment, working on another one without any index."""
    run(
        sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check",
        "--python", python, *arguments, "--no-deps", "--no-index", "--no-build-isolation",
        folder=folder,
    )  # fmt: skip


@pytest.fixture(scope="session")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    pip(sys.executable, "wheel", ROOT, "--wheel-dir", folder, folder=folder)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="session", params=WAYS)
def way(request):
    return request.param


@pytest.fixture(scope="session")
def python(way, tmp_path_factory, request):
    """A Python that knows us in one of the ways; it shares the libraries of this environment."""
    if way == "checkout":
        return Path(sys.executable)
    folder = tmp_path_factory.mktemp(way)
    venv.create(folder / "fresh")
    python = folder / "fresh" / "bin" / "python"
    packages = run(
        python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", folder=folder
    ).strip()
    # A path in a .pth file is searched, but its own .pth files (ours is one) are not read.
    Path(packages, "shared.pth").write_text(sysconfig.get_path("purelib") + "\n")
    if way == "wheel":
        pip(python, "install", request.getfixturevalue("wheel"), folder=folder)
    else:
        pip(python, "install", "--editable", ROOT, folder=folder)
    return python


@pytest.fixture
def command(way, python):
    if way == "checkout":
        return (python, ROOT / "cli.py")
    return (python.parent / "publisher",)


def test_the_command_tells_its_version_from_any_folder(command, tmp_path):
    assert publisher.__version__ in run(*command, "--version", folder=tmp_path)


def test_the_command_knows_its_templates_from_any_folder(command, tmp_path):
    assert "news" in run(*command, "templates", folder=tmp_path)


def test_the_command_speaks_both_languages(command, tmp_path):
    chinese = run(*command, "--lang", "zh", "--help", folder=tmp_path)
    english = run(*command, "--lang", "en", "--help", folder=tmp_path)
    assert any("\u4e00" <= character <= "\u9fff" for character in chinese)
    assert not any("\u4e00" <= character <= "\u9fff" for character in english)


def test_bundled_folders_are_those_of_the_way_it_was_installed(way, python, tmp_path):
    script = "from publisher.resources import bundled; print(bundled('templates'))"
    path = "" if way != "checkout" else str(ROOT)
    templates = Path(run(python, "-c", script, folder=tmp_path, PYTHONPATH=path).strip())
    assert (templates / "news" / "style.toml").is_file()
    assert (templates == ROOT / "templates") == (way != "wheel")


def test_the_wheel_carries_every_data_file_and_nothing_else_than_the_package(wheel):
    names = set(zipfile.ZipFile(wheel).namelist())
    tops = {name.split("/")[0] for name in names}
    assert tops == {"publisher", f"kanyin-{publisher.__version__}.dist-info"}
    for folder in ("templates", "fonts"):
        for file in sorted((ROOT / folder).rglob("*")):
            if file.is_file():
                assert f"publisher/_bundled/{file.relative_to(ROOT).as_posix()}" in names
    for pattern in ("*.toml", "*.mo", "*.py", "*.css", "*.md"):
        for file in sorted((ROOT / "publisher").rglob(pattern)):
            assert file.relative_to(ROOT).as_posix() in names


def test_two_wheels_of_one_tree_are_the_same_bytes(wheel, tmp_path):
    pip(sys.executable, "wheel", ROOT, "--wheel-dir", tmp_path, folder=tmp_path)
    assert (tmp_path / wheel.name).read_bytes() == wheel.read_bytes()


def test_no_pinned_version_names_an_address_or_a_hash():
    pinned = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    assert len(pinned) > 50
    for line in pinned:
        name, equals, version = line.partition(";")[0].strip().partition("==")
        assert name
        assert equals
        assert version
        assert "@" not in line
        assert "://" not in line
        assert "--" not in line


def test_every_dependency_that_is_declared_is_pinned():
    import tomllib

    declared = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    groups = declared["dependency-groups"]
    wanted = [
        *declared["project"]["dependencies"],
        *declared["project"]["optional-dependencies"]["fonts"],
        *(name for group in groups.values() for name in group if isinstance(name, str)),
    ]
    pinned = (ROOT / "constraints.txt").read_text(encoding="utf-8").lower()
    for requirement in wanted:
        name = requirement.replace("[", "=").replace(">", "=").replace("<", "=").split("=")[0]
        assert f"\n{name.lower()}==" in "\n" + pinned, name
