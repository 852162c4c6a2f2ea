"""How long publishing takes, as ratios of pairs that ran in turn; `make bench` prints the table.

Only ratios of one run count: machines and their load differ. Each row runs A and B alternately and
gives the least, the middle and the greatest of the ratios A/B.
"""

import argparse
import html
import os
import platform
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
EXAMPLE = ROOT / "examples" / "hupan"
PICTURES = (".jpg", ".jpeg", ".png")
NEWS = ROOT / "examples" / "article"
SHORT, LONG = 5, 258  # so many times this article is 11 pages, and 300
ILLUSTRATED = 39  # of its copies: an article has 200 pictures at most
MEMORY_BAR = 6

Run = Callable[[], None]


@dataclass(frozen=True)
class Pair:
    """Two ways to spend time; `bar`: what the ratio of the first to the second should not pass."""

    name: str
    first: Run
    second: Run
    bar: float


def command(*words: object, cwd: Path) -> Run:
    """A run of a command in a process of its own; its failure ends the benchmark."""

    def run() -> None:
        subprocess.run([str(word) for word in words], cwd=cwd, check=True, capture_output=True)

    return run


def publishing(folder: Path, article: Path) -> Run:
    """A publish into an archive that does not exist yet."""
    count = iter(range(1000))

    def run() -> None:
        project = folder / f"project{next(count)}"
        project.mkdir()
        command(BIN / "publisher", "-C", project, "publish", article, "-q", cwd=project)()

    return run


def plain_page(article: Path, folder: Path) -> Path:
    """The same text and pictures as plain HTML in one face, for WeasyPrint's own command."""
    parts = []
    for line in article.read_text(encoding="utf-8").splitlines():
        name = line.split()[-1] if line.split() else ""
        if name.lower().endswith(PICTURES):
            shutil.copy(article.parent / name, folder / name)
            parts.append(f'<p>{html.escape(line.removesuffix(name))}</p><img src="{name}">')
        elif line.strip():
            parts.append(f"<p>{html.escape(line)}</p>")
    style = "img{width:100%} body{font:12pt/21pt 'Noto Serif CJK SC'} @page{size:A4}"
    page = folder / "page.html"
    page.write_text(
        f'<!doctype html><html lang="zh-CN"><meta charset="utf-8"><style>{style}</style>'
        + "".join(parts),
        encoding="utf-8",
    )
    return page


def pairs(folder: Path) -> list[Pair]:
    """The rows of the table that this version of the program can fill."""
    shutil.copytree(EXAMPLE, folder / "article")
    article = folder / "article" / "article.txt"
    page = plain_page(article, folder)
    weasyprint = command(BIN / "weasyprint", page, folder / "page.pdf", cwd=folder)
    first = publishing(folder, article)
    kept = folder / "kept"
    kept.mkdir()
    again = command(BIN / "publisher", "-C", kept, "publish", article, "-q", cwd=kept)
    again()
    click = command(sys.executable, "-c", "import click", cwd=folder)
    return [
        Pair("publish : weasyprint, the same as plain HTML", first, weasyprint, 1.1),
        Pair("publish, unchanged : first publish", again, first, 0.3),
        Pair(
            "publisher --help : import click",
            command(BIN / "publisher", "--help", cwd=folder),
            click,
            3,
        ),
    ]


def repeated(folder: Path, times: int) -> Path:
    """An article so many times in one, each with its own note, the first ones with pictures."""
    shutil.copytree(NEWS, folder)
    source = folder / "article.md"
    _, front, body = source.read_text(encoding="utf-8").split("---\n", 2)
    body, _, note = body.partition("[^1]:")
    plain = re.sub(r"^!\[.*$", "", body, flags=re.MULTILINE)
    parts = [
        (body if number < ILLUSTRATED else plain).replace("[^1]", f"[^{number}]")
        for number in range(times)
    ]
    notes = "".join(f"[^{number}]:{note}\n" for number in range(times))
    source.write_text(f"---\n{front}---\n{''.join(parts)}\n{notes}", encoding="utf-8")
    return source


def peak(*words: object) -> float:
    """The most memory that a command held, in MB."""
    quiet = [(os.POSIX_SPAWN_OPEN, number, os.devnull, os.O_WRONLY, 0) for number in (1, 2)]
    line = [str(word) for word in words]
    child = os.posix_spawn(line[0], line, os.environ, file_actions=quiet)
    _, status, used = os.wait4(child, 0)
    if status:
        raise subprocess.CalledProcessError(status, line)
    return used.ru_maxrss / 1024


def memory(folder: Path, times: int) -> tuple[float, int]:
    """The peak of a render of the article so many times, in MB, and how many pages came of it."""
    import pikepdf

    article = repeated(folder / str(times), times)
    out = folder / f"out{times}"
    used = peak(BIN / "publisher", "render", "--to", "pdf", "-q", "-o", out, article)
    with pikepdf.open(out / "article.pdf") as pdf:
        return used, len(pdf.pages)


def timed(run: Run) -> float:
    """Seconds that a run took, by the wall clock."""
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


def measure(pair: Pair, runs: int) -> Sequence[tuple[float, float]]:
    """Seconds of both, `runs` times in turn, after one run of each to warm the caches."""
    timed(pair.first), timed(pair.second)
    return [(timed(pair.first), timed(pair.second)) for _ in range(runs)]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("-n", "--runs", type=int, default=5)
    parser.add_argument("--memory", action="store_true", help="the memory alone, once; minutes")
    asked = parser.parse_args()
    if asked.memory:
        with tempfile.TemporaryDirectory(prefix="kanyin-bench-") as name:
            (long, most), (short, few) = (memory(Path(name), times) for times in (LONG, SHORT))
        print(f"peak memory, an article of {most} pages : of {few}; once")
        print(f"{long / short:.2f}, bar {MEMORY_BAR}; {long:.0f} : {short:.0f} MB")
        return
    runs = asked.runs
    compiler = shutil.which("gcc") or "no gcc"
    print(f"Python {platform.python_version()}, {platform.machine()}, {compiler}, {runs} runs")
    print(f"{'pair':<48}{'min':>7}{'median':>8}{'max':>7}{'bar':>6}   seconds, medians")
    with tempfile.TemporaryDirectory(prefix="kanyin-bench-") as name:
        for pair in pairs(Path(name)):
            seconds = measure(pair, runs)
            ratios = sorted(a / b for a, b in seconds)
            middle = [statistics.median(column) for column in zip(*seconds, strict=True)]
            print(
                f"{pair.name:<48}{ratios[0]:>7.2f}{statistics.median(ratios):>8.2f}"
                f"{ratios[-1]:>7.2f}{pair.bar:>6}   {middle[0]:.2f} : {middle[1]:.2f}",
                flush=True,
            )


main()
