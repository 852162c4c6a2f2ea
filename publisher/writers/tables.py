"""Tables as HTML: columns as wide as their texts ask for, figures flush right."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from publisher.article import Run, Runs, Table, plain
from publisher.style.units import Pt
from publisher.typography.columns import GAP, Need, column_widths, need
from publisher.writers.setting import Setting

_ENDLESS = Pt(100_000)
_FIGURES = re.compile(r"[-+−±<>≤≥≈约]? ?[￥$€£]?\d[\d,. ]*(?:%|‰|℃)?|[-–—－/]*")


def table_html(table: Table, setting: Setting) -> Markup:
    """A table between its rules, its caption above."""
    return _Ruled(table, setting).html


@dataclass(frozen=True)
class _Ruled:
    table: Table
    setting: Setting

    @property
    def html(self) -> Markup:
        caption = Markup('<caption class="caption set-caption">{}</caption>').format(
            self.setting.ragged(self.table.caption, "caption")
        )
        widths = tuple(self._widths())
        columns = Markup("").join(
            Markup('<col style="width: {}">').format(width.css) for width in widths
        )
        head = Markup('<thead class="set-table_head">{}</thead>').format(
            self._row("th", self.table.head, widths)
        )
        return Markup(
            '<div class="tabular"><table class="set-table">{}<colgroup>{}</colgroup>{}'
            "<tbody>{}</tbody></table></div>"
        ).format(
            caption if self.table.caption else "",
            columns,
            head if any(self.table.head) else "",
            Markup("").join(self._row("td", row, widths) for row in self.table.rows),
        )

    @property
    def _gap(self) -> Pt:
        return Pt(GAP * self.setting.style.texts["table"].size)

    def _widths(self) -> Iterator[Pt]:
        """The widths of the columns, each but the last with the gap behind it."""
        size, count = self.setting.style.texts["table"].size, self.table.columns
        needs = [self._need(number) for number in range(count)]
        found = column_widths(needs, self.setting.room / size - GAP * (count - 1))
        for number, width in enumerate(found, 1):
            yield Pt(width * size + (self._gap if number < count else 0))

    def _need(self, number: int) -> Need:
        """What a column asks for, in em."""
        head, rows = self.table.head, self.table.rows
        cells = [("table_head", head), *(("table", row) for row in rows)]
        return need(self._wide(role, row[number]) for role, row in cells if number < len(row))

    def _wide(self, role: str, runs: Runs) -> tuple[str, float]:
        """The characters of a cell, and the width of its longest line in em."""
        strong = any(run.strong for run in runs)
        wide = max(
            self.setting.last_width((Run(line, strong=strong),), role, _ENDLESS)
            for line in plain(runs).split("\n")
        )
        return plain(runs), wide + sum(run.note is not None for run in runs)

    def _row(self, tag: str, cells: tuple[Runs, ...], widths: tuple[Pt, ...]) -> Markup:
        """A row; cells that it lacks are empty."""
        role = "table_head" if tag == "th" else "table"
        filled = (*cells, *(() for _ in range(len(widths) - len(cells))))
        return Markup("<tr>{}</tr>").format(
            Markup("").join(
                Markup('<{0} class="{1}">{2}</{0}>').format(
                    tag,
                    aligned(self.table, number),
                    self.setting.ragged(
                        runs, role, width if number == len(widths) - 1 else Pt(width - self._gap)
                    ),
                )
                for number, (runs, width) in enumerate(zip(filled, widths, strict=True))
            )
        )


def aligned(table: Table, number: int) -> str:
    """How a column stands: as the author says, else figures flush right and the rest left."""
    if number < len(table.align) and table.align[number]:
        return table.align[number]
    cells = [plain(row[number]).strip() for row in table.rows if number < len(row)]
    figures = any(cells) and all(_FIGURES.fullmatch(cell) for cell in cells)
    return "right" if figures else "left"
