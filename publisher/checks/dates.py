"""Dates: whether there is one, which the archive needs."""

from collections.abc import Iterator

from publisher.article import Article
from publisher.findings import Finding


def check_date(article: Article, *, publishing: bool) -> Iterator[Finding]:
    """`date-missing`, or `date-required` where the article is about to be filed as published."""
    metadata = article.metadata
    given = metadata.places.get("date")
    if metadata.date is not None or (not publishing and given and given.text.strip("'\" ")):
        return  # what was given and is no date has been said by the reader
    first = next((block.span for block in article.blocks if block.span), None)
    place = given or metadata.places.get("title") or first
    yield Finding("date-required" if publishing else "date-missing", place)
