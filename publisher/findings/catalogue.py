"""The catalogue of findings, read from `words/*.toml`: a file a family, a table a code."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from publisher.resources import inside

Severity = Literal["error", "warning", "note"]


@dataclass(frozen=True)
class Entry:
    """What the catalogue says of a code; `message`, `hint` and `why` by language (zh, en).

    `exit` is the exit code that an error of this code leads to; `aliases`: the codes of the
    archive's own table (A01, K01) and of OCFL (E092, W007) that its explanation names.
    """

    code: str
    severity: Severity
    exit: int
    message: Mapping[str, str]
    hint: Mapping[str, str]
    why: Mapping[str, str]
    example: str

    @property
    def aliases(self) -> tuple[str, ...]:
        """Other names that `explain` knows it by."""
        return tuple(_ALIAS.findall(self.why["en"]))


_ALIAS = re.compile(r"\b[AKEW]\d{2,3}\b")


def entry(code: str) -> Entry:
    """The entry of a code; KeyError where there is none, which is a bug of ours."""
    return all_entries()[code]


@cache
def all_entries() -> Mapping[str, Entry]:
    """Every entry by code, families in the order of their names."""
    entries: dict[str, Entry] = {}
    words = inside("publisher.findings").joinpath("words")
    for family in sorted(words.iterdir(), key=lambda file: file.name):
        if not family.name.endswith(".toml"):
            continue
        for code, table in tomllib.loads(family.read_text(encoding="utf-8")).items():
            if code in entries:
                raise ValueError(f"the code {code} stands in the catalogue twice")
            entries[code] = _entry(code, table)
    return entries


def _entry(code: str, table: Mapping[str, object]) -> Entry:
    def both(key: str) -> dict[str, str]:
        return {
            language: str(table.get(f"{key}{language}", "")).strip() for language in ("zh", "en")
        }

    severity = table["severity"]
    if severity not in ("error", "warning", "note"):
        raise ValueError(f"the code {code} has the unknown severity {severity}")
    return Entry(
        code=code,
        severity=severity,
        exit=int(str(table.get("exit", 65))),
        message=both(""),
        hint=both("hint-"),
        why=both("why-"),
        example=str(table.get("example", "")).strip("\n"),
    )
