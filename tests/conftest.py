"""What tests share: the seed text where it is at hand, and the installed command."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

# The same examples each time, so that a change is judged by itself; `make soak` tries new ones.
settings.register_profile("steady", derandomize=True, deadline=None)
settings.register_profile("soak", deadline=None)
settings.load_profile("soak" if "KANYIN_EFFORT" in os.environ else "steady")

ROOT = Path(__file__).resolve().parent.parent
SEED = ROOT.parent / "shared" / "seed" / "article.txt"


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--renew-goldens`, which `make goldens` passes."""
    parser.addoption("--renew-goldens", action="store_true", help="write tests/pages anew")


@pytest.fixture(scope="session")
def seed() -> Path:
    """The scraped page that everything must work on; it is not ours, so it may be absent."""
    if not SEED.is_file():
        pytest.skip("the seed text is not here")
    return SEED


@dataclass(frozen=True)
class Ran:
    """What a run of the command gave back."""

    exit: int
    out: str
    err: str

    @property
    def json(self) -> dict[str, Any]:
        """The one object on standard output."""
        return json.loads(self.out)


Publisher = Callable[..., Ran]


def run_publisher(*words: str, cwd: Path, stdin: str = "", **variables: str) -> Ran:
    """The installed command, run in `cwd` with a home of its own there."""
    home = cwd / "home"
    home.mkdir(exist_ok=True)
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "LANG": "C.UTF-8",
        "USER": "tester",
        **{name: os.environ[name] for name in ("LD_LIBRARY_PATH",) if name in os.environ},
        **variables,
    }
    done = subprocess.run(
        [Path(sys.executable).parent / "publisher", *words],
        input=stdin,
        capture_output=True,
        text=True,
        cwd=cwd,
        env=environment,
        check=False,
        timeout=120,
    )
    return Ran(done.returncode, done.stdout, done.stderr)


@pytest.fixture
def publisher(tmp_path: Path) -> Publisher:
    """The installed command, run in `tmp_path` unless `cwd` says another folder."""

    def run(*words: str, cwd: Path = tmp_path, stdin: str = "", **variables: str) -> Ran:
        return run_publisher(*words, cwd=cwd, stdin=stdin, **variables)

    return run
