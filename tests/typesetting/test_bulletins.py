"""The examples and the seed in every kind of bulletin, judged as a typesetter would."""

from collections import Counter
from itertools import pairwise

import pytest
from judge import EVEN, TOKEN, UNEVEN, WIDE, colour, faults, longest_token

from publisher.article import Box, List, Note, Paragraph, Quote, plain
from publisher.resources import bundled
from tests.conftest import ROOT, SEED

pytestmark = [pytest.mark.pages, pytest.mark.slow]

KINDS = sorted(style.parent.name for style in bundled("templates").glob("*/style.toml"))
EXAMPLES = (
    ("article", "news"),
    ("hupan/article.txt", "news"),
    *((kind, kind) for kind in KINDS if (ROOT / "examples" / kind).is_dir()),
)
CASES = (*EXAMPLES, *(("seed", kind) for kind in KINDS if not kind.startswith("poster")))
GRID = 0.3  # pt that a baseline may stand off the grid


def paragraphs(blocks, role="body", within=""):
    """The paragraphs of running text with the role that sets them and the blocks around them."""
    for block in blocks:
        match block:
            case Paragraph():
                if text := plain(block.runs).replace("\n", ""):
                    yield text, role, within
            case Quote() if not block.pull:
                yield from paragraphs(block.blocks, "quote", f"{within} quote")
            case List():
                for item in block.items:
                    yield from paragraphs(item, role, f"{within} list")
            case Box():
                yield from paragraphs(block.blocks, "box", f"{within} box")
            case Note():
                yield from paragraphs(block.blocks, "note", f"{within} note")


class Judged:
    """A bulletin's paragraphs with their lines and what is wrong with them."""

    def __init__(self, printed):
        self.printed = printed
        self.found = [
            (text, role, within, printed.lines(text, role))
            for article in printed.made.prepared.articles
            for text, role, within in paragraphs(article.blocks)
            if not (within and printed.style.kind.startswith("poster"))  # its facts
        ]
        self._edges = {within: self._edge(within) for _, _, within, _ in self.found}

    def _edge(self, within):
        """Where most lines of such blocks begin and end, from the left of their column."""
        if not within:
            return 0, self.printed.style.column_pt
        paragraphs = [lines for _, _, other, lines in self.found if other == within]
        lefts = (line.left - self.printed.left(line) for lines in paragraphs for line in lines[1:])
        rights = (
            line.right - self.printed.left(line) for lines in paragraphs for line in lines[:-1]
        )
        return most_common(lefts), most_common(rights)

    @property
    def faults(self):
        """What is wrong with any line."""
        for _, _, within, lines in self.found:
            left, right = self._edges[within]
            yield from faults(
                lines,
                lambda line, left=left: self.printed.left(line) + left,
                lambda line, right=right: self.printed.left(line) + right,
            )


def most_common(edges):
    """Edges differ by less than a tenth of a point; 0 where there are none to be judged."""
    counted = Counter(round(edge, 1) for edge in edges)
    return counted.most_common(1)[0][0] if counted else 0


@pytest.fixture(scope="module", params=CASES, ids=" as ".join)
def judged(request, press):
    name, kind = request.param
    source = SEED if name == "seed" else ROOT / "examples" / name
    if not source.is_file() and not list(source.glob("*.*")):
        pytest.skip(f"{name} is not here")
    return Judged(press.file(source, kind))


@pytest.mark.rule(12)
def test_nothing_is_wrong_with_any_line(judged):
    assert sum(len(lines) for *_, lines in judged.found) > 1
    assert [str(fault) for fault in judged.faults] == []


@pytest.mark.rule(44)
def test_the_colour_is_even(judged):
    if judged.printed.style.column_pt < WIDE * judged.printed.style.body.size:
        pytest.skip("a narrow measure cannot be even")
    found = [
        (abs(colour(line)), line, following)
        for _, role, _, lines in judged.found
        if role == "body"
        for line, following in pairwise(lines)
        if line.gaps
    ]
    assert sum(by > EVEN for by, *_ in found) <= max(1, 0.05 * len(found))
    uneven = [
        f"{by:.3f} {line.text}"
        for by, line, following in found
        if by > UNEVEN and longest_token(line.text + following.text) <= TOKEN
    ]
    assert uneven == []


@pytest.mark.rule(16)
def test_the_text_stands_on_one_grid_on_all_pages(judged):
    style = judged.printed.style
    lines = [
        line
        for _, role, within, some in judged.found
        if role == "body" and not within
        for line in some
    ]
    steps = [(line.baseline - style.page.top.pt) % style.body.leading for line in lines]
    phase = most_common(steps)
    off = [
        f"{by:.2f} pt, page {line.page + 1}: {line.text}"
        for line, step in zip(lines, steps, strict=True)
        if GRID < (by := (step - phase) % style.body.leading) < style.body.leading - GRID
    ]
    assert off == []
