"""Whether an object is what OCFL 1.1 allows, told by the codes of the specification.

Codes: https://ocfl.io/1.1/spec/validation-codes.html. Only reads.
"""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from publisher.archive.inventory import ALGORITHM, TYPE
from publisher.archive.layout import INVENTORY, OBJECT_DECLARATION, SIDECAR
from publisher.system import Entry, System

VERSION = re.compile(r"v[1-9]\d*")
ANY_VERSION = re.compile(r"v\d+")
SIDECAR_LINE = re.compile(rb"([0-9a-fA-F]+)[ \t]+inventory\.json\n?")
RFC3339 = re.compile(r"\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(?:\.\d+)?(?:[Zz]|[+-]\d\d:\d\d)")
SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:.+")

Json = dict[str, Any]


@dataclass(frozen=True)
class Fault:
    """A rule that is broken: its code, the file below the object, and how, in English."""

    code: str
    file: str
    detail: str


@dataclass
class Check:
    """The check of one object in `folder`; `sizes` (bytes by digest) in the place of hashing."""

    folder: Path
    system: System
    sizes: Mapping[str, int] | None = None
    faults: list[Fault] = field(default_factory=list)
    files: int = 0
    bytes: int = 0

    def run(self) -> Json | None:
        """The inventory, where it can be read; what is wrong stands in `faults`."""
        entries = self.system.list(self.folder)
        self._declaration(entries)
        self._names(entries)
        inventory = self._inventory("")
        if inventory is None:
            return None
        before = len(self.faults)
        self.faults += inventory_faults(inventory, INVENTORY)
        if any(fault.code.startswith("E") for fault in self.faults[before:]):
            return None
        self._versions(inventory, entries)
        self._content(inventory)
        return inventory

    def add(self, code: str, file: str, detail: str) -> None:
        """Notes a fault."""
        self.faults.append(Fault(code, file, detail))

    def _declaration(self, entries: tuple[Entry, ...]) -> None:
        declared = [entry.name for entry in entries if entry.name.startswith("0=")]
        if len(declared) != 1:
            self.add("E003", OBJECT_DECLARATION, f"{len(declared)} declarations")
        elif declared != [OBJECT_DECLARATION]:
            self.add("E004", declared[0], "not the declaration of OCFL 1.1")
        elif self.system.read(self.folder / declared[0]) != b"ocfl_object_1.1\n":
            self.add("E007", declared[0], "its text is another")

    def _names(self, entries: tuple[Entry, ...]) -> None:
        for entry in entries:
            if entry.link:
                self.add("E090", entry.name, "a link")
            elif entry.folder:
                if entry.name == "extensions":
                    self._extensions()
                elif not ANY_VERSION.fullmatch(entry.name) and entry.name != "logs":
                    self.add("E001", entry.name, "a folder that does not belong here")
            elif not entry.name.startswith("0=") and entry.name not in (INVENTORY, SIDECAR):
                self.add("E001", entry.name, "a file that does not belong here")

    def _extensions(self) -> None:
        for entry in self.system.list(self.folder / "extensions"):
            if not entry.folder:
                self.add("E067", f"extensions/{entry.name}", "a file among the extensions")

    def _inventory(self, place: str) -> Json | None:
        """The inventory in the version folder `place/` or the object; checks its sidecar."""
        name = place + INVENTORY
        try:
            data = self.system.read(self.folder / name)
        except FileNotFoundError:
            self.add("W010" if place else "E063", name, "is missing")
            return None
        self._sidecar(place, hashlib.sha512(data).hexdigest())
        try:
            value = json.loads(data.decode(), object_pairs_hook=_no_doubles)
        except ValueError as error:
            self.add("E033", name, f"is no JSON: {error}")
            return None
        if not isinstance(value, dict):
            self.add("E033", name, "is no JSON object")
            return None
        return value

    def _sidecar(self, place: str, digest: str) -> None:
        name = place + SIDECAR
        try:
            line = self.system.read(self.folder / name)
        except FileNotFoundError:
            self.add("E058", name, "is missing")
            return
        match = SIDECAR_LINE.fullmatch(line)
        if match is None:
            self.add("E061", name, "is not “digest inventory.json”")
        elif match[1].decode().lower() != digest:
            self.add("E060", place + INVENTORY, "does not have the digest of its sidecar")
        elif line != f"{digest} {INVENTORY}\n".encode():
            self.add("K01", name, "is not exactly “digest inventory.json”")

    def _versions(self, inventory: Json, entries: tuple[Entry, ...]) -> None:
        folders = {e.name for e in entries if e.folder and ANY_VERSION.fullmatch(e.name)}
        named = set(inventory["versions"])
        for name in sorted(named ^ folders):
            self.add("E046", name, "folder and inventory do not agree about this version")
        content = inventory.get("contentDirectory", "content")
        for name in sorted(named & folders):
            for entry in self.system.list(self.folder / name):
                place = f"{name}/{entry.name}"
                if entry.link:
                    self.add("E090", place, "a link")
                elif not entry.folder and entry.name not in (INVENTORY, SIDECAR):
                    self.add("E015", place, "a file that does not belong here")
                elif entry.folder and entry.name != content:
                    self.add("W002", place, "a folder that does not belong here")
            self._version_inventory(inventory, name)

    def _version_inventory(self, inventory: Json, name: str) -> None:
        file = f"{name}/{INVENTORY}"
        own = self._inventory(f"{name}/")
        if own is None:
            return
        if name == inventory["head"]:
            if own != inventory or self._differ(INVENTORY, file):
                self.add("E064", file, "is not the inventory of the object")
            return
        wrong = inventory_faults(own, file)
        self.faults += wrong
        if wrong:
            return
        if own["head"] != name:
            self.add("E040", file, f"has the head {own['head']}")
        for number, block in own["versions"].items():
            later = inventory["versions"].get(number)
            if later is None or _files(block) != _files(later):
                self.add("E066", file, f"{number} is another than in the inventory of the object")
            elif any(block.get(key) != later.get(key) for key in ("created", "message", "user")):
                self.add("W011", file, f"{number} is told otherwise in the inventory of the object")

    def _differ(self, one: str, other: str) -> bool:
        return self.system.read(self.folder / one) != self.system.read(self.folder / other)

    def _content(self, inventory: Json) -> None:
        content = inventory.get("contentDirectory", "content")
        wanted = {path: digest for digest, paths in inventory["manifest"].items() for path in paths}
        for name in inventory["versions"]:
            place = f"{name}/{content}"
            if self.system.exists(self.folder / place):
                self._folder(place, wanted)
        for path in wanted:
            self.add("E092", path, "is missing")

    def _folder(self, place: str, wanted: dict[str, str]) -> None:
        """Checks every file below a content folder and takes it off `wanted`."""
        entries = self.system.list(self.folder / place)
        if not entries:
            self.add("E024", place, "an empty folder")
        for entry in entries:
            path = f"{place}/{entry.name}"
            if entry.folder:
                self._folder(path, wanted)
                continue
            digest = wanted.pop(path, None)
            if entry.link:
                self.add("E090", path, "a link")
            elif digest is None:
                self.add("E023", path, "is not in the inventory")
            else:
                self._file(path, digest, entry.size)

    def _file(self, path: str, digest: str, size: int) -> None:
        self.files += 1
        self.bytes += size
        if self.sizes is not None:
            if self.sizes.get(digest, size) != size:
                self.add("E092", path, f"has {size} bytes, not {self.sizes[digest]}")
        elif self.system.digest(self.folder / path) != digest.lower():
            self.add("E092", path, "is not what was filed")


