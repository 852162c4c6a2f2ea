"""Lines of a title: the fewest that fit, balanced, broken where a reader would pause.

Marks, particles and some two hundred words common in titles say where one may end. Rules: line
start and line end by GB/T 15834-2011 5.1 and W3C clreq 3.1.2; no word of Latin letters or digits
and, where it can be helped, no quotation is broken; no comma ends a line of a title.
"""

import re
import unicodedata
from functools import cache
from itertools import pairwise
from math import ceil

_AUTHORS_BREAK = "|"
_NOT_FIRST = frozenset("，。、；：？！）》〉」』】〕”’…—·％%‰℃～,.;:?!)]}")
_NOT_LAST = frozenset("（《〈「『【〔“‘([{￥$#№")
_COMMAS = frozenset("，、,")
_STOPS = frozenset("。；：？！;:?!")
_AFTER_WORDS = _COMMAS | _STOPS
_CLOSERS = frozenset("）》」』】〕”’")
_OPENERS = frozenset("（《「『【〔“‘")
_PAIRS = {"“": "”", "‘": "’", "《": "》", "〈": "〉", "「": "」", "『": "』", "（": "）"}
_WORD = re.compile(r"[0-9A-Za-z][0-9A-Za-z.,:%°/+&'’@_-]*|——|……")
_PARTICLES = frozenset("的了着在与和及并将把为向让对从于到")
# Words that titles of news and notices are full of.
_COMMON = """
中心 公司 集团 大学 学院 学校 中学 小学 医院 协会 学会 联盟 活动 会议 论坛 大会 仪式 工作
项目 园区 社区 街道 建设 发展 合作 服务 行动 计划 精神 部门 单位 企业 基地 平台 教育 文化
科技 科学 技术 经济 产业 创新 改革 开放 开展 召开 举行 举办 成立 启动 推进 推动 打造 助力
走进 荣获 发布 签约 加入 落实 学习 贯彻 宣传 组织 领导 干部 群众 青年 学生 教师 儿童 居民
志愿 公益 健康 医疗 安全 生态 环境 保护 自然 户外 课堂 课程 教学 试点 培训 比赛 大赛 展览
研究 调研 考察 交流 座谈 全国 全省 全市 全县 上海 北京 中国 国际 城市 乡村 农村 农业 工业
生物 医药 信息 数字 智能 网络 质量 管理 制度 办法 意见 方案 通知 通报 决定 报告 请示 关于
进一步 加强 提升 促进 实现 完成 建立 首届 首批 第一 今年 年度 新年 春节 国庆 夏季 秋季 冬季
春季 共同 联合 携手 一起 他们 我们 孩子 市民 读者 专家 院士 代表 委员 书记 主席 主任 政府
党建 党委 支部 党员 溪边 湖畔 山里 流域 望远镜
"""
_WORDS = frozenset(_COMMON.split())
_LONGEST_WORD = 3
_BEGINNINGS = frozenset("把将让为向与在从获共以搬")
# Costs of a break, beside which a line that is 10 % off the mean costs 1: for the end of a word
# two lines may differ by a quarter, for the end of a phrase by more.
_WITHIN, _AT_COMMA, _IN_WORD, _PLAIN, _AT_WORD, _AT_PAUSE = 60.0, 40.0, 20.0, 8.0, 0.8, -12.0
# A space between phrases; where each number has one before and behind, it only sets them off.
_GAP = re.compile(r"(?<=[^\x00-\x7f]) (?=[0-9A-Za-z]*[^\x00-\x7f])")
_LAST_LEAST = 0.5


def title_length(title: str) -> int:
    """How many characters a title counts: two of Latin script for one, `|` for none."""
    return round(sum(0.5 if _narrow(char) else 1.0 for char in title if char != _AUTHORS_BREAK))


def title_text(title: str) -> str:
    """The title on one line, for running heads, outlines and metadata: a space for each `|`."""
    return " ".join(part for part in (p.strip() for p in title.split(_AUTHORS_BREAK)) if part)


def title_lines(title: str, room: float) -> tuple[str, ...]:
    """The lines of a title on a measure of `room` em: the fewest that fit, as even as can be.

    A `|` ends a line where the author wants it; joined with its spaces left out, the lines are the
    title. A word that is wider than the measure stands on a line of its own.
    """
    parts = (" ".join(part.split()) for part in title.split(_AUTHORS_BREAK))
    return tuple(line for part in parts if part for line in _broken(part, room)) or ("",)


