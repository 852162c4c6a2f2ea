"""What an official document (GB/T 9704-2012) or a brief must say of itself, and in which form."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Final

from publisher.article import Article, IssueMetadata, Metadata
from publisher.findings import Finding
from publisher.readers.front_matter import KEYS
from publisher.source import Span
from publisher.style.house import HouseStyle
from publisher.style.sheets import name_size

FORM: Final = "澜科联〔2026〕18号"
COPY_DIGITS: Final = 6  # of the copy number (7.2.1)

_NUMBER = re.compile(r"[^\s\d〔〕]+〔[12]\d{3}〕[1-9]\d*号")
_LIKE_A_NUMBER = re.compile(
    r"(?P<code>\D*?)\s*[〔［【（《\[({<]?\s*(?P<year>(?:[12]\d)?\d{2})\s*年?\s*[〕］】）》\])}>]\s*"
    r"(?:第|字第)?\s*0*(?P<number>[1-9]\d*)\s*号?"
)
_SECRECY = re.compile("(?:绝密|机密|秘密)(?:★.+)?")
_URGENCY = frozenset({"特急", "加急", "特提", "平急"})
_NAMES = {**KEYS, "number": "份号"}  # which is the number of the issue elsewhere
_UPWARD = ("请示", "报告")
_TO_ALL = ("公告", "通告", "公报", "决定", "决议", "命令", "令", "纪要", "条例", "规定", "办法")


def check_official(
    article: Article, style: HouseStyle, issue: IssueMetadata | None
) -> Iterator[Finding]:
    """`official-…` for the first article of an official document or a brief."""
    metadata = article.metadata
    brief, document = "serial" in style.texts, "signer" in style.texts
    if brief:
        number = issue.number if issue else metadata.number
        yield from _missing(article, {"issuer": style.issuer, "number": number}, KEYS)
    elif document:
        yield from _missing(article, _needed(metadata, style), _NAMES)
        yield from _document_number(metadata)
        yield from _marks(metadata)
    if brief or document:
        yield from _name(article, style)


def _needed(metadata: Metadata, style: HouseStyle) -> dict[str, object]:
    """What the document must have, by key (7.2, 7.3); the date is asked for in any bulletin."""
    needed: dict[str, object] = {
        "issuer": style.issuer,
        "document_number": metadata.document_number,
    }
    title = metadata.title.strip()
    if not title.endswith(_TO_ALL):
        needed["to"] = metadata.to
    if title.endswith(_UPWARD):
        needed["signer"] = metadata.signer
    if metadata.secrecy:
        needed["number"] = metadata.number
    return needed


def _missing(
    article: Article, needed: Mapping[str, object], names: Mapping[str, str]
) -> Iterator[Finding]:
    missing = [f"{names[key]} {key}" for key, value in needed.items() if not value]
    if missing:
        yield Finding("official-missing", _head(article), {"names": "、".join(missing)})


def _document_number(metadata: Metadata) -> Iterator[Finding]:
    """The year in full and in 〔〕, the number without 第 and without zeros before it (7.2.5)."""
    given = metadata.document_number
    if given and not _NUMBER.fullmatch(given):
        arguments = {"given": given, "right": _right_number(given) or FORM}
        yield Finding("official-number", metadata.places.get("document_number"), arguments)


def _right_number(given: str) -> str:
    """The document's number as it must be written; empty where that cannot be told."""
    match = _LIKE_A_NUMBER.fullmatch(unicodedata.normalize("NFKC", given).strip())
    if match is None or not match["code"]:
        return ""
    year = match["year"] if len(match["year"]) == 4 else f"20{match['year']}"
    return f"{match['code']}〔{year}〕{match['number']}号"


def _marks(metadata: Metadata) -> Iterator[Finding]:
    """Copy number, secrecy and urgency in the words that there are for them (7.2.1 to 7.2.3)."""
    number = metadata.number
    if number and not (number.isdecimal() and len(number) >= COPY_DIGITS):
        right = number.zfill(COPY_DIGITS) if number.isdecimal() else "000001"
        yield _form(metadata, "number", right)
    if metadata.secrecy and not _SECRECY.fullmatch(metadata.secrecy):
        yield _form(metadata, "secrecy", "绝密★1年、机密★1年、秘密★1年")
    if metadata.urgency and metadata.urgency not in _URGENCY:
        yield _form(metadata, "urgency", "特急、加急")


def _form(metadata: Metadata, key: str, right: str) -> Finding:
    arguments = {"key": _NAMES[key], "key_en": key, "given": getattr(metadata, key), "right": right}
    return Finding("official-mark", metadata.places.get(key), arguments)


def _name(article: Article, style: HouseStyle) -> Iterator[Finding]:
    """A name for which the smallest size of the masthead is too large."""
    masthead = style.masthead
    if name_size(style) * len(masthead.name) > masthead.fit + 0.01:
        most = int(masthead.fit // masthead.least)
        arguments = {"name": masthead.name, "most": most}
        yield Finding("official-name", article.metadata.places.get("issuer"), arguments)


def _head(article: Article) -> Span | None:
    """Where the front matter is, or would be."""
    places = article.metadata.places
    first = next((block.span for block in article.blocks if block.span), None)
    return places.get("title") or next(iter(places.values()), first)
