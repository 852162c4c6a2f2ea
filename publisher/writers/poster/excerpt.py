"""So much of an article as a poster holds: whole paragraphs, then whole sentences."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from publisher.article import Paragraph, Run, Runs, plain
from publisher.source import Span
from publisher.style.units import Em
from publisher.writers.blocks import Setter
from publisher.writers.poster.parts import beginning, clauses, sentences

FEW = 4  # lines beside a picture
_CUT = Run("……")


@dataclass(frozen=True)
class Excerpt:
    """The beginning of a text in lines; `ends`: the first paragraph that is not there whole.

    `cut`: not even its first sentence is.
    """

    html: Markup
    lines: int
    characters: int
    whole: bool
    ends: Span | None = None
    cut: bool = False


def excerpt(text: Sequence[Paragraph], setter: Setter, most: int) -> Excerpt:
    """The beginning of a text on at most so many lines: whole paragraphs, then whole sentences.

    Where not even the first sentence fits, it ends before a comma. On a few lines there is no more
    than one paragraph, unless they hold all.
    """
    given = tuple(paragraph for paragraph in text if plain(paragraph.runs).strip())
    indent = Em(0 if len(given) == 1 else 2)
    fitting = _whole(given, setter, most, indent)
    if len(fitting) < len(given) and most <= FEW:
        fitting, indent = _whole(given[:1], setter, most, Em(0)), Em(0)
    characters = sum(len(plain(paragraph.runs).strip()) for paragraph in given[: len(fitting)])
    if len(fitting) == len(given):
        return _excerpt(fitting, characters, indent, whole=True)
    following = given[len(fitting)]
    left = most - sum(map(len, fitting))
    if not fitting or most > FEW:
        for runs in _beginnings(following.runs, first=not fitting):
            made = _set(runs, setter, indent)
            if len(made) <= left:
                characters += len(plain(runs).removesuffix(_CUT.text).strip())
                found = _excerpt((*fitting, made), characters, indent, following.span)
                return replace(found, cut=runs[-1] is _CUT)
    return _excerpt(fitting, characters, indent, following.span)


def _whole(
    text: Sequence[Paragraph], setter: Setter, most: int, indent: Em
) -> tuple[tuple[Markup, ...], ...]:
    """The lines of the first paragraphs that fit."""
    made: list[tuple[Markup, ...]] = []
    for paragraph in text:
        lines = _set(beginning(paragraph.runs), setter, indent)
        if sum(map(len, made)) + len(lines) > most:
            break
        made.append(lines)
    return tuple(made)


def _excerpt(
    paragraphs: Sequence[tuple[Markup, ...]],
    characters: int,
    indent: Em,
    ends: Span | None = None,
    *,
    whole: bool = False,
) -> Excerpt:
    line_of = Markup('<p class="composed" style="text-indent: {}">{}</p>')
    html = Markup("").join(
        line_of.format(_indent(lines, indent).css, Markup("<br>").join(lines))
        for lines in paragraphs
    )
    return Excerpt(html, sum(map(len, paragraphs)), characters, whole, ends)


def _indent(lines: tuple[Markup, ...], indent: Em) -> Em:
    """None before a line that says to whom a notice speaks: 各位居民：."""
    return Em(0) if len(lines) == 1 and lines[0].striptags().endswith("：") else indent


def _set(runs: Runs, setter: Setter, indent: Em) -> tuple[Markup, ...]:
    return setter.lines(runs, setter.column(indent=indent)) or (setter.inline(runs),)


def _beginnings(runs: Runs, *, first: bool) -> Iterable[Runs]:
    yield from sentences(runs)
    if first:
        yield from ((*found, _CUT) for found in clauses(runs))
