"""The inventory of an object, as OCFL 1.1 chapter 3.5 defines it: pure, no file is touched here."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from publisher.archive.layout import INVENTORY, PREFIX

TYPE = "https://ocfl.io/1.1/spec/#inventory"
ALGORITHM = "sha512"


def canonical(value: object) -> bytes:
    """`value` as JSON that is always the same bytes: keys sorted, a newline at the end."""
    return f"{json.dumps(value, ensure_ascii=False, sort_keys=True)}\n".encode()


def readable(value: object) -> bytes:
    """The same with a line for each entry, for what people may want to read; slower."""
    text = json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True)
    return f"{text}\n".encode()


def sidecar(digest: str) -> bytes:
    """What stands in `inventory.json.sha512`."""
    return f"{digest} {INVENTORY}\n".encode()


@dataclass(frozen=True)
class Version:
    """One version: when, why, by whom it was made; `state` has the digest of each logical path."""

    created: str
    message: str
    user: str
    address: str
    state: Mapping[str, str]


@dataclass(frozen=True)
class Inventory:
    """Every version of one object; `manifest` lists the content paths of each digest.

    `digest` is the sha512 of the bytes it was read from or is rendered to.
    """

    id: str
    manifest: Mapping[str, tuple[str, ...]]
    versions: tuple[Version, ...]
    digest: str = ""

    @property
    def head(self) -> int:
        """The number of the newest version."""
        return len(self.versions)

    def state(self, number: int) -> Mapping[str, str]:
        """The digest of every logical path of version `number`."""
        return self.versions[number - 1].state

    def content(self, number: int, logical: str) -> str:
        """Where in the object the bytes of `logical` in version `number` lie, else KeyError."""
        return self.manifest[self.state(number)[logical]][0]

    def render(self) -> bytes:
        """The bytes of `inventory.json`."""
        return canonical(
            {
                "digestAlgorithm": ALGORITHM,
                "head": f"v{self.head}",
                "id": PREFIX + self.id,
                "manifest": {digest: sorted(paths) for digest, paths in self.manifest.items()},
                "type": TYPE,
                "versions": {
                    f"v{number}": _block(version) for number, version in enumerate(self.versions, 1)
                },
            }
        )

    def followed_by(self, version: Version) -> "tuple[Inventory, dict[str, str]]":
        """The inventory with one more version, and the content path of each new digest."""
        manifest = dict(self.manifest)
        new: dict[str, str] = {}
        for logical, digest in sorted(version.state.items()):
            if digest not in manifest:
                new[digest] = f"v{self.head + 1}/content/{logical}"
                manifest[digest] = (new[digest],)
        grown = Inventory(self.id, manifest, (*self.versions, version))
        digest = hashlib.sha512(grown.render()).hexdigest()
        return Inventory(self.id, manifest, grown.versions, digest), new


def empty(record: str) -> Inventory:
    """The inventory of a record that has no version yet."""
    return Inventory(record, {}, ())


def parse(data: bytes) -> Inventory:
    """The inventory in `data`; ValueError where it is none of ours, or leads out of its object."""
    try:
        value: dict[str, Any] = json.loads(data)
        versions = value["versions"]
        found = Inventory(
            id=str(value["id"]).removeprefix(PREFIX),
            manifest={digest: tuple(paths) for digest, paths in value["manifest"].items()},
            versions=tuple(_version(versions[f"v{number + 1}"]) for number in range(len(versions))),
            digest=hashlib.sha512(data).hexdigest(),
        )
    except (KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError(error) from error
    if not found.versions or not _inside(found):
        raise ValueError(found.id)
    return found


def _inside(inventory: Inventory) -> bool:
    """Whether every path stays below the object and every digest in a state has its content."""
    states = [version.state for version in inventory.versions]
    paths = {path for state in states for path in state}
    paths |= {path for contents in inventory.manifest.values() for path in contents}
    closed = all(not {"", ".", ".."} & set(path.split("/")) and "\\" not in path for path in paths)
    digests = {digest for state in states for digest in state.values()}
    return closed and all(inventory.manifest.get(digest) for digest in digests)


def _block(version: Version) -> dict[str, object]:
    return {
        "created": version.created,
        "message": version.message,
        "state": _by_digest(version.state.items()),
        "user": {"address": version.address, "name": version.user},
    }


def _by_digest(state: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    paths: dict[str, list[str]] = {}
    for logical, digest in sorted(state):
        paths.setdefault(digest, []).append(logical)
    return paths


def _version(block: dict[str, Any]) -> Version:
    user = block.get("user", {})
    state = {logical: digest for digest, paths in block["state"].items() for logical in paths}
    return Version(
        created=str(block["created"]),
        message=str(block.get("message", "")),
        user=str(user.get("name", "")),
        address=str(user.get("address", "")),
        state=state,
    )
