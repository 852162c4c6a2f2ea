"""What an official document (GB/T 9704-2012) and a brief say beside their text, in plain strings.

One wording for every writer. The clauses are those of the standard; a brief (简报) follows custom.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from publisher.article import Metadata

_ENDS = "：:。.；;，,、 "
_BETWEEN = re.compile(r"[、,，;；\s]+")
_NUMBERED = re.compile(r"[0-9]+[.．、]\s*")
_BRACKETED = re.compile(r"[（(](.*)[）)]", re.DOTALL)
_DISTRIBUTED = re.compile(r"(报|送|发)\s*[：:]\s*(.*)", re.DOTALL)
_PER_ROW = 2  # signers (7.2.6)
_MOST_ADDRESSED = 6  # lines; nine are left under a title of two


@dataclass(frozen=True)
class Entry:
    """What stands before a colon or a figure, and what hangs behind it."""

    label: str
    text: str


def marks(metadata: Metadata) -> tuple[str, ...]:
    """What stands in the upper left corner: copy number, secrecy, urgency (7.2.1 to 7.2.3)."""
    found = (metadata.number, metadata.secrecy, metadata.urgency)
    return tuple(words for words in found if words)


def signers(metadata: Metadata) -> tuple[tuple[str, ...], ...]:
    """Who signs an upward document, two names a row (7.2.6)."""
    names = tuple(name for name in _BETWEEN.split(metadata.signer) if name)
    return tuple(names[at : at + _PER_ROW] for at in range(0, len(names), _PER_ROW))


def addressees(metadata: Metadata) -> str:
    """To whom a document goes, with its colon (7.3.2); empty where it goes to nobody."""
    return f"{joined}：" if (joined := _joined(metadata.to)) else ""


def attachments(metadata: Metadata) -> tuple[Entry, ...]:
    """The names of what is attached, without a mark behind them, numbered where several (7.3.4)."""
    given = (_NUMBERED.sub("", name.strip(), count=1) for name in metadata.attachments)
    names = [stripped for name in given if (stripped := name.strip(_ENDS))]
    if len(names) == 1:
        return (Entry("", names[0]),)
    return tuple(Entry(f"{number}.", name) for number, name in enumerate(names, 1))


def note(metadata: Metadata) -> str:
    """The note under the date, in brackets (7.3.6)."""
    words = metadata.note.strip()
    if match := _BRACKETED.fullmatch(words):
        words = match[1]
    return f"（{words}）" if words else ""


def too_many(lines: int) -> bool:
    """Whether the addressees take so many lines that the first page would show no text (7.3.2)."""
    return lines > _MOST_ADDRESSED


def copied(metadata: Metadata, addressed: bool = False) -> tuple[Entry, ...]:
    """Who else gets the document, with the full stop that ends them (7.4.2).

    `addressed`: the addressees stand here too, above the others.
    """
    groups = (("主送：", metadata.to if addressed else ()), ("抄送：", metadata.cc))
    return tuple(Entry(label, f"{names}。") for label, to in groups if (names := _joined(to)))


def printer(metadata: Metadata, issuer: str) -> str:
    """Who prints the document: the office that is named, else who issues it (7.4.3)."""
    return metadata.unit or issuer


def distribution(metadata: Metadata) -> tuple[Entry, ...]:
    """Who gets a brief: above (报), beside (送), below (发).

    `to` is reported to and `cc` is sent to, but for entries that say which: 报：…, 送：…, 发：….
    """
    groups: dict[str, list[str]] = {"报": [], "送": [], "发": []}
    for usual, names in (("报", metadata.to), ("送", metadata.cc)):
        for name in names:
            match = _DISTRIBUTED.fullmatch(name.strip())
            groups[match[1] if match else usual].append(match[2] if match else name)
    return tuple(
        Entry(f"{label}：", f"{joined}。")
        for label, names in groups.items()
        if (joined := _joined(tuple(names)))
    )


def contributed(metadata: Metadata) -> str:
    """Where an article of a brief comes from and who wrote it, in brackets."""
    words = "　".join(filter(None, (metadata.source, "、".join(metadata.authors))))
    return f"（{words}）" if words else ""


def copies(metadata: Metadata) -> str:
    """How many copies of a brief were printed; a number gets its words."""
    words = metadata.copies.strip()
    return f"（共印{words}份）" if words.isdecimal() else words


def copy_number(metadata: Metadata) -> str:
    """Which copy of a brief it is: a number gets its word."""
    words = metadata.document_number.strip()
    return f"编号 {words}" if words.isdecimal() else words


def serial(number: str) -> str:
    """Which brief of the year it is: a number gets its words."""
    return f"第{number}期" if number.isdecimal() else number


def _joined(names: tuple[str, ...]) -> str:
    """Names in one sentence; one entry may hold several, parted as its author wants."""
    return "，".join(stripped for name in names if (stripped := name.strip().strip(_ENDS)))


WORDS: Mapping[str, Callable[..., object]] = MappingProxyType(
    {
        words.__name__: words
        for words in (
            marks, signers, addressees, too_many, attachments, note, copied, printer,
            distribution, contributed, copies, copy_number, serial,
        )
    }
)  # fmt: skip
"""What a template may call, under `official`."""
