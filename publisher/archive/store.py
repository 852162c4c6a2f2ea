"""The archive as the rest of the program sees it: file, match, list, show, search, get, log.

Reading needs no lock and no right to write. Where the catalogue is missing or cannot be used,
readers make one in memory from the objects and say so.
"""

import datetime as dt
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TypeVar

from publisher.archive import metadata as metadatas
from publisher.archive import naming, roots
from publisher.archive.catalog import Catalog, Filters, Hit
from publisher.archive.derived import Derived
from publisher.archive.facts import Row
from publisher.archive.faults import said, spoken
from publisher.archive.filing import Deposit, put
from publisher.archive.inventory import Inventory
from publisher.archive.layout import (
    ROOT_DECLARATION,
    Layout,
    bare,
    date_of,
    named,
)
from publisher.archive.log import Event
from publisher.archive.objects import Objects
from publisher.archive.record import Filed, Head, Identity, Record, Shown, VersionInfo, sound
from publisher.archive.recovery import recover
from publisher.archive.verify import Report, verify
from publisher.findings import (
    ArchiveBusyError,
    Finding,
    InputError,
    InputMissingError,
    Outcome,
)
from publisher.system import System

T = TypeVar("T")
PUBLISH_MESSAGE = "定稿发布"
GROUPS = {"pdf": "bulletin.pdf", "docx": "bulletin.docx"}


