"""Stopped before any call of the seam, or in the middle of a write, nothing is half there."""

import datetime as dt
import shutil
from pathlib import Path

import pytest

from publisher.archive import Archive, Filters

ID = "20210422-chun-ji-zhi-shu"
MADE = dt.datetime(2026, 2, 1, tzinfo=dt.UTC)
KINDS = ("first", "later", "unchanged", "publish", "reindex")
TENTH = 10


def prepared(root, kind, record):
    """An archive in the state that the operation finds, with another record of the same day."""
    archive = Archive.create(root)
    archive.file(record("别的", title="别的事", path="b", slug="other"))
    if kind in ("later", "unchanged", "reindex"):
        archive.file(record())
    if kind == "publish":
        archive.file(record(status="draft"))
    return archive


def operate(archive, kind, record):
    match kind:
        case "first":
            return archive.file(record()).value
        case "later":
            return archive.file(record("树活了。")).value
        case "unchanged":
            return archive.file(record()).value
        case "publish":
            return archive.publish(ID, user="李四", address="l@x.org", made=MADE).value
        case "reindex":
            return archive.reindex().value


VERSIONS = {
    "first": (0, 1),
    "later": (1, 2),
    "unchanged": (1, 1),
    "publish": (1, 2),
    "reindex": (1, 1),
}


def versions(archive):
    rows = {row.id: row for row in archive.list(Filters(everything=True)).value}
    return archive.head(ID).version if ID in rows else 0


def calls_of(root, kind, record, falling):
    prepared(root, kind, record)
    system = falling(0)
    operate(Archive.open(root, system), kind, record)
    return system.calls


def hold(root, kind, record, *, acknowledged):
    """Reopened and recovered, the archive is whole and the operation can be done again."""
    archive = Archive.open(root)
    archive.recover()
    assert archive.verify().value.damages == ()
    old, new = VERSIONS[kind]
    assert versions(archive) in ((new,) if acknowledged else (old, new))
    operate(archive, kind, record)
    assert versions(archive) == new
    assert archive.verify().value.damages == ()
    body = "树活了。" if kind == "later" else "园区里种下了三百棵树。"
    assert archive.get(ID, "source/article.txt") == {"source/article.txt": body.encode()}


def crash_points(quick_path, kind, record, falling, crash, *, each):
    ready = quick_path / "ready"
    prepared(ready, kind, record)
    total = calls_of(quick_path / "count", kind, record, falling)
    tried = 0
    for at in range(1, total + 1, each):
        for half in (False, True):
            root = quick_path / f"{at}-{half}"
            shutil.copytree(ready, root)
            system = falling(at, half=half)
            with pytest.raises(crash):
                operate(Archive.open(root, system), kind, record)
            hold(root, kind, record, acknowledged=False)
            shutil.rmtree(root)
            tried += 1
    return tried


@pytest.mark.parametrize("kind", [k for k in KINDS if k != "unchanged"])
def test_a_tenth_of_the_points(quick_path, kind, record, falling, crash):
    assert crash_points(quick_path, kind, record, falling, crash, each=TENTH) >= 4


@pytest.mark.slow
@pytest.mark.parametrize("kind", [k for k in KINDS if k != "unchanged"])
def test_every_point(quick_path, kind, record, falling, crash):
    tried = crash_points(quick_path, kind, record, falling, crash, each=1)
    assert tried >= 24


def test_an_unchanged_record_touches_nothing(quick_path, record, falling):
    assert calls_of(quick_path / "a", "unchanged", record, falling) == 0


def crash_twice(quick_path, kind, record, falling, crash, *, each):
    """Stopped at a point, and again at a point of the recovery after it."""
    ready = quick_path / "ready"
    prepared(ready, kind, record)
    total = calls_of(quick_path / "count", kind, record, falling)
    tried = 0
    for at in range(1, total + 1):
        stopped = quick_path / "stopped"
        shutil.copytree(ready, stopped)
        with pytest.raises(crash):
            operate(Archive.open(stopped, falling(at)), kind, record)
        counted = quick_path / "counted"
        shutil.copytree(stopped, counted)
        system = falling(0)
        Archive.open(counted, system).recover()
        for again in range(1, system.calls + 1):
            tried += 1
            if tried % each:
                continue
            root = quick_path / "again"
            shutil.copytree(stopped, root)
            with pytest.raises(crash):
                Archive.open(root, falling(again, half=bool(tried & 1))).recover()
            hold(root, kind, record, acknowledged=False)
            shutil.rmtree(root)
        shutil.rmtree(stopped)
        shutil.rmtree(counted)
    return tried


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["first", "later"])
def test_stopped_again_while_recovering(quick_path, kind, record, falling, crash):
    assert crash_twice(quick_path, kind, record, falling, crash, each=TENTH - 1) > 200


@pytest.mark.slow
def test_an_interrupted_start_is_begun_again(quick_path, record, falling, crash):
    count = falling(0)
    Archive.create(quick_path / "count" / "archive", count)
    for at in range(1, count.calls + 1):
        root = quick_path / str(at) / "archive"
        with pytest.raises(crash):
            Archive.create(root, falling(at, half=bool(at & 1)))
        archive = Archive.create(root)
        archive.file(record())
        assert archive.verify().value.damages == ()


def test_what_was_finished_or_undone_is_said(quick_path, record, falling, crash):
    ready = quick_path / "ready"
    prepared(ready, "later", record)
    total = calls_of(quick_path / "count", "later", record, falling)
    said = set()
    for at in range(1, total + 1, 2):
        root = quick_path / str(at)
        shutil.copytree(ready, root)
        with pytest.raises(crash):
            operate(Archive.open(root, falling(at)), "later", record)
        said |= {finding.code for finding in Archive.open(root).recover()}
    assert {"archive-cleaned", "archive-undone", "archive-finished"} <= said


def test_readers_see_a_whole_version_at_every_point(quick_path, record, falling, crash):
    ready = quick_path / "ready"
    prepared(ready, "later", record)
    total = calls_of(quick_path / "count", "later", record, falling)
    bodies = {1: "园区里种下了三百棵树。", 2: "树活了。"}
    for at in range(1, total + 1, 3):
        root = Path(quick_path / str(at))
        shutil.copytree(ready, root)
        with pytest.raises(crash):
            operate(Archive.open(root, falling(at)), "later", record)
        reader = Archive.open(root)
        shown = reader.show(ID)
        got = reader.get(ID, "source/article.txt")["source/article.txt"].decode()
        assert got == bodies[shown.version]
        assert reader.list().findings == ()
