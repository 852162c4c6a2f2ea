"""The log: events in the words of PREMIS, a line of JSON each, chained by sha256.

A line's `previous` is the sha256 of the line before it, without its newline; that of the very first
is 64 zeros. The files of all years, in their order, are one chain, so an event goes to the file of
its own year or to the newest one there is, whichever is later.
"""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from publisher.archive.layout import Layout
from publisher.findings import Finding
from publisher.system import System

START = "0" * 64
YEAR = re.compile(r"\d{4}\.jsonl")
TAIL = 1 << 16

Event = dict[str, Any]


def line(event: Mapping[str, object]) -> bytes:
    """An event as its line, with the newline."""
    return (json.dumps(event, ensure_ascii=False, sort_keys=True) + "\n").encode()


def link(raw: bytes) -> str:
    """What the line after `raw` names as its previous one."""
    return hashlib.sha256(raw.rstrip(b"\n")).hexdigest()


@dataclass(frozen=True)
class Log:
    """The events of an archive."""

    layout: Layout
    system: System

    def files(self) -> list[str]:
        """The names of the files, oldest first."""
        if not self.system.exists(self.layout.log):
            return []
        return [e.name for e in self.system.list(self.layout.log) if YEAR.fullmatch(e.name)]

    def lines(self) -> Iterator[tuple[str, int, bytes]]:
        """Every whole line with its file and number; a torn last one is left out."""
        for name in self.files():
            data = self.system.read(self.layout.log / name)
            for number, raw in enumerate(data.split(b"\n")[:-1], 1):
                yield name, number, raw

    def events(self) -> Iterator[Event]:
        """Every event that can be read, oldest first."""
        for _, _, raw in self.lines():
            try:
                event = json.loads(raw)
            except ValueError:
                continue
            if isinstance(event, dict):
                yield event

    def holds(self, event: Mapping[str, object]) -> bool:
        """Whether the log has this event, its place in the chain aside."""
        wanted = dict(event)
        return any(
            {key: value for key, value in found.items() if key != "previous"} == wanted
            for found in self.events()
        )

    def head(self) -> str:
        """The sha256 of the last line, which stands for the whole history; zeros at its start."""
        for name in reversed(self.files()):
            raw = self._last(name)
            if raw:
                return link(raw)
        return START

    def append(self, event: Mapping[str, object], *, once: bool = False) -> tuple[Finding, ...]:
        """Adds an event; `once`: unless it is there. A Finding tells of a torn line set aside."""
        with self.system.lock(self.layout.lock("log")):
            findings = self._set_aside()
            if once and self.holds(event):
                return findings
            files = self.files()
            name = max([f"{str(event['time'])[:4]}.jsonl", *files[-1:]])
            path = self.layout.log / name
            fresh = not self.system.exists(path)
            self.system.append(path, line({**event, "previous": self.head()}))
            if fresh:
                self.system.sync_folder(self.layout.log)
        return findings

    def mend(self) -> tuple[Finding, ...]:
        """Sets a torn last line aside."""
        with self.system.lock(self.layout.lock("log")):
            return self._set_aside()

    def _set_aside(self) -> tuple[Finding, ...]:
        findings = []
        for name in self.files()[-1:]:
            path = self.layout.log / name
            tail = self.system.tail(path, TAIL)
            if not tail or tail.endswith(b"\n"):
                continue
            data = self.system.read(path)
            whole = data.rfind(b"\n") + 1
            torn = data[whole:]
            aside = f"torn-{hashlib.sha256(torn).hexdigest()[:16]}.txt"
            self.system.replace(self.layout.log / aside, torn)
            self.system.truncate(path, whole)
            arguments = {"file": f"log/{name}", "aside": f"log/{aside}"}
            findings.append(Finding("archive-log-torn", file=str(path), arguments=arguments))
        return tuple(findings)

    def _last(self, name: str) -> bytes:
        path = self.layout.log / name
        tail = self.system.tail(path, TAIL)
        if tail.count(b"\n") < 2 and len(tail) == TAIL:
            tail = self.system.read(path)
        whole = tail.split(b"\n")[:-1]
        return whole[-1] if whole else b""
