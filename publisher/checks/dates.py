"""Dates: whether there is one, which the archive needs."""

from collections.abc import Iterator

from publisher.article import Article
from publisher.findings import Finding


def check_date(article: Article, *, publishing: bool) -> Iterator[Finding]:
    """`date-missing`, or `date-required` where the article is about to be filed as published."""
    if article.metadata.date is None:
        place = article.metadata.places.get("date") or article.metadata.places.get("title")
        yield Finding("date-required" if publishing else "date-missing", place)
