"""The house style, read strictly from `style.toml`: every key known, every length with its unit."""

import re
import unicodedata
from collections.abc import Callable, Collection, Mapping
from dataclasses import MISSING, dataclass, fields, replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Literal, TypeVar, get_args, get_origin, get_type_hints

from publisher.findings import ConfigurationError, Finding, InputMissingError, UsageError
from publisher.source import Source
from publisher.style.house import (
    Headings,
    HouseStyle,
    Masthead,
    Page,
    PictureStyle,
    TextStyle,
    TitleStep,
)
from publisher.style.limits import WEIGHTS, check_page, check_steps, check_value
from publisher.style.units import ZIHAO, Em, Mm, Pt, length
from publisher.tables import Table, nearest, read_table, read_text

T = TypeVar("T")
Find = Callable[[str], Path]

TEXTS = (
    "body", "name", "meta", "kicker", "title", "deck", "byline", "heading2", "heading3", "heading4",
    "heading5", "caption", "quote", "pull", "attribution", "names", "names_title", "table",
    "table_head", "box", "box_title", "code", "note", "running", "running_name", "folio", "imprint",
)  # fmt: skip
TEXTS_OF_SOME = ("figures",)  # letters and figures of kai and fang, else those of the body
COLOURS = ("accent", "text", "muted")
RULES = ("head", "hair", "bar")
SPACES = (
    "kicker", "title", "deck", "byline", "lead", "running", "running_rule", "folio",
    "pull_indent", "names_column", "note_rule",
)  # fmt: skip
_KEYS = (
    "extends", "title", "measure", "imprint", "page", "colours", "rules", "masthead", "spaces",
    "headings", "pictures", "title_steps", "texts",
)  # fmt: skip
_COLOUR = re.compile("#[0-9A-Fa-f]{6}")


@dataclass(frozen=True)
class _Declared:
    """What one `style.toml` says, laid over what the template it extends says."""

    table: Table
    base: HouseStyle | None
    used: str

    def section(self, kind: type[T], name: str) -> T:
        """The section as its type; keys that are not given come from the base."""
        base: T | None = None if self.base is None else getattr(self.base, name)
        return _record(kind, self.table.table(name), base)

    def named(self, name: str, known: tuple[str, ...], kind: type[Any]) -> dict[str, Any]:
        """A section of like values by name, all those there that the program uses."""
        table = self.table.table(name)
        values = {} if self.base is None else dict(getattr(self.base, name))
        table.require(self._known(table, known, values))
        values |= {key: _value(table, key, kind) for key in table.values}
        return _complete(values, known, table)

    def _known(
        self, table: Table, known: tuple[str, ...], inherited: Mapping[str, object]
    ) -> list[str]:
        """The names that may be given: known, inherited, or used by the template's own files."""
        own = (key for key in table.values if re.search(rf"-{re.escape(key)}\b", self.used))
        return [*dict.fromkeys((*known, *inherited, *own))]

    def texts(self) -> dict[str, TextStyle]:
        """Every role of text."""
        table = self.table.table("texts")
        values = {} if self.base is None else dict(self.base.texts)
        table.require(self._known(table, (*TEXTS, *TEXTS_OF_SOME), values))
        values |= {
            role: _record(TextStyle, table.table(role), values.get(role)) for role in table.values
        }
        return _complete(values, TEXTS, table)

    def title_steps(self) -> tuple[TitleStep, ...]:
        """The steps, shortest titles first; those given replace all of the base's."""
        steps = tuple(_record(TitleStep, step, None) for step in self.table.tables("title_steps"))
        if self.base is not None and not steps:
            return self.base.title_steps
        check_steps(steps, self.table)
        return steps

    def text(self, key: str) -> str:
        """A string at the top of the file."""
        return self.table.text(key, "" if self.base is None else getattr(self.base, key))


def load_style(
    template: Path,
    find: Find,
    *,
    name: str = "",
    issuer: str = "",
    accent: str = "",
    faces: Collection[str] = (),
) -> HouseStyle:
    """The house style of a template folder; `find` gives the folder of a template by its name.

    `name` and `issuer` are a publisher's own, `accent` a colour `#RRGGBB`; each replaces what the
    template declares. `faces`: the roles of faces that there are; where none are named, any will
    do. Raises ConfigurationError at the line of what is wrong.
    """
    style: HouseStyle | None = None
    for folder in reversed(lineage(template, find)):
        style = _house(folder, style, faces)
    assert style is not None
    return replace(
        style,
        masthead=replace(
            style.masthead, name=name or style.masthead.name.replace("{issuer}", issuer)
        ),
        colours={**style.colours, "accent": accent or style.colours["accent"]},
        issuer=issuer,
        imprint=f"{issuer}编印" if issuer else style.imprint,
    )


def lineage(template: Path, find: Find) -> tuple[Path, ...]:
    """The template's folder and those that it extends, the nearest first."""
    folders = [template]
    while parent := _parent(folders[-1], find, folders):
        folders.append(parent)
    return tuple(folders)


def _parent(folder: Path, find: Find, seen: list[Path]) -> Path | None:
    table = read_table(_source(folder))
    if "extends" not in table.values:
        return None
    name = table.text("extends")
    try:
        parent = find(name)
    except UsageError as error:
        known = str(error.findings[0].arguments.get("known", ""))
        arguments = {"name": name, "nearest": nearest(name, known.split(", "))}
        unknown = Finding("style-extends", table.place("extends"), arguments)
        raise ConfigurationError(unknown) from error
    if parent in seen:
        raise ConfigurationError(
            Finding("style-circle", table.place("extends"), {"name": table.text("extends")})
        )
    return parent