@dataclass(frozen=True)
class Archive:
    """The dated archive in the folder `root`."""

    root: Path
    system: System = field(default_factory=System)

    @classmethod
    def open(cls, root: Path, system: System | None = None) -> "Archive":
        """The archive in `root`; ConfigurationError where there is none, or a newer one."""
        archive = cls(root, system or System())
        with spoken():
            roots.check(archive.layout, archive.system)
        return archive

    @classmethod
    def create(cls, root: Path, system: System | None = None) -> "Archive":
        """The archive in `root`, made where there is none; its declaration is written last."""
        archive = cls(root, system or System())
        with spoken():
            if not archive.system.exists(archive.layout.objects / ROOT_DECLARATION):
                roots.make(archive.layout, archive.system)
            roots.check(archive.layout, archive.system)
        return archive

    @property
    def layout(self) -> Layout:
        """Where everything stands."""
        return Layout(self.root)

    @property
    def objects(self) -> Objects:
        """The objects, read without a lock."""
        return Objects(self.layout, self.system)

    # Which record

    def match(self, identity: Identity) -> Head | None:
        """The newest version of the record a source belongs to; None where it would be new."""
        with spoken():
            name, _ = self._matched(sound(identity))
            return None if name is None else self._head(name)

    def propose(self, identity: Identity) -> str:
        """The id that a new record of this identity would get now; it holds nothing back."""
        with spoken():
            asked = identity.as_id or identity.id
            if asked:
                return bare(asked)
            return next(name for name in _names(identity) if self.objects.head(name) is None)

    def head(self, reference: str) -> Head:
        """The newest version of the record ID."""
        with spoken():
            inventory, _ = self.objects.find(bare(reference))
            return self._head_of(inventory)

    def _head(self, name: str) -> Head | None:
        inventory = self.objects.head(name)
        return None if inventory is None else self._head_of(inventory)

    def _head_of(self, inventory: Inventory) -> Head:
        metadata = self.objects.metadata(inventory, inventory.head)
        return Head(
            id=inventory.id,
            version=inventory.head,
            status=metadata["status"],
            fingerprint=metadata["fingerprint"],
            inventory=inventory.digest,
            pages=metadata["pages"],
            path=self.layout.version(inventory.id, inventory.head),
        )

    def _matched(self, identity: Identity) -> tuple[str | None, tuple[Finding, ...]]:
        """The bare id that a source belongs to, by the order of docs/archive-layout.md."""
        for asked in filter(None, (identity.as_id, identity.id)):
            return bare(asked), ()
        found = self._ask(partial(_by_traces, identity=identity)).value
        for name in found["url"] + found["received"]:
            return name, ()
        findings: tuple[Finding, ...] = ()
        for name in found["path"]:
            inventory, number = self.objects.find(name)
            other = metadatas.identity_of(self.objects.metadata(inventory, number))
            if other.title == identity.title or other.date == identity.date:
                return name, ()
            arguments = {"id": name, "path": identity.path, "title": other.title}
            findings = findings or (Finding("archive-another-story", arguments=arguments),)
        return None, findings

    # Writing

    def file(self, record: Record, *, again: bool = False) -> Outcome[Filed]:
        """The version that `record` became, or unless `again` the one that is the same already."""
        _check_fields(record)
        record = sound(record)
        with spoken():
            findings = self.recover()
            name, met = self._matched(record.identity)
            findings += met
            deposit = Deposit(
                contents=dict(record.files),
                describe=partial(metadatas.compose, record=record),
                message=record.message,
                user=record.user,
                address=_address(record.address),
                made=record.made,
                again=again,
            )
            if name is not None:
                if not self.objects.exists(name):
                    findings += _new_id(name, record.identity)
                return self._put(name, deposit, findings)
            return self._file_new(record, deposit, findings)

    def publish(
        self,
        reference: str,
        *,
        user: str,
        address: str,
        made: dt.datetime,
        message: str = "",
        again: bool = False,
    ) -> Outcome[Filed]:
        """The published version that `ID[@vN]` became: its content again, with that status.

        Without a version the newest one is meant, a draft too.
        """
        name, asked = named(reference)
        with spoken():
            findings = self.recover()
            inventory, number = self.objects.find(name, asked)
            metadata = self.objects.metadata(inventory, number)
            contents = self._contents(inventory, number)
            contents.pop("metadata.json")
            event = metadatas.event("publication", made, user)
            published = {**metadata, "status": "published", "events": [*metadata["events"], event]}
            deposit = Deposit(
                contents=contents,
                describe=lambda _: published,
                message=message or PUBLISH_MESSAGE,
                user=user,
                address=_address(address),
                made=made,
                again=again,
            )
            return self._put(name, deposit, findings)

    def recover(self) -> tuple[Finding, ...]:
        """What an earlier, interrupted command left and is now finished or undone."""
        with spoken():
            roots.make_folders(self.layout, self.system)
            return recover(self.layout, self.system)

    def reindex(self) -> Outcome[int]:
        """The number of records, after catalogue and index were made anew from the objects."""
        with spoken():
            findings = self.recover()
            made = Derived(self.layout, self.system).reindex()
            return Outcome(made.value, (*findings, *made.findings))

    def _file_new(
        self, record: Record, deposit: Deposit, findings: tuple[Finding, ...]
    ) -> Outcome[Filed]:
        claims = partial(self._is_same, record.identity)
        for name in _names(record.identity):
            inventory = self.objects.head(name)
            if inventory is None or claims(inventory):
                if record.proposed not in ("", name):
                    taken = {"id": record.proposed, "next": name}
                    raise ArchiveBusyError(Finding("archive-id-taken", arguments=taken))
                done = put(self.layout, self.system, name, deposit, claims)
                if done is not None:
                    return Outcome(done.value, findings + done.findings)
        raise AssertionError  # there is always a next name

    def _put(
        self,
        name: str,
        deposit: Deposit,
        findings: tuple[Finding, ...],
    ) -> Outcome[Filed]:
        done = put(self.layout, self.system, name, deposit, lambda _: True)
        assert done is not None
        return Outcome(done.value, findings + done.findings)

    def _is_same(self, identity: Identity, inventory: Inventory) -> bool:
        """Whether a record that has the name we wanted is the one that the source belongs to."""
        other = metadatas.identity_of(self.objects.metadata(inventory, inventory.head))
        return (
            bool(identity.url and identity.url == other.url)
            or bool(identity.received and sorted(identity.received) == sorted(other.received))
            or bool(identity.path and identity.path == other.path)
        )

    # Reading

    def list(self, filters: Filters = Filters()) -> Outcome[tuple[Row, ...]]:  # noqa: B008 - frozen
        """The records that are meant, newest first."""
        with spoken():
            return self._ask(lambda catalog: tuple(catalog.rows(filters)))

    def search(
        self,
        words: str,
        filters: Filters = Filters(),  # noqa: B008 - frozen
    ) -> Outcome[tuple[Hit, ...]]:
        """The records whose text holds every one of `words` (divided by spaces), newest first."""
        with spoken():
            return self._ask(lambda catalog: tuple(catalog.search(words, filters)))

    def show(self, reference: str) -> Shown:
        """What `ID[@vN]` says of itself; without a version the newest one that is no draft."""
        with spoken():
            inventory, number = self._found(reference)
            every = [self.objects.metadata(inventory, n + 1) for n in range(inventory.head)]
            return Shown(
                id=inventory.id,
                version=number,
                path=self.layout.version(inventory.id, number),
                metadata=every[number - 1],
                versions=tuple(
                    VersionInfo(
                        number=n,
                        created=version.created,
                        status=every[n - 1]["status"],
                        message=version.message,
                        user=version.user,
                        address=version.address,
                        inventory=self.objects.version_digest(inventory, n),
                    )
                    for n, version in enumerate(inventory.versions, 1)
                ),
            )

    def get(self, reference: str, *files: str) -> Mapping[str, bytes]:
        """The bytes of files of `ID[@vN]`, checked by their digests.

        `files` are paths in the version or the words pdf, docx, source and all; none means all.
        """
        with spoken():
            inventory, number = self._found(reference)
            state = inventory.state(number)
            wanted: list[str] = []
            for file in files or ("all",):
                wanted += _chosen(file, tuple(state))
            return {path: self.objects.content(inventory, number, path) for path in wanted}

    def log(self, reference: str = "", kind: str = "") -> tuple[Event, ...]:
        """The events, oldest first: of one record or version, of one kind, or all."""
        with spoken():
            name, version = named(reference) if reference else ("", None)
            return tuple(
                event
                for event in Derived(self.layout, self.system).log.events()
                if (not name or event.get("id") == name)
                and (version is None or event.get("version") == version)
                and (not kind or event.get("type") == kind)
            )

    def verify(
        self,
        references: tuple[str, ...] = (),
        *,
        quick: bool = False,
        made: dt.datetime | None = None,
        user: str = "",
    ) -> Outcome[Report]:
        """What damage there is; a run with a time becomes an event where the log may be written."""
        with spoken():
            names = tuple(map(bare, references))
            for name in names:
                if not self.objects.exists(name):
                    raise InputMissingError(Finding("archive-no-record", arguments={"id": name}))
            report = verify(self.layout, self.system, names, quick=quick)
            findings: tuple[Finding, ...] = ()
            if made is not None and self.system.writable(self.layout.log):
                outcome = "failure" if report.damages else "success"
                event: Event = metadatas.event("fixity check", made, user, outcome)
                event["detail"] = {"objects": report.objects, "files": report.files, "quick": quick}
                event["damages"] = len(report.damages)
                try:
                    findings = Derived(self.layout, self.system).log.append(event)
                except OSError as error:
                    # What was found is told all the same.
                    findings = said(error).findings
            return Outcome(report, findings)

    def _found(self, reference: str) -> tuple[Inventory, int]:
        name, asked = named(reference)
        inventory, number = self.objects.find(name, asked)
        while asked is None and number > 1 and self._is_draft(inventory, number):
            number -= 1
        if asked is None and self._is_draft(inventory, number):
            number = inventory.head
        return inventory, number

    def _is_draft(self, inventory: Inventory, number: int) -> bool:
        return bool(self.objects.metadata(inventory, number)["status"] == "draft")

    def _contents(self, inventory: Inventory, number: int) -> dict[str, bytes]:
        state = inventory.state(number)
        return {path: self.objects.content(inventory, number, path) for path in state}

    def _ask(self, question: Callable[[Catalog], T]) -> Outcome[T]:
        """What the catalogue answers, or one made in memory where it cannot be used."""
        try:
            with Catalog.opened(self.layout.catalog, self.system) as catalog:
                return Outcome(question(catalog))
        except (LookupError, sqlite3.Error):
            with Catalog.built(self.objects, None) as catalog:
                answer = question(catalog)
        empty = not self.system.exists(self.layout.catalog) and not any(self.objects.ids())
        return Outcome(answer, () if empty else (Finding("archive-catalog-missing"),))


