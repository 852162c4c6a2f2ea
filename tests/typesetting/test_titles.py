"""Titles: balanced lines that end where a word ends, unless the author broke them."""

import pytest
from reading import CLOSERS

pytestmark = [pytest.mark.pages]

TITLES = (
    "湖畔 科普 联盟 把 望远镜 送到 社区 居民 在 傍晚 看 月亮",
    "第十二届 湖畔 科学周 在 市 图书馆 开幕 三条 路线 向 居民 免费 开放",
    "澜州市 天文馆 与 镜湖 光学 签订 合作 协议 共建 校园 观测站",
    "从 一块 镜片 到 一片 星空 ： 镜湖 光学 三十年 的 手艺 与 坚持",
    "望湖 街道 办事处 关于 举办 第十二届 湖畔 科学周 活动 的 通知",
    "GS-150型 望远镜 走进 38个 社区 十万 居民 看见 土星 的 光环",
    (
        "山里 的 孩子 第一次 从 自己 磨 的 镜片 里 看见 木星 的 四颗 卫星 和 云带 "
        "老师 说 ： 明年 还要 来"
    ),
)
UNEVEN = 0.25  # of the longest line, what another line may lack


@pytest.fixture(scope="module", params=TITLES, ids=lambda words: words[:6])
def title(request, press):
    """The words of a title, and its lines on the page."""
    words = request.param.split()
    text = "".join(words)
    return words, press.text("正文。", title=f'"{text}"').lines_of_title(text)


@pytest.mark.rule(17)
def test_a_title_breaks_at_the_end_of_a_word(title):
    words, lines = title
    ends = {sum(map(len, words[:count])) for count in range(1, len(words) + 1)}
    at = 0
    for line in lines:
        at += len(line.text)
        assert at in ends, [line.text for line in lines]


@pytest.mark.rule(17)
def test_the_lines_of_a_title_are_balanced(title):
    _, lines = title
    assert len(lines) > 1
    lengths = [line.right - line.left for line in lines]
    assert max(lengths) - min(lengths) <= UNEVEN * max(lengths), [line.text for line in lines]
    assert lengths[-1] >= lengths[0] / 2


@pytest.mark.rule(17)
def test_no_line_of_a_title_ends_with_a_comma_or_begins_with_a_mark(title):
    _, lines = title
    assert all(line.text[-1] not in "，、；" for line in lines[:-1])
    assert all(line.text[0] not in CLOSERS for line in lines)


@pytest.mark.rule(17)
def test_the_author_s_own_break_wins(press):
    broken = ("在山顶等天黑", "一堂四百人一起上的观星课")
    printed = press.text("正文。", title="|".join(broken))
    assert [line.text for line in printed.lines_of_title("".join(broken))] == list(broken)
