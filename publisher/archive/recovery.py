"""What an interrupted command left in `staging/` is finished or undone by the next that writes."""

import json
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from publisher.archive.derived import ASIDE, Derived
from publisher.archive.layout import SIDECAR, Layout, bare
from publisher.archive.log import Event
from publisher.archive.transaction import INTENT, NAME, Transaction
from publisher.findings import Finding, InputError
from publisher.system import LockedError, System


@dataclass(frozen=True)
class Intent:
    """What a transaction was about to make the newest version of a record."""

    record: str
    version: int
    digest: str
    event: Event


def recover(layout: Layout, system: System) -> tuple[Finding, ...]:
    """What was finished or undone; nothing where every transaction is alive or there is none."""
    if not system.list(layout.staging):
        return ()
    findings: list[Finding] = []
    # Behind the gate no transaction begins, so a folder that can be locked has lost its process.
    with system.lock(layout.lock("gate")):
        for entry in system.list(layout.staging):
            folder = layout.staging / entry.name
            if entry.folder and entry.name.startswith(NAME):
                findings += _take_up(folder, layout, system)
            elif entry.name.startswith(ASIDE):
                _drop_aside(layout, system)
    return tuple(findings)


def _take_up(folder: Path, layout: Layout, system: System) -> tuple[Finding, ...]:
    with ExitStack() as held:
        try:
            held.enter_context(system.lock(folder, wait=0, make=False))
        except (LockedError, FileNotFoundError):
            return ()
        if not system.exists(folder):
            return ()
        transaction = Transaction(folder, layout, system)
        intent = _intent(folder, system)
        if intent is None:
            transaction.clear()
            return (Finding("archive-cleaned", arguments={"folder": f"staging/{folder.name}"}),)
        findings = _settle(transaction, intent)
        transaction.clear()
        return findings


def _settle(transaction: Transaction, intent: Intent) -> tuple[Finding, ...]:
    layout, system = transaction.layout, transaction.system
    arguments = {"id": intent.record, "version": intent.version}
    derived = Derived(layout, system)
    with system.lock(layout.object_lock(intent.record)):
        sidecar = layout.version(intent.record, intent.version) / SIDECAR
        if not system.exists(sidecar) or intent.digest.encode() not in system.read(sidecar):
            return (Finding("archive-undone", arguments=arguments),)
        transaction.mend(derived.objects, intent.record)
    # The rename may not have reached the disk before the power went.
    home = layout.object(intent.record)
    for folder in (home, *list(home.parents)[:3]):
        system.sync_folder(folder)
    followed = derived.follow(intent.record, intent.event, once=True)
    return (Finding("archive-finished", arguments=arguments), *followed)


def _intent(folder: Path, system: System) -> Intent | None:
    """The intent in a transaction's folder; None where there is none or only a part of one."""
    try:
        value = json.loads(system.read(folder / INTENT))
        return Intent(
            bare(value["id"]), int(value["version"]), str(value["digest"]), dict(value["event"])
        )
    except (FileNotFoundError, ValueError, KeyError, TypeError, InputError):
        return None


def _drop_aside(layout: Layout, system: System) -> None:
    try:
        with system.lock(layout.lock("reindex"), wait=0):
            Derived(layout, system).clear_aside()
    except LockedError:
        return
