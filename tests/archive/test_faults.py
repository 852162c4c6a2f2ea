"""A full disk, no permission, read-only media, other writers, a process that is killed."""

import datetime as dt
import errno
import json
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from publisher.archive import Archive, Filters
from publisher.findings import (
    ArchiveBusyError,
    CannotWriteError,
    IOFailureError,
    UnavailableError,
)
from publisher.system import Entry, System
from tests.effort import effort

ID = "20210422-chun-ji-zhi-shu"
WRITER = """
import datetime as dt, sys
from pathlib import Path
from publisher.archive import Archive, Identity, Record
root, name, count, same = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), sys.argv[4] == "same"
archive = Archive.open(root)
for number in range(count):
    slug = "one" if same else f"{name}-{number}"
    text = f"{name} {number}".encode()
    identity = Identity("题", dt.date(2021, 4, 22), as_id=f"20210422-{slug}")
    filed = archive.file(Record(
        identity, {"article.md": text, "source/a.txt": text * 999}, "张三", "z@example.org",
        dt.datetime(2026, 1, 1, tzinfo=dt.UTC),
    ))
    assert not [f for f in filed.findings if f.severity == "error"], filed.findings
    print(filed.value.id, filed.value.version, flush=True)
"""


class Failing(System):
    """Says `number` at every call of `name` on a path that holds `part`."""

    def __init__(self, name, number, part=""):
        def fail(*paths, **_):
            if part in str(paths[0]):
                raise OSError(number, os.strerror(number), str(paths[0]))
            return getattr(System, name)(self, *paths)

        setattr(self, name, fail)


def run(root, name, count, same):
    arguments = [sys.executable, "-c", WRITER, str(root), name, str(count), same]
    return subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


@pytest.mark.parametrize(
    ("number", "error", "code"),
    [
        (errno.ENOSPC, CannotWriteError, "disk-full"),
        (errno.EACCES, CannotWriteError, "archive-cannot-write"),
        (errno.EROFS, CannotWriteError, "archive-cannot-write"),
        (errno.EIO, IOFailureError, "archive-io"),
    ],
)
@pytest.mark.parametrize("call", ["write", "sync_folder", "make_folder"])
def test_a_fault_before_the_commit_leaves_the_archive_as_it_was(
    archive, record, number, error, code, call
):
    archive.file(record())
    system = Failing(call, number, part="staging/tx-")
    with pytest.raises(error) as raised:
        Archive.open(archive.root, system).file(record("树活了。"))
    assert raised.value.findings[0].code == code
    assert archive.head(ID).version == 1
    assert not archive.verify().value.damages


@pytest.mark.parametrize("call", ["commit", "append", "replace"])
def test_a_fault_after_the_commit_is_said_and_mended_by_the_next_command(archive, record, call):
    archive.file(record())
    system = Uncommitting() if call == "commit" else Failing(call, errno.ENOSPC)
    outcome = Archive.open(archive.root, system).file(record("树活了。"))
    assert outcome.value.version == 2
    assert [finding.code for finding in outcome.findings] == ["archive-catalog-behind"]
    assert archive.get(f"{ID}@v2", "source")
    codes = [finding.code for finding in archive.recover()]
    assert codes == ["archive-finished"]
    assert not archive.verify().value.damages


class Uncommitting(System):
    def commit(self, connection):
        raise OSError(errno.ENOSPC, "No space left on device")


def test_a_rename_that_fails_within_the_object_is_mended(archive, record):
    archive.file(record())
    system = Failing("rename", errno.EIO, part="inventory.json.sha512")
    outcome = Archive.open(archive.root, system).file(record("树活了。"))
    assert (outcome.value.version, outcome.value.path.name) == (2, "v2")
    assert archive.show(ID).version == 2
    archive.file(record("第三版"))
    assert archive.head(ID).version == 3
    assert not archive.verify().value.damages


def test_a_lock_that_is_held_is_said_and_nothing_is_written(archive, record, monkeypatch):
    monkeypatch.setattr("publisher.archive.transaction.WAIT", 0.05)
    archive.file(record())
    before = sorted(archive.root.rglob("*"))
    with archive.system.lock(archive.layout.lock("gate")), pytest.raises(ArchiveBusyError) as error:
        archive.file(record("树活了。"))
    assert error.value.findings[0].code == "archive-locked"
    assert sorted(archive.root.rglob("*")) == before


