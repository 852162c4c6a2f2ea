"""`fonts.toml`: the roles of typefaces and the files that may fill them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from publisher.findings import ConfigurationError, Finding
from publisher.source import Source
from publisher.tables import Table, read_table

NAME = "fonts.toml"


@dataclass(frozen=True)
class Role:
    """A role: its names, the roles that stand in for it, and the one for weights it lacks.

    `free`: there are free faces for it, so that it is missed where there is none; one that is not
    free has a single weight, whichever is asked for.
    """

    zh: str
    en: str
    instead: tuple[str, ...] = ()
    strong: str = ""
    free: bool = True


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


def load_manifest(folders: Sequence[Path]) -> Manifest:
    """What the `fonts.toml` of the folders say together, the first folder's candidates first.

    Raises ConfigurationError (78, `config-*`) where one cannot be understood, at its line.
    """
    read = [(folder, _read(folder / NAME)) for folder in folders if (folder / NAME).is_file()]
    roles: dict[str, Role] = {}
    for _, table in read:
        named = table.table("roles")
        for name in named.values:
            roles.setdefault(name, _role(named.table(name)))
    candidates = [
        _candidate(folder, face, roles) for folder, table in read for face in table.tables("faces")
    ]
    return Manifest(roles, tuple(candidates))


def _read(file: Path) -> Table:
    try:
        data = file.read_bytes()
        table = read_table(Source(str(file), data, data.decode("utf-8-sig")))
    except (OSError, UnicodeDecodeError) as error:
        arguments = {"name": file.name, "reason": error}
        unreadable = Finding("config-unreadable", file=str(file), arguments=arguments)
        raise ConfigurationError(unreadable) from error
    table.require(("roles", "faces"))
    return table


def _role(table: Table) -> Role:
    table.require(("zh", "en", "instead", "strong", "free"))
    return Role(
        table.text("zh"),
        table.text("en"),
        table.texts("instead", ()),
        table.text("strong", ""),
        table.flag("free", default=True),
    )


def _candidate(folder: Path, table: Table, roles: Collection[str]) -> Candidate:
    table.require(("roles", "family", "licence", "source", "package", "files", "sha256"))
    if not set(table.texts("roles")) <= set(roles):
        raise table.wrong("roles", ", ".join(roles))
    files, digests = table.table("files"), table.table("sha256")
    for weight in files.values:
        if not weight.isdecimal():
            raise files.wrong(weight, '400 = ["….ttf"]')
    return Candidate(
        roles=table.texts("roles"),
        family=table.text("family"),
        files={int(weight): files.texts(weight) for weight in files.values},
        folder=folder,
        licence=table.text("licence", ""),
        source=table.text("source", ""),
        package=table.text("package", ""),
        sha256={name: digests.text(name) for name in digests.values},
    )
