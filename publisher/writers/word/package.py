"""The package: parts and relations by python-docx, zipped so that equal parts give equal bytes.

python-docx's own template is not used: it would bring a thumbnail, dates of 2013 and Calibri.
"""

import io
from collections import Counter
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from docx.opc.package import OpcPackage  # noqa: TID253 - write_word imports this module itself late
from docx.opc.packuri import PackURI  # noqa: TID253 - as above
from docx.opc.part import Part  # noqa: TID253 - as above

from publisher.ooxml.element import Element, element, root, serialise
from publisher.ooxml.names import CONTENT_TYPES, RELATIONS
from publisher.pictures import Picture

ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest stamp a zip can hold
_EXTENSIONS = {"image/jpeg": "jpeg", "image/png": "png"}


class XmlPart(Part):
    """A part whose `content` may be set after others have been related to it."""

    content: Element | None = None

    @property
    def blob(self) -> bytes:
        """The part's bytes."""
        assert self.content is not None
        return serialise(self.content)

    def relate(self, kind: str, target: "Part | str") -> str:
        """The relation's id; a target that is already related to keeps the one it has."""
        return str(self.relate_to(target, RELATIONS[kind], is_external=isinstance(target, str)))


class Package:
    """A word-processing package in the making."""

    def __init__(self) -> None:
        self._package = OpcPackage()
        self._pictures: dict[tuple[str, str, int, int], Part] = {}
        self._numbers: Counter[str] = Counter()
        self.document = self._top("/word/document.xml", "document")

    def properties(self, kind: str, content: Element) -> None:
        """Add `docProps/KIND.xml`."""
        self._top(f"/docProps/{kind}.xml", kind).content = content

    def part(self, name: str, kind: str, content: Element | None = None) -> XmlPart:
        """A new part `word/NAME.xml` of a kind that RELATIONS names, related to the document."""
        part = XmlPart(PackURI(f"/word/{name}.xml"), CONTENT_TYPES[kind])
        part.content = content
        self.document.relate(kind, part)
        return part

    def numbered(self, kind: str, content: Element) -> XmlPart:
        """A new part of which there are several, such as `word/header2.xml`."""
        self._numbers[kind] += 1
        return self.part(f"{kind}{self._numbers[kind]}", kind, content)

    def picture(self, picture: Picture) -> Part:
        """The part with a picture's bytes, made once however often the picture is placed."""
        key = (picture.digest, picture.mime, picture.width, picture.height)
        if key not in self._pictures:
            name = f"/word/media/image{len(self._pictures) + 1}.{_EXTENSIONS[picture.mime]}"
            self._pictures[key] = Part(PackURI(name), picture.mime, picture.data)
        return self._pictures[key]

    def bytes(self) -> bytes:
        """The DOCX: parts in the order of their relations, no stamp of the clock."""
        parts = list(self._package.iter_parts())
        target = io.BytesIO()
        with ZipFile(target, "w") as archive:
            _write(archive, "[Content_Types].xml", serialise(_content_types(parts)))
            _write(archive, "_rels/.rels", self._package.rels.xml)
            for part in parts:
                _write(archive, part.partname.membername, part.blob)
                if len(part.rels):
                    _write(archive, part.partname.rels_uri.membername, part.rels.xml)
        return target.getvalue()

    def _top(self, name: str, kind: str) -> XmlPart:
        part = XmlPart(PackURI(name), CONTENT_TYPES[kind])
        self._package.relate_to(part, RELATIONS[kind])
        return part


def _write(archive: ZipFile, name: str, data: bytes) -> None:
    entry = ZipInfo(name, ZIP_EPOCH)
    entry.compress_type = ZIP_STORED if name.endswith((".jpeg", ".png")) else ZIP_DEFLATED
    archive.writestr(entry, data)


def _content_types(parts: list[Part]) -> Element:
    """`[Content_Types].xml`: a default for each kind of picture, an override for each XML part."""
    defaults = {"rels": CONTENT_TYPES["rels"], "xml": "application/xml"}
    media = {p.partname.ext: p.content_type for p in parts if not isinstance(p, XmlPart)}
    return root(
        "ct:Types",
        "ct",
        *(
            element("ct:Default", Extension=extension, ContentType=kind)
            for extension, kind in (defaults | media).items()
        ),
        *(
            element("ct:Override", PartName=part.partname, ContentType=part.content_type)
            for part in parts
            if isinstance(part, XmlPart)
        ),
    )
