"""Settings: defaults, the user's own file, the project's file, PUBLISHER_* variables."""

import getpass
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from difflib import get_close_matches
from pathlib import Path

from publisher.findings import ConfigurationError, Finding, Severity, all_entries
from publisher.source import Source, Span
from publisher.tables import Table, read_table

RETENTIONS = ("Y", "D30", "D10")  # DA/T 22: 永久, 30年, 10年
FORMATS = ("pdf", "docx")
USER = re.compile(r"\s*(?P<name>[^<]*[^<\s])\s*<(?P<address>[^<>\s]+)>\s*")
SEVERITIES = ("error", "warning", "note")
FEW = 6  # so many values are all named in a hint

_RANGES = {"pictures.dpi": (36, 1200), "pictures.quality": (1, 100)}
_EXPECTED = {
    "output.to": '["pdf", "docx"]',
    "output.folder": '"out"',
    "archive.folder": '"archive"',
}


@dataclass(frozen=True)
class ProjectSettings:
    """`[project]`: `issuer` is printed in the imprint."""

    language: str = "zh-CN"
    template: str = "news"
    issuer: str = ""


@dataclass(frozen=True)
class OutputSettings:
    """`[output]`: what is made and where the copies go."""

    to: tuple[str, ...] = FORMATS
    folder: str = "out"


@dataclass(frozen=True)
class PictureSettings:
    """`[pictures]`: pixels per inch as placed, JPEG quality."""

    dpi: int = 200
    quality: int = 85


@dataclass(frozen=True)
class PdfSettings:
    """`[pdf]`: whether source and bulletin.json go inside the PDF."""

    attach: bool = True


@dataclass(frozen=True)
class ArchiveSettings:
    """`[archive]`: `user` is `Name <mail>`; the rest are defaults of the filing metadata."""

    folder: str = "archive"
    user: str = ""
    fonds: str = ""
    fonds_name: str = ""
    unit: str = ""
    retention: str = "D30"


@dataclass(frozen=True)
class ReviewSettings:
    """`[review]`: the steps of approval."""

    chain: tuple[str, ...] = ("起草", "审核", "签发")
    required: bool = False


@dataclass(frozen=True)
class CheckSettings:
    """`[checks]`: severities by code, codes that are not shown."""

    severity: Mapping[str, Severity] = field(default_factory=dict)
    ignore: tuple[str, ...] = ()


@dataclass(frozen=True)
class Config:
    """Every setting; `origins`: where a value that is no default comes from, by `section.key`."""

    project: ProjectSettings = ProjectSettings()
    output: OutputSettings = OutputSettings()
    pictures: PictureSettings = PictureSettings()
    pdf: PdfSettings = PdfSettings()
    archive: ArchiveSettings = ArchiveSettings()
    review: ReviewSettings = ReviewSettings()
    checks: CheckSettings = CheckSettings()
    origins: Mapping[str, str] = field(default_factory=dict)

    def values(self) -> dict[str, object]:
        """Every value by `section.key`, in the order of the documentation."""
        return {
            f"{section}.{key.name}": getattr(getattr(self, section), key.name)
            for section in SECTIONS
            for key in fields(getattr(self, section))
        }


SECTIONS = tuple(item.name for item in fields(Config) if item.name != "origins")


def load_config(files: tuple[Path, ...], environment: Mapping[str, str]) -> Config:
    """The settings of the files, later ones stronger, under the variables PUBLISHER_SECTION_KEY.

    Raises ConfigurationError (78) for unknown keys and wrong values, at their line.
    """
    config = Config()
    for file in files:
        config = _with_file(config, read_table(_source(file)))
    config = _with_environment(config, environment)
    if config.archive.user:
        return config
    return replace(config, archive=replace(config.archive, user=system_user(environment)))


def system_user(environment: Mapping[str, str]) -> str:
    """Who files where nobody says so: the system's name of the user, as `Name <mail>`."""
    names = (environment.get(variable) for variable in ("LOGNAME", "USER", "USERNAME"))
    name = next(filter(None, names), "") or _account()
    return f"{name} <{name}@localhost>"


