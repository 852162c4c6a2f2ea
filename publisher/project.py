"""A publishing project: its folder, its settings, and where templates, fonts and archive are."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from publisher.config import Config, load_config
from publisher.findings import Finding, InputMissingError, UsageError
from publisher.resources import bundled
from publisher.source import Span
from publisher.tables import nearest

SETTINGS = "publisher.toml"


@dataclass(frozen=True)
class Project:
    """`root`: the folder that holds `publisher.toml`, or would; `found`: whether it does."""

    root: Path
    config: Config
    found: bool

    @property
    def archive(self) -> Path:
        """The archive's folder."""
        return self.root / self.config.archive.folder

    @property
    def output(self) -> Path:
        """Where copies of what was made go."""
        return self.root / self.config.output.folder

    @property
    def fonts(self) -> tuple[Path, ...]:
        """The folders that may hold `fonts.toml`, the project's own first."""
        return self._both("fonts")

    @property
    def templates(self) -> tuple[Path, ...]:
        """The folders that hold templates, the project's own first."""
        return self._both("templates")

    def template(self, name: str, place: Span | None = None) -> Path:
        """The folder of a kind of bulletin.

        `place`: where the name was read. Raises UsageError `template-unknown`, and where there is
        its folder without a style.toml InputMissingError `template-file`.
        """
        for folder in self.templates:
            if _is_name(name) and (folder / name / "style.toml").is_file():
                return folder / name
        own = self.root / "templates" / name
        if _is_name(name) and own.is_dir():
            missing = Finding("template-file", place, {"name": str(own / "style.toml")})
            raise InputMissingError(missing)
        known = self.template_names()
        arguments = {"name": name, "known": ", ".join(known), "nearest": nearest(name, known)}
        raise UsageError(Finding("template-unknown", place, arguments))

    def template_names(self) -> tuple[str, ...]:
        """The names of all kinds of bulletin that can be made here."""
        found = {
            style.parent.name for folder in self.templates for style in folder.glob("*/style.toml")
        }
        return tuple(sorted(found))

    def _both(self, name: str) -> tuple[Path, ...]:
        own, ours = self.root / name, bundled(name)
        return (own, ours) if own.is_dir() and own.resolve() != ours.resolve() else (ours,)


def _is_name(name: str) -> bool:
    """Whether a folder can be called so: no path, and no longer than file systems allow."""
    return bool(name) and Path(name).name == name and len(name.encode()) < 256


def find_project(
    named: Path | None, current: Path, users: Path, environment: Mapping[str, str]
) -> Project:
    """The project that `-C` names, else the nearest upward from `current`, else `current` itself.

    `users`: the user's own settings file, read first where it exists. Raises InputMissingError
    where the named folder is not there, ConfigurationError where a settings file is wrong.
    """
    if named is not None and not named.is_dir():
        raise InputMissingError(Finding("input-missing", arguments={"name": str(named)}))
    start = (named or current).absolute()
    candidates = (start,) if named is not None else (start, *start.parents)
    root = next((folder for folder in candidates if (folder / SETTINGS).is_file()), None)
    files = tuple(file for file in (users,) if file.is_file())
    if root is not None:
        files = (*files, root / SETTINGS)
    return Project(root or start, load_config(files, environment), root is not None)