def test_without_locks_filing_is_refused_and_reading_works(archive, record, monkeypatch):
    archive.file(record())
    monkeypatch.setitem(sys.modules, "fcntl", None)
    with pytest.raises(UnavailableError):
        archive.file(record("树活了。"))
    assert archive.list().value
    assert archive.get(ID, "pdf")


# Read-only


class ReadOnly(System):
    """A medium on which nothing can be changed and nothing locked."""

    def _refuse(self, path, *_, **__):
        raise OSError(errno.EROFS, os.strerror(errno.EROFS), str(path))

    write = replace = append = truncate = sync_folder = make_folder = _refuse
    rename = remove = remove_folder = lock = _refuse

    def writable(self, path):
        return False

    def connect(self, path, *, write):
        assert not write
        return super().connect(path, write=False)


def reads(archive):
    assert [row.id for row in archive.list().value] == [ID]
    assert archive.list().findings == ()
    assert len(archive.search("三百棵").value) == 1
    assert archive.show(ID).version == 1
    assert archive.get(ID, "pdf")
    assert len(archive.log()) == 1
    report = archive.verify(made=dt.datetime(2026, 1, 1, tzinfo=dt.UTC), user="李四")
    assert report.value.damages == ()


def test_an_archive_that_cannot_be_changed_is_read(archive, record):
    archive.file(record())
    reads(Archive.open(archive.root, ReadOnly()))
    with pytest.raises(CannotWriteError):
        Archive.open(archive.root, ReadOnly()).file(record("树活了。"))


@pytest.fixture
def mount(tmp_path):
    """Mounts for this test, where we may."""
    mounted = []

    def at(name, *arguments):
        place = tmp_path / name
        place.mkdir()
        done = subprocess.run(["mount", *arguments, str(place)], check=False, capture_output=True)
        if done.returncode:
            pytest.skip("mounting needs root")
        mounted.append(place)
        return place

    yield at
    for place in reversed(mounted):
        subprocess.run(["umount", str(place)], check=True)


needs_mount = pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0 or shutil.which("mount") is None,
    reason="mounting needs root",
)


@needs_mount
def test_a_read_only_mount_is_read(archive, record, mount):
    archive.file(record())
    place = mount("media", "--bind", str(archive.root))
    subprocess.run(["mount", "-o", "remount,bind,ro", str(place)], check=True)
    reads(Archive.open(place))
    with pytest.raises(CannotWriteError) as error:
        Archive.open(place).file(record("树活了。"))
    assert error.value.findings[0].code == "archive-cannot-write"


def filed_or_said(archive, version):
    """How filing went, and the version that is the newest one then."""
    try:
        outcome = archive.file(version)
    except CannotWriteError as error:
        return error.findings[0].code, 1
    return "behind" if outcome.findings else "filed", 2


@needs_mount
@pytest.mark.slow
def test_a_disk_that_fills_at_any_size_loses_nothing(record, mount):
    place = mount("disk", "-t", "tmpfs", "-o", "size=2m", "tmpfs")
    files = {**record().files, "images/02.jpg": os.urandom(150_000)}
    outcomes = set()
    for free in (*range(0, 240, 12), *range(240, 420, 6)):
        root = place / "archive"
        archive = Archive.create(root)
        archive.file(record())
        usage = shutil.disk_usage(place).free // 1024
        (place / "filler").write_bytes(b"\0" * max(0, usage - free) * 1024)
        said, expected = filed_or_said(archive, record(files=files))
        outcomes.add(said)
        (place / "filler").unlink()
        archive.recover()
        assert archive.head(ID).version == expected
        assert archive.verify().value.damages == ()
        shutil.rmtree(root)
    assert outcomes == {"disk-full", "behind", "filed"}


LIMITED = """
import resource, runpy, signal, sys
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
limit = int(sys.argv.pop())
resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
"""


@pytest.mark.slow
@pytest.mark.parametrize("limit", [0, 200, 1000, 3000, 6000, 20_000, 50_000])
def test_a_limit_on_file_sizes_leaves_a_whole_archive(archive, limit):
    script = LIMITED + WRITER
    arguments = [sys.executable, "-c", script, str(archive.root), "a", "3", "same", str(limit)]
    done = subprocess.run(arguments, capture_output=True, text=True, check=False)
    acknowledged = len(done.stdout.splitlines())
    assert done.returncode == 0 or "disk-full" in done.stderr or "behind" in done.stderr
    archive.recover()
    versions = {row.id: row.version for row in archive.list(Filters(everything=True)).value}
    assert versions.get("20210422-one", 0) >= acknowledged
    assert archive.verify().value.damages == ()
    assert resource.getrlimit(resource.RLIMIT_FSIZE)[0] != limit


