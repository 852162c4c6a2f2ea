"""The model as JSON: an article with its metadata and blocks, field by field.

A block is an object whose `kind` is its name in lower case; what equals its default is left out.
Strings are text, never markup. The schema is derived from the same types.
"""

import dataclasses
import datetime as dt
import types
import typing
from collections.abc import Mapping
from typing import Any, Final, Literal, Union, get_args, get_origin

from publisher import article as model
from publisher.article import Article, Block, Metadata

VERSION: Final = 1
DEPTH_MOST: Final = 64
_LEFT_OUT: Final = frozenset({"span", "places", "picture"})
_BLOCKS: Final = {kind.__name__.lower(): kind for kind in get_args(Block)}


def _fields_of(kind: type[Any]) -> Mapping[str, tuple[Any, dataclasses.Field[Any]]]:
    """The fields that JSON holds, each with its type."""
    hints = typing.get_type_hints(kind, vars(model))
    return {f.name: (hints[f.name], f) for f in dataclasses.fields(kind) if f.name not in _LEFT_OUT}


_FIELDS: Final = {kind: _fields_of(kind) for kind in (Metadata, model.Run, *_BLOCKS.values())}


class WrongShapeError(ValueError):
    """What was read is not an article; `where`: the way to it, such as `blocks[2].runs`."""

    def __init__(self, where: str, expected: str) -> None:
        super().__init__(f"{where}: {expected}")
        self.where, self.expected = where, expected


def to_json(article: Article) -> dict[str, Any]:
    """The article as what JSON can hold; places and pictures' bytes are not in it."""
    return {
        "kanyin": VERSION,
        "metadata": _record(article.metadata),
        "blocks": [_value(block) for block in article.blocks],
    }


def from_json(value: object) -> Article:
    """The article again; WrongShapeError says where the value is none."""
    table = _object(value, "")
    metadata = table.get("metadata", {})
    blocks = table.get("blocks", [])
    return Article(
        _made(Metadata, _object(metadata, "metadata"), "metadata", 0),
        _read(tuple[Block, ...], blocks, "blocks", 0),
    )


def schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of an article."""
    records = (Metadata, model.Run, *_BLOCKS.values())
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Kanyin article",
        "type": "object",
        "required": ["metadata", "blocks"],
        "additionalProperties": False,
        "properties": {
            "kanyin": {"const": VERSION},
            "metadata": {"$ref": "#/$defs/metadata"},
            "blocks": {"type": "array", "items": {"$ref": "#/$defs/block"}},
        },
        "$defs": {
            "block": {"oneOf": [{"$ref": f"#/$defs/{name}"} for name in _BLOCKS]},
            **{record.__name__.lower(): _schema_of(record) for record in records},
        },
    }


def _record(record: Any) -> dict[str, Any]:  # noqa: ANN401 - any record of the model
    said: dict[str, Any] = {}
    if type(record) in _BLOCKS.values():
        said["kind"] = type(record).__name__.lower()
    for name, (_, field) in _FIELDS[type(record)].items():
        value = getattr(record, name)
        if value != field.default:
            said[name] = _value(value)
    return said


def _value(value: Any) -> Any:  # noqa: ANN401 - any value of the model
    if dataclasses.is_dataclass(value):
        return _record(value)
    if isinstance(value, tuple):
        return [_value(item) for item in value]
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    return value


def _made(kind: type[Any], table: Mapping[str, Any], where: str, depth: int) -> Any:  # noqa: ANN401
    """A record of the values of a table."""
    known = _FIELDS[kind]
    values = {}
    for name, value in table.items():
        if name == "kind":
            continue
        if name not in known:
            raise WrongShapeError(f"{where}.{name}", ", ".join(known))
        values[name] = _read(known[name][0], value, f"{where}.{name}", depth + 1)
    for name, (_, field) in known.items():
        if name not in values and field.default is dataclasses.MISSING:
            raise WrongShapeError(f"{where}.{name}", "…")
    return kind(**values)


def _read(kind: Any, value: Any, where: str, depth: int) -> Any:  # noqa: ANN401 - as the type says
    if depth > DEPTH_MOST:
        raise WrongShapeError(where, f"≤ {DEPTH_MOST}")
    if kind == Block:
        table = _object(value, where)
        if table.get("kind") not in _BLOCKS:
            raise WrongShapeError(f"{where}.kind", ", ".join(_BLOCKS))
        return _made(_BLOCKS[table["kind"]], table, where, depth)
    if dataclasses.is_dataclass(kind):
        return _made(typing.cast("type[Any]", kind), _object(value, where), where, depth)
    if get_origin(kind) is tuple:
        if not isinstance(value, list):
            raise WrongShapeError(where, "[…]")
        inner = get_args(kind)[0]
        return tuple(_read(inner, v, f"{where}[{n}]", depth + 1) for n, v in enumerate(value))
    return _plain(kind, value, where)


def _plain(kind: Any, value: Any, where: str) -> Any:  # noqa: ANN401 - as the type says
    """A string, number, flag, date or one of some words."""
    if get_origin(kind) in (Union, types.UnionType):
        if value is None:
            return None
        kind = next(option for option in get_args(kind) if option is not type(None))
    if get_origin(kind) is Literal:
        if value not in get_args(kind):
            raise WrongShapeError(where, ", ".join(map(repr, get_args(kind))))
        return value
    if kind in (dt.date, dt.time):
        try:
            return kind.fromisoformat(value)
        except (TypeError, ValueError) as error:
            raise WrongShapeError(where, "2026-04-20" if kind is dt.date else "09:30") from error
    if type(value) is not kind:
        raise WrongShapeError(where, kind.__name__)
    return value


def _object(value: Any, where: str) -> Mapping[str, Any]:  # noqa: ANN401 - checked here
    if not isinstance(value, dict):
        raise WrongShapeError(where or "$", "{…}")
    return value


def _schema_of(kind: type[Any]) -> dict[str, Any]:
    properties = {name: _type_schema(hint) for name, (hint, _) in _FIELDS[kind].items()}
    required = [n for n, (_, f) in _FIELDS[kind].items() if f.default is dataclasses.MISSING]
    if kind in _BLOCKS.values():
        properties = {"kind": {"const": kind.__name__.lower()}, **properties}
        required = ["kind", *required]
    return {
        "type": "object",
        "required": required,
        "additionalProperties": False,
        "properties": properties,
    }


def _type_schema(hint: Any) -> dict[str, Any]:  # noqa: ANN401 - any type of the model
    if hint == Block:
        return {"$ref": "#/$defs/block"}
    if dataclasses.is_dataclass(hint):
        return {"$ref": f"#/$defs/{typing.cast('type[Any]', hint).__name__.lower()}"}
    if get_origin(hint) is tuple:
        return {"type": "array", "items": _type_schema(get_args(hint)[0])}
    if get_origin(hint) is Literal:
        return {"enum": list(get_args(hint))}
    if get_origin(hint) in (Union, types.UnionType):
        inner = next(option for option in get_args(hint) if option is not type(None))
        return {"anyOf": [_type_schema(inner), {"type": "null"}]}
    formats: dict[Any, dict[str, Any]] = {
        str: {"type": "string"},
        int: {"type": "integer"},
        bool: {"type": "boolean"},
        dt.date: {"type": "string", "format": "date"},
        dt.time: {"type": "string", "format": "time"},
    }
    return formats[hint]
