"""Whatever a `style.toml` says that loads, pages can be made of it."""

import datetime as dt
import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from publisher.findings import PublisherError
from publisher.pipeline import Received, Way, render
from publisher.project import find_project
from publisher.resources import bundled

pytestmark = [pytest.mark.pages, pytest.mark.slow]

NEWS = (bundled("templates") / "news" / "style.toml").read_text(encoding="utf-8").split("\n")
KEYS = [number for number, line in enumerate(NEWS) if re.search(r"= .*\d", line)]
FACTORS = st.sampled_from([0, 0.1, 0.5, 0.8, 0.95, 1.05, 1.3, 2, 5])
SIZES = {
    "小五": "9pt",
    "五号": "10.5pt",
    "小四": "12pt",
    "四号": "14pt",
    "二号": "22pt",
    "一号": "26pt",
}
TEXT = """---
title: 灯塔改由岸上看管|守塔人的一百年有了续篇
subtitle: 灯亮得更早
date: 2026-04-18
---
守塔人陆守堂说：“比我点的早了两分钟。”他在塔上住了41年[^1]，记了三十七本日志。

## 第一天

> 灯一亮，湖上就有人放心往回走。

- 石阶湿滑，扶好栏杆；

| 日期 | 名额 |
|:-----|-----:|
| 5月2日 | 24 |

::: names title="守塔人"
- 陆守堂
- 闻汀
:::

::: box title="怎样来"
环湖公交2路。
:::

[^1]: 从1985年起。
"""


def scaled(line, factor):
    """A line of the file with every number in its value so many times as large."""
    key, equals, value = line.partition(" = ")
    for name, points in SIZES.items():
        value = value.replace(name, points)

    def times(match):
        number = float(match[1]) * factor
        return (
            f"{number:.3f}".rstrip("0").rstrip(".")
            if "." in match[1] or match[2]
            else f"{number:.0f}"
        )

    value = re.sub(
        r"(?<![#\w.])(\d+(?:\.\d+)?)(pt|mm|em)?", lambda m: times(m) + (m[2] or ""), value
    )
    return f"{key}{equals}{value}"


@settings(max_examples=12, suppress_health_check=[HealthCheck.too_slow])
@given(changes=st.dictionaries(st.sampled_from(KEYS), FACTORS, min_size=1, max_size=3))
def test_what_loads_also_prints(tmp_path_factory, changes):
    folder = tmp_path_factory.mktemp("any")
    lines = list(NEWS)
    for number, factor in changes.items():
        lines[number] = scaled(lines[number], factor)
    own = folder / "templates" / "own"
    own.mkdir(parents=True)
    text = "\n".join(['extends = "news"', *lines])
    (own / "style.toml").write_text(text, encoding="utf-8")
    (folder / "a.md").write_text(TEXT, encoding="utf-8")
    way = Way(
        project=find_project(folder, folder, folder / "none.toml", {}),
        made=dt.datetime(2026, 4, 18, tzinfo=dt.UTC),
        cache=Path(tmp_path_factory.getbasetemp()) / "cache",
        kind="own",
        to=("pdf", "docx"),
    )
    try:
        made = render(Received(folder / "a.md"), way)
    except PublisherError as error:
        if error.exit_code != 78:
            raise
    else:
        assert made.value.pages
