"""The line under a scraped title: source, date and names behind labels, in any order, glued too."""

import datetime as dt
import re
from dataclasses import dataclass
from typing import Final

from publisher.typography.dates import Stamp, relative, stamps, without_year

UNEXPLAINED_MOST: Final = 12
LINE_MOST: Final = 240
VALUE_MOST: Final = 40

_LABELS: Final = {
    "source": "(?:信息|稿件|文章|新闻|新聞|内容|內容|資訊)?(?:来源|來源)|出处|出處|转载自|轉載自"
    "|稿源",
    "date": "(?:发布|發佈|發布|发表|發表|更新|刊登)?(?:时间|時間|日期)",
    "authors": "作者|撰稿人?|撰文|文字|记者|記者|通讯员|通訊員|供稿",
    "editors": "(?:责任|責任|本期)?(?:编辑|編輯)|责编|責編|校对|校對|审核|審核|编审|編審",
    "photographers": "摄影|攝影|图片|圖片|供图|供圖",
    "": "(?:浏览|瀏覽|阅读|閱讀|点击|點擊|访问|訪問)(?:次数|次數|量|数|數|率)?|字体|字體|字号|字號"
    "|字体大小|人气|人氣|评论|評論",
}
_LABEL = re.compile(
    "|".join(f"(?P<k{number}>{words})" for number, words in enumerate(_LABELS.values()))
)
_COLON = re.compile(r"\s{0,3}[:：]")
_KEYS = tuple(_LABELS)
_WORD = re.compile(r"[^\s|｜/／\[\]【】()（）,，、;；]+")
_SENTENCE = re.compile("[。！？!?，；“”]")


@dataclass(frozen=True)
class SourceLine:
    """What the line says; `doubts`: a code of the catalogue and the offsets of what it is about."""

    date: dt.date | None = None
    time: dt.time | None = None
    source: str = ""
    authors: tuple[str, ...] = ()
    editors: tuple[str, ...] = ()
    photographers: tuple[str, ...] = ()
    doubts: tuple[tuple[str, int, int], ...] = ()

    def facts(self) -> dict[str, object]:
        """What it says, by the metadata's keys; what it does not say is left out."""
        keys = ("date", "time", "source", "authors", "editors", "photographers")
        return {key: value for key in keys if (value := getattr(self, key))}


@dataclass(frozen=True)
class _Piece:
    """A word of the line: the key of the label it stands behind (None: none), and its order."""

    key: str | None
    word: str
    after_date: bool


def read_source_line(text: str) -> SourceLine | None:
    """What the line says, None where it is no line of source and date.

    It is one when a label or a date stands in it and at most twelve characters stay unexplained
    (INTAKE 3, rule 3). A word behind the date is the author, unless it repeats the source.
    """
    if len(text) > LINE_MOST:
        return None
    days = list(stamps(text))
    labels = [match for match in _LABEL.finditer(text) if _COLON.match(text, match.end())]
    if not days and not labels:
        return None
    pieces = _pieces(text, days, labels)
    loose = [piece.word for piece in pieces if piece.key is None]
    if sum(map(len, loose)) > UNEXPLAINED_MOST or (_unexplained_sentence(text, days, labels)):
        return None
    if any(len(piece.word) > VALUE_MOST for piece in pieces):
        return None
    return _said(text, days, pieces)


def _unexplained_sentence(text: str, days: list[Stamp], labels: list[re.Match[str]]) -> bool:
    """Whether the line reads as a sentence: marks in it that no list of facts has."""
    first = min([day.start for day in days] + [label.start() for label in labels])
    last = labels[-1].end() if labels else 0
    loose = text[:first] if labels and last > first else text
    return _SENTENCE.search(loose) is not None or text.endswith(("。", "！", "？"))


def _pieces(text: str, days: list[Stamp], labels: list[re.Match[str]]) -> list[_Piece]:
    """The words of the line outside labels and dates."""
    cuts = sorted(
        [(day.start, day.end, None) for day in days]
        + [(label.start(), _after_colon(text, label), _key(label)) for label in labels],
        key=lambda cut: cut[0],
    )
    pieces: list[_Piece] = []
    key: str | None = None
    position, dated = 0, False
    for start, end, label_key in [*cuts, (len(text), len(text), None)]:
        words = _WORD.findall(text, position, max(start, position))
        pieces.extend(_Piece(key, word, dated) for word in words)
        # Behind a date no label holds any longer.
        key, dated = label_key, dated or label_key is None
        position = max(end, position)
    return pieces


def _after_colon(text: str, label: re.Match[str]) -> int:
    colon = _COLON.match(text, label.end())
    return colon.end() if colon else label.end()


def _key(label: re.Match[str]) -> str:
    return _KEYS[int(str(label.lastgroup)[1:])]


def _said(text: str, days: list[Stamp], pieces: list[_Piece]) -> SourceLine:
    sources = [piece.word for piece in pieces if piece.key == "source"]
    before = [p.word for p in pieces if p.key is None and not p.after_date]
    after = [p.word for p in pieces if p.key is None and p.after_date]
    if not sources and before and days:
        sources = before
    source = " ".join(sources)
    authors = _named(pieces, "authors")
    if not authors:
        authors = tuple(word for word in after if word != source)
    stamp = next((day for day in days if day.day), None)
    return SourceLine(
        date=stamp.day if stamp else None,
        time=stamp.time if stamp else None,
        source=source,
        authors=authors,
        editors=_named(pieces, "editors"),
        photographers=_named(pieces, "photographers"),
        doubts=_doubts(text, days),
    )


def _named(pieces: list[_Piece], key: str) -> tuple[str, ...]:
    return tuple(piece.word for piece in pieces if piece.key == key)


def _doubts(text: str, days: list[Stamp]) -> tuple[tuple[str, int, int], ...]:
    doubts = [("date-invalid", day.start, day.end) for day in days if day.day is None]
    if not days:
        for code, word in (("date-no-year", without_year(text)), ("date-relative", relative(text))):
            if word:
                doubts.append((code, text.index(word), text.index(word) + len(word)))
    real = [day for day in days if day.day]
    doubts.extend(
        ("date-conflict", other.start, other.end) for other in real[1:] if other.day != real[0].day
    )
    return tuple(doubts)
