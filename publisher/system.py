"""The one seam to the operating system: what the archive reads, writes, renames and locks.

Every call that changes something goes through a method of `System`, so that a test can stop the
program before any of them, or halfway through a write. Methods raise OSError; what is said to the
user is decided by the room that called.
"""

import errno
import hashlib
import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

CHUNK = 1 << 20
LOCK_PAUSE = 0.01


class LockedError(OSError):
    """Another process holds the lock for longer than we wait."""


class NoLocksError(OSError):
    """This system has no advisory locks, so the archive cannot be written here."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One name in a folder; `link` is true of a symbolic link, whatever it leads to."""

    name: str
    folder: bool
    link: bool
    size: int


class System:
    """Files, folders and locks of this machine."""

    def read(self, path: Path) -> bytes:
        """The bytes of a file."""
        return path.read_bytes()

    def tail(self, path: Path, size: int) -> bytes:
        """The last `size` bytes of a file, or all of it where it is shorter."""
        with path.open("rb") as file:
            file.seek(max(0, os.fstat(file.fileno()).st_size - size))
            return file.read()

    def digest(self, path: Path, algorithm: str = "sha512") -> str:
        """The digest of a file's bytes, in hex."""
        with path.open("rb") as file:
            return hashlib.file_digest(file, algorithm).hexdigest()

    def list(self, path: Path) -> tuple[Entry, ...]:
        """What a folder holds, sorted by name; what vanishes while one looks is left out."""
        entries: list[Entry] = []
        with os.scandir(path) as found:
            for entry in found:
                with suppress(FileNotFoundError):
                    size = entry.stat(follow_symlinks=False).st_size
                    folder = entry.is_dir(follow_symlinks=False)
                    entries.append(Entry(entry.name, folder, entry.is_symlink(), size))
        return tuple(sorted(entries, key=lambda entry: entry.name))

    def exists(self, path: Path) -> bool:
        """Whether something has this name."""
        return os.path.lexists(path)

    def writable(self, path: Path) -> bool:
        """Whether this process may write in the folder."""
        return os.access(path, os.W_OK)

    def write(self, path: Path, data: bytes) -> str:
        """The sha512 of `data`, hashed on its way into a new read-only file on the disk."""
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, 0o444)
        try:
            digest = self._pour(descriptor, data)
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        return digest

    def replace(self, path: Path, data: bytes) -> None:
        """Puts `data` in the place of a derived file; a reader sees the old bytes or the new ones.

        Callers see to it, by a lock, that no two of them replace the same file at a time.
        """
        beside = path.with_name(f".{path.name}.new")
        descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | _BINARY, 0o644)
        try:
            self._pour(descriptor, data)
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        beside.replace(path)

    def append(self, path: Path, data: bytes) -> None:
        """Adds `data` to the end of a file and waits until it reached the disk."""
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | _BINARY, 0o644)
        try:
            self._pour(descriptor, data)
            os.fsync(descriptor)
        finally:
            os.close(descriptor)

    def truncate(self, path: Path, size: int) -> None:
        """Cuts a file to its first `size` bytes."""
        with path.open("r+b") as file:
            file.truncate(size)
            os.fsync(file.fileno())

    def sync_folder(self, path: Path) -> None:
        """Waits until the names in a folder reached the disk; Windows cannot and need not."""
        if os.name == "nt":
            return
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)

    def make_folder(self, path: Path) -> None:
        """Makes one folder, whose parent is there."""
        path.mkdir()

    def rename(self, old: Path, new: Path) -> None:
        """Moves a file over another, or a folder to a name that is free or an empty folder's."""
        old.replace(new)

    def remove(self, path: Path) -> None:
        """Removes a file."""
        path.unlink()

    def remove_folder(self, path: Path) -> None:
        """Removes an empty folder."""
        path.rmdir()

    @contextmanager
    def lock(
        self, path: Path, *, exclusive: bool = True, wait: float = 10.0, make: bool = True
    ) -> Iterator[None]:
        """Holds an advisory lock on a file, or with `make` off on a file or folder that is there.

        Waits `wait` seconds at most. The kernel lets go when the process ends, however it ends.
        """
        try:
            import fcntl
        except ImportError as missing:
            raise NoLocksError(errno.ENOSYS, "no advisory locks", str(path)) from missing
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT if make else os.O_RDONLY, 0o644)
        try:
            mode = fcntl.LOCK_EX if exclusive else fcntl.LOCK_SH
            until = time.monotonic() + wait
            while True:
                try:
                    fcntl.flock(descriptor, mode | fcntl.LOCK_NB)
                    break
                except BlockingIOError:
                    if time.monotonic() >= until:
                        raise LockedError(errno.EAGAIN, "locked", str(path)) from None
                time.sleep(LOCK_PAUSE)
            yield
        finally:
            os.close(descriptor)

    def connect(self, path: Path, *, write: bool) -> sqlite3.Connection:
        """A connection to a database file, which SQLite makes where it may write."""
        mode = "rwc" if write else "ro"
        address = f"{path.absolute().as_uri()}?mode={mode}"
        return sqlite3.connect(address, uri=True, timeout=10, isolation_level=None)

    def commit(self, connection: sqlite3.Connection) -> None:
        """Makes a database transaction final."""
        connection.execute("COMMIT")

    def _pour(self, descriptor: int, data: bytes) -> str:
        digest = hashlib.sha512()
        view = memoryview(data)
        while view:
            digest.update(view[:CHUNK])
            written = 0
            while written < len(view[:CHUNK]):
                written += os.write(descriptor, view[written:CHUNK])
            view = view[CHUNK:]
        return digest.hexdigest()


_BINARY = getattr(os, "O_BINARY", 0)
