"""TOML read strictly: every key is known, of the right type, or an error at its line."""

import pathlib
import re
import tomllib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from publisher.findings import ConfigurationError, Finding
from publisher.source import Source, Span

_HEADER = re.compile(r"\s*(\[\[?)\s*([^\[\]]+?)\s*\]\]?")
_KEY = re.compile(r"\s*([A-Za-z0-9_\-]+|\"[^\"]+\"|'[^']+')((?:\s*\.\s*[A-Za-z0-9_\-]+)*)\s*=")
_INLINE = re.compile(
    r"""(?P<key>(?:[A-Za-z0-9_\-]+|"[^"\n]*"|'[^'\n]*')(?=\s*=))"""
    r"""|"(?:\\.|[^"\\])*"|'[^']*'|(?P<brace>[{}])|\#.*"""
)
_SYNTAX_PLACE = re.compile(r"\(at line (\d+), column (\d+)\)")

Path = tuple[str | int, ...]


@dataclass(frozen=True)
class Table:
    """A table of a TOML file; `path` leads to it from the top (numbers count arrays of tables)."""

    source: Source
    values: Mapping[str, object]
    places: Mapping[Path, Span]
    path: Path = ()

    def place(self, key: str | None = None) -> Span:
        """Where the key stands, else the innermost enclosing key that has a place."""
        path = self.path if key is None else (*self.path, key)
        while path and path not in self.places:
            path = path[:-1]
        return self.places.get(path, self.source.span(0, 0))

    def unknown(self, known: Collection[str]) -> tuple[Finding, ...]:
        """A finding `config-unknown` for each key that is not known, with the nearest known one."""
        return tuple(
            Finding(
                "config-unknown",
                self.place(key),
                {"key": key, "nearest": nearest(key, known)},
            )
            for key in self.values
            if key not in known
        )

    def require(self, known: Collection[str]) -> None:
        """Raise ConfigurationError where a key is not known."""
        if found := self.unknown(known):
            raise ConfigurationError(*found)

    def wrong(self, key: str, expected: str) -> ConfigurationError:
        """The error that says what the key's value ought to be."""
        return ConfigurationError(
            Finding(
                "config-type",
                self.place(key),
                {"key": key, "value": self.values[key], "expected": expected},
            )
        )

    def text(self, key: str, default: str | None = None) -> str:
        """The string under the key; ConfigurationError where it is missing or something else."""
        value = self._value(key, default)
        if not isinstance(value, str):
            raise self.wrong(key, '"…"')
        return value

    def number(self, key: str, default: float | None = None) -> float:
        """The number under the key."""
        value = self._value(key, default)
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise self.wrong(key, "0, 1, 2.5 …")
        return value

    def whole(self, key: str, default: int | None = None) -> int:
        """The whole number under the key."""
        value = self._value(key, default)
        if isinstance(value, bool) or not isinstance(value, int):
            raise self.wrong(key, "0, 1, 2 …")
        return value

    def flag(self, key: str, *, default: bool | None = None) -> bool:
        """The true or false under the key."""
        value = self._value(key, default)
        if not isinstance(value, bool):
            raise self.wrong(key, "true / false")
        return value

    def texts(self, key: str, default: tuple[str, ...] | None = None) -> tuple[str, ...]:
        """The list of strings under the key."""
        value = self._value(key, default)
        if isinstance(value, tuple):
            return value
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise self.wrong(key, '["…", "…"]')
        return tuple(value)

    def table(self, key: str) -> "Table":
        """The table under the key; an empty one where it is missing."""
        value = self.values.get(key, {})
        if not isinstance(value, dict):
            raise self.wrong(key, f"[{key}]")
        return Table(self.source, value, self.places, (*self.path, key))

    def tables(self, key: str) -> "tuple[Table, ...]":
        """The array of tables under the key; empty where it is missing."""
        value = self.values.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            raise self.wrong(key, f"[[{key}]]")
        return tuple(
            Table(self.source, item, self.places, (*self.path, key, number))
            for number, item in enumerate(value)
        )

    def _value(self, key: str, default: object) -> object:
        value = self.values.get(key, default)
        if value is None:
            raise ConfigurationError(Finding("config-missing", self.place(), {"key": key}))
        return value


def read_text(path: pathlib.Path) -> Source:
    """A file of settings or of a template, which is UTF-8; a byte order mark is read over.

    Raises ConfigurationError `config-unreadable` at the first byte that is something else.
    """
    data = path.read_bytes()
    try:
        return Source(str(path), data, data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        at = len(data[: error.start].decode("utf-8-sig"))
        span = Source(str(path), data, data.decode(errors="replace")).span(at, at + 1)
        arguments = {"name": path.name, "reason": "UTF-8"}
        raise ConfigurationError(Finding("config-unreadable", span, arguments)) from error


def read_table(source: Source) -> Table:
    """The top table of a TOML file; ConfigurationError `config-syntax` at its line otherwise."""
    try:
        values = tomllib.loads(source.text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigurationError(
            Finding("config-syntax", _syntax_place(source, str(error)), {"reason": str(error)})
        ) from error
    except RecursionError as error:
        finding = Finding("config-syntax", source.span(0, 0), {"reason": "[[[…"})
        raise ConfigurationError(finding) from error
    return Table(source, values, _places(source))


def nearest(word: str, known: Collection[str]) -> str:
    """The known word most like this one; all of them, in order, where none is alike."""
    return next(iter(get_close_matches(word, known, 1)), ", ".join(sorted(known)))


def _syntax_place(source: Source, reason: str) -> Span:
    if match := _SYNTAX_PLACE.search(reason):
        line = min(int(match[1]), len(source.lines))
        start = min(source.lines[line - 1] + int(match[2]) - 1, len(source.text))
    else:
        start = len(source.text)
    return source.span(start, start)


def _places(source: Source) -> dict[Path, Span]:
    """The place of each header and key, of those inside inline tables too."""
    # tomllib gives no places, so the lines are scanned.
    places: dict[Path, Span] = {}
    counts: dict[str, int] = {}
    head: Path = ()
    for start in source.lines:
        line = source.text[start:].split("\n", 1)[0]
        if header := _HEADER.match(line):
            name = header[2]
            head = tuple(part.strip().strip("\"'") for part in name.split("."))
            if header[1] == "[[":
                head = (*head, counts.get(name, 0))
                counts[name] = counts.get(name, 0) + 1
            places.setdefault(head, source.span(start + header.start(2), start + header.end(2)))
        elif key := _KEY.match(line):
            dotted = (key[1].strip("\"'"), *key[2].replace(" ", "").split(".")[1:])
            place = source.span(start + key.start(1), start + key.end(2))
            for depth in range(1, len(dotted) + 1):
                places.setdefault((*head, *dotted[:depth]), place)
            for path, inner in _inline_places(source, start + key.end(), line[key.end() :]):
                places.setdefault((*head, *dotted, *path), inner)
    return places


def _inline_places(source: Source, start: int, value: str) -> Iterator[tuple[Path, Span]]:
    """The place of each key of an inline table that begins in a line, under its own path."""
    inside: list[str] = []
    key, depth = "", 0
    if not value.lstrip().startswith("{"):
        return
    for token in _INLINE.finditer(value):
        if token["brace"] == "{":
            inside += [key] if depth else []
            depth += 1
        elif token["brace"]:
            inside, depth = inside[:-1], depth - 1
        elif token["key"] is not None:
            key = token["key"].strip("\"'")
            yield (*inside, key), source.span(start + token.start(), start + token.end())
