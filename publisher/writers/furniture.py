"""What a bulletin says that is not the author's text: one wording for PDF, HTML and Word."""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import replace

from publisher.article import Bulletin, Figure, Metadata, Run, Runs, plain
from publisher.prepared import Placed, Plate, Prepared, PreparedArticle
from publisher.typography.titles import title_text

GAP = "\u3000"  # an em, between things said on one line
MISSING = "〔图片暂缺〕"
LONGEST_RUNNING = 32  # characters of a title that the head of a page holds
_DASHES = "——"
_TAKEN = re.compile("[ /／]?(?:摄|攝|摄影|攝影|供图|供圖)$")
_BETWEEN = re.compile(r"(?<=[^\x00-\x7f]) +(?=[^\x00-\x7f])")  # a space between Han
_WEEKDAYS = "一二三四五六日"
_ORDINALS = "一二三四五六七八九十"


def bulletin_title(bulletin: Bulletin) -> str:
    """The title of the whole: the issue's, else that of its only article, on one line."""
    issue = bulletin.issue
    return issue.title if issue else title_text(bulletin.first.metadata.title)


def running_title(article: PreparedArticle) -> str:
    """The title at the head of inner pages: whole, or its first line if it is too long."""
    title = title_text(article.metadata.title)
    return title if len(title) <= LONGEST_RUNNING or not article.title else article.title[0]


def issue_lines(prepared: Prepared) -> list[str]:
    """Number and date as they stand at the right of the masthead (LOOKS)."""
    issue, metadata = prepared.bulletin.issue, prepared.bulletin.first.metadata
    number = issue.number if issue else metadata.number
    date = (issue.date if issue else None) or metadata.date
    return [line for line in (_number(number, date), _date(date)) if line]


def _number(number: str, date: dt.date | None) -> str:
    """A plain number with its year; anything else as it was written."""
    if not number.isdecimal():
        return number
    return f"{date.year}年第{number}期" if date else f"第{number}期"


def _date(date: dt.date | None) -> str:
    return f"{day(date)}{GAP}星期{_WEEKDAYS[date.weekday()]}" if date else ""


def day(date: dt.date | None) -> str:
    """A date as it stands in Chinese text; empty where there is none."""
    return f"{date.year}年{date.month}月{date.day}日" if date else ""


def byline(metadata: Metadata) -> tuple[str, ...]:
    """Source, date and people, in the order in which they stand under the title."""
    people = (
        ("文", metadata.authors),
        ("图", metadata.photographers),
        ("编辑", metadata.editors),
    )
    parts = (
        f"来源：{metadata.source}" if metadata.source else "",
        metadata.date.isoformat() if metadata.date else "",
        *(_by(label, "、".join(names)) for label, names in people if names),
    )
    return tuple(part for part in parts if part)


def _by(label: str, name: str) -> str:
    return f"{label}／{name}"


def is_single(plate: Plate) -> bool:
    """Whether a plate holds one picture, which bears the caption of all."""
    return sum(map(len, plate.rows)) == 1


def caption(placed: Placed, plate: Plate) -> Runs:
    """The words under a picture, without who took it."""
    return placed.figure.caption or (plate.caption if is_single(plate) else ())


def credit(figure: Figure) -> str:
    """Who took a picture, without a word for taking it; empty where that is not known."""
    name = _TAKEN.sub("", figure.credit)
    return _by("图", name) if name else ""


def row_caption(figures: Sequence[Figure]) -> Runs:
    """One caption for a row of pictures, with who took them: 左起：…；…　图／NAME.

    A picture without words is passed over, and the others are then counted from the left.
    """
    worded = [(place, figure) for place, figure in enumerate(figures) if figure.caption]
    whole = len(worded) == len(figures)
    names = {name for figure in figures if (name := credit(figure))}
    common = len(names) == 1 and all(credit(figure) for figure in figures)
    runs: list[Run] = [Run("左起：")] if whole else []
    for number, (place, figure) in enumerate(worded):
        runs += [Run("；")] if number else []
        runs += [] if whole else [Run(f"左{_ORDINALS[place]}：")]
        runs += _without_stop(figure.caption)
        runs += [] if common or not credit(figure) else [Run(f"（{_unbroken(credit(figure))}）")]
    unsaid = [figure for figure in figures if not figure.caption and credit(figure)]
    by = names if common else {credit(figure) for figure in unsaid}
    stop = Run("。" if any(plain(figure.caption).endswith("。") for figure in figures) else "")
    return (*runs, stop, *(Run(GAP + _unbroken(name)) for name in sorted(by)))


def _unbroken(name: str) -> str:
    """A name that no line end divides."""
    return name.replace(" ", "\u00a0")


def _without_stop(runs: Runs) -> Runs:
    """Runs without the full stop at their end."""
    last = next((n for n, run in reversed(tuple(enumerate(runs))) if run.text), None)
    if last is None:
        return runs
    ended = replace(runs[last], text=runs[last].text.removesuffix("。"))
    return (*runs[:last], ended, *runs[last + 1 :])


def credit_follows(said: float, taken: float, room: float) -> bool:
    """Whether a credit fits an em behind a caption's last line; all lengths in em."""
    return said + 1 + taken <= room


def alternative(figure: Figure, title: str, number: int) -> str:
    """The words that stand for a picture where it cannot be seen; `number`: its own in the text."""
    return figure.alt or plain(figure.caption) or f"《{title_text(title)}》配图{number}"


def signature(runs: Runs) -> Runs:
    """Who said it: after a dash, which the model does not hold, the name an em behind the role."""
    if not runs:
        return ()
    dashes = () if plain(runs).startswith("—") else (Run(_DASHES),)
    return (*dashes, *(replace(run, text=_BETWEEN.sub(GAP, run.text)) for run in runs))
