"""A saved web page: its main text, its title, and who published it when.

Scripts, navigation and what is not shown are left out; of the rest, the part with the most running
text is the article. What stands between title and text says source and date, else the page's own
metadata do.
"""

import re
from collections.abc import Callable
from dataclasses import replace

from publisher.article import Assets, Block, Figure, Paragraph, Reading, plain, sift_figures
from publisher.findings import Finding, InputError, Outcome
from publisher.readers.breadcrumb import read_breadcrumb
from publisher.readers.html.blocks import blocks_of
from publisher.readers.html.body import main_part
from publisher.readers.html.facts import declared, title_of
from publisher.readers.html.page import lines_before, parsed, strip
from publisher.readers.reader import Reader, Received
from publisher.readers.scraped import Draft, tidy
from publisher.readers.source_line import read_source_line
from publisher.source import Source

HEAD_LINES = 6  # lines of a text that may still belong to the page's head

_BEGINS = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype html|html)\b", re.IGNORECASE | re.DOTALL
)
_ADDRESS = re.compile(r"(?:https?:)?//", re.IGNORECASE)


def read(received: Received) -> Outcome[Reading]:
    """The article of a web page.

    Raises:
        InputError: `html-no-body`, `input-too-large`.
    """
    return read_page(received, lambda _address: False)


def read_page(received: Received, at_hand: Callable[[str], bool]) -> Outcome[Reading]:
    """The article of a web page; `at_hand`: whether a picture came with it, under its address."""
    source = received.source
    page = parsed(source)
    title, facts = title_of(page), declared(page)
    strip(page)
    body = main_part(page)
    if body is None:
        raise InputError(Finding("html-no-body", None, {"name": source.name}, source.name))
    draft = Draft()
    if title.text:
        draft.take("title", title.text, source.span(0, 0))
    for line in lines_before(body, title.element, page):
        _of_head(draft, line, source)
    draft.blocks = list(blocks_of(body, title.element, source))
    _open(draft, title.text, source)
    missing = {key: value for key, value in facts.items() if not getattr(draft.metadata, key)}
    draft.metadata = replace(draft.metadata, **missing)

    def here(figure: Figure) -> Figure | None:
        """A picture that is elsewhere is named in a finding, not fetched."""
        if not _ADDRESS.match(figure.name) or at_hand(figure.name):
            return figure
        draft.findings.append(Finding("picture-remote", figure.span, {"name": figure.name}))
        return None

    draft.blocks = list(sift_figures(draft.blocks, here))
    if not received.raw:
        tidy(draft)
    return Outcome(Reading(draft.article, Assets(), (source,)), tuple(draft.findings))


def recognises(source: Source) -> bool:
    """Whether a nameless text begins like a web page."""
    return _BEGINS.match(source.text) is not None


def _of_head(draft: Draft, text: str, source: Source) -> bool:
    """Take in a line above the text: a breadcrumb, or source and date."""
    section = read_breadcrumb(text)
    if section is not None:
        if section and not draft.metadata.section:
            draft.take("section", section, source.span(0, 0))
        return True
    said = read_source_line(text)
    if said is not None:
        draft.fill(text, None, said)
    return said is not None


def _open(draft: Draft, title: str, source: Source) -> None:
    """Take the page's head out of the first lines of the text: title, breadcrumb, source, date."""
    kept: list[Block] = []
    head = draft.blocks[:HEAD_LINES]
    for block in head:
        text = plain(getattr(block, "runs", ()))
        if text and (
            _same(text, title) or (isinstance(block, Paragraph) and _of_head(draft, text, source))
        ):
            continue
        kept.append(block)
    draft.blocks = [*kept, *draft.blocks[HEAD_LINES:]]


def _same(one: str, other: str) -> bool:
    return re.sub(r"\W", "", one) == re.sub(r"\W", "", other)


READER = Reader("html", (".html", ".htm", ".xhtml"), read, recognises)
