"""Bytes to text: the encoding is told by a mark, proved by UTF-8, or judged by what it yields."""

import re
from dataclasses import dataclass

from publisher.findings import Finding, InputError, Outcome
from publisher.source import LINE_END, Source
from publisher.typography.marks import CHINESE_MARKS

_MARKS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_NAMES = {
    "utf-16-le": "UTF-16LE",
    "utf-16-be": "UTF-16BE",
    "gb18030": "GB18030",
    "big5hkscs": "Big5-HKSCS",
}

# The commonest characters of running Chinese text, simplified and traditional.
_COMMON = frozenset(
    "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后"
    "作里用道行所然家种事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因"
    "只从想实日军者意无力它与长把机十民第公此已工使情明性知全三又关点正业外将两高间由问很最重并物手应"
    "战向头文体政美相见被利什二等产或新己制身果加西斯月话合回特代内信表化老给世位次度门任常先海通教儿"
    "原东声提立及比员解水名真论处走义各入几口认条平系气题活尔更别打女变四神总何电数安少报才结反受目太"
    "量再感建务做接必场件计管期市直德资命山金指克许统区保至队形社便空决治展马科司五基眼书非则听白却界"
    "达光放强即像难且权思王象完设式色路记南品住告类求据程北边死张该交规万取拉格望觉术领共确传师观清今"
    "切院让识候带导争运村企镇市县省区街园春秋委组党联医药技投服举协委书局城会议集团研究京沪"
    "這個們來為國說時會對過發後經麼學現當沒動還進樣開實軍無與長機關點業將兩間問應戰頭體見產業內話給門"
    "東聲員論處義幾認條氣題爾別變總電數報結務場計資許統區隊決馬書則聽達難權設記類據邊張該規萬覺術領"
    "確傳師觀讓識帶導爭運廣縣園黨聯醫藥舉協團"
)
_LEAST_SHARE = {"utf-16-le": 0.5, "utf-16-be": 0.5, "gb18030": 0.15, "big5hkscs": 0.15}
_PREFIX = 65_536
_UNPRINTED = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ue000-\uf8ff\ufffd]")


@dataclass(frozen=True)
class _Guess:
    encoding: str
    text: str
    share: float


def decode(name: str, data: bytes) -> Outcome[Source]:
    """The received file as text, its byte order mark left out.

    `text-guessed` says which encoding was assumed where neither a mark nor UTF-8 tells it.

    Raises:
        InputError: `text-encoding` with the line, where no encoding yields Chinese text.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return Outcome(_told(name, data, encoding))
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _judged(name, data, error)
    if "\0" not in text:
        return Outcome(Source(name, data, text))
    return _judged(name, data, UnicodeDecodeError("utf-8", data, data.index(0), 1, "NUL"))


def _told(name: str, data: bytes, encoding: str) -> Source:
    try:
        return Source(name, data, data.decode(encoding).removeprefix("\ufeff"))
    except UnicodeDecodeError as error:
        raise _undecodable(name, data, error) from error


def _judged(name: str, data: bytes, failure: UnicodeDecodeError) -> Outcome[Source]:
    guesses = [guess for encoding in _NAMES if (guess := _guess(data, encoding))]
    if not guesses:
        raise _undecodable(name, data, failure)
    best = max(guesses, key=lambda guess: guess.share)
    source = Source(name, data, best.text)
    finding = Finding(
        "text-guessed", source.span(0, 0), {"encoding": _NAMES[best.encoding], "name": name}
    )
    return Outcome(source, (finding,))


def _guess(data: bytes, encoding: str) -> _Guess | None:
    if encoding.startswith("utf-16") and len(data) % 2:
        return None
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return None
    share = _share(text[:_PREFIX])
    return None if "\0" in text or share < _LEAST_SHARE[encoding] else _Guess(encoding, text, share)


def _share(text: str) -> float:
    """How much of the text beyond ASCII is common in Chinese, less what never is."""
    beyond = [character for character in text if character > "\x7f"]
    if not beyond:
        return 0.0
    common = sum(character in _COMMON or character in CHINESE_MARKS for character in beyond)
    return (common - len(_UNPRINTED.findall(text))) / len(beyond)


def _undecodable(name: str, data: bytes, error: UnicodeDecodeError) -> InputError:
    before = data[: error.start].decode("utf-8", "replace")
    line = len(LINE_END.findall(before)) + 1
    lines = Source(name, data, "\n" * line)
    return InputError(
        Finding("text-encoding", lines.span(line - 1, line - 1), {"name": name, "line": line})
    )
