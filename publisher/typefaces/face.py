"""A typeface that was found, and the set of them that a bulletin is printed with."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Face:
    """One face of a font file; `index` in a collection, `family` as fontconfig knows it.

    `role` and `weight` are the face's own, in CSS's hundreds: where it stands in for another they
    differ from what was asked for. `others`: the families of the collection that are not this one.
    """

    role: str
    weight: int
    path: Path
    index: int
    family: str
    version: str
    sha256: str
    licence: str = ""
    others: tuple[str, ...] = ()


@dataclass(frozen=True)
class Faces:
    """The faces found, by role and weight as asked for; a substitute stands where one is missing.

    `rare`: what is asked for a character that no other face has, in this order.
    """

    by_role: Mapping[tuple[str, int], Face]
    rare: tuple[Face, ...] = ()

    @property
    def all(self) -> tuple[Face, ...]:
        """Each face once: by role and weight as asked for, then the rare ones."""
        asked = (self.by_role[need] for need in sorted(self.by_role))
        return tuple({(f.path, f.index): f for f in (*asked, *self.rare)}.values())

    @property
    def lenders(self) -> tuple[Face, ...]:
        """The faces in the order in which they lend a character: the rare ones, then all others."""
        return tuple(dict.fromkeys((*self.rare, *self.all)))
