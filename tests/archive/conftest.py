"""An archive to test with: records, a seam that falls at a chosen call, and OCFL's validator."""

import datetime as dt
import os
import tempfile
from pathlib import Path

import pytest

from publisher.archive import Archive, Descriptive, Identity, Record
from publisher.archive.catalog import Catalog
from publisher.system import System

CHANGING = [
    "write",
    "replace",
    "append",
    "truncate",
    "sync_folder",
    "make_folder",
    "rename",
    "remove",
    "remove_folder",
    "commit",
]
POURING = ("write", "replace", "append")


class Crash(BaseException):
    """The process is gone: nothing may catch this."""


class Falling(System):
    """Stops for ever before its call number `at`; with `half`, in the middle of what it writes."""

    def __init__(self, at, *, half=False):
        self.at, self.half, self.calls, self.fallen, self.last = at, half, 0, False, ""

    def _before(self, name):
        if self.fallen:
            raise Crash
        self.calls += 1
        self.last = name
        if self.calls == self.at:
            self.fallen = True
            if not (self.half and name in POURING):
                raise Crash

    def _pour(self, descriptor, data):
        if self.fallen:
            super()._pour(descriptor, data[: len(data) // 2])
            raise Crash
        return super()._pour(descriptor, data)


def _stopping(name):
    def method(self, *arguments):
        self._before(name)
        return getattr(System, name)(self, *arguments)

    return method


for _name in CHANGING:
    setattr(Falling, _name, _stopping(_name))


@pytest.fixture(scope="session")
def falling():
    return Falling


@pytest.fixture(scope="session")
def crash():
    return Crash


@pytest.fixture(scope="session")
def record():
    def make(
        body="园区里种下了三百棵树。",
        *,
        title="春季植树",
        date=dt.date(2021, 4, 22),
        made=dt.datetime(2026, 1, 2, 3, 4, 5, tzinfo=dt.UTC),
        files=None,
        descriptive=None,
        as_id="",
        id="",  # noqa: A002
        url="",
        received=(),
        path="新闻.txt",
        slug="",
        **rest,
    ):
        identity = Identity(title, date, as_id, id, url, tuple(received), path, slug)
        contents = {
            "article.md": f"# {title}\n\n{body}\n".encode(),
            "source/article.txt": body.encode(),
            "images/01.jpg": b"\xff\xd8 a picture",
            "bulletin.pdf": b"%PDF-1.7 " + body.encode(),
        }
        return Record(
            identity=identity,
            files=contents if files is None else files,
            user="张三",
            address="zhangsan@example.org",
            made=made,
            descriptive=descriptive or Descriptive(source="园区报"),
            **rest,
        )

    return make


@pytest.fixture
def quick_path(tmp_path):
    """A folder in memory where there is one: many small writes that are all waited for."""
    memory = Path("/dev/shm")
    if not os.access(memory, os.W_OK):
        yield tmp_path
        return
    with tempfile.TemporaryDirectory(dir=memory) as folder:
        yield Path(folder)


@pytest.fixture
def archive(quick_path):
    return Archive.create(quick_path / "archive")


@pytest.fixture(scope="session")
def empty_catalog(tmp_path_factory):
    archive = Archive.create(tmp_path_factory.mktemp("empty") / "archive")
    return lambda: Catalog.built(archive.objects, None)


@pytest.fixture(scope="session")
def conformant():
    from ocfl.validator import Validator

    def check(root: Path) -> None:
        for inventory in sorted(root.glob("objects/*/*/*/inventory.json")):
            validator = Validator(log_warnings=True, log_errors=True)
            assert validator.validate_object(str(inventory.parent)), validator
            assert not validator.log.num_errors
            assert not validator.log.num_warnings

    return check
