"""The catalogue: what the objects say, in SQLite, to be listed and searched. Always derivable.

Rows are made from an object alone (`facts`), whether it has just been filed or is read again, so a
catalogue that grew and one that was rebuilt hold the same rows.
"""

import datetime as dt
import hashlib
import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from publisher.archive import bigrams
from publisher.archive.facts import Facts, Row, readable
from publisher.archive.layout import date_of
from publisher.archive.objects import Objects
from publisher.system import System

SCHEMA = 1
TABLES = """
CREATE TABLE record (
  key INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, head INTEGER NOT NULL, shown INTEGER,
  status TEXT NOT NULL, month TEXT NOT NULL, date TEXT NOT NULL, kind TEXT NOT NULL,
  title TEXT NOT NULL, url TEXT NOT NULL, path TEXT NOT NULL, received TEXT NOT NULL,
  inventory TEXT NOT NULL, visible INTEGER NOT NULL, row TEXT NOT NULL, text TEXT NOT NULL);
CREATE INDEX record_url ON record (url) WHERE url <> '';
CREATE INDEX record_received ON record (received) WHERE received <> '';
CREATE INDEX record_path ON record (path) WHERE path <> '';
CREATE INDEX record_month ON record (visible, month);
CREATE TABLE version (
  key INTEGER NOT NULL, number INTEGER NOT NULL, created TEXT NOT NULL, status TEXT NOT NULL,
  message TEXT NOT NULL, user TEXT NOT NULL, address TEXT NOT NULL, inventory TEXT NOT NULL,
  PRIMARY KEY (key, number)) WITHOUT ROWID;
CREATE VIRTUAL TABLE words USING fts5 (
  token, content='', detail='none', columnsize=0, tokenize='ascii');
"""
PREPARE = ("PRAGMA page_size = 4096", "PRAGMA journal_mode = DELETE", "PRAGMA synchronous = FULL")


@dataclass(frozen=True)
class Filters:
    """Which records are meant; `everything` with drafts and withdrawn ones. Dates are inclusive."""

    year: int | None = None
    since: dt.date | None = None
    until: dt.date | None = None
    kind: str = ""
    everything: bool = False
    limit: int | None = None

    def where(self) -> tuple[str, list[object]]:
        """The condition in SQL and what fills it."""
        parts: list[tuple[str, object]] = []
        if self.year is not None:
            parts.append(("substr(month, 1, 4) = ?", f"{self.year:04}"))
        if self.since is not None:
            parts.append(("date >= ?", self.since.isoformat()))
        if self.until is not None:
            parts.append(("date <= ?", self.until.isoformat()))
        if self.kind:
            parts.append(("kind = ?", self.kind))
        # The plus keeps SQLite from an index that would make it sort all that is visible.
        conditions = [] if self.everything else ["+visible = 1"]
        conditions += [condition for condition, _ in parts]
        return " AND ".join(conditions) or "1", [value for _, value in parts]


@dataclass(frozen=True)
class Hit:
    """A record that was found and the words around the first place of the query."""

    row: Row
    excerpt: str


def key_of(record: str) -> int:
    """The row number of a record: ordered by its day, the same in every catalogue."""
    spread = int.from_bytes(hashlib.sha256(record.encode()).digest()[:5])
    return date_of(record).toordinal() << 40 | spread


