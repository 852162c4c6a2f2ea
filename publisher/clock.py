"""The time, taken once at the edge and passed on, so that outputs are reproducible."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime


@dataclass(frozen=True, slots=True)
class Clock:
    """A fixed instant in UTC, whole seconds."""

    now: datetime

    @classmethod
    def of_system(cls, environment: Mapping[str, str]) -> "Clock":
        """The present, or the instant that SOURCE_DATE_EPOCH names (reproducible-builds.org)."""
        epoch = environment.get("SOURCE_DATE_EPOCH")
        if epoch and epoch.isdecimal():
            return cls(datetime.fromtimestamp(int(epoch), UTC))
        return cls(datetime.now(UTC).replace(microsecond=0))  # noqa: TID251 - the one place

    def stamp(self) -> str:
        """The instant as written in records: `2026-11-23T08:00:00Z`."""
        return self.now.strftime("%Y-%m-%dT%H:%M:%SZ")
