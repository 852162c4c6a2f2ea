"""The last lines of a scraped page: who edited it, and what belongs to the page alone."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from publisher.readers.source_line import SourceLine, read_source_line
from publisher.typography.marks import ends_sentence

LINE_MOST: Final = 80
RELATED_MOST: Final = 12  # lines of titles below a heading such as 相关阅读

_FURNITURE = re.compile(
    r"[【\[（(]?(?:"
    r"(?:一键)?(?:分享|轉發|转发)(?:到|至|给|[:：]|$)"
    r"|[上下]一?[篇条條][:：\s]|[上下]一?[篇条條]$"
    r"|(?:打印|列印)(?:本页|本頁|此文|$|\s|[】\]])|关闭(?:窗口|本页)?(?:$|[】\]])|關閉視窗"
    r"|返回(?:顶部|頂部|列表|首页|首頁|上一页)"
    r"|扫码|掃碼|扫一扫|掃一掃|扫描(?:下方|上方)?二维码|长按.{0,8}二维码"
    r"|(?:更多)?(?:相关|相關|推荐|推薦|延伸|精彩)(?:阅读|閱讀|新闻|新聞|文章|链接|推荐)"
    r"|版权(?:所有|声明)|版權(?:所有|聲明)|免责声明|免責聲明|[Cc]opyright|©"
    r"|原标题[:：]|原標題[:：]|阅读原文|閱讀原文|点击(?:查看|阅读)原文"
    r"|点赞|收藏|我要(?:评论|纠错|投稿)|欢迎(?:关注|转发)|关注(?:我们|公众号|微信)"
    r"|.{0,12}ICP备\d+"
    r")"
)
_RELATED = re.compile(
    r"(?:更多)?(?:相关|相關|推荐|推薦|延伸|精彩)(?:阅读|閱讀|新闻|新聞|文章|链接|推荐)"
)
_BRACKETS: Final = "（()）[]【】"


@dataclass(frozen=True)
class Closing:
    """How many of the last lines are no text; `said`: what those among them say of people."""

    count: int
    said: tuple[tuple[int, SourceLine], ...] = ()


def read_closing(lines: Sequence[str]) -> Closing:
    """The lines at the end that are furniture or name editors; `said` by number of line."""
    end = len(lines)
    said: list[tuple[int, SourceLine]] = []
    while end:
        text = lines[end - 1]
        people = _people(text)
        if people is not None:
            said.append((end - 1, people))
        elif not (len(text) <= LINE_MOST and _FURNITURE.match(text)):
            heading = _related(lines, end)
            if heading is None:
                break
            end = heading + 1
        end -= 1
    return Closing(len(lines) - end, tuple(reversed(said)))


def _people(text: str) -> SourceLine | None:
    """What a line says that is nothing but labels and names; None where it is another line."""
    said = read_source_line(text.strip(_BRACKETS)) if len(text) <= LINE_MOST else None
    if said is None or ends_sentence(text) or not (said.editors or said.photographers):
        return None
    return said


def _related(lines: Sequence[str], end: int) -> int | None:
    """The line of 相关阅读 above bare titles, the last of which is the line before `end`."""
    for number in range(end - 1, max(end - 1 - RELATED_MOST, 0), -1):
        if _RELATED.match(lines[number]) and len(lines[number]) <= LINE_MOST:
            return number
        if len(lines[number]) > LINE_MOST or ends_sentence(lines[number]):
            return None
    return None
