"""Text printed by the whole way, and where it stands on the pages."""

import datetime as dt
from dataclasses import dataclass
from functools import cached_property
from itertools import count
from pathlib import Path

from reading import Pages
from shown import Shown

from publisher.config import Config
from publisher.pipeline import Made, Received, Way, render
from publisher.project import Project

MADE = dt.datetime(2026, 10, 19, 8, tzinfo=dt.UTC)


@dataclass(frozen=True)
class Print:
    """A bulletin as it was printed."""

    made: Made
    findings: tuple

    @property
    def data(self):
        return self.made.files["pdf"]

    @property
    def style(self):
        return self.made.prepared.style

    @cached_property
    def pages(self):
        return Pages(self.data)

    @cached_property
    def shown(self):
        return Shown(self.data)

    def lines(self, text, role="body"):
        """The lines of a text that is set in a role of the house style."""
        return self.pages.lines(text, self.style.texts[role].size)

    def lines_of_title(self, text):
        """The lines of the title, whose size its length decides."""
        return self.pages.lines(text, self.made.prepared.articles[0].step.size)

    def edge(self, page):
        """The left edge of the type area on a page (from 0), in pt."""
        sheet = self.style.page
        return (sheet.outer if sheet.mirrored and page % 2 else sheet.inner).pt

    def left(self, line):
        """The left edge of the column in which a line stands."""
        step = self.style.column_pt + self.style.page.gutter.at(self.style.body.size)
        edge = self.edge(line.page)
        return edge + step * max(0, int((line.left - edge + line.size) // step))

    def right(self, line):
        """The right edge of that column."""
        return self.left(line) + self.style.column_pt


class Press:
    """Prints texts in a project of its own, each once."""

    def __init__(self, root: Path):
        self.root = root
        self._printed = {}
        self._folders = count()

    def template(self, name, declared):
        """A house style of one's own; the kind by which it is printed."""
        folder = self.root / "templates" / name
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "style.toml").write_text(declared, encoding="utf-8")
        return name

    def text(self, *paragraphs, kind="news", pictures=None, **front):
        """Paragraphs of Markdown; `front`: front matter, `pictures`: bytes by name."""
        said = {"title": "湖畔来信", "date": "2026-10-19", **front}
        head = "".join(f"{key}: {value}\n" for key, value in said.items())
        source = f"---\n{head}---\n\n" + "\n\n".join(paragraphs) + "\n"
        if (kind, source) not in self._printed:
            folder = self.root / f"source{next(self._folders)}"
            folder.mkdir()
            for name, data in (pictures or {}).items():
                (folder / name).write_bytes(data)
            (folder / "article.md").write_text(source, encoding="utf-8")
            self._printed[kind, source] = self.file(folder / "article.md", kind)
        return self._printed[kind, source]

    def file(self, path, kind):
        """A source as it lies there."""
        way = Way(
            Project(self.root, Config(), found=False),
            MADE,
            self.root / "cache",
            kind=kind,
            to=("pdf",),
            allow_missing=True,
        )
        outcome = render(Received(path), way)
        return Print(outcome.value, outcome.findings)
