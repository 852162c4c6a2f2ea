"""`metadata.json`: what a version says of itself; how it is made, compared and checked (K04)."""

import dataclasses
import datetime as dt
import hashlib
import json
import re
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any

from publisher.archive.layout import METADATA, PREFIX, REPORT
from publisher.archive.record import Identity, Record

TYPES = {
    ".css": "text/css",
    ".csv": "text/csv",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".gif": "image/gif",
    ".htm": "text/html",
    ".html": "text/html",
    ".j2": "text/plain",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".json": "application/json",
    ".md": "text/markdown",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".tif": "image/tiff",
    ".tiff": "image/tiff",
    ".toml": "application/toml",
    ".txt": "text/plain",
    ".webp": "image/webp",
    ".xml": "application/xml",
    ".zip": "application/zip",
}
STATUSES = ("draft", "published", "corrected", "withdrawn")
DESCRIBED = ["subtitle", "number", "retention", "unit", "item", "fonds", "fonds_name", "code"]
DESCRIBED += ["secrecy", "note", "kind", "abstract", "source", "retrieved", "language", "rights"]
TEXTS = ["id", "title", "date", "url", "source_path", "status", "reason", "replaced_by"]
TEXTS += ["fingerprint", "program", *DESCRIBED]
LISTS = ["creator", "keywords", "people", "received"]
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")

# What may differ between two versions that are the same: they tell of the filing, not the record.
PASSING = {"events", "files", "fingerprint", "program"}

Metadata = dict[str, Any]


def stamp(made: dt.datetime) -> str:
    """An instant as records write it: UTC, whole seconds."""
    return made.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def compose(name: str, record: Record) -> Metadata:
    """The metadata of `record` under the bare id `name`."""
    identity = record.identity
    return {
        **_plain(dataclasses.asdict(record.descriptive)),
        "id": PREFIX + name,
        "title": identity.title,
        "date": identity.date.isoformat(),
        "year": identity.date.year,
        "url": identity.url,
        "source_path": identity.path,
        "received": sorted(identity.received),
        "pages": record.pages,
        "status": record.status,
        "reason": "",
        "replaced_by": "",
        "fingerprint": record.fingerprint,
        "faces": [dataclasses.asdict(face) for face in record.faces],
        "program": record.program,
        "files": [
            _file(path, data, record.names.get(path, ""), record.program)
            for path, data in sorted(record.files.items())
        ],
        "events": [event("ingestion", record.made, record.user)],
    }


def event(kind: str, made: dt.datetime, who: str, outcome: str = "success") -> dict[str, str]:
    """An event in the words of PREMIS: what was done, when, by whom, and how it ended."""
    return {"type": kind, "time": stamp(made), "who": who, "outcome": outcome}


def filing(
    last: Mapping[str, str], name: str, version: int, inventory: str, message: str
) -> dict[str, object]:
    """What the log says of a version: its own last event, bound to the digest of its inventory."""
    bound = {"detail": message, "id": name, "inventory": inventory, "version": version}
    return {**last, **bound}


def same(ours: Metadata, theirs: Metadata) -> bool:
    """Whether two versions say the same of the record; bytes of files are not compared."""

    def lasting(metadata: Metadata) -> dict[str, object]:
        names = {entry["path"]: entry["name"] for entry in metadata["files"]}
        names.pop(REPORT, None)
        kept = {key: value for key, value in metadata.items() if key not in PASSING}
        return {**kept, "names": names}

    return lasting(ours) == lasting(theirs)


def identity_of(metadata: Metadata) -> Identity:
    """By what the record with this metadata is known again."""
    return Identity(
        title=metadata["title"],
        date=dt.date.fromisoformat(metadata["date"]),
        id=metadata["id"],
        url=metadata["url"],
        received=tuple(metadata["received"]),
        path=metadata["source_path"],
    )


def parse(data: bytes) -> Metadata:
    """The metadata in `data`; ValueError where a field that every version has is missing."""
    value: object = json.loads(data)
    if not isinstance(value, dict):
        raise ValueError("no object")  # noqa: TRY004 - one kind of error for callers
    if wrong := _misshapen(value):
        raise ValueError(wrong)
    return value


def faults(metadata: Metadata, record: str, state: Mapping[str, str]) -> list[str]:
    """What is wrong with the metadata of a version of `record`, in English words; K03 and K04."""
    wrong: list[str] = []
    if metadata["status"] not in STATUSES:
        wrong.append(f"status is {metadata['status']}")
    if metadata["id"] != PREFIX + record:
        wrong.append(f"id is {metadata['id']}")
    if metadata.get("year") != dt.date.fromisoformat(metadata["date"]).year:
        wrong.append(f"year is {metadata.get('year')}")
    wrong += [
        f"an event has the time {entry.get('time')}"
        for entry in metadata["events"]
        if not TIME.fullmatch(str(entry.get("time")))
    ]
    listed = {entry.get("path"): entry.get("sha512") for entry in metadata["files"]}
    stored = {path: digest for path, digest in state.items() if path != METADATA}
    return wrong + [
        f"files and version disagree about {path}"
        for path in sorted(set(map(str, listed)) | set(stored))
        if listed.get(path) != stored.get(path)
    ]


def _misshapen(metadata: Metadata) -> list[str]:
    wrong = [f"{key} is no text" for key in TEXTS if not isinstance(metadata.get(key), str)]
    wrong += [f"{key} is no list of texts" for key in LISTS if not _texts(metadata.get(key))]
    wrong += [f"{key} is no list" for key in ("files", "events") if not _rows(metadata.get(key))]
    if wrong:
        return wrong
    if any({"path", "name", "sha512", "bytes"} - set(file) for file in metadata["files"]):
        wrong.append("a file lacks its path, name, sha512 or size")
    for key in ("pages", "year"):
        if not isinstance(metadata.get(key), int | None):
            wrong.append(f"{key} is no number")
    if not metadata["events"] or not _is_date(metadata["date"]):
        wrong.append("there is no event, or the date is none")
    return wrong


def _is_date(text: str) -> bool:
    try:
        return dt.date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def _rows(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(item, dict) for item in value)


def _plain(fields: dict[str, Any]) -> dict[str, object]:
    return {
        key: list(value) if isinstance(value, tuple) else value for key, value in fields.items()
    }


def _file(path: str, data: bytes, name: str, program: str) -> dict[str, object]:
    made_here = path.startswith("bulletin.") or path == REPORT
    return {
        "path": path,
        "name": name or PurePosixPath(path).name,
        "type": TYPES.get(PurePosixPath(path).suffix.lower(), "application/octet-stream"),
        "bytes": len(data),
        "sha512": hashlib.sha512(data).hexdigest(),
        "program": program if made_here else "",
    }