# Several writers


@pytest.mark.slow
@pytest.mark.parametrize("same", ["own", "same"])
def test_two_writers_leave_no_gap_and_lose_nothing(archive, same, conformant):
    writers = [run(archive.root, name, 12, same) for name in ("a", "b")]
    lines = []
    for writer in writers:
        out, err = writer.communicate(timeout=120)
        assert writer.returncode == 0, err
        lines += out.split("\n")[:-1]
    assert len(set(lines)) == 24
    heads = {row.id: row.version for row in archive.list().value}
    assert heads == ({"20210422-one": 24} if same == "same" else {line[:-2]: 1 for line in lines})
    assert archive.verify().value.damages == ()
    conformant(archive.root)


@pytest.mark.slow
def test_the_same_new_source_filed_twice_at_once_is_one_record(archive):
    script = WRITER.replace('as_id=f"20210422-{slug}"', 'received=("ab",)')
    arguments = [sys.executable, "-c", script, str(archive.root), "a", "1", "same"]
    writers = [subprocess.Popen(arguments, stdout=subprocess.PIPE) for _ in range(2)]
    assert {writer.communicate()[0] for writer in writers} == {b"20210422-ti 1\n"}
    assert archive.verify().value.damages == ()


@pytest.mark.slow
def test_reindexing_while_others_write_keeps_every_record(archive):
    writer = run(archive.root, "a", 15, "own")
    while writer.poll() is None:
        archive.reindex()
    out, err = writer.communicate()
    assert writer.returncode == 0, err
    assert len(archive.list().value) == len(out.splitlines()) == 15
    assert archive.verify().value.damages == ()


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(effort(3)))
def test_killed_writers_lose_nothing_that_was_acknowledged(archive, seed, conformant):
    chance = random.Random(seed)
    acknowledged = {}
    for turn in range(5):
        writers = [run(archive.root, f"w{seed}{turn}{n}", 400, "same") for n in range(2)]
        first = writers[0].stdout.readline()
        time.sleep(chance.uniform(0, 0.25))
        for writer in writers:
            writer.send_signal(signal.SIGKILL)
        lines = [first, *(line for w in writers for line in w.communicate()[0].splitlines(True))]
        for line in lines:
            if line.endswith("\n"):
                name, version = line.split()
                acknowledged[name] = max(acknowledged.get(name, 0), int(version))
    archive.recover()
    versions = {row.id: row.version for row in archive.list().value}
    assert acknowledged
    for name, version in acknowledged.items():
        assert versions[name] >= version
    assert archive.verify().value.damages == ()
    conformant(archive.root)


@pytest.mark.slow
def test_a_long_history_of_random_operations_verifies(archive, record, conformant):
    chance = random.Random(11)
    made = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    expected = {}
    for turn in range(60):
        path = chance.choice("abcde")
        title = f"题{path}"
        body = chance.choice(["一", "二", "三"])
        status = chance.choice(["draft", "published", "published"])
        made += dt.timedelta(minutes=1)
        filed = archive.file(
            record(body, title=title, path=path, slug=path, status=status, made=made)
        ).value
        assert filed.version == expected.get(filed.id, 0) + (not filed.unchanged)
        expected[filed.id] = filed.version
        if turn % 7 == 0:
            archive.publish(filed.id, user="李四", address="l@example.org", made=made)
            expected[filed.id] = archive.head(filed.id).version
        if turn % 11 == 0:
            archive.reindex()
    assert archive.verify().value.damages == ()
    conformant(archive.root)
    index = json.loads(Path(archive.layout.index / "index.json").read_text())
    assert index["records"] == len(archive.list().value)


class Overtaken(System):
    """Lets `rival` file just before this process first takes the lock of its record."""

    def __init__(self, rival):
        self.rival = rival

    def lock(self, path, **how):
        if len(path.name) == 2 and self.rival:
            rival, self.rival = self.rival, None
            rival()
        return super().lock(path, **how)


def overtaken(archive, rival, mine):
    outcome = Archive.open(archive.root, Overtaken(lambda: archive.file(rival))).file(mine)
    assert outcome.findings == ()
    assert archive.verify().value.damages == ()
    return outcome.value


