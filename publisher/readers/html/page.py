"""A web page parsed, what is never text taken out of it, and its lines."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from publisher.findings import Finding, InputError
from publisher.source import Source

if TYPE_CHECKING:
    from lxml.html import HtmlElement

TAG_MOST: Final = 65_536  # characters of a start tag
DEPTH_MOST: Final = 256

_BLOCK_TAGS: Final = """
address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption
figure footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section summary table tbody td
tfoot th thead tr ul
"""
_TAGS_WITHOUT_TEXT: Final = """
script style noscript template nav aside footer form button select option input textarea iframe
object embed applet canvas audio video svg math map dialog link meta title
"""
BLOCKS: Final = frozenset(_BLOCK_TAGS.split())
_NEVER_TEXT: Final = frozenset(_TAGS_WITHOUT_TEXT.split())
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)


def parsed(source: Source) -> "HtmlElement":
    """The page's tree.

    Raises:
        InputError: `html-no-body`; `input-too-large` for tags or depths that no page has.
    """
    from lxml import etree, html

    if _longest_tag(source.text) > TAG_MOST:
        raise _too_large(source, f"<… {TAG_MOST // 1024} KiB>")
    parser = html.HTMLParser(remove_comments=True, remove_pis=True, no_network=True)
    text = _DECLARATION.sub("", source.text).replace("\0", "")
    try:
        page = html.document_fromstring(text, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise InputError(
            Finding("html-no-body", None, {"name": source.name}, source.name)
        ) from error
    if _depth(page) > DEPTH_MOST:
        raise _too_large(source, f"{DEPTH_MOST} <…>")
    return page


def words(element: "HtmlElement") -> str:
    """The text of an element on one line."""
    return " ".join("".join(element.itertext()).split())


def lines_before(
    body: "HtmlElement", title: "HtmlElement | None", page: "HtmlElement"
) -> Iterator[str]:
    """The lines of the page above its main part, from the title on where it stands above."""
    inside = {id(element) for element in body.iter()}
    started = title is None or id(title) in inside
    for element in page.iter():
        if element is body:
            return
        if element is title:
            started = True
            continue
        if not isinstance(element.tag, str) or element.tag not in BLOCKS:
            continue
        if any(child.tag in BLOCKS for child in element.iterdescendants()):
            continue
        text = words(element)
        if text and (started or _is_way(text)):
            yield text


def _is_way(text: str) -> bool:
    return "首页" in text or "首頁" in text or "位置" in text


def strip(page: "HtmlElement") -> None:
    """Take out what is never text and what is not shown; lazy pictures' `visibility` is no sign."""
    for element in list(page.iter("*")):
        hidden = _HIDDEN.search(element.get("style") or "") or element.get("hidden") is not None
        out = element.tag in _NEVER_TEXT or (hidden and element.tag not in ("html", "body"))
        if out and element.getparent() is not None:
            element.drop_tree()


def _longest_tag(text: str) -> int:
    """The length of the longest stretch from `<` to the next one, which no start tag exceeds."""
    longest, start = 0, text.find("<")
    while start >= 0:
        following = text.find("<", start + 1)
        end = text.find(">", start, following if following >= 0 else len(text))
        longest = max(longest, (end if end >= 0 else start) - start)
        start = following
    return longest


def _depth(page: "HtmlElement") -> int:
    """How deep elements stand in one another."""
    deepest, depth = 0, 0
    from lxml import etree

    for event, _ in etree.iterwalk(page, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    return deepest


def _too_large(source: Source, limit: str) -> InputError:
    return InputError(
        Finding("input-too-large", None, {"name": source.name, "limit": limit}, source.name)
    )
