"""Findings about a bulletin that was read and normalised: a family a module.

A family is a function from an article (and how it is to be used) to findings.
"""

import datetime as dt

from publisher.article import Bulletin
from publisher.checks.dates import check_date, check_days
from publisher.checks.glued import check_glued
from publisher.checks.lines import check_lines
from publisher.checks.marks import check_marks
from publisher.checks.official import check_official
from publisher.checks.structure import check_structure
from publisher.checks.tables import check_tables
from publisher.checks.titles import check_title
from publisher.checks.words import check_words
from publisher.findings import Finding
from publisher.style.house import HouseStyle


def check(
    bulletin: Bulletin, style: HouseStyle, *, publishing: bool, today: dt.date | None = None
) -> tuple[Finding, ...]:
    """What there is to say about a bulletin, article by article.

    `publishing`: it is about to be filed as published; `today`: so that dates after it are told,
    None where they do not matter. Codes that an article's `ignore` names are
    left out, unless they are errors.
    """
    findings: list[Finding] = []
    issue = bulletin.issue
    for number, article in enumerate(bulletin.articles):
        # An issue is filed by its own date, or else by that of its first article.
        needed = issue is None or (issue.date is None and number == 0)
        own = (
            *check_title(article, style),
            *check_date(article, publishing=publishing and needed),
            *check_days(article, today),
            *check_marks(article),
            *check_words(article),
            *check_structure(article),
            *check_glued(article),
            *check_lines(article),
            *check_tables(article, style),
            *(check_official(article, style, issue) if number == 0 else ()),
        )
        ignored = frozenset(article.metadata.ignore)
        findings.extend(f for f in own if f.severity == "error" or f.code not in ignored)
    return tuple(findings)