def _broken(text: str, room: float) -> tuple[str, ...]:
    costs = _break_costs(text)
    places = (0, *sorted(costs), len(text))
    for count in range(ceil(title_width(text) / room), len(places)):
        found = _evenly(text, places, costs, count, room)
        if found is not None:
            return found
    return tuple(text[a:b].strip() for a, b in pairwise(places))


def _evenly(
    text: str, places: tuple[int, ...], costs: dict[int, float], count: int, room: float
) -> tuple[str, ...] | None:
    """The cheapest `count` lines no wider than `room`, or None."""
    mean = title_width(text) / count
    nothing: tuple[float, tuple[str, ...]] = (float("inf"), ())

    @cache
    def rest(first: int, left: int) -> tuple[float, tuple[str, ...]]:
        if left == 0:
            return (0.0, ()) if first == len(places) - 1 else nothing
        best = nothing
        for last in range(first + 1, len(places)):
            line = text[places[first] : places[last]].strip()
            width = title_width(line)
            if width > room and last > first + 1:
                break
            after, lines = rest(last, left - 1)
            cost = ((width - mean) / mean * 10) ** 2 + costs.get(places[last], 0.0) + after
            if left == 1 and width < _LAST_LEAST * mean:
                cost += _WITHIN
            best = min(best, (cost, (line, *lines)), key=lambda found: found[0])
        return best

    cost, lines = rest(0, count)
    return lines if cost < float("inf") else None


def title_width(text: str) -> float:
    """The width of title text in em, a little more than heavy faces need for Latin letters."""
    return sum(_advance(char) for char in text)


def _advance(char: str) -> float:
    if not _narrow(char):
        return 1.0
    if char.isupper() or char in "%@&":
        return 0.78
    return 0.3 if char in " .,:;'|!il" else 0.6


def _narrow(char: str) -> bool:
    # “ ” ‘ ’ — … · are ambiguous in Unicode, and a full em in a Chinese title.
    return unicodedata.east_asian_width(char) in ("Na", "N", "H")


def _break_costs(text: str) -> dict[int, float]:
    """The places where a line may end, each with what it costs to end it there."""
    inside = {at for word in _WORD.finditer(text) for at in range(word.start() + 1, word.end())}
    quoted = _quoted(text)
    gaps = {gap.end() for gap in _GAP.finditer(text)}
    return {
        at: _WITHIN if at in quoted else _AT_PAUSE if at in gaps else _cost(text, at)
        for at in range(1, len(text))
        if at not in inside and text[at] not in _NOT_FIRST and text[at - 1] not in _NOT_LAST
    }


def _quoted(text: str) -> set[int]:
    inside: set[int] = set()
    for start, char in enumerate(text):
        end = text.find(_PAIRS[char], start) if char in _PAIRS else -1
        inside.update(range(start + 1, end + 1))
    return inside


def _cost(text: str, at: int) -> float:
    before, after = text[at - 1], text[at]
    if before in _COMMAS:
        return _AT_COMMA
    if before in _STOPS or text[:at].endswith(("——", "……")):
        return _AT_PAUSE
    if before in _CLOSERS or after in _OPENERS:
        return _AT_WORD
    if _narrow(before) and not _narrow(after):
        # A number keeps the word that counts it.
        return _AT_COMMA if before.isdecimal() else _PLAIN
    return _cost_in_han(text, at)


def _cost_in_han(text: str, at: int) -> float:
    spans = [
        (start, start + length)
        for start in range(max(at - _LONGEST_WORD, 0), at + 1)
        for length in (2, 3)
        if text[start : start + length] in _WORDS
    ]
    if any(at in span for span in spans):
        return _AT_WORD
    # One character between the break and a mark is the rest of a word.
    cut = text[at + 1 : at + 2] in _AFTER_WORDS or (at > 1 and text[at - 2] in _AFTER_WORDS)
    if cut or any(start < at < end for start, end in spans):
        return _IN_WORD
    if text[at - 1] in "的了着" or text[at] in _BEGINNINGS:
        return _AT_WORD
    return _PLAIN + 2 * (text[at - 1] in _PARTICLES)
