"""Dates and times of day in the forms that Chinese news writes them."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

_DIGITS = {character: str(value) for value, character in enumerate("〇一二三四五六七八九")} | {
    "零": "0",
    "○": "0",
    "Ｏ": "0",
}
_NUMERAL = "〇○零Ｏ一二三四五六七八九十廿卅"
_GAP = r"[ \u00a0\u3000]{0,3}"
_MINGUO = 1911

_CLOCK = (
    rf"(?P<hour>[01]?\d|2[0-4]){_GAP}(?:[:：]|时|時|点|點){_GAP}(?P<minute>[0-5]\d)"
    rf"(?:{_GAP}(?:[:：分]){_GAP}(?P<second>[0-5]\d)(?:\.\d{{1,6}})?秒?|分)?"
    r"(?:Z|[+-]\d\d:?\d\d)?"
)
_WEEKDAY = "[(（]?(?:星期|礼拜|禮拜|周|週)[一二三四五六日天][)）]?"
_WESTERN = re.compile(
    rf"(?<!\d)(?:(?P<era>民国|民國){_GAP})?(?P<year>\d{{1,4}}){_GAP}"
    rf"(?:(?P<mark>[-/.－／．]){_GAP}(?P<month>\d{{1,2}}){_GAP}(?P=mark){_GAP}(?P<day>\d{{1,2}})"
    rf"|年{_GAP}(?P<month2>\d{{1,2}}){_GAP}月{_GAP}(?P<day2>\d{{1,2}}){_GAP}[日号號])"
    rf"(?:{_GAP}{_WEEKDAY})?(?:(?:T|{_GAP}){_CLOCK})?(?!\d)"
)
_CHINESE = re.compile(
    rf"(?:(?P<era>民国|民國){_GAP})?(?P<year>[{_NUMERAL}]{{1,4}}){_GAP}年"
    rf"{_GAP}(?P<month>[{_NUMERAL}]{{1,3}}){_GAP}月{_GAP}(?P<day>[{_NUMERAL}]{{1,3}}){_GAP}[日号號]"
    rf"(?:{_GAP}{_WEEKDAY})?(?:{_GAP}{_CLOCK})?"
)
_COMPACT = re.compile(r"(?<![\d.])(?P<year>(?:19|20)\d\d)(?P<month>\d\d)(?P<day>\d\d)(?!\d)")
_NO_YEAR = re.compile(
    rf"(?<![\d年.\-/])(?:\d{{1,2}}{_GAP}月{_GAP}\d{{1,2}}{_GAP}[日号號]|\d{{1,2}}[-/]\d{{1,2}}(?![-/\d]))"
)
_RELATIVE = re.compile(
    r"(?:刚刚|剛剛|(?:\d{1,3}|半|[一二三四五六七八九十]{1,3})"
    r"(?:秒|分钟|分鐘|个?小时|個?小時|天|周|週|个月|個月)[前内內]|今天|昨天|前天|昨日|今日)"
)


@dataclass(frozen=True)
class Stamp:
    """A date in a text with the time of day behind it; `day` is None where no such day exists."""

    start: int
    end: int
    day: dt.date | None
    time: dt.time | None = None


def stamps(text: str) -> Iterator[Stamp]:
    """Every date with a year, in the order of the text, no two overlapping."""
    found = sorted(
        (match for form in (_WESTERN, _CHINESE) for match in form.finditer(text)),
        key=lambda match: match.start(),
    )
    end = 0
    for match in found:
        if match.start() >= end and _plausible(match):
            end = match.end()
            yield _stamp(match)


def parse(text: str) -> Stamp | None:
    """The date that the whole text is, spaces aside; None where it is something else."""
    for stamp in stamps(text):
        if not text[: stamp.start].strip() and not text[stamp.end :].strip():
            return stamp
    match = _COMPACT.fullmatch(text.strip())
    return None if match is None else Stamp(0, len(text), _day(match, "month", "day"))


def without_year(text: str) -> str:
    """The first day and month that stand without a year; empty where there is none."""
    match = _NO_YEAR.search(text)
    return match[0] if match else ""


def relative(text: str) -> str:
    """The first date that is counted from today (3小时前); empty where there is none."""
    match = _RELATIVE.search(text)
    return match[0] if match else ""


def _plausible(match: re.Match[str]) -> bool:
    # 1.2.3 is a version and 24.024.5 a number; a year has four digits unless an era counts it.
    return bool(match["era"]) or len(match["year"]) == 4


def _stamp(match: re.Match[str]) -> Stamp:
    second = "2" if match.re is _WESTERN and match["month"] is None else ""
    day = _day(match, f"month{second}", f"day{second}")
    return Stamp(match.start(), match.end(), day, _time(match))


def _time(match: re.Match[str]) -> dt.time | None:
    if match["hour"] is None or int(match["hour"]) == 24:
        return None
    return dt.time(int(match["hour"]), int(match["minute"]), int(match["second"] or 0))


def _day(match: re.Match[str], month: str, day: str) -> dt.date | None:
    groups = match.groupdict()
    year = _number(groups["year"]) + (_MINGUO if groups.get("era") else 0)
    try:
        return dt.date(year, _number(groups[month]), _number(groups[day]))
    except ValueError:
        return None


def _number(text: str) -> int:
    """The value of Western digits, or of a Chinese numeral: digit by digit, or below 100."""
    tens = {"十": 10, "廿": 20, "卅": 30}
    digits = [_DIGITS.get(character, character) for character in text]
    if not tens.keys() & set(digits):
        return int("".join(digits))
    value = 0
    for digit in digits:
        if digit == "十":
            value = (value or 1) * 10
        else:
            value += tens.get(digit) or int(digit)
    return value
