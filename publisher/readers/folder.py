"""The one way from a reader to the disk: regular files below a folder, and nothing else."""

import os
import stat
from dataclasses import dataclass
from pathlib import Path

from publisher.findings import Finding, InputError, InputMissingError, IOFailureError

MIB = 1024 * 1024
_NO_FOLLOW: int = getattr(os, "O_NOFOLLOW", 0)
_BINARY: int = getattr(os, "O_BINARY", 0)
_NO_WAIT: int = getattr(os, "O_NONBLOCK", 0)


@dataclass(frozen=True)
class Folder:
    """A folder whose files a text may name; `root` is its resolved path.

    A name leads to a regular file below the folder or nowhere: symbolic links are resolved before
    the path is compared, and the last step follows none.
    """

    root: Path

    @classmethod
    def at(cls, path: Path) -> "Folder":
        """The folder at a path."""
        return cls(path.resolve())

    def locate(self, name: str) -> Path | None:
        """The resolved path of a regular file below the folder; None where it leads elsewhere."""
        try:
            path = (self.root / name).resolve(strict=True)
            inside = path.is_relative_to(self.root) and stat.S_ISREG(path.stat().st_mode)
        except (OSError, ValueError, RuntimeError):
            return None
        return path if inside else None

    def leads_outside(self, name: str) -> bool:
        """Whether a name, whatever it is there, leads out of the folder."""
        try:
            return not (self.root / name).resolve().is_relative_to(self.root)
        except (OSError, ValueError, RuntimeError):
            return True

    def names(self, below: str = "") -> tuple[str, ...]:
        """The names of the regular files of the folder or of one below it, sorted."""
        try:
            path = (self.root / below).resolve(strict=True)
            if not path.is_relative_to(self.root):
                return ()
            entries = sorted(path.iterdir())
            return tuple(entry.name for entry in entries if entry.is_file())
        except (OSError, ValueError, RuntimeError):
            return ()

    def tree(self, below: str) -> tuple[str, ...]:
        """The regular files under a folder below this one, relative to this one, sorted."""
        top = self.root / below
        found = (
            (Path(folder) / name).relative_to(self.root).as_posix()
            for folder, _, names in os.walk(top)
            for name in names
        )
        return tuple(sorted(name for name in found if self.locate(name)))


def read_bytes(path: Path, name: str, limit: int) -> bytes:
    """The bytes of a regular file; `limit` in bytes, `name` for messages.

    Raises:
        InputMissingError: `input-missing`, it is not there or may not be read.
        InputError: `input-type`, it is no regular file; `input-too-large`.
        IOFailureError: `input-unreadable`, the device failed.
    """
    try:
        with os.fdopen(os.open(path, os.O_RDONLY | _NO_FOLLOW | _NO_WAIT | _BINARY), "rb") as file:
            status = os.fstat(file.fileno())
            if not stat.S_ISREG(status.st_mode):
                raise InputMissingError(Finding("input-missing", None, {"name": name}, name))
            data = file.read(limit + 1)
    except (FileNotFoundError, NotADirectoryError, PermissionError) as error:
        raise InputMissingError(Finding("input-missing", None, {"name": name}, name)) from error
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise IOFailureError(
            Finding("input-unreadable", None, {"name": name, "reason": reason}, name)
        ) from error
    if len(data) > limit:
        raise InputError(
            Finding("input-too-large", None, {"name": name, "limit": f"{limit // MIB} MiB"}, name)
        )
    return data
