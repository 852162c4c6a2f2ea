"""What a web page says of itself: its title, and the metadata of its head."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from publisher.readers.html.page import words
from publisher.typography.dates import stamps
from publisher.typography.marks import HAN_CLASS

if TYPE_CHECKING:
    from lxml.html import HtmlElement

TITLE_MOST: Final = 120
_HEADINGS: Final = ("h1", "h2", "h3", "h4")
_HAN: Final = f"[{HAN_CLASS}”》）]"
_PARTED = re.compile(rf"\s*[_|｜–—]\s*|\s+-\s+|(?<={_HAN})-(?={_HAN})")
_NAMES: Final[Mapping[str, tuple[str, ...]]] = {
    "date": (
        "article:published_time", "datepublished", "pubdate", "publishdate", "publish_date",
        "og:release_date", "weibo: article:create_at", "dc.date", "date",
    ),
    "source": ("contentsource", "mediaid", "article:source", "source", "og:article:source"),
    "authors": ("author", "article:author", "og:article:author"),
    "keywords": ("keywords",),
    "url": ("og:url",),
}  # fmt: skip
_BETWEEN = re.compile("[,，;；、 \u3000]+")
KEYWORDS_MOST: Final = 8


@dataclass(frozen=True)
class Title:
    """A page's title and the element that shows it, where one does."""

    text: str
    element: "HtmlElement | None"


def title_of(page: "HtmlElement") -> Title:
    """The longest heading that stands in `<title>`, else the first one, else `<title>` itself."""
    said = " ".join(page.findtext(".//title", "").split())
    headings = [element for element in page.iter(*_HEADINGS) if words(element)]
    loose = re.sub(r"\s", "", said)
    shown = [h for h in headings if re.sub(r"\s", "", words(h)) in loose]
    best = max(shown, key=lambda heading: len(words(heading)), default=None)
    if best is None and not said:
        best = headings[0] if headings else None
    if best is not None:
        return Title(words(best)[:TITLE_MOST], best)
    parts = [part for part in _PARTED.split(said) if part]
    return Title(max(parts, key=len, default="")[:TITLE_MOST], None)


def declared(page: "HtmlElement") -> dict[str, Any]:
    """What meta tags and JSON-LD say, by the keys of Metadata; only what can be used."""
    said: dict[str, str] = {}
    for key, text in (*_of_meta(page), *_of_linked_data(page)):
        said.setdefault(key, text)
    facts: dict[str, Any] = {key: said[key] for key in ("source", "url") if key in said}
    stamp = next((s for s in stamps(said.get("date", "")) if s.day), None)
    if stamp is not None:
        facts |= {"date": stamp.day}
    if authors := _listed(said.get("authors", "")):
        facts["authors"] = authors
    if keywords := _listed(said.get("keywords", "")):
        facts["keywords"] = keywords[:KEYWORDS_MOST]
    return facts


def _listed(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for word in _BETWEEN.split(text) if word))


def _of_meta(page: "HtmlElement") -> Iterator[tuple[str, str]]:
    found: dict[str, str] = {}
    for element in page.iter("meta", "link", "time"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or ""
        content = element.get("content") or element.get("datetime") or ""
        if element.tag == "link" and element.get("rel") == "canonical":
            name, content = "og:url", element.get("href") or ""
        if content.strip():
            found.setdefault(name.lower(), " ".join(content.split()))
    for key, names in _NAMES.items():
        for name in names:
            if name in found:
                yield key, found[name]


def _of_linked_data(page: "HtmlElement") -> Iterator[tuple[str, str]]:
    """What schema.org's NewsArticle says in a script of the page."""
    for script in page.iter("script"):
        if script.get("type") != "application/ld+json":
            continue
        try:
            data = json.loads(script.text or "")
        except (ValueError, RecursionError):
            continue
        for thing in data if isinstance(data, list) else [data]:
            if isinstance(thing, dict):
                yield from _of_thing(thing)


def _of_thing(thing: dict[str, Any]) -> Iterator[tuple[str, str]]:
    if isinstance(date := thing.get("datePublished"), str):
        yield "date", date
    for key, name in (("authors", "author"), ("source", "publisher")):
        values = thing.get(name)
        names = [
            value.get("name") if isinstance(value, dict) else value
            for value in (values if isinstance(values, list) else [values])
        ]
        if text := "、".join(name for name in names if isinstance(name, str)):
            yield key, text
