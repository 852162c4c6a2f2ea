"""Files that people open: written whole or not at all, under names that do not collide."""

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

from publisher.commands.session import Session
from publisher.findings import CannotWriteError, Finding


def write_outputs(
    session: Session, folder: Path, stem: str, files: Mapping[str, bytes]
) -> dict[str, str]:
    """The paths of the written files by format, `FOLDER/STEM.FORMAT`; older ones are replaced."""
    paths = {kind: folder / f"{stem}.{kind}" for kind in files}
    for kind, path in paths.items():
        if path in session.written:
            raise CannotWriteError(Finding("output-same", arguments={"name": path}))
        write_file(session, path, files[kind])
        session.written.add(path)
    return {kind: str(path) for kind, path in paths.items()}


def write_file(session: Session, path: Path, data: bytes) -> None:
    """Write one file beside its place and rename it there; CannotWriteError where it cannot be."""
    try:
        if path.exists() and not path.is_file():
            raise CannotWriteError(Finding("output-in-the-way", arguments={"name": path}))
        if session.dry:
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(prefix=".", suffix=path.suffix, dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            Path(temporary).chmod(0o666 & ~_umask())
            Path(temporary).replace(path)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
    except OSError as error:
        arguments = {"name": path, "reason": error.strerror or error}
        raise CannotWriteError(Finding("output-failed", arguments=arguments)) from error


def refuse_existing(path: Path) -> None:
    """Raise CannotWriteError (73) where something is there already."""
    if os.path.lexists(path):
        raise CannotWriteError(Finding("output-exists", arguments={"name": path}))


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