def _account() -> str:
    try:
        return getpass.getuser()
    except (ImportError, KeyError, OSError):  # no such account, or a system without accounts
        return "publisher"


def _source(file: Path) -> Source:
    try:
        data = file.read_bytes()
        return Source(str(file), data, data.decode("utf-8-sig"))
    except (OSError, UnicodeDecodeError) as error:
        finding = Finding(
            "config-unreadable", file=str(file), arguments={"name": file.name, "reason": error}
        )
        raise ConfigurationError(finding) from error


def _with_file(config: Config, top: Table) -> Config:
    top.require(SECTIONS)
    for section in top.values:
        table = top.table(section)
        settings = getattr(config, section)
        known = [item.name for item in fields(settings)]
        table.require(known)
        for key in table.values:
            value = _typed(table, key, getattr(settings, key))
            _allowed(f"{section}.{key}", value, table)
            config = _with(config, section, key, value, table.source.name)
    return config


def _with(config: Config, section: str, key: str, value: object, origin: str) -> Config:
    settings = replace(getattr(config, section), **{key: value})
    origins = {**config.origins, f"{section}.{key}": origin}
    return replace(config, **{section: settings, "origins": origins})


def _typed(table: Table, key: str, default: object) -> object:
    match default:
        case bool():
            return table.flag(key)
        case int():
            return table.whole(key)
        case str():
            return table.text(key)
        case tuple():
            return table.texts(key)
        case _:
            inner = table.table(key)
            return {code: inner.text(code) for code in inner.values}


def _allowed(key: str, value: object, table: Table) -> None:
    """Raise ConfigurationError where a value is none of the fixed ones of its key."""
    name = key.partition(".")[2]
    if key == "archive.user" and value and not USER.fullmatch(str(value)):
        raise table.wrong(name, '"Name <mail>"')
    if key in _RANGES and not _within(value, *_RANGES[key]):
        raise table.wrong(name, "{} … {}".format(*_RANGES[key]))
    if key in _EXPECTED and not value:
        raise table.wrong(name, _EXPECTED[key])
    for item, known in _choices(key, value):
        if item not in known:
            raise ConfigurationError(_unknown(table.place(name), name, item, known))


def _unknown(place: Span, key: str, item: str, known: tuple[str, ...]) -> Finding:
    """What to say of a value that is none of those known; of codes only the nearest are named."""
    some = known if len(known) <= FEW else get_close_matches(item, known, 3, 0.4)
    words = ", ".join(some) or "… (publisher explain)"
    return Finding("config-value", place, {"key": key, "value": item, "known": words})


def _within(value: object, least: int, most: int) -> bool:
    return isinstance(value, int) and least <= value <= most


def _choices(key: str, value: object) -> tuple[tuple[str, tuple[str, ...]], ...]:
    match key, value:
        case "output.to", tuple():
            return tuple((str(item), FORMATS) for item in value)
        case "archive.retention", str():
            return ((value, RETENTIONS),)
        case "checks.severity", dict():
            codes = tuple((code, tuple(all_entries())) for code in value)
            return (*codes, *((word, SEVERITIES) for word in value.values()))
        case "checks.ignore", tuple():
            return tuple((str(code), tuple(all_entries())) for code in value)
        case _:
            return ()


def _with_environment(config: Config, environment: Mapping[str, str]) -> Config:
    for key, value in config.values().items():
        variable = "PUBLISHER_" + key.replace(".", "_").upper()
        if variable in environment and not isinstance(value, Mapping):
            section, _, name = key.partition(".")
            given = environment[variable]
            values = {section: {name: _read(given, value)}}
            config = _with_file(config, Table(Source(variable, b"", given), values, {}))
    return config


def _read(text: str, like: object) -> object:
    """A variable's text as a value: lists are split at commas; text where it is nothing else."""
    if isinstance(like, tuple):
        return [part.strip() for part in text.split(",") if part.strip()]
    if isinstance(like, bool):
        return {"true": True, "false": False}.get(text.lower(), text)
    if isinstance(like, int):
        return int(text) if re.fullmatch(r"-?[0-9]{1,9}", text) else text
    return text