def test_bytes_that_another_process_filed_meanwhile_are_not_stored_again(
    archive, record, conformant
):
    archive.file(record())
    picture = {"images/02.jpg": b"a new picture"}
    rival = record("甲", files={**record("甲").files, **picture})
    mine = record("乙", files={**record("乙").files, **picture})
    assert overtaken(archive, rival, mine).version == 3
    conformant(archive.root)


def test_the_same_content_filed_meanwhile_is_unchanged(archive, record):
    archive.file(record())
    filed = overtaken(archive, record("树活了。"), record("树活了。"))
    assert (filed.version, filed.unchanged) == (2, True)


def test_a_name_that_another_story_took_meanwhile_gets_a_number(archive, record):
    assert overtaken(archive, record("甲", path="a"), record("乙", path="b")).id == f"{ID}-2"


def test_a_name_that_the_same_story_took_meanwhile_is_followed(archive, record):
    filed = overtaken(archive, record("甲", path="a"), record("乙", path="a"))
    assert (filed.id, filed.version) == (ID, 2)


class Haunted(System):
    """Lists a transaction that was finished and removed a moment ago."""

    def list(self, path):
        gone = (Entry("tx-9", folder=True, link=False, size=0),) if path.name == "staging" else ()
        return (*super().list(path), *gone)


def test_a_transaction_that_ends_while_we_look_is_let_be(archive, record):
    archive.file(record())
    haunted = Archive.open(archive.root, Haunted())
    assert haunted.recover() == ()
    assert haunted.verify().value.damages == ()
    assert list(archive.layout.staging.iterdir()) == []


def test_a_catalogue_rebuilt_while_others_file_has_their_records(archive, record):
    archive.file(record())

    class Slow(System):
        """Another process files a record between the building of a catalogue and its renaming."""

        def lock(self, path, **how):
            if path.name == "catalog" and how.get("exclusive", True):
                archive.file(record("乙", path="b", title="别的"))
            return super().lock(path, **how)

    assert Archive.open(archive.root, Slow()).reindex().value == 2
    assert archive.verify().value.damages == ()


def test_a_journal_of_the_old_catalogue_is_not_played_into_the_new_one(archive, record):
    archive.file(record())
    before = archive.layout.catalog.read_bytes()
    with archive.system.connect(archive.layout.catalog, write=True) as connection:
        connection.execute("PRAGMA cache_spill = 1")
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("UPDATE record SET title = 'half'")
        journal = archive.root / "catalog.sqlite3-journal"
        left = journal.read_bytes()
        connection.execute("ROLLBACK")
    connection.close()
    assert archive.layout.catalog.read_bytes() == before
    archive.file(record("乙", path="b", title="别的"))
    journal.write_bytes(left)
    archive.reindex()
    assert not journal.exists()
    assert archive.verify().value.damages == ()


def test_what_verify_found_is_told_though_the_log_is_full(archive, record):
    archive.file(record())
    (archive.layout.objects / "notes.txt").write_bytes(b"x")
    made = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    full = Archive.open(archive.root, Failing("append", errno.ENOSPC))
    outcome = full.verify(made=made, user="李四")
    assert [damage.code for damage in outcome.value.damages] == ["E072"]
    assert [finding.code for finding in outcome.findings] == ["disk-full"]


@pytest.mark.parametrize(
    ("day", "moved"), [(dt.date(2021, 5, 1), "0422"), (dt.date(2021, 4, 22), ID)]
)
def test_a_year_and_a_day_that_another_process_made_first_are_shared(archive, record, day, moved):
    renamed = []

    class Raced(System):
        """Another process files a record of the same year, or day, just before our rename."""

        def rename(self, old, new):
            if new == archive.layout.objects / "2021":
                archive.file(record("乙", path="b", title="别的", date=day))
            super().rename(old, new)
            renamed.append(new.name)

    outcome = Archive.open(archive.root, Raced()).file(record())
    assert (outcome.value.id, outcome.findings) == (ID, ())
    assert moved in renamed
    assert "2021" not in renamed
    assert len(archive.list().value) == 2
    assert archive.verify().value.damages == ()


def test_an_interrupt_by_the_user_leaves_nothing_behind(archive, record):
    archive.file(record())

    class Interrupted(System):
        def sync_folder(self, path):
            if path.name == "version":
                raise KeyboardInterrupt
            super().sync_folder(path)

    with pytest.raises(KeyboardInterrupt):
        Archive.open(archive.root, Interrupted()).file(record("树活了。"))
    assert list(archive.layout.staging.iterdir()) == []
    assert archive.verify().value.damages == ()
