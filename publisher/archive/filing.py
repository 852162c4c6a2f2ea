"""Files a version: unchanged, first or later; what cannot be finished after the commit is said."""

import datetime as dt
import hashlib
import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

from publisher.archive import metadata as metadatas
from publisher.archive.derived import Derived
from publisher.archive.inventory import Inventory, Version, empty, readable
from publisher.archive.layout import METADATA, REPORT, Layout
from publisher.archive.log import Event
from publisher.archive.metadata import Metadata
from publisher.archive.objects import Objects
from publisher.archive.record import Filed
from publisher.archive.transaction import Transaction, begun, content_path
from publisher.findings import Finding, Outcome, PublisherError
from publisher.system import System

FIRST_MESSAGE = "首次归档"
LATER_MESSAGE = "内容更新"

Claims = Callable[[Inventory], bool]


@dataclass(frozen=True)
class Deposit:
    """What is to become a version: its bytes by content path, and how it describes itself by id.

    `again`: it becomes one even where the newest version is the same.
    """

    contents: Mapping[str, bytes]
    describe: Callable[[str], Metadata]
    message: str
    user: str
    address: str
    made: dt.datetime
    again: bool = False

    @cached_property
    def digests(self) -> Mapping[str, str]:
        """The sha512 of each file by its path."""
        return {
            content_path(path): hashlib.sha512(data).hexdigest()
            for path, data in self.contents.items()
        }

    def new_to(self, head: Inventory | None) -> dict[str, bytes]:
        """The files whose bytes the object does not have yet, each digest once."""
        known = set(head.manifest) if head else set()
        new: dict[str, bytes] = {}
        for path, digest in sorted(self.digests.items()):
            if digest not in known:
                known.add(digest)
                new[path] = self.contents[path]
        return new


@dataclass(frozen=True)
class Desk:
    """Where one deposit is filed under one bare id."""

    layout: Layout
    system: System
    name: str
    deposit: Deposit
    metadata: Metadata

    @property
    def objects(self) -> Objects:
        """The objects of the archive."""
        return Objects(self.layout, self.system)

    def filed(self, number: int, *, unchanged: bool) -> Filed:
        """The answer for version `number`."""
        return Filed(self.name, number, unchanged, self.layout.version(self.name, number))

    def same(self, head: Inventory) -> bool:
        """Whether the newest version says and holds what the deposit does, `report.json` left out.

        A draft of what was published already is no news either.
        """
        if self.deposit.again:
            return False
        mine = {path: digest for path, digest in self.deposit.digests.items() if path != REPORT}
        state = head.state(head.head)
        theirs = {path: sha for path, sha in state.items() if path not in (METADATA, REPORT)}
        if mine != theirs:
            return False
        filed = self.objects.metadata(head, head.head)
        ours = self.metadata
        if ours["status"] == "draft" and filed["status"] == "published":
            ours = {**ours, "status": "published"}
        return metadatas.same(ours, filed)

    def next(self, head: Inventory | None, described: bytes) -> Inventory:
        """The inventory with the deposit as one more version."""
        digests = {**self.deposit.digests, METADATA: self.digest_of(described)}
        version = Version(
            created=metadatas.stamp(self.deposit.made),
            message=self.deposit.message or (LATER_MESSAGE if head else FIRST_MESSAGE),
            user=self.deposit.user,
            address=self.deposit.address,
            state=digests,
        )
        return (head or empty(self.name)).followed_by(version)[0]

    @staticmethod
    def digest_of(described: bytes) -> str:
        """The sha512 of the metadata."""
        return hashlib.sha512(described).hexdigest()

    def event(self, inventory: Inventory) -> Event:
        """What the log will say."""
        last = self.metadata["events"][-1]
        message = inventory.versions[-1].message
        return metadatas.filing(last, self.name, inventory.head, inventory.digest, message)


def put(
    layout: Layout, system: System, name: str, deposit: Deposit, claims: Claims
) -> Outcome[Filed] | None:
    """The version of record `name` that a deposit became or equals.

    None where the record there is another one, by what `claims` says of its inventory.
    """
    desk = Desk(layout, system, name, deposit, deposit.describe(name))
    head = desk.objects.head(name)
    if head is not None and not claims(head):
        return None
    if head is not None and desk.same(head):
        return Outcome(desk.filed(head.head, unchanged=True))
    transaction: Transaction | None = None
    number = 0
    try:
        with begun(layout, system) as transaction:
            transaction.stage(deposit.new_to(head))
            answer = _commit(desk, transaction, head, claims)
            if not isinstance(answer, Inventory):
                return None if answer is None else Outcome(answer)
            number = answer.head
            findings = Derived(layout, system).follow(name, desk.event(answer))
    except (OSError, sqlite3.Error, LookupError, PublisherError) as error:
        if transaction is None or not transaction.committed:
            raise
        number = number or (head.head if head else 0) + 1
        arguments = {"id": name, "version": number, "reason": str(error)}
        findings = (Finding("archive-catalog-behind", arguments=arguments),)
    return Outcome(desk.filed(number, unchanged=False), findings)


def _commit(
    desk: Desk, transaction: Transaction, head: Inventory | None, claims: Claims
) -> Inventory | Filed | None:
    """The inventory of the new version, or the version that another process filed meanwhile."""
    with desk.system.lock(desk.layout.object_lock(desk.name)):
        transaction.mend(desk.objects, desk.name)
        current = desk.objects.head(desk.name)
        if current is not None and (head is None or current.digest != head.digest):
            if not claims(current):
                return None
            if desk.same(current):
                return desk.filed(current.head, unchanged=True)
            transaction.stage(desk.deposit.new_to(current))
        described = readable(desk.metadata)
        inventory = desk.next(current, described)
        if desk.digest_of(described) not in (current.manifest if current else ()):
            transaction.add(METADATA, described)
        transaction.commit(inventory, desk.event(inventory))
        return inventory
