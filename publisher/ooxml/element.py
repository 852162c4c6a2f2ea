"""Elements of WordprocessingML: built in one expression, ordered as the schema asks."""

import re
from collections.abc import Iterable, Mapping
from functools import cache

from lxml import etree

from publisher.ooxml.names import NAMESPACES, qualified

Element = etree._Element  # noqa: SLF001 - lxml gives its element class no public name

# What XML 1.0 cannot hold (production 2, Char); it is left out wherever it is met.
NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

# .NET's packaging finds the root of [Content_Types].xml only where it has no prefix.
_UNPREFIXED = frozenset({"ct"})
_qualified = cache(qualified)

# The sequences of CT_PPr and CT_RPr (ECMA-376 part 1, 17.3.1.26 and 17.3.2.28).
PARAGRAPH_ORDER = (
    "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr pBdr shd tabs kinsoku "
    "wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN snapToGrid spacing ind "
    "contextualSpacing jc textAlignment outlineLvl rPr sectPr"
)
RUN_ORDER = (
    "rStyle rFonts b bCs i iCs vanish color spacing w kern position sz szCs u vertAlign em lang"
)


def element(name: str, /, *children: Element | None, **attributes: object) -> Element:
    """An element such as `wp:inline` with its children, None left out.

    Attributes without a prefix stand in no namespace; `r_embed` is written `r:embed`.
    """
    made = etree.Element(_qualified(name), nsmap=_nsmap(name.partition(":")[0]))
    return _fill(made, children, {_attribute(key): value for key, value in attributes.items()})


def w(local: str, /, *children: Element | None, **attributes: object) -> Element:
    """An element of WordprocessingML whose attributes stand in its namespace too."""
    made = etree.Element(_qualified(f"w:{local}"), nsmap=_nsmap("w"))
    return _fill(made, children, {_qualified(f"w:{key}"): v for key, v in attributes.items()})


def text(name: str, characters: str, /, **attributes: object) -> Element:
    """An element such as `w:t` that holds characters; white space at its edges is kept."""
    made = element(name, **attributes)
    made.text = NOT_XML.sub("", characters)
    if characters != characters.strip():
        made.set(_qualified("xml:space"), "preserve")
    return made


def root(name: str, prefixes: str, /, *children: Element, **attributes: object) -> Element:
    """A part's root that declares every prefix named in `prefixes`."""
    declared: dict[str | None, str] = {}
    for prefix in prefixes.split():
        declared |= _nsmap(prefix)
    made = etree.Element(_qualified(name), nsmap=declared)
    return _fill(made, children, {_attribute(key): value for key, value in attributes.items()})


def ordered(order: str, children: Iterable[Element | None]) -> list[Element]:
    """The children, None left out, in a schema's order; KeyError for one it does not name."""
    ranks = _ranks(order)
    present = (child for child in children if child is not None)
    return sorted(present, key=lambda child: ranks[etree.QName(child).localname])


def paragraph_properties(*children: Element | None) -> Element:
    """`w:pPr` with its children in the schema's order."""
    return w("pPr", *ordered(PARAGRAPH_ORDER, children))


def run_properties(*children: Element | None) -> Element:
    """`w:rPr` with its children in the schema's order."""
    return w("rPr", *ordered(RUN_ORDER, children))


def serialise(part: Element) -> bytes:
    """The part's bytes: declaration, UTF-8, every namespace declared once."""
    etree.cleanup_namespaces(part, keep_ns_prefixes=[prefix for prefix in part.nsmap if prefix])
    return etree.tostring(part, xml_declaration=True, encoding="UTF-8", standalone=True)


def _attribute(key: str) -> str:
    return _qualified(key.replace("_", ":", 1)) if "_" in key else key


def _fill(
    made: Element, children: Iterable[Element | None], attributes: Mapping[str, object]
) -> Element:
    for name, value in attributes.items():
        made.set(name, NOT_XML.sub("", str(value)))
    made.extend(child for child in children if child is not None)
    return made


@cache
def _ranks(order: str) -> dict[str, int]:
    return {name: rank for rank, name in enumerate(order.split())}


@cache
def _nsmap(prefix: str) -> dict[str | None, str]:
    return {None if prefix in _UNPREFIXED else prefix: NAMESPACES[prefix]}
