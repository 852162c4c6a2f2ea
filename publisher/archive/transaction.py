"""How a version gets into an object: prepared in `staging/`, renamed into place, never half there.

The steps are those of docs/archive-layout.md. Every file and folder below a rename has reached the
disk before it; the rename of the object (first version) or of the version folder (later ones) is
the moment from which the version is filed.
"""

import errno
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path, PurePosixPath

from publisher.archive.inventory import Inventory, canonical, sidecar
from publisher.archive.layout import INVENTORY, OBJECT_DECLARATION, PREFIX, SIDECAR, Layout, bare
from publisher.archive.log import Event
from publisher.archive.objects import Objects
from publisher.findings import InputError
from publisher.system import System

INTENT = "intent.json"
NAME = "tx-"


@dataclass(frozen=True)
class Intent:
    """What a transaction was about to make the newest version of a record."""

    record: str
    version: int
    digest: str
    event: Event


def read_intent(folder: Path, system: System) -> Intent | None:
    """The intent in a transaction's folder; None where there is none or only a part of one."""
    try:
        value = json.loads(system.read(folder / INTENT))
        return Intent(
            bare(value["id"]), int(value["version"]), str(value["digest"]), dict(value["event"])
        )
    except (FileNotFoundError, ValueError, KeyError, TypeError, InputError):
        return None


WAIT = 10.0


@dataclass(eq=False)
class Transaction:
    """One folder below `staging/`, locked as long as its process lives."""

    folder: Path
    layout: Layout
    system: System
    committed: bool = False

    @property
    def version(self) -> Path:
        """The version folder that is being prepared."""
        return self.folder / "version"

    def stage(self, contents: Mapping[str, bytes]) -> None:
        """Writes the files that are new to the object; keys are paths below `content`."""
        if self.system.exists(self.version):
            self._clear(self.version)
        self.system.make_folder(self.version)
        for path, data in sorted(contents.items()):
            self._write(self.version / "content" / path, data)

    def add(self, path: str, data: bytes) -> None:
        """Writes one more file below `content`."""
        self._write(self.version / "content" / path, data)

    def commit(self, inventory: Inventory, event: Mapping[str, object]) -> None:
        """Makes what was staged the newest version of the record, whose lock the caller holds."""
        data, beside = inventory.render(), sidecar(inventory.digest)
        self._write(self.version / INVENTORY, data)
        self._write(self.version / SIDECAR, beside)
        first = inventory.head == 1
        home = self._tree(inventory.id) if first else self.folder
        self._write(home / INVENTORY, data)
        self._write(home / SIDECAR, beside)
        if first:
            self._write(home / OBJECT_DECLARATION, b"ocfl_object_1.1\n")
            self.system.rename(self.version, home / "v1")
        self._sync(self.folder / "tree" if first else self.version)
        intent = {
            "digest": inventory.digest,
            "event": dict(event),
            "id": PREFIX + inventory.id,
            "version": inventory.head,
        }
        self._write(self.folder / INTENT, canonical(intent))
        self.system.sync_folder(self.folder)
        if first:
            self._place_object(inventory.id)
        else:
            self._place_version(inventory.id, inventory.head)

    def mend(self, objects: Objects, record: str) -> bool:
        """Gives a torn object the inventory of its newest version; the caller holds its lock.

        True where it was torn. DamageError where that inventory is damaged itself.
        """
        if not objects.exists(record) or not objects.torn(record):
            return False
        home = self.layout.object(record)
        whole = objects.newest_inventory(record)
        for name, data in zip((INVENTORY, SIDECAR), whole, strict=True):
            copy = self.folder / f"mended-{name}"
            if self.system.exists(copy):
                self.system.remove(copy)
            self.system.write(copy, data)
            self.system.rename(copy, home / name)
        self.system.sync_folder(home)
        return True

    def clear(self) -> None:
        """Removes the folder, the intent first: what is half removed intends nothing."""
        intent = self.folder / INTENT
        if self.system.exists(intent):
            self.system.remove(intent)
        self._clear(self.folder)

    def _tree(self, record: str) -> Path:
        """The folders that a first version needs, from the year down, made below `tree`."""
        place = self.folder / "tree"
        self.system.make_folder(place)
        for step in self.layout.steps(record):
            place = place / step
            self.system.make_folder(place)
        return place

    def _place_object(self, record: str) -> None:
        """Renames the topmost folder that is still missing, so that none stands empty, ever."""
        source, target = self.folder / "tree", self.layout.objects
        *above, last = self.layout.steps(record)
        for step in above:
            if not self.system.exists(target / step):
                try:
                    self._rename_in(source / step, target / step)
                except OSError as error:
                    # Another process was first with a record of the same year or day.
                    if error.errno not in (errno.ENOTEMPTY, errno.EEXIST):
                        raise
                else:
                    return
            source, target = source / step, target / step
        self._rename_in(source / last, target / last)

    def _place_version(self, record: str, number: int) -> None:
        home = self.layout.object(record)
        self._rename_in(self.version, home / f"v{number}")
        for name in (INVENTORY, SIDECAR):
            self.system.rename(self.folder / name, home / name)
        self.system.sync_folder(home)

    def _rename_in(self, source: Path, target: Path) -> None:
        self.system.rename(source, target)
        self.committed = True
        self.system.sync_folder(target.parent)

    def _write(self, path: Path, data: bytes) -> None:
        missing = []
        parent = path.parent
        while not self.system.exists(parent):
            missing.append(parent)
            parent = parent.parent
        for folder in reversed(missing):
            self.system.make_folder(folder)
        self.system.write(path, data)

    def _sync(self, folder: Path) -> None:
        for entry in self.system.list(folder):
            if entry.folder:
                self._sync(folder / entry.name)
        self.system.sync_folder(folder)

    def _clear(self, folder: Path) -> None:
        for entry in self.system.list(folder):
            if entry.folder:
                self._clear(folder / entry.name)
            else:
                self.system.remove(folder / entry.name)
        self.system.remove_folder(folder)


@contextmanager
def begun(layout: Layout, system: System) -> Iterator[Transaction]:
    """A new transaction; cleared when the block is done, or fails before anything was committed.

    Where the block fails after the commit, the folder stays, for `recovery` to finish.
    """
    with system.lock(layout.lock("gate"), exclusive=False, wait=WAIT):
        transaction = Transaction(_new_folder(layout, system), layout, system)
        held = system.lock(transaction.folder, wait=0, make=False)
        held.__enter__()
    try:
        yield transaction
        transaction.clear()
    except (Exception, KeyboardInterrupt):
        if not transaction.committed:
            with suppress(OSError):
                transaction.clear()
        raise
    finally:
        held.__exit__(None, None, None)


def _new_folder(layout: Layout, system: System) -> Path:
    for number in count(1):
        folder = layout.staging / f"{NAME}{number}"
        try:
            system.make_folder(folder)
        except FileExistsError:
            continue
        system.sync_folder(layout.staging)
        return folder
    raise AssertionError  # count() has no end


def content_path(path: str) -> str:
    """`path` if it may stand in an object; ValueError if not, which is a bug of the caller's."""
    parts = PurePosixPath(path).parts
    plain = path.isascii() and path.isprintable() and "\\" not in path
    if not plain or not parts or path != "/".join(parts) or {".", ".."} & set(parts):
        raise ValueError(f"{path!r} cannot be a path in an object")
    return path
