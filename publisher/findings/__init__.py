"""Findings: what a step met on its way, with its place; and the errors that carry them.

A Finding names a code; severity, words in Chinese and English, hint, explanation and example stand
in the catalogue (`catalogue/*.toml`, a file a family), which feeds messages, `explain`, `--json`
and the documentation.
"""

from publisher.findings.catalogue import Entry, Severity, all_entries, entry
from publisher.findings.errors import (
    ArchiveBusyError,
    CannotWriteError,
    ConfigurationError,
    DamageError,
    InputError,
    InputMissingError,
    IOFailureError,
    PublisherError,
    UnavailableError,
    UsageError,
    error_of,
)
from publisher.findings.finding import Edit, Finding, Language, Outcome, compatible, edited

__all__ = [
    "ArchiveBusyError",
    "CannotWriteError",
    "ConfigurationError",
    "DamageError",
    "Edit",
    "Entry",
    "Finding",
    "IOFailureError",
    "InputError",
    "InputMissingError",
    "Language",
    "Outcome",
    "PublisherError",
    "Severity",
    "UnavailableError",
    "UsageError",
    "all_entries",
    "compatible",
    "edited",
    "entry",
    "error_of",
]