def _source(folder: Path) -> Source:
    path = folder / "style.toml"
    try:
        return read_text(path)
    except OSError as error:
        raise InputMissingError(Finding("template-file", None, {"name": str(path)})) from error


def _house(folder: Path, base: HouseStyle | None, faces: Collection[str]) -> HouseStyle:
    table = read_table(_source(folder))
    table.require(_KEYS)
    declared = _Declared(table, base, _used(folder))
    colours = declared.named("colours", COLOURS, str)
    _check_colours(table.table("colours"))
    texts = declared.texts()
    _check_texts(table.table("texts"), texts, colours, faces)
    inherits_measure = base is not None and "measure" not in table.values
    style = HouseStyle(
        kind=folder.name,
        title=declared.text("title"),
        page=declared.section(Page, "page"),
        measure=base.measure if base and inherits_measure else _value(table, "measure", Em),
        texts=texts,
        title_steps=declared.title_steps(),
        pictures=declared.section(PictureStyle, "pictures"),
        masthead=declared.section(Masthead, "masthead"),
        colours=colours,
        rules=declared.named("rules", RULES, Pt),
        spaces=declared.named("spaces", SPACES, Pt),
        headings=declared.section(Headings, "headings"),
        imprint=declared.text("imprint"),
    )
    check_page(style, table)
    return style


def _used(folder: Path) -> str:
    """The template's own style sheets and page, which name what they use of the house style."""
    files = sorted(
        file for file in folder.iterdir() if file.suffix in (".css", ".j2") and file.is_file()
    )
    return "\n".join(file.read_text(encoding="utf-8", errors="replace") for file in files)


def _complete(values: dict[str, T], known: tuple[str, ...], table: Table) -> dict[str, T]:
    for name in known:
        if name not in values:
            raise ConfigurationError(Finding("config-missing", table.place(), {"key": name}))
    return values


def _check_colours(table: Table) -> None:
    for name in table.values:
        if not _COLOUR.fullmatch(table.text(name)):
            raise table.wrong(name, '"#C4161C"')


def _check_texts(
    table: Table,
    texts: Mapping[str, TextStyle],
    colours: Collection[str],
    faces: Collection[str],
) -> None:
    for role in table.values:
        text = texts[role]
        if text.colour not in colours:
            raise table.table(role).wrong("colour", nearest(text.colour, colours))
        if faces and text.face not in faces:
            raise table.table(role).wrong("face", nearest(text.face, faces))


def _record(kind: type[T], table: Table, base: T | None) -> T:
    """A record of the keys given, the others from `base`, else from the record's defaults."""
    hints = get_type_hints(kind)
    known = fields(kind)  # type: ignore[arg-type]  # every kind we pass is a dataclass
    table.require([field.name for field in known])
    values: dict[str, Any] = {}
    for field in known:
        if field.name in table.values:
            values[field.name] = _value(table, field.name, hints[field.name])
        elif base is not None:
            values[field.name] = getattr(base, field.name)
        elif field.default is MISSING:
            raise ConfigurationError(Finding("config-missing", table.place(), {"key": field.name}))
    return kind(**values)


def _value(table: Table, key: str, kind: Any) -> Any:  # noqa: ANN401 - the kind says what it is
    value = _read(table, key, kind)
    check_value(table, key, value)
    return value


def _read(table: Table, key: str, kind: Any) -> Any:  # noqa: ANN401
    if key == "weight" and table.values[key] not in WEIGHTS:
        raise table.wrong(key, ", ".join(map(str, WEIGHTS)))
    if kind in (Pt, Mm, Em):
        return _length(table, key, table.values[key], kind)
    if get_origin(kind) is tuple:
        lengths = table.texts(key)
        if not lengths:
            raise table.wrong(key, '["36em", "18em"]')
        return tuple(_length(table, key, text, get_args(kind)[0]) for text in lengths)
    if get_origin(kind) is Literal:
        return _word(table, key, get_args(kind))
    readers: dict[Any, Callable[[str], Any]] = {
        str: table.text, int: table.whole, float: table.number, bool: table.flag,
    }  # fmt: skip
    return readers[kind](key)


def _word(table: Table, key: str, known: tuple[str, ...]) -> str:
    word = table.text(key)
    if word not in known:
        raise table.wrong(key, nearest(word, known))
    return word


def _length(table: Table, key: str, text: object, kind: type[Pt | Mm | Em]) -> Pt | Mm | Em:
    """A length of the kind asked for; points and millimetres stand for each other, ems do not."""
    try:
        given = length(str(text)) if isinstance(text, str) else None
    except ValueError:
        given = None
    match given:
        case Em() if kind is Em:
            return given
        case Pt() if kind is not Em:
            return given if kind is Pt else given.mm
        case Mm() if kind is not Em:
            return given if kind is Mm else given.pt
        case _:
            raise table.wrong(key, _expected(str(text), kind))


def _expected(text: str, kind: type[Pt | Mm | Em]) -> str:
    """What a length that is wrong was meant to be: with its unit, or the nearest 字号."""
    unit = {Pt: "pt", Mm: "mm", Em: "em"}[kind]
    if number := _NUMBER.fullmatch(text):
        return f'"{number[1]}{unit}"'
    if kind is not Em and not text.isascii():
        like = unicodedata.normalize("NFKC", text).replace(" ", "").translate(_FIGURES)
        return " / ".join(f'"{name}"' for name in get_close_matches(like, ZIHAO, 2, 0.4) or ZIHAO)
    return '"2em"' if kind is Em else '"12pt", "32mm", "小四"'


_NUMBER = re.compile(r"\s*(-?\d+(?:\.\d+)?)\s*(?:em|px|cm|in|pt|mm)?\s*")
_FIGURES = str.maketrans("012345678", "初一二三四五六七八")
