"""So much of an article as a poster holds: whole paragraphs, then whole sentences."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from publisher.article import Paragraph, Run, Runs, plain
from publisher.source import Span
from publisher.writers.blocks import Setter
from publisher.writers.poster.parts import beginning, clauses, sentences

_CUT = Run("……")


@dataclass(frozen=True)
class Excerpt:
    """The beginning of a text in lines; `ends`: the paragraph that is not there to its end."""

    html: Markup
    lines: int
    characters: int
    whole: bool
    ends: Span | None = None


def excerpt(text: Sequence[Paragraph], setter: Setter, most: int) -> Excerpt:
    """The beginning of a text that takes at most so many lines.

    It ends with a paragraph or a sentence; where not even the first sentence fits, before a comma.
    """
    shown: list[Markup] = []
    lines = characters = 0
    for paragraph in text:
        runs, made = _longest(paragraph.runs, setter, most - lines, first=not shown)
        if made:
            shown.append(Markup('<p class="composed">{}</p>').format(Markup("<br>").join(made)))
            lines += len(made)
            characters += len(plain(runs).removesuffix(_CUT.text).strip())
        if plain(runs).strip() != plain(beginning(paragraph.runs, _ALL)).strip():
            return Excerpt(
                Markup("").join(shown), lines, characters, whole=False, ends=paragraph.span
            )
    return Excerpt(Markup("").join(shown), lines, characters, whole=True)


_ALL = 1_000_000


def _longest(
    runs: Runs, setter: Setter, most: int, *, first: bool
) -> tuple[Runs, tuple[Markup, ...]]:
    """The longest beginning of a paragraph on at most so many lines, and these; or none."""
    for found in _beginnings(runs, first=first):
        made = setter.lines(found, setter.column()) if most > 0 else ()
        if made and len(made) <= most:
            return found, made
    return (), ()


def _beginnings(runs: Runs, *, first: bool) -> Iterable[Runs]:
    yield beginning(runs, _ALL)
    yield from sentences(runs)
    if first:
        yield from ((*found, _CUT) for found in clauses(runs))