def _names(identity: Identity) -> Iterator[str]:
    """The ids that a new record may have, the first choice first."""
    wish = naming.plain(identity.slug) if identity.slug else naming.slug(identity.title)
    return naming.names(identity.date.strftime("%Y%m%d"), wish)


def _by_traces(catalog: Catalog, identity: Identity) -> dict[str, list[str]]:
    return {
        "url": catalog.matching("url", identity.url),
        "received": catalog.matching("received", " ".join(sorted(identity.received))),
        "path": catalog.matching("path", identity.path),
    }


def _new_id(name: str, identity: Identity) -> tuple[Finding, ...]:
    """The note that an id asked for is new; InputError where it names another day (K03)."""
    arguments = {"id": name, "date": identity.date.isoformat()}
    if date_of(name) != identity.date:
        raise InputError(Finding("archive-id-date", arguments=arguments))
    return (Finding("archive-new-id", arguments=arguments),) if identity.as_id else ()


def _chosen(file: str, paths: tuple[str, ...]) -> Iterator[str]:
    match file:
        case "all":
            yield from paths
        case "source":
            yield from (path for path in paths if path.startswith("source/"))
        case _:
            yield GROUPS.get(file, file)


def _check_fields(record: Record) -> None:
    missing = {"title": record.identity.title, "user": record.user, "address": record.address}
    lacking = [name for name, value in missing.items() if not value.strip()]
    if lacking:
        arguments = {"fields": ", ".join(lacking)}
        raise InputError(Finding("archive-field-missing", arguments=arguments))


def _address(address: str) -> str:
    return address if address.startswith("mailto:") else f"mailto:{address}"
