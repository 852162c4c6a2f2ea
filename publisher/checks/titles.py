"""Titles: whether there is a size for one of this length."""

from collections.abc import Iterator
from typing import Final

from publisher.article import Article
from publisher.findings import Finding
from publisher.style.house import HouseStyle

MOST: Final = 200
BREAK: Final = "|"


def check_title(article: Article, style: HouseStyle) -> Iterator[Finding]:
    """`title-long` beyond the style's last step, `title-too-long` beyond 200 characters."""
    count = len(article.metadata.title.replace(BREAK, ""))
    place = article.metadata.places.get("title")
    most = max((step.up_to for step in style.title_steps), default=MOST)
    if count > MOST:
        yield Finding("title-too-long", place, {"count": count, "most": MOST})
    elif count > most:
        yield Finding("title-long", place, {"count": count, "most": most})
