"""The seam to the operating system, and that the program imports where there are no file locks."""

import os
import subprocess
import sys
from hashlib import sha512

import pytest

from publisher.system import LockedError, NoLocksError, System

EVERY_MODULE = """
import importlib, pkgutil, sys
sys.modules["fcntl"] = None
import publisher
for module in pkgutil.walk_packages(publisher.__path__, "publisher."):
    if not module.name.endswith("__main__"):
        importlib.import_module(module.name)
print("all")
"""
HOLD = """
import sys
from pathlib import Path
from publisher.system import System
with System().lock(Path(sys.argv[1]), exclusive=sys.argv[2] == "exclusive"):
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def system():
    return System()


@pytest.fixture
def holder():
    """Another process that holds a lock until it is told to stop."""
    started = []

    def hold(path, mode="exclusive"):
        process = subprocess.Popen(
            [sys.executable, "-c", HOLD, str(path), mode],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        started.append(process)
        assert process.stdout.readline() == b"held\n"
        return process

    yield hold
    for process in started:
        process.kill()
        process.communicate()


@pytest.mark.slow
def test_every_module_imports_without_fcntl():
    done = subprocess.run(
        [sys.executable, "-c", EVERY_MODULE], capture_output=True, text=True, check=False
    )
    assert (done.stdout, done.returncode) == ("all\n", 0), done.stderr


def test_a_written_file_is_read_only_hashed_and_never_overwritten(system, tmp_path):
    path = tmp_path / "a"
    data = os.urandom((1 << 20) + 17)
    assert system.write(path, data) == sha512(data).hexdigest() == system.digest(path)
    assert path.read_bytes() == data
    assert path.stat().st_mode & 0o222 == 0
    with pytest.raises(FileExistsError):
        system.write(path, b"other")
    assert path.read_bytes() == data


def test_replacing_leaves_nothing_beside(system, tmp_path):
    for data in (b"one", b"two"):
        system.replace(tmp_path / "a", data)
        assert (tmp_path / "a").read_bytes() == data
    assert [entry.name for entry in system.list(tmp_path)] == ["a"]


def test_appending_and_truncating(system, tmp_path):
    path = tmp_path / "a"
    system.append(path, b"12")
    system.append(path, b"345")
    assert system.tail(path, 2) == b"45"
    assert system.tail(path, 99) == b"12345"
    system.truncate(path, 3)
    assert path.read_bytes() == b"123"


def test_a_list_is_sorted_and_tells_folders_links_and_sizes(system, tmp_path):
    (tmp_path / "b").mkdir()
    (tmp_path / "a").write_bytes(b"12")
    (tmp_path / "c").symlink_to(tmp_path / "b")
    entries = system.list(tmp_path)
    assert [(e.name, e.folder, e.link) for e in entries] == [
        ("a", False, False),
        ("b", True, False),
        ("c", False, True),
    ]
    assert entries[0].size == 2


def test_a_lock_of_another_process_is_waited_for_and_then_said(system, tmp_path, holder):
    path = tmp_path / "lock"
    process = holder(path)
    with pytest.raises(LockedError), system.lock(path, wait=0.05):
        pass
    process.kill()
    process.wait()
    with system.lock(path, wait=5):
        pass


def test_shared_locks_live_together_and_keep_the_exclusive_one_out(system, tmp_path, holder):
    holder(tmp_path / "lock", "shared")
    with system.lock(tmp_path / "lock", exclusive=False, wait=0):
        pass
    with pytest.raises(LockedError), system.lock(tmp_path / "lock", wait=0):
        pass


def test_a_lock_on_what_must_be_there_makes_nothing(system, tmp_path):
    (tmp_path / "folder").mkdir()
    with system.lock(tmp_path / "folder", wait=0, make=False):
        pass
    with pytest.raises(FileNotFoundError), system.lock(tmp_path / "gone", wait=0, make=False):
        pass
    assert [entry.name for entry in system.list(tmp_path)] == ["folder"]


def test_without_locks_the_system_says_so(system, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "fcntl", None)
    with pytest.raises(NoLocksError), system.lock(tmp_path / "lock"):
        pass
