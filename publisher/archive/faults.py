"""How what the operating system refuses is said: an errno becomes a Finding and an exit code."""

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from publisher.findings import (
    ArchiveBusyError,
    CannotWriteError,
    Finding,
    IOFailureError,
    PublisherError,
    UnavailableError,
)
from publisher.system import LockedError, NoLocksError

FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
REFUSED = {
    errno.EACCES,
    errno.EPERM,
    errno.EROFS,
    errno.EEXIST,
    errno.ENOTDIR,
    errno.ENOENT,
    errno.EISDIR,
    errno.ENAMETOOLONG,
}


@contextmanager
def spoken() -> Iterator[None]:
    """Turns an OSError or a database error of the block into the PublisherError that tells it."""
    try:
        yield
    except OSError as error:
        raise said(error) from error
    except sqlite3.Error as error:
        raise said(_as_os_error(error)) from error


def said(error: OSError) -> PublisherError:
    """The error of ours that says what `error` means."""
    file = str(error.filename2 or error.filename or "")

    def finding(code: str) -> Finding:
        reason = error.strerror or str(error)
        return Finding(code, file=file, arguments={"file": file, "reason": reason})

    if isinstance(error, LockedError):
        return ArchiveBusyError(finding("archive-locked"))
    if isinstance(error, NoLocksError):
        return UnavailableError(finding("archive-no-locks"))
    if error.errno in FULL:
        return CannotWriteError(finding("disk-full"))
    if error.errno in REFUSED:
        return CannotWriteError(finding("archive-cannot-write"))
    return IOFailureError(finding("archive-io"))


def _as_os_error(error: sqlite3.Error) -> OSError:
    """What the operating system told SQLite, by the primary result code."""
    name = str(getattr(error, "sqlite_errorname", "")).removeprefix("SQLITE_").partition("_")[0]
    file = "catalog.sqlite3"
    if name in ("BUSY", "LOCKED"):
        return LockedError(errno.EAGAIN, str(error), file)
    numbers = {"FULL": errno.ENOSPC, "READONLY": errno.EROFS, "CANTOPEN": errno.EACCES}
    return OSError(numbers.get(name, errno.EIO), str(error), file)
