"""Writes the pages of findings in docs/ from the catalogue; with `--check` compares them."""

import sys
from pathlib import Path
from typing import Literal

from publisher.findings import Entry, all_entries

ROOT = Path(__file__).resolve().parent.parent
PAGES: dict[Literal["en", "zh"], str] = {
    "en": "docs/findings.md",
    "zh": "docs/findings.zh-CN.md",
}
HEADS = {
    "en": """\
# Findings

Everything that `publisher` may have to say of a text, a picture, a face or an archive, by its code;
`publisher explain CODE` shows the same. An error stops the work; warnings and notes are printed,
notes not with `--quiet`. In `publisher.toml`, `[checks] severity` changes the severity of a code
and `ignore` leaves it out, as `ignore` does in the front matter of an article.

This page is made from the catalogue by `make docs`.""",
    "zh": """\
# 提示与错误

程序对文字、图片、字体和档案可能说的每一句话，按代码排列；`publisher explain 代码` 显示同样的内容。
错误会停下；警告和提示会显示，用 `--quiet` 时不显示提示。`publisher.toml` 的 `[checks] severity`
可以改一个代码的级别，`ignore` 可以不再显示它，文章头部的 `ignore` 也一样。

本页由 `make docs` 从目录生成。""",
}
SEVERITIES = {
    "en": {"error": "error", "warning": "warning", "note": "note"},
    "zh": {"error": "错误", "warning": "警告", "note": "提示"},
}


def page(language: Literal["en", "zh"]) -> str:
    """The page in a language: a section a code, in the order of the alphabet."""
    parts = [HEADS[language]]
    for code, entry in sorted(all_entries().items()):
        parts.append(_section(code, entry, language))
    return "\n\n".join(parts) + "\n"


def _section(code: str, entry: Entry, language: Literal["en", "zh"]) -> str:
    severity = SEVERITIES[language][entry.severity]
    exit_code = f" · exit {entry.exit}" if entry.severity == "error" else ""
    lines = [f"## {code}", f"*{severity}{exit_code}*", entry.message[language]]
    lines += [entry.why[language], entry.hint[language]]
    if entry.example:
        lines.append(f"```\n{entry.example.strip()}\n```")
    return "\n\n".join(line for line in lines if line)


def main(arguments: list[str]) -> int:
    """Write the pages, or with `--check` say which are not as they would be."""
    stale = []
    for language, name in PAGES.items():
        path, text = ROOT / name, page(language)
        if "--check" in arguments:
            if not path.is_file() or path.read_text(encoding="utf-8") != text:
                stale.append(name)
        else:
            path.write_text(text, encoding="utf-8")
    if stale:
        print(f"{', '.join(stale)}: run make docs")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
