"""Whether the archive is whole: objects by OCFL's rules, the root, and the house's own K01–K07."""

import json
import re
import sqlite3
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path

from publisher.archive import metadata as metadatas
from publisher.archive.catalog import Catalog
from publisher.archive.conformance import Check, Json
from publisher.archive.derived import Derived
from publisher.archive.inventory import Inventory, canonical
from publisher.archive.layout import (
    EXTENSION,
    EXTENSION_CONFIG,
    EXTENSION_NAMED,
    METADATA,
    PREFIX,
    ROOT_DECLARATION,
    Layout,
    bare,
)
from publisher.archive.log import START, link
from publisher.archive.objects import Objects
from publisher.findings import Finding, PublisherError
from publisher.system import LockedError, System

# Warnings of OCFL that are damage in this house (K02); the others are let be.
STRICT = {"W002", "W003", "W007", "W008", "W010", "W011"}
DIGITS = re.compile(r"\d{4}")
FAMILIES = (
    (("E092", "E093", "E023"), "damage-content"),
    (("E001", "E015", "E024", "E046", "E067", "E090", "W002"), "damage-structure"),
    (("E003", "E004", "E007"), "damage-structure"),
    (("E069", "E07", "E080", "E084", "E085", "E088"), "damage-root"),
    (("K03", "K04"), "damage-metadata"),
    (("K05",), "damage-derived"),
    (("K06",), "damage-log"),
    (("K07",), "damage-staging"),
)


@dataclass(frozen=True)
class Damage:
    """One damage: the rule (OCFL's code or ours), the record, the file below the archive."""

    code: str
    record: str
    file: str
    detail: str

    def finding(self) -> Finding:
        """What is said of it, with what to do."""
        arguments = {
            "rule": self.code,
            "id": self.record,
            "file": self.file,
            "detail": self.detail,
        }
        families = (code for starts, code in FAMILIES if self.code.startswith(starts))
        return Finding(next(families, "damage-inventory"), file=self.file, arguments=arguments)


@dataclass(frozen=True)
class Report:
    """What was looked at, and every damage."""

    objects: int
    files: int
    bytes: int
    damages: tuple[Damage, ...]

    @property
    def findings(self) -> tuple[Finding, ...]:
        """A Finding for each damage."""
        return tuple(damage.finding() for damage in self.damages)


def verify(layout: Layout, system: System, records: tuple[str, ...], *, quick: bool) -> Report:
    """The state of the named records; of the whole archive where none is named."""
    objects = Objects(layout, system)
    damages: list[Damage] = [] if records else list(_root(layout, system))
    files = size = 0
    names = records or tuple(objects.ids())
    for name in names:
        check, found = _record(objects, name, quick=quick)
        files, size = files + check.files, size + check.bytes
        damages += found
    if not records:
        damages += [
            *_derived(layout, system, quick=quick),
            *_log(layout, system),
            *_staging(layout, system),
        ]
    return Report(len(names), files, size, tuple(damages))


def _record(objects: Objects, record: str, *, quick: bool) -> tuple[Check, list[Damage]]:
    layout, system = objects.layout, objects.system
    folder = layout.object(record)
    with ExitStack() as held:
        if system.writable(layout.locks):
            held.enter_context(system.lock(layout.object_lock(record), exclusive=False))
        check = Check(folder, system, _sizes(objects, record) if quick else None)
        try:
            inventory = check.run()
        except OSError as error:
            inventory = None
            check.add("E001", "", error.strerror or str(error))
        place = folder.relative_to(layout.root).as_posix()
        damages = [
            Damage(fault.code, record, f"{place}/{fault.file}", fault.detail)
            for fault in check.faults
            if not fault.code.startswith("W") or fault.code in STRICT
        ]
        if inventory is not None:
            damages += _house(objects, record, inventory)
    return check, damages


def _sizes(objects: Objects, record: str) -> Mapping[str, int]:
    """The size of each digest, as far as the metadata of the versions can be read."""
    sizes: dict[str, int] = {}
    try:
        inventory = objects.head(record)
        for number in range(1, inventory.head + 1 if inventory else 1):
            assert inventory is not None
            for file in objects.metadata(inventory, number)["files"]:
                sizes[file["sha512"]] = file["bytes"]
    except (PublisherError, KeyError, TypeError, OSError):
        return sizes
    return sizes


def _house(objects: Objects, record: str, value: Json) -> Iterator[Damage]:
    """K03 and K04: path, id, date and metadata of every version."""
    place = objects.layout.object(record).relative_to(objects.layout.root).as_posix()
    if value["id"] != PREFIX + record:
        yield Damage("K03", record, f"{place}/inventory.json", f"the id is {value['id']}")
        return
    try:
        bare(record)
        inventory = objects.head(record)
    except PublisherError:
        yield Damage("K03", record, place, "the folder's name is no id")
        return
    assert inventory is not None
    for number in range(1, inventory.head + 1):
        for detail in _told(objects, inventory, number):
            code = "K03" if detail.startswith(("id is", "date is")) else "K04"
            yield Damage(code, record, f"{place}/v{number}", detail)


def _told(objects: Objects, inventory: Inventory, number: int) -> list[str]:
    state = inventory.state(number)
    if METADATA not in state:
        return ["there is no metadata.json"]
    try:
        metadata = objects.metadata(inventory, number)
    except PublisherError:
        return ["metadata.json cannot be read"]
    found = metadatas.faults(metadata, inventory.id, state)
    day = f"{inventory.id[:4]}-{inventory.id[4:6]}-{inventory.id[6:8]}"
    if not found and number == 1 and metadata["date"] != day:
        found.append(f"date is {metadata['date']}")
    return found


