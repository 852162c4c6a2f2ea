"""Reads objects: heads, versions, metadata and content. Needs no lock and no right to write."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from publisher.archive import inventory as inventories
from publisher.archive import metadata as metadatas
from publisher.archive.inventory import Inventory, sidecar
from publisher.archive.layout import INVENTORY, METADATA, SIDECAR, Layout
from publisher.archive.metadata import Metadata
from publisher.findings import DamageError, Finding, InputMissingError
from publisher.system import System

DIGITS = re.compile(r"\d{4}")
VERSION = re.compile(r"v([1-9]\d*)")


@dataclass(frozen=True)
class Objects:
    """The objects of an archive, as they stand on disk."""

    layout: Layout
    system: System

    def ids(self) -> Iterator[str]:
        """The bare ids of all objects, oldest day first."""
        for year in self._folders(self.layout.objects):
            for day in self._folders(self.layout.objects / year):
                for name in self._folders(self.layout.objects / year / day, every=True):
                    if name.startswith(year + day + "-"):
                        yield name

    def exists(self, record: str) -> bool:
        """Whether the record has an object."""
        return self.system.exists(self.layout.object(record))

    def head(self, record: str) -> Inventory | None:
        """The inventory of the newest version, None where there is no such record.

        Where a writer was stopped between the two renames that put the new inventory in place, the
        sidecar does not match; then the newest version folder holds the truth.
        """
        found = self._at_root(record)
        if found is None:
            if not self.exists(record):
                return None
            found = self._at_root(record)  # it may have been filed between the two looks
        if found is None:
            raise self.damaged(record, INVENTORY)
        data, beside = found
        if not _agree(data, beside):
            data, _ = self.newest_inventory(record)
        return self._parsed(record, data)

    def _at_root(self, record: str) -> tuple[bytes, bytes] | None:
        """Inventory and sidecar at the object's root; None where one is missing."""
        folder = self.layout.object(record)
        try:
            return self.system.read(folder / INVENTORY), self.system.read(folder / SIDECAR)
        except FileNotFoundError:
            return None

    def newest_inventory(self, record: str) -> tuple[bytes, bytes]:
        """Inventory and sidecar of the newest version folder; DamageError if they do not agree."""
        newest = self.layout.version(record, self.newest(record))
        try:
            data, beside = self.system.read(newest / INVENTORY), self.system.read(newest / SIDECAR)
        except FileNotFoundError:
            raise self.damaged(record, INVENTORY) from None
        if not _agree(data, beside):
            raise self.damaged(record, f"{newest.name}/{INVENTORY}")
        self._parsed(record, data)
        return data, beside

    def newest(self, record: str) -> int:
        """The number of the newest version folder, 0 where there is none."""
        names = (entry.name for entry in self.system.list(self.layout.object(record)))
        return max(
            (int(match[1]) for name in names if (match := VERSION.fullmatch(name))), default=0
        )

    def torn(self, record: str) -> bool:
        """Whether the inventory of the object is not that of its newest version folder."""
        folder = self.layout.object(record)
        newest = folder / f"v{self.newest(record)}"
        read = self.system.read
        try:
            return any(read(folder / name) != read(newest / name) for name in (INVENTORY, SIDECAR))
        except FileNotFoundError:
            return True

    def find(self, record: str, version: int | None = None) -> tuple[Inventory, int]:
        """The inventory of a record and the version asked for, the newest where none was."""
        found = self.head(record)
        if found is None:
            raise InputMissingError(Finding("archive-no-record", arguments={"id": record}))
        number = found.head if version is None else version
        if not 1 <= number <= found.head:
            arguments = {"id": record, "version": number, "newest": found.head}
            raise InputMissingError(Finding("archive-no-version", arguments=arguments))
        return found, number

    def content(self, inventory: Inventory, number: int, logical: str) -> bytes:
        """The bytes of a file of a version, checked by their digest."""
        if logical not in inventory.state(number):
            arguments = {"id": inventory.id, "version": number, "file": logical}
            raise InputMissingError(Finding("archive-no-file", arguments=arguments))
        path = self.path(inventory, number, logical)
        try:
            data = self.system.read(path)
        except FileNotFoundError:
            raise self.damaged(inventory.id, logical) from None
        if hashlib.sha512(data).hexdigest() != inventory.state(number)[logical].lower():
            raise self.damaged(inventory.id, logical)
        return data

    def path(self, inventory: Inventory, number: int, logical: str) -> Path:
        """Where the bytes of a file of a version lie, perhaps in an older version's folder."""
        return self.layout.object(inventory.id) / inventory.content(number, logical)

    def metadata(self, inventory: Inventory, number: int) -> Metadata:
        """What a version says of itself."""
        try:
            return metadatas.parse(self.content(inventory, number, METADATA))
        except ValueError:
            raise self.damaged(inventory.id, METADATA) from None

    def event(self, inventory: Inventory, number: int) -> dict[str, object]:
        """What the log says of the filing of a version."""
        version = inventory.versions[number - 1]
        return metadatas.filing(
            self.metadata(inventory, number)["events"][-1],
            inventory.id,
            number,
            self.version_digest(inventory, number),
            version.message,
        )

    def version_digest(self, inventory: Inventory, number: int) -> str:
        """The sha512 of the inventory that was filed with version `number`."""
        if number == inventory.head:
            return inventory.digest
        folder = self.layout.version(inventory.id, number)
        return self.system.read(folder / SIDECAR).decode("ascii", "replace").partition(" ")[0]

    def damaged(self, record: str, file: str) -> DamageError:
        """The error that says that a file of a record is not what was filed."""
        path = self.layout.object(record) / file
        return DamageError(
            Finding("archive-damaged", file=str(path), arguments={"id": record, "file": file})
        )

    def _parsed(self, record: str, data: bytes) -> Inventory:
        try:
            return inventories.parse(data)
        except ValueError:
            raise self.damaged(record, INVENTORY) from None

    def _folders(self, path: Path, *, every: bool = False) -> Iterator[str]:
        try:
            entries = self.system.list(path)
        except FileNotFoundError:
            return
        for entry in entries:
            if entry.folder and (every or DIGITS.fullmatch(entry.name)):
                yield entry.name


def _agree(data: bytes, beside: bytes) -> bool:
    return sidecar(hashlib.sha512(data).hexdigest()) == beside
