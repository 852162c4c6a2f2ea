"""How Chinese lines come out of Kanyin, WeasyPrint alone, Typst and Chromium, judged alike.

Each engine sets the same paragraphs in the same face, size and measure, by the best that its own
settings offer; its PDF is read back glyph by glyph. `make bench-typesetting` writes the table of
docs/typography.md. An engine that is not here is left out, and said so.
"""

import html
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TESTS = ROOT / "tests"
sys.path[:0] = [str(ROOT), str(TESTS / "typesetting"), str(TESTS / "writers" / "pdf")]

import judge  # noqa: E402 - found by the path above
import samples  # noqa: E402
from press import Press  # noqa: E402
from reading import CLOSERS, Pages, extracted, squeezed  # noqa: E402
from rules import holding, rules  # noqa: E402

DOCUMENT = ROOT / "docs" / "typography.md"
BEGIN, END = "<!-- begin: make bench-typesetting -->\n", "<!-- end -->\n"
FACE, SIZE, LEADING, LEFT, MEASURE = "Noto Serif CJK SC", 12, 21, 90, 432
PEERS = ROOT / ".cache" / "peers"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")

Lines = tuple


@dataclass(frozen=True)
class Setting:
    """What an engine made of the paragraphs."""

    data: bytes

    @cached_property
    def pages(self) -> Pages:
        return Pages(self.data)

    def lines(self, text: str) -> Lines:
        return self.pages.lines(text, SIZE)

    def left(self, _line: object) -> float:
        return LEFT

    def right(self, _line: object) -> float:
        return LEFT + MEASURE


# --- the engines ----------------------------------------------------------------------------------


def kanyin(paragraphs: Sequence[str], folder: Path) -> object:
    """A news article by the whole way."""
    return Press(folder).text(*paragraphs)


def page(paragraphs: Iterable[str], style: str) -> str:
    body = "".join(f"<p>{html.escape(text)}</p>" for text in paragraphs)
    return (
        f'<!doctype html><html lang="zh-CN"><meta charset="utf-8"><style>'
        f"@page {{ size: 210mm 297mm; margin: 25mm 0 25mm {LEFT}pt }}"
        f"* {{ margin: 0; padding: 0 }} body {{ width: {MEASURE}pt;"
        f' font: {SIZE}pt/{LEADING}pt "{FACE}"; text-align: justify; text-indent: 2em; {style} }}'
        f"</style>{body}</html>"
    )


def weasyprint(paragraphs: Sequence[str], folder: Path) -> Setting:
    """Plain HTML and CSS."""
    source = folder / "weasyprint.html"
    source.write_text(page(paragraphs, ""), encoding="utf-8")
    target = folder / "weasyprint.pdf"
    run(Path(sys.executable).parent / "weasyprint", source, target)
    return Setting(target.read_bytes())


def chromium(paragraphs: Sequence[str], folder: Path) -> Setting:
    """The CSS for Chinese that WeasyPrint does not know."""
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None:
        raise FileNotFoundError("chromium (apt-get install chromium)")
    source, target = folder / "chromium.html", folder / "chromium.pdf"
    chinese = (
        "line-break: strict; text-autospace: normal; text-spacing-trim: trim-start; "
        "text-wrap: pretty; hanging-punctuation: allow-end;"
    )
    source.write_text(page(paragraphs, chinese), encoding="utf-8")
    options = ("--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer")
    profile = f"--user-data-dir={folder / 'profile'}"
    run(browser, *options, profile, f"--print-to-pdf={target}", source.as_uri())
    return Setting(target.read_bytes())


