"""What a format is to the registry: a module of this package that defines one `READER`."""

from collections.abc import Callable
from dataclasses import dataclass

from publisher.article import Reading
from publisher.findings import Outcome
from publisher.source import Source


@dataclass(frozen=True)
class Received:
    """A file for a reader; `raw`: no repair is made."""

    source: Source
    raw: bool = False


def nothing(_source: Source) -> bool:
    """False: the format is known by its extension alone."""
    return False


@dataclass(frozen=True)
class Reader:
    """One format.

    `extensions` in lower case with their dot. `recognises` tells by the content of a nameless
    text; `text`: the bytes are decoded before. What `read` returns may name pictures that are
    still to be found (`Figure.picture` is None) and may lack a title; both are seen to afterwards.
    """

    name: str
    extensions: tuple[str, ...]
    read: Callable[[Received], Outcome[Reading]]
    recognises: Callable[[Source], bool] = nothing
    text: bool = True
