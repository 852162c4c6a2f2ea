"""The `style.toml` of a new template: each key of its base, commented out, with a word on it."""

import json
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, fields, is_dataclass
from functools import cache

from publisher.findings import Language
from publisher.resources import inside
from publisher.style.house import HouseStyle, TextStyle
from publisher.style.units import ZIHAO, Em, Mm, Pt

_COLUMN = 32  # where the words begin
_NOT_DECLARED = ("kind", "issuer", "title")
_HEAD = {
    "zh": (
        "# 版式“{name}”：没有写出的都与“{base}”相同。",
        "# 去掉一行开头的 # 就可以修改；行末 # 之后是说明。长度写 12pt、32mm、2em 或字号（小四）。",
    ),
    "en": (
        "# The kind of bulletin “{name}”: what is not said here is as in “{base}”.",
        "# Remove the # at a line's start to change it; what follows a later # explains.",
        "# Lengths are 12pt, 32mm, 2em or a 字号 such as 小四.",
    ),
}


def commented(base: HouseStyle, name: str, language: Language) -> str:
    """The file for a template NAME like `base`: with every line uncommented it says the same."""
    head = [line.format(name=name, base=base.kind) for line in _HEAD[language]]
    lines = [*head, "", f"extends = {_value(base.kind)}", f"title = {_value(name)}"]
    sections: list[str] = []
    order = [*key_words()]
    declared = [field.name for field in fields(base) if field.name not in _NOT_DECLARED]
    for key in sorted(declared, key=lambda key: order.index(key) if key in order else -1):
        value = getattr(base, key)
        if isinstance(value, tuple | Mapping) or is_dataclass(value):
            sections += ["", *_section(key, value, name, language)]
        else:
            lines.append(_line("top", key, value, language))
    return "\n".join((*lines, *sections, ""))


@cache
def key_words() -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    """What each key means, by section (`top`, `text` for those of a role), key and language."""
    words: dict[str, dict[str, dict[str, str]]] = tomllib.loads(
        inside("publisher.style").joinpath("keys.toml").read_text(encoding="utf-8")
    )
    return words


def _section(section: str, value: object, name: str, language: Language) -> Iterator[str]:
    if isinstance(value, tuple):
        for number, item in enumerate(value):
            yield f"# [[{section}]]"
            for key, inner in _items(item):
                words = language if number == 0 else None
                yield _line(section, key, inner, words)
        return
    yield f"[{section}]"
    if section == "texts":
        yield from _roles_head(language)
    for key, inner in _items(value):
        if (section, key) == ("masthead", "name") and "{" not in str(inner):
            yield f"name = {_value(name)}"
        else:
            yield _line(section, key, inner, language)


def _roles_head(language: Language) -> Iterator[str]:
    """What the keys of a role mean, once for all roles."""
    for key, words in key_words()["text"].items():
        yield f"#   {key:<9} {words[language]}"


def _items(value: object) -> Iterator[tuple[str, object]]:
    """Keys and values of a section; what is as by default is not shown."""
    if isinstance(value, Mapping):
        yield from value.items()
    elif is_dataclass(value):
        for field in fields(value):
            given = getattr(value, field.name)
            if (
                not isinstance(value, TextStyle)
                or field.default in (MISSING, None)
                or (given != field.default)
            ):
                yield field.name, given


def _line(section: str, key: str, value: object, language: Language | None) -> str:
    text = f"# {key} = {_value(value, named=key == 'size')}"
    words = key_words().get(section, {}).get(key, {}).get(language or "", "")
    return f"{text:<{_COLUMN}} # {words}" if words else text


def _value(value: object, *, named: bool = False) -> str:
    """A value as TOML writes it; a type size by its 字号 where it has one."""
    match value:
        case Pt() | Mm() | Em() | str():
            return json.dumps(_text(value, named=named), ensure_ascii=False)
        case bool():
            return str(value).lower()
        case int() | float():
            return f"{value:g}"
        case tuple():
            return f"[{', '.join(map(_value, value))}]"
        case _:
            inner = (f"{k} = {_value(v, named=k == 'size')}" for k, v in _items(value))
            return f"{{ {', '.join(inner)} }}"


def _text(value: Pt | Mm | Em | str, *, named: bool) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, Pt):
        return _NAMED.get(value, value.css) if named else as_declared(value)
    return value.css


def as_declared(length: Pt) -> str:
    """A length in the unit that it was declared in: points that were millimetres show it."""
    in_mm = Mm(round(length.mm, 2))
    uneven = len(length.css.partition(".")[2]) == len("000pt")
    return in_mm.css if uneven and in_mm.pt.css == length.css else length.css


_NAMED = {Pt(size): name for name, size in ZIHAO.items()}
