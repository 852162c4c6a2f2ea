"""What composing costs, as ratios of pairs that ran in turn; `python bench/composer.py [ARTICLE]`.

Composing a text is set against WeasyPrint's laying out the same text without it; both warm. Only
ratios of one run count; the milliseconds say where the time goes.
"""

import argparse
import html
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from publisher.article import Run
from publisher.resources import bundled
from publisher.style.load import load_style
from publisher.typefaces import find_faces, fontconfig
from publisher.writers.inline import Column, Notes, composed
from publisher.writers.pdf.libraries import fontconfig_file, weasyprint
from publisher.writers.setting import Setting

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / "examples" / "hupan" / "article.txt"
PICTURES = (".jpg", ".jpeg", ".png")
BAR = 0.5
PARAGRAPH = 230  # characters

Work = Callable[[], object]


def paragraphs(article: Path) -> list[str]:
    """The lines of a text that are set, its pictures left out."""
    lines = (line.strip() for line in article.read_text(encoding="utf-8").splitlines())
    return [line for line in lines if line and not line.lower().endswith(PICTURES)]


@contextmanager
def press() -> Iterator[tuple[Column, str]]:
    """The column of the news bulletin and the name of its face, Pango seeing its faces alone."""
    style = load_style(bundled("templates") / "news", lambda name: bundled("templates") / name)
    needs = {(text.face, text.weight) for text in style.texts.values()}
    faces = find_faces(needs, fonts=[bundled("fonts")]).value
    column = Setting(style, faces, Notes({}, ())).column()
    with tempfile.TemporaryDirectory() as cache, fontconfig_file(fontconfig(faces, Path(cache))):
        yield column, column.face.family


def composing(texts: list[str], column: Column) -> Work:
    """The lines of all paragraphs as markup."""

    def work() -> None:
        for text in texts:
            composed((Run(text),), Notes({}, ()), set(), column)

    return work


def laying_out(texts: list[str], column: Column, family: str) -> Work:
    """WeasyPrint's pages of the paragraphs, which it breaks itself."""
    style = f"p{{width:{column.measure}em;text-indent:2em}} body{{font:12pt/21pt '{family}'}}"
    body = "".join(f"<p>{html.escape(text)}</p>" for text in texts)
    page = f'<!doctype html><html lang="zh-CN"><style>{style}</style><body>{body}'
    return rendering(page)


def laying_out_composed(texts: list[str], column: Column, family: str) -> Work:
    """The pages of the paragraphs that were composed before."""
    css = (bundled("templates") / "news" / "furniture.css").read_text(encoding="utf-8")
    style = f"{css} p{{text-indent:2em}} body{{font:12pt/21pt '{family}'}}"
    lines = (composed((Run(text),), Notes({}, ()), set(), column) for text in texts)
    body = "".join(f'<p class="composed">{"<br>".join(found)}</p>' for found in lines)
    page = f'<!doctype html><html lang="zh-CN"><style>{style}</style><body>{body}'
    return rendering(page)


def rendering(page: str) -> Work:
    """WeasyPrint's layout of a page."""
    engine = weasyprint()
    fonts = engine.text.fonts.FontConfiguration()
    return lambda: engine.HTML(string=page).render(font_config=fonts)


def seconds(work: Work) -> float:
    """How long the processor was at a piece of work; neither of a pair waits for anything."""
    start = time.process_time()
    work()
    return time.process_time() - start


def row(name: str, one: Work, other: Work, runs: int, bar: float | None) -> None:
    """Print the ratios of two works that ran in turn."""
    seconds(one), seconds(other)
    pairs = [(seconds(one), seconds(other)) for _ in range(runs)]
    ratios = sorted(a / b for a, b in pairs)
    a, b = (statistics.median(column) * 1000 for column in zip(*pairs, strict=True))
    print(
        f"{name:<52}{ratios[0]:>7.2f}{statistics.median(ratios):>8.2f}{ratios[-1]:>7.2f}"
        f"{'' if bar is None else bar:>6}   {a:.1f} : {b:.1f} ms",
        flush=True,
    )


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("article", type=Path, nargs="?", default=EXAMPLE)
    parser.add_argument("-n", "--runs", type=int, default=7)
    arguments = parser.parse_args()
    texts = paragraphs(arguments.article)
    joined = "".join(texts)
    short = joined[:PARAGRAPH]
    long = joined * (100_000 // len(joined) + 1)
    print(f"{arguments.article.name}: {len(joined)} characters; Python {sys.version.split()[0]}")
    print(f"{'pair':<52}{'min':>7}{'median':>8}{'max':>7}{'bar':>6}   medians")
    with press() as (column, family):
        plain = laying_out(texts, column, family)
        row("composing : laying out the same", composing(texts, column), plain, arguments.runs, BAR)
        done = laying_out_composed(texts, column, family)
        row("laying out composed lines : the same", done, plain, arguments.runs, None)
        for length, bar in ((1_000, None), (10_000, None), (100_000, 1.5)):
            work = composing([long[:length]], column)
            again = composing([long[:1000]] * (length // 1000), column)
            name = f"one paragraph of {length} characters : so many of 1000"
            row(name, work, again, 3, bar)
        best = min(seconds(composing([short], column)) for _ in range(30))
        print(f"a paragraph of {len(short)} characters: {best * 1000:.1f} ms")


main()