class Catalog:
    """An open catalogue."""

    def __init__(self, connection: sqlite3.Connection, system: System) -> None:
        """`connection` is to a database that has the tables of `SCHEMA`."""
        self.connection = connection
        self.system = system

    @classmethod
    @contextmanager
    def opened(cls, path: Path, system: System, *, write: bool = False) -> "Iterator[Catalog]":
        """The catalogue in the file `path`; LookupError where it is missing or of another make."""
        if not system.exists(path):
            raise LookupError(path)
        connection = system.connect(path, write=write)
        try:
            if connection.execute("PRAGMA user_version").fetchone()[0] != SCHEMA:
                raise LookupError(path)
            if write:
                connection.execute("PRAGMA synchronous = FULL")
            yield cls(connection, system)
        finally:
            connection.close()

    @classmethod
    @contextmanager
    def built(cls, objects: Objects, path: Path | None) -> "Iterator[Catalog]":
        """A new catalogue of all objects in the empty file `path`, or in memory where it is None.

        An object that cannot be read is left out; `verify` tells of it.
        """
        system = objects.system
        connection = (
            sqlite3.connect(":memory:", isolation_level=None)
            if path is None
            else system.connect(path, write=True)
        )
        try:
            for pragma in PREPARE:
                connection.execute(pragma)
            connection.executescript(TABLES)
            catalog = cls(connection, system)
            with catalog.transaction():
                for record in objects.ids():
                    if found := readable(objects, record):
                        catalog.put(found)
                connection.execute(f"PRAGMA user_version = {SCHEMA}")
            with catalog.transaction():
                connection.execute("INSERT INTO words (words) VALUES ('optimize')")
            yield catalog
        finally:
            connection.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """What the block writes becomes final together, or not at all."""
        self.connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            self.system.commit(self.connection)
        except Exception:
            if self.connection.in_transaction:
                self.connection.execute("ROLLBACK")
            raise

    def put(self, found: Facts) -> None:
        """Writes the rows of an object in the place of those that it had."""
        key = key_of(found.row.id)
        self.drop(key)
        row = found.row
        self.connection.execute(
            "INSERT INTO record VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                key,
                row.id,
                found.head,
                found.shown,
                row.status,
                row.date[:7],
                row.date,
                row.kind,
                row.title,
                found.url,
                found.path,
                found.received,
                found.inventory,
                int(found.visible),
                json.dumps(row.__dict__, ensure_ascii=False, sort_keys=True),
                found.text,
            ),
        )
        self.connection.executemany(
            "INSERT INTO version VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            [(key, *version) for version in found.versions],
        )
        tokens = bigrams.tokens(bigrams.fold(found.text))
        self.connection.execute("INSERT INTO words (rowid, token) VALUES (?, ?)", (key, tokens))

    def drop(self, key: int) -> None:
        """Removes the rows of an object, if it has any."""
        old = self.connection.execute("SELECT text FROM record WHERE key = ?", (key,)).fetchone()
        if old is None:
            return
        tokens = bigrams.tokens(bigrams.fold(old[0]))
        self.connection.execute(
            "INSERT INTO words (words, rowid, token) VALUES ('delete', ?, ?)", (key, tokens)
        )
        self.connection.execute("DELETE FROM version WHERE key = ?", (key,))
        self.connection.execute("DELETE FROM record WHERE key = ?", (key,))

    def inventories(self) -> dict[str, str]:
        """The inventory digest of every record in the catalogue."""
        return dict(self.connection.execute("SELECT id, inventory FROM record ORDER BY key"))

    def rows(self, filters: Filters) -> list[Row]:
        """The records that are meant, newest first."""
        where, values = filters.where()
        sql = f"SELECT row FROM record WHERE {where} ORDER BY key DESC LIMIT ?"  # noqa: S608 - ours
        return [_read(raw) for (raw,) in self.connection.execute(sql, (*values, _limit(filters)))]

    def month(self, month: str) -> list[Row]:
        """The visible records of a month `YYYY-MM`, newest first."""
        sql = "SELECT row FROM record WHERE visible = 1 AND month = ? ORDER BY key DESC"
        return [_read(raw) for (raw,) in self.connection.execute(sql, (month,))]

    def months(self) -> list[tuple[str, int]]:
        """Each month with visible records and how many it has, newest first."""
        sql = "SELECT month, count(*) FROM record WHERE visible = 1 GROUP BY month ORDER BY 1 DESC"
        return self.connection.execute(sql).fetchall()

    def search(self, words: str, filters: Filters) -> list[Hit]:
        """The records whose text holds every one of `words`, newest first."""
        wanted = bigrams.words_of(words)
        if not wanted:
            return [Hit(row, "") for row in self.rows(filters)]
        where, values = filters.where()
        found = self.connection.execute(
            "SELECT record.row, record.text FROM words JOIN record ON record.key = words.rowid "  # noqa: S608 - ours
            f"WHERE words MATCH ? AND {where} ORDER BY words.rowid DESC",
            (bigrams.query(wanted), *values),
        )
        hits: list[Hit] = []
        for raw, text in found:
            folded = bigrams.fold(text)
            if all(word in folded for word in wanted):
                hits.append(Hit(_read(raw), _excerpt(text, folded, wanted[0])))
            if len(hits) == filters.limit:
                break
        return hits

    def matching(self, column: str, value: str) -> list[str]:
        """The ids of the records whose `url`, `received` or `path` is `value`, newest first."""
        sql = f"SELECT id FROM record WHERE {column} = ? AND {column} <> '' ORDER BY key DESC"  # noqa: S608 - ours
        return [str(name) for (name,) in self.connection.execute(sql, (value,))]

    def dump(self) -> list[tuple[Any, ...]]:
        """All rows, for comparing two catalogues."""
        return [
            *self.connection.execute("SELECT * FROM record ORDER BY key"),
            *self.connection.execute("SELECT * FROM version ORDER BY key, number"),
        ]


def _limit(filters: Filters) -> int:
    return -1 if filters.limit is None else filters.limit


def _read(raw: str) -> Row:
    value: dict[str, Any] = json.loads(raw)
    lists = {key: tuple(item) for key, item in value.items() if isinstance(item, list)}
    return Row(**{**value, **lists})


def _excerpt(text: str, folded: str, word: str, around: int = 24) -> str:
    """The words around the first place of `word`; from the folded text where lengths differ."""
    flat = bigrams.SPACE.sub(" ", text)
    shown = flat if len(flat) == len(folded) else folded
    at = folded.find(word)
    start, end = max(0, at - around), at + len(word) + around
    return f"{'…' if start else ''}{shown[start:end].strip()}{'…' if end < len(shown) else ''}"
