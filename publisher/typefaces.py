"""Typefaces: which file fills each role and weight, and whether it holds every character."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Face:
    """One face of a font file; `index` in a collection, `family` as fontconfig knows it."""

    role: str
    weight: int
    path: Path
    index: int
    family: str
    version: str
    sha256: str


@dataclass(frozen=True)
class Faces:
    """The faces found, by role and weight as asked for; a substitute stands where one is missing."""

    by_role: Mapping[tuple[str, int], Face]
