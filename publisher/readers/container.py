"""Zip archives from outside, read so that no bomb, no path and no trick gets through.

The directory is judged before a byte is inflated, and what is inflated is counted.
"""

import io
import struct
import zipfile
import zlib
from collections import Counter
from pathlib import PurePosixPath
from typing import Final

from publisher.findings import Finding, InputError
from publisher.readers.folder import MIB
from publisher.source import Source

ENTRIES_MOST: Final = 5_000
EACH_MOST: Final = 100 * MIB
ALL_MOST: Final = 200 * MIB
_CHUNK: Final = MIB
_UTF8: Final = 0x800


class Container:
    """The files of a zip archive by name; folders are none.

    Raises, when opened or read:
        InputError: `input-broken`, `input-bomb`, `input-unsafe`.
    """

    def __init__(self, source: Source) -> None:
        self._source = source
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(source.data))
        except (
            zipfile.BadZipFile,
            NotImplementedError,
            ValueError,
            OSError,
            struct.error,
        ) as error:
            raise self._wrong("input-broken") from error
        entries = [entry for entry in self._zip.infolist() if not entry.is_dir()]
        self._judge(entries)
        self._entries = {_name(entry): entry for entry in entries}
        self._left = ALL_MOST

    @property
    def names(self) -> tuple[str, ...]:
        """The names in the order of the directory."""
        return tuple(self._entries)

    def __contains__(self, name: str) -> bool:
        return name in self._entries

    def read(self, name: str) -> bytes:
        """The bytes of a file; KeyError where there is none of this name."""
        parts: list[bytes] = []
        size = 0
        entry = self._entries[name]
        try:
            with self._zip.open(entry) as file:
                while chunk := file.read(_CHUNK):
                    size += len(chunk)
                    self._left -= len(chunk)
                    if size > EACH_MOST or self._left < 0:
                        raise self._wrong("input-bomb")
                    parts.append(chunk)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError) as error:
            raise self._wrong("input-broken") from error
        return b"".join(parts)

    def _judge(self, entries: list[zipfile.ZipInfo]) -> None:
        sizes = [entry.file_size for entry in entries]
        if (
            len(entries) > ENTRIES_MOST
            or sum(sizes) > ALL_MOST
            or max(sizes, default=0) > EACH_MOST
        ):
            raise self._wrong("input-bomb")
        for name, count in Counter(entry.filename for entry in entries).items():
            path = PurePosixPath(name)
            if count > 1 or path.is_absolute() or ".." in path.parts or "\\" in name or ":" in name:
                raise self._wrong("input-unsafe", entry=name)
        if any(entry.flag_bits & 0x1 for entry in entries):
            raise self._wrong("input-encrypted")

    def _wrong(self, code: str, **arguments: object) -> InputError:
        name = self._source.name
        return InputError(Finding(code, None, {"name": name, **arguments}, name))


def _name(entry: zipfile.ZipInfo) -> str:
    """The name of an entry; one that is not marked as UTF-8 is mostly GBK on Chinese systems."""
    if entry.flag_bits & _UTF8 or entry.filename.isascii():
        return entry.filename
    try:
        return entry.filename.encode("cp437").decode("gb18030")
    except UnicodeError:
        return entry.filename
