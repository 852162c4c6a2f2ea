"""The dated archive: OCFL 1.1 objects, a log, and a catalogue and index derived from them."""

from publisher.archive.catalog import Filters, Hit
from publisher.archive.facts import Row
from publisher.archive.record import (
    Descriptive,
    Face,
    Filed,
    Head,
    Identity,
    Record,
    Shown,
    Status,
    VersionInfo,
)
from publisher.archive.store import Archive
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
