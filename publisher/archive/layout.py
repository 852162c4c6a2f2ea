"""Where everything stands in an archive, and the names of records and versions.

A record's id is `kanyin:YYYYMMDD-slug`; its object lies where extension 0007 (N Tuple Omit Prefix
Storage Layout) puts it with two tuples of four characters: `2021/0422/20210422-slug`.
"""

import datetime as dt
import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from publisher.findings import Finding, InputError

PREFIX = "kanyin:"
LONGEST = 100
BARE = re.compile(r"([0-9]{8})-[a-z0-9]+(?:-[a-z0-9]+)*")
NAMED = re.compile(r"(?P<id>.+?)(?:@v(?P<version>[1-9][0-9]{0,8}))?")

OBJECT_DECLARATION = "0=ocfl_object_1.1"
ROOT_DECLARATION = "0=ocfl_1.1"
EXTENSION = "0007-n-tuple-omit-prefix-storage-layout"
EXTENSION_CONFIG = {
    "delimiter": ":",
    "extensionName": EXTENSION,
    "numberOfTuples": 2,
    "reverseObjectRoot": False,
    "tupleSize": 4,
    "zeroPadding": "left",
}
EXTENSION_NAMED = {
    "description": "Year, month and day of the record, then its name.",
    "extension": EXTENSION,
}
INVENTORY = "inventory.json"
SIDECAR = "inventory.json.sha512"
METADATA = "metadata.json"
REPORT = "report.json"


def bare(text: str) -> str:
    """An id without its prefix; InputError where `text` is no id."""
    name = text.strip().removeprefix(PREFIX)
    if len(PREFIX + name) <= LONGEST and (match := BARE.fullmatch(name)) and _is_date(match[1]):
        return name
    raise InputError(Finding("archive-id", arguments={"id": text}))


def named(text: str) -> tuple[str, int | None]:
    """The bare id and the version that `ID[@vN]` names; None where it names no version."""
    match = NAMED.fullmatch(text.strip())
    if match is None:
        raise InputError(Finding("archive-id", arguments={"id": text}))
    return bare(match["id"]), int(match["version"]) if match["version"] else None


def date_of(record: str) -> dt.date:
    """The date that a bare id begins with."""
    return dt.datetime.strptime(record[:8], "%Y%m%d").replace(tzinfo=dt.UTC).date()


def _is_date(digits: str) -> bool:
    try:
        date_of(digits)
    except ValueError:
        return False
    return True


@dataclass(frozen=True)
class Layout:
    """The paths of the archive in the folder `root`."""

    root: Path

    @property
    def objects(self) -> Path:
        """The OCFL storage root."""
        return self.root / "objects"

    @property
    def log(self) -> Path:
        """The folder of the events, a file a year."""
        return self.root / "log"

    @property
    def catalog(self) -> Path:
        """The catalogue, derived from the objects."""
        return self.root / "catalog.sqlite3"

    @property
    def index(self) -> Path:
        """The index for people and other programs, derived from the catalogue."""
        return self.root / "index"

    @property
    def staging(self) -> Path:
        """Where versions are prepared."""
        return self.root / "staging"

    @property
    def locks(self) -> Path:
        """The files that processes lock."""
        return self.root / "locks"

    @property
    def readme(self) -> Path:
        """What this folder is, for whoever finds it without the program."""
        return self.root / "README.txt"

    def lock(self, name: str) -> Path:
        """The lock `gate`, `catalog`, `log` or `index`."""
        return self.locks / name

    def object_lock(self, record: str) -> Path:
        """The lock of a record, one of 256."""
        return self.locks / hashlib.sha256((PREFIX + record).encode()).hexdigest()[:2]

    def steps(self, record: str) -> tuple[str, str, str]:
        """The folders that lead to a record's object: year, month with day, id."""
        return record[:4], record[4:8], record

    def object(self, record: str) -> Path:
        """The folder of a record's object."""
        return self.objects.joinpath(*self.steps(record))

    def version(self, record: str, number: int) -> Path:
        """The folder of a version."""
        return self.object(record) / f"v{number}"