def _root(layout: Layout, system: System) -> Iterator[Damage]:
    """The storage root: chapter 4 of OCFL 1.1."""
    known = {ROOT_DECLARATION, "ocfl_layout.json", "extensions"}
    root = layout.objects
    if system.read(root / ROOT_DECLARATION) != b"ocfl_1.1\n":
        yield Damage("E080", "", f"objects/{ROOT_DECLARATION}", "its text is another")
    yield from _layout_file(root, system)
    for entry in system.list(root):
        if entry.name in known:
            continue
        if entry.folder and DIGITS.fullmatch(entry.name):
            yield from _hierarchy(root, entry.name, system)
        elif entry.name.startswith("0="):
            yield Damage("E076", "", f"objects/{entry.name}", "a second declaration")
        else:
            code = "E088" if entry.folder else "E072"
            yield Damage(code, "", f"objects/{entry.name}", "does not belong here")


def _layout_file(root: Path, system: System) -> Iterator[Damage]:
    files = (
        ("E070", root / "ocfl_layout.json", EXTENSION_NAMED),
        ("E071", root / "extensions" / EXTENSION / "config.json", EXTENSION_CONFIG),
    )
    for code, path, value in files:
        if not system.exists(path) or system.read(path) != canonical(value):
            place = path.relative_to(root.parent).as_posix()
            yield Damage(code, "", place, "does not say where objects lie")


def _hierarchy(root: Path, year: str, system: System) -> Iterator[Damage]:
    days = system.list(root / year)
    if not days:
        yield Damage("E073", "", f"objects/{year}", "an empty folder")
    for day in days:
        place = f"objects/{year}/{day.name}"
        if not day.folder:
            yield Damage("E084", "", place, "a file between the folders")
        elif not DIGITS.fullmatch(day.name):
            yield Damage("E085", "", place, "a folder that leads to no object")
        else:
            objects = system.list(root / year / day.name)
            if not objects:
                yield Damage("E073", "", place, "an empty folder")
            for entry in objects:
                yield from _object_name(f"{place}/{entry.name}", year + day.name, entry.folder)


def _object_name(place: str, day: str, folder: bool) -> Iterator[Damage]:
    if not folder:
        yield Damage("E084", "", place, "a file between the folders")
    elif not place.rpartition("/")[2].startswith(f"{day}-"):
        yield Damage("K03", "", place, "an object in the folder of another day")


def _derived(layout: Layout, system: System, *, quick: bool) -> Iterator[Damage]:
    """K05: what catalogue and index say against what the objects say; quick: only which heads."""
    derived = Derived(layout, system)
    if not system.exists(layout.catalog) and not any(derived.objects.ids()):
        return
    try:
        with Catalog.opened(layout.catalog, system) as catalog:
            known, grown = catalog.inventories(), catalog.dump()
            yield from _index(derived, catalog)
    except (LookupError, sqlite3.Error):
        yield Damage("K05", "", layout.catalog.name, "is missing or cannot be read")
        return
    if quick:
        agree = known == dict(_heads(derived.objects))
    else:
        with Catalog.built(derived.objects, None) as fresh:
            agree = grown == fresh.dump()
    if not agree:
        yield Damage("K05", "", layout.catalog.name, "says something else than the objects")


def _heads(objects: Objects) -> Iterator[tuple[str, str]]:
    for record in objects.ids():
        with suppress(PublisherError):
            if inventory := objects.head(record):
                yield record, inventory.digest


def _index(derived: Derived, catalog: Catalog) -> Iterator[Damage]:
    for name, data in derived.index.expected(catalog):
        path = derived.layout.index / name
        if not derived.system.exists(path) or derived.system.read(path) != data:
            yield Damage("K05", "", f"index/{name}", "says something else than the catalogue")


def _log(layout: Layout, system: System) -> Iterator[Damage]:
    """K06: each line names the one before; K05: each version was logged with its inventory."""
    derived = Derived(layout, system)
    previous = START
    logged: Counter[bytes] = Counter()
    for name, number, raw in derived.log.lines():
        place = f"log/{name}:{number}"
        try:
            event = json.loads(raw)
            named = event.pop("previous")
        except (ValueError, KeyError, TypeError, AttributeError):
            yield Damage("K06", "", place, "is no event")
        else:
            if named != previous:
                yield Damage("K06", "", place, "does not follow the line before it")
            logged[canonical(event)] += 1
        previous = link(raw)
    for name in derived.log.files():
        tail = system.tail(layout.log / name, 1)
        if tail and tail != b"\n":
            yield Damage("K06", "", f"log/{name}", "its last line was cut off")
    yield from _unlogged(derived.objects, logged)


def _unlogged(objects: Objects, logged: Counter[bytes]) -> Iterator[Damage]:
    for record in objects.ids():
        with suppress(PublisherError, KeyError, TypeError, IndexError):
            inventory = objects.head(record)
            for number in range(1, inventory.head + 1 if inventory else 1):
                assert inventory is not None
                lines = logged[canonical(objects.event(inventory, number))]
                if lines != 1:
                    place = f"log/ ({record}@v{number})"
                    yield Damage("K05", record, place, f"is in the log {lines} times")


def _staging(layout: Layout, system: System) -> Iterator[Damage]:
    if not system.exists(layout.staging):
        return
    for entry in system.list(layout.staging):
        if not _alive(layout.staging / entry.name, system):
            yield Damage("K07", "", f"staging/{entry.name}", "an interrupted command left it")


def _alive(path: Path, system: System) -> bool:
    """Whether a process is at work there, as far as a lock can tell."""
    if not system.writable(path.parent):
        return False
    try:
        with system.lock(path, exclusive=False, wait=0, make=False):
            return False
    except (LockedError, FileNotFoundError):
        return True