def typst(paragraphs: Sequence[str], folder: Path) -> Setting:
    """Typst with justified paragraphs in Chinese."""
    if not (PEERS / "typst").is_dir():
        raise FileNotFoundError("typst (setup/prepare peers)")
    source, target = folder / "typst.typ", folder / "typst.pdf"
    between = LEADING - SIZE
    head = (
        f"#set page(width: 210mm, height: 297mm, margin: (left: {LEFT}pt, y: 25mm,"
        f" right: 210mm - {LEFT + MEASURE}pt))\n"
        f'#set text(font: "{FACE}", size: {SIZE}pt, lang: "zh", region: "cn",'
        f" top-edge: 0.88em, bottom-edge: -0.12em)\n"
        f"#set par(justify: true, leading: {between}pt, spacing: {between}pt,"
        f" first-line-indent: (amount: 2em, all: true))\n"
    )
    texts = "\n".join(f'#par[#"{quoted(text)}"]' for text in paragraphs)
    source.write_text(head + texts, encoding="utf-8")
    program = (
        f"import sys; sys.path.insert(0, {str(PEERS)!r}); import typst; "
        f"typst.compile({str(source)!r}, output={str(target)!r})"
    )
    run(sys.executable, "-c", program)
    return Setting(target.read_bytes())


