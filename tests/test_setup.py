"""`setup/prepare fang`: one file of a Debian package, or kai stands in and everything goes on."""

import os
import shutil
import subprocess

import pytest

from tests.conftest import ROOT

pytestmark = pytest.mark.skipif(shutil.which("dpkg-deb") is None, reason="there is no dpkg here")

FACE = "usr/share/texlive/fonts/opentype/public/fandol/FandolFang-Regular.otf"
CONTROL = (
    "Package: texlive-lang-chinese\nVersion: 1\nArchitecture: all\nMaintainer: a\nDescription: a\n"
)


def script(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)


@pytest.fixture
def package(tmp_path):
    """A package that holds the face."""
    (tmp_path / "deb" / FACE).parent.mkdir(parents=True)
    (tmp_path / "deb" / FACE).write_bytes(b"the face")
    (tmp_path / "deb" / "DEBIAN").mkdir()
    (tmp_path / "deb" / "DEBIAN" / "control").write_text(CONTROL)
    built = tmp_path / "fandol.deb"
    subprocess.run(["dpkg-deb", "-b", tmp_path / "deb", built], check=True, capture_output=True)
    return built


@pytest.fixture
def prepare(tmp_path):
    """Runs `setup/prepare fang` in a checkout whose apt does as it is told."""
    checkout = tmp_path / "checkout"
    shutil.copytree(ROOT / "setup", checkout / "setup")
    script(checkout / ".venv" / "bin" / "python", "echo texlive-lang-chinese")

    def run(apt):
        script(tmp_path / "bin" / "apt-get", f'echo "$@" >>{tmp_path}/asked\n{apt}')
        done = subprocess.run(
            [checkout / "setup" / "prepare", "fang"],
            env={"PATH": f"{tmp_path / 'bin'}:{os.environ['PATH']}"},
            capture_output=True,
            text=True,
            check=False,
        )
        return done, checkout

    return run


def test_the_face_is_taken_out_of_its_package_and_shown(prepare, package):
    done, checkout = prepare(f"cp {package} .")
    assert done.returncode == 0, done.stderr
    shown = checkout / ".venv" / "share" / "fonts" / "fandol" / "FandolFang-Regular.otf"
    assert shown.read_bytes() == b"the face"
    assert not list((checkout / ".cache").glob("**/*.deb"))


def test_a_face_that_is_there_is_not_fetched_again(prepare, package):
    prepare(f"cp {package} .")
    done, checkout = prepare("exit 1")
    assert done.stderr == ""
    assert (checkout / ".venv" / "share" / "fonts" / "fandol").exists()


@pytest.mark.parametrize("apt", ["exit 100", "echo none >empty.deb"], ids=["no net", "no package"])
def test_without_it_kai_stands_in_and_nothing_fails(prepare, tmp_path, apt):
    done, checkout = prepare(apt)
    assert done.returncode == 0
    assert "kai stands in for fang" in done.stderr
    assert not (checkout / ".cache" / "fandol" / "FandolFang-Regular.otf").exists()
    asked = (tmp_path / "asked").read_text()
    again, _ = prepare(apt)
    assert again.stderr == ""
    assert (tmp_path / "asked").read_text() == asked, "a failure is tried again after a day"
