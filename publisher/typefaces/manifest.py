"""`fonts.toml`: the roles of typefaces and the files that may fill them."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NoReturn

from publisher.findings import ConfigurationError, Finding

NAME = "fonts.toml"


@dataclass(frozen=True)
class Role:
    """A role: its names, the roles that stand in for it, and the one for weights it lacks."""

    zh: str
    en: str
    instead: tuple[str, ...] = ()
    strong: str = ""


@dataclass(frozen=True)
class Candidate:
    """A family that may fill roles; `files` by weight, in the order of preference.

    `folder`: where the manifest stands, whose files come before the system's; `package`: the
    Debian package that brings them; `sha256` by file name, where it is known.
    """

    roles: tuple[str, ...]
    family: str
    files: Mapping[int, tuple[str, ...]]
    folder: Path
    licence: str = ""
    source: str = ""
    package: str = ""
    sha256: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Manifest:
    """Roles by name, and candidates, the preferred ones first."""

    roles: Mapping[str, Role]
    candidates: tuple[Candidate, ...]

    def of(self, role: str) -> tuple[Candidate, ...]:
        """The candidates for a role."""
        return tuple(c for c in self.candidates if role in c.roles)

    def package(self, role: str, weight: int) -> str:
        """The Debian package that brings a role at a weight; empty where none does."""
        found = (c.package for c in self.of(role) if c.package and weight in c.files)
        return next(found, "")


def load_manifest(folders: Sequence[Path]) -> Manifest:
    """What the `fonts.toml` of the folders say together, the first folder's candidates first.

    Raises ConfigurationError (78, `font-manifest`) where one cannot be understood.
    """
    roles: dict[str, Role] = {}
    candidates: list[Candidate] = []
    for folder in folders:
        file = folder / NAME
        if not file.is_file():
            continue
        table = _read(file)
        for name, role in _table(file, table, "roles").items():
            roles.setdefault(name, _role(file, role))
        candidates += [_candidate(file, face) for face in _faces(file, table)]
    return Manifest(roles, tuple(candidates))


def _read(file: Path) -> dict[str, Any]:
    try:
        table = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        _wrong(file, str(error), str(error))
    for key in table.keys() - {"roles", "faces"}:
        _wrong(file, f"不认识“{key}”", f"“{key}” is not known")
    return table


def _table(file: Path, table: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    value = table.get(key, {})
    if not isinstance(value, dict):
        _wrong(file, f"{key} 应当是一个表", f"{key} must be a table")
    return value


def _faces(file: Path, table: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    faces = table.get("faces", [])
    if not isinstance(faces, list) or not all(isinstance(face, dict) for face in faces):
        _wrong(file, "faces 应当写成 [[faces]]", "faces must be written as [[faces]]")
    return faces


def _role(file: Path, role: Any) -> Role:  # noqa: ANN401 - a value of TOML
    try:
        return Role(role["zh"], role["en"], tuple(role.get("instead", ())), role.get("strong", ""))
    except (KeyError, TypeError, AttributeError):
        _wrong(file, "[roles] 里每一种要有 zh 和 en", "each of [roles] needs zh and en")


def _candidate(file: Path, face: Mapping[str, Any]) -> Candidate:
    known = {"roles", "family", "licence", "source", "package", "files", "sha256"}
    for key in sorted(face.keys() - known):
        _wrong(file, f"[[faces]] 里不认识“{key}”", f"“{key}” is not known in [[faces]]")
    try:
        return Candidate(
            roles=tuple(map(str, face["roles"])),
            family=str(face["family"]),
            files={int(w): _names(names) for w, names in face["files"].items()},
            folder=file.parent,
            licence=str(face.get("licence", "")),
            source=str(face.get("source", "")),
            package=str(face.get("package", "")),
            sha256={str(name): str(digest) for name, digest in face.get("sha256", {}).items()},
        )
    except (KeyError, TypeError, ValueError, AttributeError):
        _wrong(
            file,
            "[[faces]] 要有 roles、family，以及 [faces.files]（字重 = [文件名]）",
            "[[faces]] needs roles, family and [faces.files] (weight = [file names])",
        )


def _names(names: object) -> tuple[str, ...]:
    match names:
        case str():
            return (names,)
        case list() if all(isinstance(name, str) for name in names):
            return tuple(names)
        case _:
            raise TypeError


def _wrong(file: Path, zh: str, en: str) -> NoReturn:
    arguments = {"file": NAME, "reason": zh, "reason_en": en}
    raise ConfigurationError(Finding("font-manifest", file=str(file), arguments=arguments))
