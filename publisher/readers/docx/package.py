"""The parts of a Word document: its body, styles, numbering, notes and pictures."""

import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, Final

from publisher.article import Asset
from publisher.findings import Finding, InputError
from publisher.readers.container import Container
from publisher.source import Source, Span

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

DEPTH_MOST: Final = 256
_BODY: Final = "word/document.xml"
HEADING = re.compile(r"(?:heading|标题|標題)\s*([1-9])$", re.IGNORECASE)
_LINK = re.compile(r"(?:https?://|mailto:)\S+")


@dataclass(frozen=True)
class Style:
    """What a paragraph or its style says that the paragraph is.

    `level`: of its outline, from 1; `number`: the id of its numbering, "0" for none; `depth`: in
    the numbering, from 0.
    """

    name: str = ""
    level: int | None = None
    number: str = ""
    depth: str = ""
    based: str = ""

    @classmethod
    def of(cls, element: "Element | None") -> "Style":
        """The style of a `w:style`, or what `w:pPr` itself says."""
        outline = value(element, "outlineLvl")
        heading = HEADING.fullmatch(value(element, "name"))
        level = int(outline) + 1 if outline.isdigit() and int(outline) < 9 else None
        return cls(
            value(element, "name"),
            level or (int(heading[1]) if heading else None),
            value(element, "numId"),
            value(element, "ilvl"),
            value(element, "basedOn") or value(element, "pStyle"),
        )

    def over(self, base: "Style") -> "Style":
        """This style with what only its base says."""
        return Style(
            self.name or base.name,
            self.level or base.level,
            self.number or base.number,
            self.depth or base.depth,
            base.based,
        )


class Document:
    """A Word document: its parts, styles and numbering; `assets`: the pictures met so far."""

    def __init__(self, container: Container, source: Source) -> None:
        self.source = source
        self.assets: list[Asset] = []
        self.findings: list[Finding] = []
        self._container = container
        self._base = self._main()
        document = self._part(self._base)
        body = document.find("{*}body") if document is not None else None
        if body is None:
            raise self._broken()
        self.body: Element = body
        self._relations = self._targets(self._base)

    @cached_property
    def styles(self) -> "dict[str, Style]":
        """The paragraph styles by id."""
        part = self._part(self._beside("styles.xml"))
        found = part.iter("{*}style") if part is not None else ()
        return {style_id: Style.of(e) for e in found if (style_id := attribute(e, "styleId"))}

    @cached_property
    def bullets(self) -> dict[tuple[str, str], bool]:
        """Whether a level of a numbering has bullets, by its id and level."""
        part = self._part(self._beside("numbering.xml"))
        if part is None:
            return {}
        abstract = {
            attribute(e, "abstractNumId"): {
                attribute(level, "ilvl"): value(level, "numFmt") == "bullet"
                for level in e.iter("{*}lvl")
            }
            for e in part.iter("{*}abstractNum")
        }
        return {
            (attribute(e, "numId"), level): bullet
            for e in part.iter("{*}num")
            for level, bullet in abstract.get(value(e, "abstractNumId"), {}).items()
        }

    @cached_property
    def notes(self) -> "dict[str, Element]":
        """The footnotes by id; separators are none."""
        part = self._part(self._beside("footnotes.xml"))
        found = part.iter("{*}footnote") if part is not None else ()
        return {attribute(e, "id"): e for e in found if not attribute(e, "type")}

    def style_of(self, paragraph: "Element") -> Style:
        """What a paragraph is by its own properties, its style, and the bases of that."""
        found, seen = Style.of(paragraph.find("{*}pPr")), set[str]()
        while found.based in self.styles and found.based not in seen:
            seen.add(found.based)
            found = found.over(self.styles[found.based])
        return found

    def picture(self, relation: str) -> Asset | None:
        """The picture of a relation, added to the assets; None where it is not in the document."""
        target = self._relations.get(relation, "")
        if target not in self._container:
            return None
        name = f"{len(self.assets) + 1:02}{PurePosixPath(target).suffix.lower()}"
        asset = Asset.of(name, self._container.read(target))
        self.assets.append(asset)
        return asset

    def address(self, relation: str) -> str | None:
        """The address of a link's relation."""
        target = self._relations.get(relation, "")
        return target if _LINK.fullmatch(target) else None

    def span(self) -> Span:
        """The one place that findings about a document can name: the document."""
        return self.source.span(0, 0)

    def _main(self) -> str:
        """The part that the package calls its document."""
        rels = self._part("_rels/.rels")
        for e in rels.iter("{*}Relationship") if rels is not None else ():
            if attribute(e, "Type").endswith("/officeDocument"):
                return attribute(e, "Target").lstrip("/")
        return _BODY

    def _beside(self, name: str) -> str:
        return str(PurePosixPath(self._base).parent / name)

    def _targets(self, part: str) -> dict[str, str]:
        """What each relation of a part leads to: a part's name, or an address."""
        path = PurePosixPath(part)
        rels = self._part(str(path.parent / "_rels" / f"{path.name}.rels"))
        targets: dict[str, str] = {}
        for e in rels.iter("{*}Relationship") if rels is not None else ():
            target = attribute(e, "Target")
            if attribute(e, "TargetMode") != "External":
                target = target.lstrip("/") if target.startswith("/") else f"{path.parent}/{target}"
            targets[attribute(e, "Id")] = target
        return targets

    def _part(self, name: str) -> "Element | None":
        """A part's root; None where it is missing. No entity is resolved, no DTD allowed."""
        from lxml import etree

        if name not in self._container:
            return None
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
        try:
            root = etree.fromstring(self._container.read(name), parser)
        except etree.XMLSyntaxError as error:
            raise self._broken() from error
        if root.getroottree().docinfo.doctype or _deep(root):
            raise self._broken()
        return root

    def _broken(self) -> InputError:
        name = self.source.name
        return InputError(Finding("input-broken", None, {"name": name}, name))


def local(e: Any) -> str:  # noqa: ANN401 - comments have tags that are no strings
    """The name of an element without its namespace; empty for comments."""
    return e.tag.rpartition("}")[2] if isinstance(e.tag, str) else ""


def attribute(e: "Element", name: str) -> str:
    """An attribute by its local name; empty where there is none."""
    for key, text in e.attrib.items():
        if str(key).rpartition("}")[2] == name:
            return str(text)
    return ""


def value(e: "Element | None", name: str) -> str:
    """The `val` of a child; empty where there is none."""
    child = e.find(f".//{{*}}{name}") if e is not None else None
    return attribute(child, "val") if child is not None else ""


def _deep(root: "Element") -> bool:
    from lxml import etree

    depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > DEPTH_MOST:
            return True
    return False
