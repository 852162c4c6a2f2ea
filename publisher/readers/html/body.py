"""Which part of a web page is the article: the one with the most running text."""

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from publisher.readers.html.page import BLOCKS

if TYPE_CHECKING:
    from lxml.html import HtmlElement

LEAST: Final = 20  # characters; less is no article
LINKS_MOST: Final = 0.3  # share of an element's characters that may stand in links
MARK_WEIGHT: Final = 6  # a mark of running text counts as much as so many characters
PARENT, GRANDPARENT = 1.0, 0.5

_MARKS = re.compile("[，。；：！？、“”,;]|\\.(?=\\s|$)")
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True)
class _Weight:
    """What an element holds: characters, those in links, marks, pictures."""

    characters: int = 0
    linked: int = 0
    marks: int = 0
    pictures: int = 0

    def __add__(self, other: "_Weight") -> "_Weight":
        return _Weight(
            self.characters + other.characters,
            self.linked + other.linked,
            self.marks + other.marks,
            self.pictures + other.pictures,
        )

    def __sub__(self, other: "_Weight") -> "_Weight":
        return _Weight(
            self.characters - other.characters,
            self.linked - other.linked,
            self.marks - other.marks,
            self.pictures - other.pictures,
        )

    @property
    def text(self) -> float:
        """How much running text it is."""
        if self.linked > LINKS_MOST * self.characters or not self.marks:
            return 0.0
        return self.characters - 2 * self.linked + MARK_WEIGHT * self.marks


def main_part(page: "HtmlElement") -> "HtmlElement | None":
    """The element that holds the article; None where the page holds no running text."""
    whole, own = _weights(page)
    scores: dict[HtmlElement, float] = defaultdict(float)
    for element, weight in own.items():
        if not weight.text:
            continue
        scores[element] += weight.text
        for ancestor, share in zip(element.iterancestors(), (PARENT, GRANDPARENT), strict=False):
            scores[ancestor] += share * weight.text
    if not scores:
        return None
    best = max(scores, key=lambda element: scores[element] * (1 - _linked(whole[element])))
    if whole[best].characters < LEAST:
        return None
    while (parent := best.getparent()) is not None and parent.tag not in ("body", "html"):
        if not _clean(whole[parent] - whole[best]):
            break
        best = parent
    return best


def _linked(weight: _Weight) -> float:
    return weight.linked / weight.characters if weight.characters else 0.0


def _clean(added: _Weight) -> bool:
    """Whether what a parent adds is more of the article, or nothing."""
    if not added.characters:
        return True
    return added.linked <= LINKS_MOST * added.characters and bool(added.marks or added.pictures)


def _weights(
    page: "HtmlElement",
) -> tuple[dict["HtmlElement", _Weight], dict["HtmlElement", _Weight]]:
    """What each element holds, with all in it, and what each block holds outside inner blocks."""
    whole: dict[HtmlElement, _Weight] = {}
    own: dict[HtmlElement, _Weight] = defaultdict(_Weight)
    for element in page.iter("*"):
        block = _block(element)
        linked = element.tag == "a" or next(element.iterancestors("a"), None) is not None
        pictures = _Weight(pictures=1) if element.tag == "img" else _Weight()
        own[block] += _weight(element.text, linked=linked) + pictures
        if (parent := element.getparent()) is not None:
            outside = next(element.iterancestors("a"), None) is not None
            own[_block(parent)] += _weight(element.tail, linked=outside)
    for element in reversed(list(page.iter("*"))):
        inside = sum((whole[child] for child in element if child in whole), _Weight())
        whole[element] = inside + (own[element] if element in own else _Weight())
    return whole, own


def _block(element: "HtmlElement") -> "HtmlElement":
    """The nearest block that an element is, or stands in."""
    if element.tag in BLOCKS:
        return element
    return next((above for above in element.iterancestors() if above.tag in BLOCKS), element)


def _weight(text: str | None, *, linked: bool) -> _Weight:
    count = len(_SPACE.sub("", text)) if text else 0
    if not text or not count:
        return _Weight()
    return _Weight(count, count if linked else 0, 0 if linked else len(_MARKS.findall(text)))
