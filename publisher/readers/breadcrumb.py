"""The way through a site to a page, as the page's first line often shows it."""

import re
from typing import Final

STEP_MOST: Final = 16

_PLACE = re.compile(
    r"[您你]?(?:现在|現在|当前|當前|目前|所在)?的?(?:所在)?位置是?\s{0,3}[:：]\s{0,3}"
)
_HOME = re.compile(r"(?:首页|首頁|主页|主頁)(?=\s{0,9}[>＞»›→/|-])")
_STEP = re.compile(r"[>＞»›→/|-]+")
_PAGE_WORDS = frozenset({"正文", "详情", "詳情", "内容", "內容", "首页", "首頁", "主页", "主頁"})


def read_breadcrumb(text: str) -> str | None:
    """The last step that is a section, empty where none is; None where the line is no breadcrumb.

    当前位置: 首页 > 要闻 > 正文 gives 要闻.
    """
    label = _PLACE.match(text)
    rest = text[label.end() :] if label else text
    steps = [step.strip() for step in _STEP.split(rest)]
    if label is None and not (_HOME.match(text) and all(len(s) <= STEP_MOST for s in steps)):
        return None
    named = [step for step in steps if step and len(step) <= STEP_MOST and step not in _PAGE_WORDS]
    return named[-1] if named else ""
