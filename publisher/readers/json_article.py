"""Articles as JSON: the model itself, or schema.org's NewsArticle. Strings are text, not markup."""

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from publisher.article import Article, Assets, Figure, Metadata, Paragraph, Reading, Run
from publisher.findings import Finding, InputError, Outcome
from publisher.readers.model_json import WrongShapeError, from_json
from publisher.readers.reader import Reader, Received
from publisher.readers.scraped import Draft, tidy
from publisher.source import LINE_END, Source
from publisher.typography.dates import stamps

_KINDS: Final = frozenset(
    {"NewsArticle", "Article", "BlogPosting", "ReportageNewsArticle", "Report"}
)
_SAID: Final = {
    "headline": "title",
    "alternativeHeadline": "subtitle",
    "articleSection": "section",
    "description": "abstract",
    "url": "url",
    "inLanguage": "language",
}
_ADDRESS = re.compile(r"(?:https?:)?//", re.IGNORECASE)


def read(received: Received) -> Outcome[Reading]:
    """The article of a JSON text.

    Raises:
        InputError: `json-syntax` at its line, `json-shape` with the way to what is wrong.
    """
    source = received.source
    value = _value(source)
    news = _news(value)
    if news is None:
        return Outcome(Reading(_own(value, source), Assets(), (source,)))
    draft = _drafted(news, source)
    if not received.raw:
        tidy(draft)
    return Outcome(Reading(draft.article, Assets(), (source,)), tuple(draft.findings))


def recognises(source: Source) -> bool:
    """Whether a nameless text begins like a JSON object."""
    return re.match(r'\s*\{\s*"', source.text) is not None


def _value(source: Source) -> Any:  # noqa: ANN401 - whatever stands there
    try:
        return json.loads(source.text)
    except json.JSONDecodeError as error:
        place = source.span(error.pos, min(error.pos + 1, len(source.text)))
        raise InputError(Finding("json-syntax", place, {"reason": error.msg})) from error
    except RecursionError as error:
        raise InputError(Finding("json-syntax", source.span(0, 0), {"reason": "[[[…"})) from error


def _own(value: object, source: Source) -> Article:
    try:
        return from_json(value)
    except WrongShapeError as error:
        arguments = {"where": error.where, "expected": error.expected}
        raise InputError(Finding("json-shape", source.span(0, 0), arguments)) from error


def _news(value: Any) -> Mapping[str, Any] | None:  # noqa: ANN401 - whatever stands there
    """The NewsArticle among things that may stand in a list or a graph."""
    if isinstance(value, dict) and "@graph" in value:
        value = value["@graph"]
    for thing in value if isinstance(value, list) else [value]:
        if isinstance(thing, dict):
            kinds = thing.get("@type")
            if _KINDS & set(kinds if isinstance(kinds, list) else [kinds]):
                return thing
    return None


def _drafted(news: Mapping[str, Any], source: Source) -> Draft:
    said = {key: news[name] for name, key in _SAID.items() if isinstance(news.get(name), str)}
    draft = Draft(metadata=Metadata(**{"title": "", **said}))
    stamp = next((s for s in stamps(str(news.get("datePublished") or "")) if s.day), None)
    keywords = news.get("keywords")
    words = re.split("[,，;；、]", keywords) if isinstance(keywords, str) else keywords or ()
    draft.metadata = replace(
        draft.metadata,
        date=stamp.day if stamp else None,
        authors=_names(news.get("author")),
        source="、".join(_names(news.get("publisher"))),
        keywords=tuple(str(word).strip() for word in words if str(word).strip()),
    )
    text = news.get("articleBody") or news.get("text") or ""
    for address in _addresses(news.get("image")):
        if _ADDRESS.match(address):
            draft.findings.append(Finding("picture-remote", source.span(0, 0), {"name": address}))
        else:
            draft.blocks.append(Figure(address))
    draft.blocks += [
        Paragraph((Run(line.strip()),)) for line in LINE_END.split(str(text)) if line.strip()
    ]
    return draft


def _names(value: Any) -> tuple[str, ...]:  # noqa: ANN401 - a string, a thing, a list of them
    things = value if isinstance(value, list) else [value]
    names = (thing.get("name") if isinstance(thing, dict) else thing for thing in things)
    return tuple(name for name in names if isinstance(name, str) and name)


def _addresses(value: Any) -> tuple[str, ...]:  # noqa: ANN401 - a string, a thing, a list of them
    things = value if isinstance(value, list) else [value]
    found = (thing.get("url") if isinstance(thing, dict) else thing for thing in things)
    return tuple(address for address in found if isinstance(address, str) and address)


READER = Reader("json", (".json",), read, recognises)
