"""Keeps catalogue, log and index in step with the objects, in that order; makes them anew."""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass
from pathlib import Path

from publisher.archive.catalog import Catalog, key_of
from publisher.archive.facts import facts, readable
from publisher.archive.index import Index
from publisher.archive.layout import Layout
from publisher.archive.log import Log
from publisher.archive.objects import Objects
from publisher.archive.transaction import NAME, read_intent
from publisher.findings import Finding, Outcome
from publisher.system import System

ASIDE = "catalog.new"
JOURNAL = "-journal"


@dataclass(frozen=True)
class Derived:
    """What stands beside the objects of an archive."""

    layout: Layout
    system: System

    @property
    def objects(self) -> Objects:
        """The objects that it is derived from."""
        return Objects(self.layout, self.system)

    @property
    def log(self) -> Log:
        """The events."""
        return Log(self.layout, self.system)

    @property
    def index(self) -> Index:
        """The index."""
        return Index(self.layout, self.system)

    def follow(
        self, record: str, event: Mapping[str, object], *, once: bool = False
    ) -> tuple[Finding, ...]:
        """Brings all three up to a record's head; `once`: the log may have the event already."""
        months = self._row(record)
        if months is None:
            self._build()
        findings = self.log.append(event, once=once)
        with self._locked(), Catalog.opened(self.layout.catalog, self.system) as catalog:
            if months is None:
                self.index.rewrite(catalog)
            else:
                self.index.update(catalog, months)
        return findings

    def reindex(self) -> Outcome[int]:
        """The number of records, after catalogue and index were made anew from the objects.

        Filings that the log has lost are written into it again; a record that cannot be read is
        told of.
        """
        self._build()
        with self._locked(), Catalog.opened(self.layout.catalog, self.system) as catalog:
            self.index.rewrite(catalog)
            known = catalog.inventories()
        left_out = tuple(
            Finding("archive-left-out", arguments={"id": record})
            for record in self.objects.ids()
            if record not in known
        )
        return Outcome(len(known), (*self._log_again(known), *left_out))

    def _log_again(self, records: Mapping[str, str]) -> tuple[Finding, ...]:
        """Writes the lines of versions that the log lacks, but those of writers still at work.

        In this order: a version whose transaction has ended was logged before it ended.
        """
        heads = [self.objects.find(record) for record in sorted(records)]
        pending = set(self._being_filed())
        logged = {(event.get("id"), event.get("version")) for event in self.log.events()}
        findings: tuple[Finding, ...] = ()
        for inventory, newest in heads:
            for number in range(1, newest + 1):
                if (inventory.id, number) not in logged | pending:
                    event = self.objects.event(inventory, number)
                    findings += self.log.append(event, once=True)
        return findings

    def _being_filed(self) -> Iterator[tuple[str, int]]:
        """Record and version of each transaction that has not ended."""
        for entry in self.system.list(self.layout.staging):
            if entry.folder and entry.name.startswith(NAME):
                intent = read_intent(self.layout.staging / entry.name, self.system)
                if intent is not None:
                    yield intent.record, intent.version

    def clear_aside(self) -> None:
        """Removes what an interrupted reindex left."""
        for name in (ASIDE, ASIDE + JOURNAL):
            if self.system.exists(self.layout.staging / name):
                self.system.remove(self.layout.staging / name)

    def _build(self) -> None:
        with self.system.lock(self.layout.lock("reindex")):
            aside = self.layout.staging / ASIDE
            self.clear_aside()
            try:
                with Catalog.built(self.objects, aside):
                    pass
                with self.system.lock(self.layout.lock("catalog")):
                    self._catch_up(aside)
                    self._settle()
                    self.system.rename(aside, self.layout.catalog)
                    self.system.sync_folder(self.layout.root)
            except (OSError, sqlite3.Error):
                with suppress(OSError):
                    self.clear_aside()
                raise

    def _row(self, record: str) -> frozenset[str] | None:
        """The months that list the record, its rows written; None where there is no catalogue."""
        try:
            return self._put(record)
        except sqlite3.DatabaseError as error:
            # Its subclasses tell of a full disk or a lock; the bare class, of a file that is none.
            if type(error) is not sqlite3.DatabaseError:
                raise
        except LookupError:
            pass
        return None

    def _put(self, record: str) -> frozenset[str]:
        with (
            self._locked(),
            Catalog.opened(self.layout.catalog, self.system, write=True) as catalog,
            catalog.transaction(),
        ):
            # Read inside the transaction, so that the last writer of a record writes its newest.
            inventory, _ = self.objects.find(record)
            found = facts(self.objects, inventory)
            catalog.put(found)
        return found.months

    def _catch_up(self, aside: Path) -> None:
        """Takes in what was filed while the catalogue was built; the caller keeps others out."""
        with Catalog.opened(aside, self.system, write=True) as catalog:
            known = catalog.inventories()
            behind = []
            for record in self.objects.ids():
                found = readable(self.objects, record, known.pop(record, ""))
                if found is not None:
                    behind.append(found)
            if behind or known:
                with catalog.transaction():
                    for record in known:
                        catalog.drop(key_of(record))
                    for found in behind:
                        catalog.put(found)

    def _settle(self) -> None:
        """Removes the journal of the old catalogue: it must not be played into the new one."""
        journal = self.layout.catalog.with_name(self.layout.catalog.name + JOURNAL)
        if self.system.exists(journal):
            if self.system.exists(self.layout.catalog):
                self.system.remove(self.layout.catalog)
            self.system.remove(journal)

    def _locked(self) -> AbstractContextManager[None]:
        return self.system.lock(self.layout.lock("catalog"), exclusive=False)
