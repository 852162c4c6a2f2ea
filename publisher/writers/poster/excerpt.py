"""So much of an article as a poster holds: whole paragraphs, then whole sentences."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from publisher.article import Paragraph, Run, Runs, plain
from publisher.source import Span
from publisher.writers.blocks import Setter
from publisher.writers.poster.parts import beginning, clauses, sentences

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
    """The text on at most so many lines: all of it, or else the beginning of its first paragraph.

    That ends with a sentence; where not even the first one fits, before a comma.
    """
    given = tuple(paragraph for paragraph in text if plain(paragraph.runs).strip())
    if not given:
        return Excerpt(Markup(""), 0, 0, whole=True)
    all_of_it = [_set(beginning(paragraph.runs), setter) for paragraph in given]
    if sum(map(len, all_of_it)) <= most:
        return _excerpt(all_of_it, sum(len(plain(p.runs).strip()) for p in given))
    for runs in _beginnings(given[0].runs):
        made = _set(runs, setter)
        if len(made) <= most:
            count = len(plain(runs).removesuffix(_CUT.text).strip())
            ended = count == len(plain(given[0].runs).strip())
            found = _excerpt([made], count, given[1 if ended else 0].span, whole=False)
            return replace(found, cut=runs[-1] is _CUT)
    return Excerpt(Markup(""), 0, 0, whole=False, ends=given[0].span)


def _excerpt(
    paragraphs: Iterable[tuple[Markup, ...]],
    characters: int,
    ends: Span | None = None,
    *,
    whole: bool = True,
) -> Excerpt:
    made = tuple(paragraphs)
    html = Markup("").join(
        Markup('<p class="composed">{}</p>').format(Markup("<br>").join(lines)) for lines in made
    )
    return Excerpt(html, sum(map(len, made)), characters, whole, ends)


def _set(runs: Runs, setter: Setter) -> tuple[Markup, ...]:
    return setter.lines(runs, setter.column()) or (setter.inline(runs),)


def _beginnings(runs: Runs) -> Iterable[Runs]:
    yield beginning(runs)
    yield from sentences(runs)
    yield from ((*found, _CUT) for found in clauses(runs))
