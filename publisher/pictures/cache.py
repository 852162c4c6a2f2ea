"""Rendered pictures kept in the user's cache folder; one that is damaged is made anew."""

import os
import tempfile
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from publisher.pictures.picture import Picture

_MAGIC = b"kanyin-picture-1"


def recall(folder: Path, key: str, digest: str) -> Picture | None:
    """The picture kept under a key; None where there is none or a byte of it is wrong."""
    try:
        head, _, data = (folder / key).read_bytes().partition(b"\n")
        magic, check, mime, width, height = head.split(b" ")
        if magic == _MAGIC and check == _check(data, mime, width, height):
            return Picture(digest, data, mime.decode("ascii"), int(width), int(height))
    except (OSError, ValueError):
        pass
    return None


def keep(folder: Path, key: str, picture: Picture) -> None:
    """Keep a picture under a key, in one step; a folder that takes nothing only costs time."""
    facts = (picture.mime.encode(), b"%d" % picture.width, b"%d" % picture.height)
    head = b" ".join((_MAGIC, _check(picture.data, *facts), *facts))
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=".", dir=folder)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(head + b"\n" + picture.data)
            Path(name).replace(folder / key)
        except OSError:
            Path(name).unlink(missing_ok=True)


def _check(data: bytes, *facts: bytes) -> bytes:
    return sha256(b" ".join(facts) + b"\n" + data).hexdigest().encode("ascii")
