"""Dates: whether the article has one, and whether those in its text can be."""

import datetime as dt
import re
from collections.abc import Iterator
from typing import Final

from publisher.article import Article
from publisher.checks.text import Text, texts
from publisher.findings import Finding

_DAY = re.compile(
    r"(?:(?P<year>(?:19|20)\d\d)\s?年\s?)?(?<!\d)(?P<month>\d{1,2})\s?月\s?(?P<day>\d{1,2})\s?[日号]"
    r"(?:\s?[（(]?\s?(?:星期|周|礼拜)(?P<weekday>[一二三四五六日天]))?"
)
_WEEKDAYS: Final = "一二三四五六日"


def check_date(article: Article, *, publishing: bool) -> Iterator[Finding]:
    """`date-missing`, or `date-required` where the article is about to be filed as published."""
    metadata = article.metadata
    given = metadata.places.get("date")
    if metadata.date is not None or (not publishing and given and given.text.strip("'\" ")):
        return  # what was given and is no date has been said by the reader
    first = next((block.span for block in article.blocks if block.span), None)
    place = given or metadata.places.get("title") or first
    yield Finding("date-required" if publishing else "date-missing", place)


def check_days(article: Article, today: dt.date | None) -> Iterator[Finding]:
    """`date-future`, and of the dates in the text `date-unreal` and `date-weekday`.

    A date without a year is taken to be of the article's; `today`: None where it is not to matter.
    """
    date = article.metadata.date
    if date and today and date > today:
        arguments = {"date": date.isoformat()}
        yield Finding("date-future", article.metadata.places.get("date"), arguments)
    for text in texts(article):
        for match in _DAY.finditer(text.characters):
            yield from _doubt(match, text, date)


def _doubt(match: re.Match[str], text: Text, date: dt.date | None) -> Iterator[Finding]:
    year = int(match["year"]) if match["year"] else date.year if date else None
    place = text.place(match.start())
    try:
        # A leap year, where none is known, so that 29 February passes.
        day = dt.date(year or 2024, int(match["month"]), int(match["day"]))
    except ValueError:
        yield Finding("date-unreal", place, {"date": match[0]})
        return
    said = (match["weekday"] or "").replace("天", "日")
    if said and year and said != (right := _WEEKDAYS[day.weekday()]):
        arguments = {"date": match[0], "right": right, "year": year}
        yield Finding("date-weekday", place, arguments)
