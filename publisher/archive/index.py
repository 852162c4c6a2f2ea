"""The index for people and other programs: json, csv and html, a file a month and a short top.

Everything in it comes from the catalogue; nothing tells when it was written, so the same records
give the same bytes.
"""

import csv
import io
import json
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path
from urllib.parse import quote

from publisher.archive.catalog import Catalog, Filters
from publisher.archive.facts import Row
from publisher.archive.layout import Layout
from publisher.system import System

NEWEST = 100
MONTH_FILE = re.compile(r"\d{4}-\d\d\.(?:json|csv|html)")
COLUMNS = {
    "编号": "id",
    "版本": "version",
    "日期": "date",
    "题名": "title",
    "副题名": "subtitle",
    "责任者": "creator",
    "来源": "source",
    "文种": "kind",
    "关键词": "keywords",
    "状态": "status",
    "页数": "pages",
    "归档时间": "filed",
    "说明": "message",
    "文件夹": "folder",
}
STATUS = {"draft": "草稿", "published": "已发布", "corrected": "已更正", "withdrawn": "已撤回"}
STYLE = (
    "body{font-family:'Noto Serif CJK SC','Songti SC',SimSun,serif;margin:2em auto;max-width:60em;"
    "padding:0 1em;line-height:1.7}table{border-collapse:collapse;width:100%}"
    "th,td{border-bottom:1px solid #bbb;padding:.3em .6em;text-align:left;vertical-align:top}"
    "td:first-child{white-space:nowrap}small{color:#555}@media print{a{color:inherit}}"
)
# A spreadsheet takes a cell that begins with one of these for a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class Index:
    """The files below `index/`."""

    layout: Layout
    system: System

    def update(self, catalog: Catalog, months: Collection[str]) -> None:
        """Writes the files of these months (`YYYY-MM`) and the top."""
        with self.system.lock(self.layout.lock("index")):
            for month in sorted(months):
                self._month(catalog, month)
            for name, data in self._top(catalog):
                self.system.replace(self.layout.index / name, data)
            self.system.sync_folder(self.layout.index)

    def rewrite(self, catalog: Catalog) -> None:
        """Writes every file and removes what no longer belongs there."""
        there = {path.stem for path in self._month_files()}
        self.update(catalog, there | {month for month, _ in catalog.months()})

    def expected(self, catalog: Catalog) -> Iterator[tuple[str, bytes]]:
        """Every file that should be there, by its path below `index/`, with its bytes."""
        for month, _ in catalog.months():
            yield from self._files_of(month, catalog.month(month))
        yield from self._top(catalog)

    def _month(self, catalog: Catalog, month: str) -> None:
        rows = catalog.month(month)
        folder = self.layout.index / month[:4]
        if rows and not self.system.exists(folder):
            self.system.make_folder(folder)
        for name, data in self._files_of(month, rows):
            path = self.layout.index / name
            if rows:
                self.system.replace(path, data)
            elif self.system.exists(path):
                self.system.remove(path)
        if rows:
            self.system.sync_folder(folder)

    def _month_files(self) -> Iterator[Path]:
        for year in self.system.list(self.layout.index):
            if year.folder and year.name.isdigit():
                for file in self.system.list(self.layout.index / year.name):
                    if MONTH_FILE.fullmatch(file.name):
                        yield self.layout.index / year.name / file.name

    def _files_of(self, month: str, rows: list[Row]) -> Iterator[tuple[str, bytes]]:
        stem = f"{month[:4]}/{month}"
        yield f"{stem}.json", _json({"month": month}, "records", [_plain(row) for row in rows])
        yield f"{stem}.csv", table(rows)
        body = f'<p><a href="../index.html">全部月份</a></p>\n{_table(rows, "../../")}'
        yield f"{stem}.html", _page(_chinese(month), body)

    def _top(self, catalog: Catalog) -> Iterator[tuple[str, bytes]]:
        months = catalog.months()
        newest = catalog.rows(Filters(limit=NEWEST))
        total = sum(records for _, records in months)
        listed = [
            {"file": f"{month[:4]}/{month}.json", "month": month, "records": records}
            for month, records in months
        ]
        told = {"months": listed, "records": total}
        yield "index.json", _json(told, "newest", [_plain(row) for row in newest])
        yield "index.csv", table(newest)
        links = "\n".join(
            f'<li><a href="{month[:4]}/{month}.html">{_chinese(month)}</a>（{records} 件）</li>'
            for month, records in months
        )
        body = (
            f"<p>共 {total} 件。下面是最新的 {len(newest)} 件；各月的全部记录见页末。</p>\n"
            f"{_table(newest, '../')}\n<h2>按月</h2>\n<ul>\n{links}\n</ul>"
        )
        yield "index.html", _page("归档目录", body)


def table(rows: list[Row]) -> bytes:
    """The rows as a CSV that spreadsheets open rightly: UTF-8 with a mark, no live formula."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for row in rows:
        plain = {**_plain(row), "status": STATUS.get(row.status, row.status)}
        writer.writerow([_cell(plain[key]) for key in COLUMNS.values()])
    return text.getvalue().encode("utf-8-sig")


def _json(told: dict[str, object], name: str, rows: list[dict[str, object]]) -> bytes:
    """An object of JSON with a line for each row of the list `name`."""
    lines = ",\n".join(json.dumps(row, ensure_ascii=False, sort_keys=True) for row in rows)
    head = json.dumps(told, ensure_ascii=False, sort_keys=True)[:-1]
    return f"{head}, {json.dumps(name)}: [\n{lines}\n]}}\n".encode()


def _cell(value: object) -> str:
    match value:
        case None:
            text = ""
        case list():
            text = "；".join(map(str, value))
        case _:
            text = str(value)
    return f"'{text}" if text.startswith(FORMULA) else text


def _plain(row: Row) -> dict[str, object]:
    return {key: list(v) if isinstance(v, tuple) else v for key, v in row.__dict__.items()}


def _chinese(month: str) -> str:
    return f"{month[:4]} 年 {int(month[5:])} 月"


def _table(rows: list[Row], up: str) -> str:
    lines = ["<table>", "<tr><th>日期</th><th>题名</th><th>来源</th><th>编号</th></tr>"]
    for row in rows:
        title = escape(row.title)
        if row.pdf:
            title = f'<a href="{escape(up + quote(row.pdf))}">{title}</a>'
        if row.subtitle:
            title += f"<br><small>{escape(row.subtitle)}</small>"
        name = f"{row.id}@v{row.version}"
        lines.append(
            f"<tr><td>{escape(row.date)}</td><td>{title}</td><td>{escape(row.source)}</td>"
            f'<td><a href="{escape(up + quote(row.folder))}/">{escape(name)}</a></td></tr>'
        )
    return "\n".join([*lines, "</table>"])


def _page(title: str, body: str) -> bytes:
    return (
        '<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width">\n'
        f"<title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<h1>{title}</h1>\n"
        f"{body}\n</body>\n</html>\n"
    ).encode()
