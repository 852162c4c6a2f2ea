"""What is handed to the archive and what it answers."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, is_dataclass, replace
from pathlib import Path
from typing import Any, Literal, TypeVar

T = TypeVar("T")

Status = Literal["draft", "published", "corrected", "withdrawn"]


@dataclass(frozen=True)
class Identity:
    """By what a record is known again, strongest first.

    `as_id` was asked for on the command line, `id` stands in the front matter; `received` are the
    sha256 (hex) of the received source files, pictures left out; `path` is the source's path
    relative to the project, with `/`; `slug` is the author's wish for the name of a new record.
    """

    title: str
    date: dt.date
    as_id: str = ""
    id: str = ""
    url: str = ""
    received: tuple[str, ...] = ()
    path: str = ""
    slug: str = ""


@dataclass(frozen=True)
class Descriptive:
    """What a record is about: the fields of `metadata.json` that people fill in.

    Dublin Core and DA/T 46 name them; title, date and url come from the Identity. `retention` is
    Y, D30 or D10; `item`, `code`, `fonds`, `fonds_name`, `unit` are the archivist's.
    """

    subtitle: str = ""
    creator: tuple[str, ...] = ()
    number: str = ""
    retention: str = ""
    unit: str = ""
    item: str = ""
    fonds: str = ""
    fonds_name: str = ""
    code: str = ""
    secrecy: str = ""
    note: str = ""
    kind: str = ""
    keywords: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    abstract: str = ""
    source: str = ""
    retrieved: str = ""
    language: str = "zh-CN"
    rights: str = ""


@dataclass(frozen=True)
class Face:
    """A typeface that a bulletin was set in; `sha256` is that of its file."""

    name: str
    version: str
    sha256: str


@dataclass(frozen=True)
class Record:
    """A version to be filed.

    `files` are its bytes by content path (ASCII, `/`); `names` are the original names of those that
    had another one. `proposed`: the id that is written into the files of a new record
    (`Archive.propose`). `fingerprint` (hex) stands for all that decides the output. `address` is
    the user's mail address, with or without `mailto:`.
    """

    identity: Identity
    files: Mapping[str, bytes] = field(repr=False)
    user: str
    address: str
    made: dt.datetime
    descriptive: Descriptive = field(default_factory=Descriptive)
    status: Status = "published"
    message: str = ""
    names: Mapping[str, str] = field(default_factory=dict)
    proposed: str = ""
    fingerprint: str = ""
    faces: tuple[Face, ...] = ()
    pages: int | None = None
    program: str = ""


@dataclass(frozen=True)
class Head:
    """The newest version of a record; `inventory` is the sha512 of its inventory."""

    id: str
    version: int
    status: str
    fingerprint: str
    inventory: str
    pages: int | None
    path: Path


@dataclass(frozen=True)
class Filed:
    """A version in the archive, in the folder `path`; `unchanged` where it was there before."""

    id: str
    version: int
    unchanged: bool
    path: Path


@dataclass(frozen=True)
class VersionInfo:
    """One version in the history of a record."""

    number: int
    created: str
    status: str
    message: str
    user: str
    address: str
    inventory: str


@dataclass(frozen=True)
class Shown:
    """A version with all that it says of itself, and the history of its record, oldest first."""

    id: str
    version: int
    path: Path
    metadata: Mapping[str, Any]
    versions: tuple[VersionInfo, ...]


def sound(value: T) -> T:
    """`value` with what UTF-8 cannot hold written out: the name of a file may be no text."""
    made: Any = value
    if isinstance(value, str):
        made = value.encode("utf-8", "backslashreplace").decode()
    elif isinstance(value, tuple):
        made = tuple(map(sound, value))
    elif isinstance(value, Mapping):
        made = {key: sound(item) for key, item in value.items()}
    elif is_dataclass(value) and not isinstance(value, type):
        made = replace(value, **{f.name: sound(getattr(value, f.name)) for f in fields(value)})
    return made  # type: ignore[no-any-return]