def quoted(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')


def run(*words: object) -> None:
    subprocess.run([str(word) for word in words], check=True, capture_output=True, timeout=300)


ENGINES: dict[str, Callable[[Sequence[str], Path], object]] = {
    "Kanyin": kanyin,
    "WeasyPrint alone": weasyprint,
    "Typst": typst,
    "Chromium": chromium,
}

# --- what is read from the glyphs -----------------------------------------------------------------


def share(paragraphs: Sequence[str], *kinds: str) -> Callable[[Setting], str]:
    """How many of the paragraphs have a fault of one of the kinds."""

    def of(setting: Setting) -> str:
        wrong = 0
        for text in paragraphs:
            found = judge.faults(setting.lines(text), setting.left, setting.right)
            wrong += any(kind in fault.what for fault in found for kind in kinds)
        return f"{wrong} of {len(paragraphs)}"

    return of


def pairs(setting: Setting) -> str:
    [line] = setting.lines(samples.PAIRS)
    first, last = line.glyphs[0], line.glyphs[-1]
    return f"{(last.left + last.size - first.left) / line.size:.2f} em for 21"


def inner(setting: Setting) -> list:
    """Lines of news, and such as figures, brackets and dashes make hard to fill."""
    hard = (*samples.FIGURES, *samples.OPENING, *samples.LONG_MARKS)
    return [line for text in (*samples.TEXT, *hard) for line in setting.lines(text)[:-1]]


def trimmed_ends(setting: Setting) -> str:
    ends = [line for line in inner(setting) if line.text[-1] in CLOSERS]
    whole = sum(setting.right(line) - line.right > judge.EDGE * SIZE for line in ends)
    return f"{whole} of {len(ends)} whole"


def trimmed_starts(setting: Setting) -> str:
    lines = [line for line in setting.lines(samples.AT_START)[1:] if line.text[0] in "“《"]
    whole = sum(line.glyphs[0].left > setting.left(line) - 0.4 * SIZE for line in lines)
    return f"{whole} of {len(lines)} whole"


def indents(setting: Setting) -> str:
    firsts = [setting.lines(text)[0] for text in samples.BRACKETED]
    ems = {f"{(line.glyphs[0].left - setting.left(line)) / SIZE:.2f}" for line in firsts}
    return f"{', '.join(sorted(ems))} em"


def gap(setting: Setting) -> str:
    [line] = setting.lines(samples.MIXED)
    [after] = [apart for one, other, apart in line.pairs if one == "有" and other == "4"]
    return f"{after - 1:.2f} em"


def edges(setting: Setting) -> str:
    lines = inner(setting)
    off = [abs(setting.right(line) - line.right) / SIZE for line in lines]
    return f"{sum(by > judge.EDGE for by in off)} of {len(off)}, up to {max(off):.2f} em"


def spaced_words(setting: Setting) -> str:
    lines = [line for t in samples.LOOSE for line in setting.lines(t) if samples.WORD in line.text]
    [alone] = setting.lines(samples.ALONE)
    return f"{max(abs(span(line) - span(alone)) for line in lines):.3f} em"


def span(line: object) -> float:
    first = line.text.index(samples.WORD)
    last = line.glyphs[first + len(samples.WORD) - 1]
    return (last.left - line.glyphs[first].left) / line.size


def shrinks(setting: Setting) -> str:
    first = setting.lines(samples.TIGHT)[0]
    return "shrinks" if first.text.endswith("。") else "stretches"


def alone(setting: Setting) -> str:
    last = [setting.lines(text)[-1].text.strip("。”…") for text in samples.SHORT]
    return f"{sum(len(text) <= 1 for text in last)} of {len(last)}"


def dashes(setting: Setting) -> str:
    ems = set()
    for text in samples.DASHED:
        [line] = setting.lines(text)
        at = line.text.index("——")
        ems.add(f"{(line.glyphs[at + 2].left - line.glyphs[at].left) / line.size:.2f}")
    return f"—— {' to '.join(sorted({min(ems), max(ems)}))} em"


def same_text(setting: Setting) -> str:
    wanted = [squeezed(text) for text in samples.TEXT]
    lost = sum(text not in found for found in extracted(setting.data) for text in wanted)
    return f"{lost} of {2 * len(wanted)} lost"


def evenness(setting: Setting) -> str:
    found = sorted(abs(judge.colour(line)) for line in inner(setting) if line.gaps)
    return f"95 %: {found[int(0.95 * len(found))]:.3f}, most: {found[-1]:.3f} em"


READINGS: dict[int, Callable[[Setting], str]] = {
    1: share(samples.CLOSING, "forbidden start"),
    2: share(samples.JOINING, "forbidden start"),
    3: share(samples.OPENING, "forbidden end"),
    4: share(samples.LONG_MARKS, "divided"),
    5: share(samples.LONG_MARKS, "forbidden start"),
    6: pairs,
    7: trimmed_ends,
    8: trimmed_starts,
    9: indents,
    10: gap,
    11: share(samples.FIGURES, "divided"),
    12: edges,
    13: spaced_words,
    14: shrinks,
    15: alone,
    19: dashes,
    40: same_text,
    44: evenness,
}

# --- the table ------------------------------------------------------------------------------------


def settings(folder: Path) -> dict[str, object]:
    """What each engine made; an engine that is not here is told of."""
    made = {}
    for name, engine in ENGINES.items():
        (folder / name).mkdir()
        try:
            made[name] = engine(tuple(samples.SHEET), folder / name)
        except FileNotFoundError as missing:
            print(f"!! {name} IS LEFT OUT: {missing} is not here", file=sys.stderr)
        except subprocess.CalledProcessError as error:
            print(f"!! {name} IS LEFT OUT:\n{error.stderr.decode()}", file=sys.stderr)
    return made


def reading(number: int, setting: object) -> str:
    if number not in READINGS:
        return "–"
    try:
        return READINGS[number](setting)
    except (LookupError, ValueError) as error:  # a text that was set otherwise than asked for
        return f"? {error}"


def table(made: dict[str, object]) -> str:
    """The rules, their tests and what was read, as Markdown."""
    tests = holding()
    rows = [
        ["", "rule", "source", "held by", *made],
        ["--:", "---", "---", *["---"] * (len(made) + 1)],
    ]
    for rule in rules():
        held = tests[rule.number]
        name = f"`{held[0]}`" if held else "nothing yet"
        name += f" and {len(held) - 1} more" if len(held) > 1 else ""
        read = [reading(rule.number, setting) for setting in made.values()]
        rows.append([str(rule.number), rule.text, rule.source, name, *read])
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)


def main() -> None:
    """Print the table and write it into the document."""
    with tempfile.TemporaryDirectory(prefix="kanyin-typesetting-") as name:
        written = table(settings(Path(name)))
    print(written)
    text = DOCUMENT.read_text(encoding="utf-8")
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    DOCUMENT.write_text(f"{before}{BEGIN}{written}{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
