"""Runs side by side: joined where nothing parts them."""

from collections.abc import Iterable
from dataclasses import replace

from publisher.article import Run, Runs
from publisher.source import Span


def merged(items: Iterable[Run], *, marked: bool = False) -> Runs:
    """The runs, neighbours with the same properties joined, empty ones left out.

    Two names, titles or words with ruby side by side stay two, unless with `marked`.
    """
    runs: list[Run] = []
    for run in items:
        if run.note is None and not run.text:
            continue
        last = runs[-1] if runs else None
        apart = not marked and (run.name or run.book or run.ruby is not None)
        if last and last.note is None and not apart and replace(last, text=run.text) == run:
            runs[-1] = replace(
                last,
                text=last.text + run.text,
                span=_covering(last, run),
                places=_places(last, run),
            )
        else:
            runs.append(run)
    return tuple(runs)


def trimmed(items: Iterable[Run]) -> Runs:
    """The runs joined, without white space at their edges."""
    found = list(merged(items))
    while found and found[0].note is None and not found[0].text.strip():
        found.pop(0)
    while found and found[-1].note is None and not found[-1].text.strip():
        found.pop()
    if not found:
        return ()
    found[0] = replace(found[0], text=found[0].text.lstrip())
    found[-1] = replace(found[-1], text=found[-1].text.rstrip())
    return merged(found)


def _covering(first: Run, second: Run) -> Span | None:
    if first.span is None or second.span is None:
        return first.span or second.span
    end = max(first.span.end, second.span.end)
    return Span(first.span.source, first.span.start, end)


def _places(first: Run, second: Run) -> tuple[int, ...]:
    """The places of both runs' characters, where those of either are not simply in a row."""
    if not (first.places or second.places):
        return ()
    both = [*_each(first), *_each(second)]
    return tuple(both) if len(both) == len(first.text) + len(second.text) else ()


def _each(run: Run) -> tuple[int, ...]:
    if run.places or run.span is None or run.span.text != run.text:
        return run.places
    return tuple(range(run.span.start, run.span.end))
