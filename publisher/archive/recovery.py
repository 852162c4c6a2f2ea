"""What an interrupted command left in `staging/` is finished or undone by the next that writes."""

from contextlib import ExitStack
from pathlib import Path

from publisher.archive.derived import ASIDE, Derived
from publisher.archive.layout import SIDECAR, Layout
from publisher.archive.transaction import NAME, Intent, Transaction, read_intent
from publisher.findings import Finding
from publisher.system import LockedError, System


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
        intent = read_intent(folder, system)
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


def _drop_aside(layout: Layout, system: System) -> None:
    try:
        with system.lock(layout.lock("reindex"), wait=0):
            Derived(layout, system).clear_aside()
    except LockedError:
        return
