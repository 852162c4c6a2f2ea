"""The dated archive: OCFL 1.1 objects, a log, and a catalogue and index derived from them."""

from publisher.archive.catalog import Filters, Hit, Row
from publisher.archive.record import Descriptive, Face, Filed, Head, Identity, Record, Status
from publisher.archive.store import Archive, Shown, VersionInfo
from publisher.archive.verify import Damage, Report

__all__ = [
    "Archive",
    "Damage",
    "Descriptive",
    "Face",
    "Filed",
    "Filters",
    "Head",
    "Hit",
    "Identity",
    "Record",
    "Report",
    "Row",
    "Shown",
    "Status",
    "VersionInfo",
]