def inventory_faults(value: Json, file: str) -> list[Fault]:
    """What is wrong in the JSON of an inventory, files aside."""
    faults = [Fault(code, file, detail) for code, detail in _header(value)]
    manifest, versions = value.get("manifest"), value.get("versions")
    if not isinstance(manifest, dict):
        return [*faults, Fault("E041", file, "has no manifest")]
    if not isinstance(versions, dict):
        return [*faults, Fault("E044", file, "has no versions")]
    wrong = list(_manifest(manifest))
    wrong += _numbers(versions, value.get("head"))
    used: set[str] = set()
    for name, block in versions.items():
        wrong += [(code, f"{name}: {detail}") for code, detail in _block(block, manifest)]
        state = block.get("state") if isinstance(block, dict) else None
        used |= set(state) if isinstance(state, dict) else set()
    wrong += [("E107", f"no version has {digest[:16]}…") for digest in sorted(set(manifest) - used)]
    return faults + [Fault(code, file, detail) for code, detail in wrong]


def _header(value: Json) -> Iterator[tuple[str, str]]:
    for key in ("id", "type", "digestAlgorithm", "head"):
        if key not in value:
            yield "E036", f"has no {key}"
    name = value.get("id", "x:x")
    if not isinstance(name, str) or not name:
        yield "E037", "its id is empty"
    elif not SCHEME.fullmatch(name):
        yield "W005", f"its id {name} is no URI"
    if value.get("type", TYPE) != TYPE:
        yield "E038", f"its type is {value['type']}"
    if value.get("digestAlgorithm", ALGORITHM) != ALGORITHM:
        yield "E025", f"its digests are {value['digestAlgorithm']}"
    content = value.get("contentDirectory", "content")
    if not isinstance(content, str) or "/" in content or content in ("", ".", ".."):
        yield "E017", f"its content directory is {content}"
    if not isinstance(value.get("fixity", {}), dict):
        yield "E057", "its fixity block is no object"


def _manifest(manifest: Json) -> Iterator[tuple[str, str]]:
    if len({digest.lower() for digest in manifest}) != len(manifest):
        yield "E096", "a digest stands in the manifest twice"
    seen: set[str] = set()
    for paths in manifest.values():
        if not isinstance(paths, list) or not all(isinstance(path, str) for path in paths):
            yield "E092", "a digest has no list of paths"
            continue
        for path in paths:
            if path in seen:
                yield "E101", f"{path} stands in the manifest twice"
            elif path.startswith("/") or path.endswith("/"):
                yield "E100", f"the path {path}"
            elif {"", ".", ".."} & set(path.split("/")):
                yield "E099", f"the path {path}"
            elif not ANY_VERSION.fullmatch(path.split("/")[0]):
                yield "E042", f"the path {path} is in no version"
            seen.add(path)


def _numbers(versions: Json, head: object) -> Iterator[tuple[str, str]]:
    if not versions:
        yield "E008", "has no version"
        return
    names = list(versions)
    if any(not ANY_VERSION.fullmatch(name) for name in names):
        yield "E046", "a version has a name that is none"
        return
    if any(not VERSION.fullmatch(name) for name in names):
        yield "W001", "version numbers are padded with zeros"
    numbers = sorted(int(name[1:]) for name in names)
    if numbers != list(range(1, len(numbers) + 1)):
        yield "E009", "versions do not run from 1 without a gap"
    if head != max(names, key=lambda name: int(name[1:])):
        yield "E040", f"the head is {head}"


def _block(block: object, manifest: Json) -> Iterator[tuple[str, str]]:
    if not isinstance(block, dict):
        yield "E047", "is no object"
        return
    if "created" not in block or not isinstance(block.get("state"), dict):
        yield "E048", "has no time or no state"
        return
    if not isinstance(block["created"], str) or not RFC3339.fullmatch(block["created"]):
        yield "E049", f"was made {block['created']}"
    yield from _told(block)
    yield from _state(block["state"], manifest)


def _told(block: Json) -> Iterator[tuple[str, str]]:
    if not isinstance(block.get("message", ""), str):
        yield "E094", "its message is no text"
    elif not block.get("message"):
        yield "W007", "has no message"
    user = block.get("user")
    if user is None:
        yield "W007", "has no user"
    elif not isinstance(user, dict) or not isinstance(user.get("name"), str) or not user["name"]:
        yield "E054", "its user has no name"
    elif not user.get("address"):
        yield "W008", "its user has no address"
    elif not SCHEME.fullmatch(str(user["address"])):
        yield "W009", "its user's address is no URI"


def _state(state: Json, manifest: Json) -> Iterator[tuple[str, str]]:
    paths: list[str] = []
    for digest, logical in state.items():
        if digest not in manifest:
            yield "E050", f"{digest[:16]}… is not in the manifest"
        if not isinstance(logical, list) or not all(isinstance(path, str) for path in logical):
            yield "E051", "a digest has no list of paths"
            continue
        paths += logical
    for path in paths:
        if path.startswith("/") or path.endswith("/"):
            yield "E053", f"the path {path}"
        elif {"", ".", ".."} & set(path.split("/")):
            yield "E052", f"the path {path}"
    above = {path[:at] for path in paths for at, mark in enumerate(path) if mark == "/"}
    if len(set(paths)) != len(paths) or above & set(paths):
        yield "E095", "two of its paths are in each other's way"


def _files(block: Json) -> dict[str, str]:
    """The digest of each logical path of a version."""
    return {path: digest.lower() for digest, paths in block["state"].items() for path in paths}


def _no_doubles(pairs: list[tuple[str, object]]) -> dict[str, object]:
    keys = {key for key, _ in pairs}
    if len(keys) != len(pairs):
        raise ValueError("a key stands twice")
    return dict(pairs)
