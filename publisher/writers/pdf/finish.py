"""The finish of a PDF: what it says of itself, what it carries, and the same bytes every time.

WeasyPrint's PDF/A-3a breaks two rules (its XMP packet is compressed, pictures are interpolated) and
attachments would take the clock; all three are put right here.
"""

from __future__ import annotations

import hashlib
import io
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from publisher import __version__
from publisher.writers.furniture import bulletin_title

if TYPE_CHECKING:
    import pikepdf

    from publisher.article import Bulletin, Metadata
    from publisher.writers.pdf import Attachment

PRODUCER = f"Kanyin {__version__}"

_PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
{properties}
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>"""


def finish(
    data: bytes,
    bulletin: Bulletin,
    attachments: tuple[Attachment, ...],
    made: datetime,
    identifier: str = "",
) -> bytes:
    """The PDF as it is kept: PDF/A-3a (ISO 19005-3), the same bytes for the same input.

    `identifier`: the id of the record that it is part of.
    """
    import pikepdf

    with pikepdf.open(io.BytesIO(data)) as pdf:
        for thing in pdf.objects:
            if isinstance(thing, pikepdf.Stream):
                if "/Interpolate" in thing:
                    del thing["/Interpolate"]
                _end_clearly(thing)
        _describe(pdf, bulletin, made.astimezone(UTC), identifier)
        _attach(pdf, attachments, made.astimezone(UTC))
        pdf.Root.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=True)
        modes = pikepdf.ObjectStreamMode
        packed = _saved(pdf, modes.generate)
        return packed if _UNCLEAR not in packed else _saved(pdf, modes.disable)


# Where a stream's last byte is a carriage return, it cannot be told from the end of its line, and a
# reader that counts finds one byte less than /Length says (ISO 19005-3, 6.1.7.1).
_UNCLEAR = b"\r\nendstream"


def _end_clearly(stream: pikepdf.Stream) -> None:
    """Lengthen a compressed stream that ends in a carriage return by a byte that changes nothing.

    The last byte is that of a sum over all, so that compressing it otherwise would not do.
    """
    if stream.get("/Filter") == "/FlateDecode" and stream.read_raw_bytes().endswith(b"\r"):
        longer = stream.read_bytes() + b"\n"
        stream.write(longer)
        if "/Length1" in stream:
            stream.Length1 = len(longer)


def _saved(pdf: pikepdf.Pdf, mode: pikepdf.ObjectStreamMode) -> bytes:
    out = io.BytesIO()
    pdf.save(out, deterministic_id=True, object_stream_mode=mode, fix_metadata_version=False)
    return out.getvalue()


def _describe(pdf: pikepdf.Pdf, bulletin: Bulletin, made: datetime, identifier: str) -> None:
    """One uncompressed XMP packet (ISO 19005-3, 6.6.2.1), and an Info dictionary that agrees."""
    import pikepdf

    title = bulletin_title(bulletin)
    metadata = bulletin.first.metadata
    packet = pikepdf.Stream(pdf, _packet(title, metadata, made, identifier).encode())
    packet.Type, packet.Subtype = pikepdf.Name.Metadata, pikepdf.Name.XML
    pdf.Root.Metadata = pdf.make_indirect(packet)
    pdf.Root.Lang = pikepdf.String(metadata.language)
    said = {
        "/Title": title,
        "/Author": "、".join(metadata.authors),
        "/Subject": metadata.abstract or metadata.subtitle,
        "/Keywords": ", ".join(metadata.keywords),
        "/Producer": PRODUCER,
        "/CreationDate": _date(made),
        "/ModDate": _date(made),
    }
    info = {key: pikepdf.String(value) for key, value in said.items() if value}
    pdf.trailer.Info = pdf.make_indirect(pikepdf.Dictionary(info))


def _packet(title: str, metadata: Metadata, made: datetime, identifier: str) -> str:
    instant = made.strftime("%Y-%m-%dT%H:%M:%SZ")
    abstract = metadata.abstract or metadata.subtitle
    properties = [
        "<pdfaid:part>3</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>",
        _property("dc:title", _list("Alt", (title,), ' xml:lang="x-default"')),
        _property("dc:creator", _list("Seq", metadata.authors)),
        _property("dc:description", _list("Alt", _given(abstract), ' xml:lang="x-default"')),
        _property("dc:subject", _list("Bag", metadata.keywords)),
        _property("dc:language", _list("Bag", (metadata.language,))),
        _property("dc:identifier", escape(identifier)),
        _property("dc:date", _list("Seq", (metadata.date.isoformat(),) if metadata.date else ())),
        _property("dc:rights", _list("Alt", _given(metadata.rights), ' xml:lang="x-default"')),
        _property("pdf:Keywords", escape(", ".join(metadata.keywords))),
        _property("pdf:Producer", escape(PRODUCER)),
        _property("xmp:CreateDate", instant),
        _property("xmp:ModifyDate", instant),
    ]
    return _PACKET.format(properties="\n".join(filter(None, properties)))


def _given(text: str) -> tuple[str, ...]:
    return (text,) if text else ()


def _property(name: str, value: str) -> str:
    return f"<{name}>{value}</{name}>" if value else ""


def _list(kind: str, items: tuple[str, ...], attributes: str = "") -> str:
    inner = "".join(f"<rdf:li{attributes}>{escape(item)}</rdf:li>" for item in items)
    return f"<rdf:{kind}>{inner}</rdf:{kind}>" if inner else ""


def _attach(pdf: pikepdf.Pdf, attachments: tuple[Attachment, ...], made: datetime) -> None:
    """Files carried by the document as a whole, with their relationship (ISO 19005-3, 6.8)."""
    import pikepdf

    if not attachments:
        return
    specifications = [
        pdf.make_indirect(_specification(pdf, attachment, made)) for attachment in attachments
    ]
    names = sorted(
        zip((attachment.name for attachment in attachments), specifications, strict=True),
        key=lambda pair: bytes(pikepdf.String(pair[0])),
    )
    tree = [item for name, reference in names for item in (pikepdf.String(name), reference)]
    if "/Names" not in pdf.Root:
        pdf.Root.Names = pikepdf.Dictionary()
    pdf.Root.Names.EmbeddedFiles = pikepdf.Dictionary(Names=pikepdf.Array(tree))
    pdf.Root.AF = pikepdf.Array(specifications)


def _specification(pdf: pikepdf.Pdf, attachment: Attachment, made: datetime) -> pikepdf.Dictionary:
    import pikepdf

    stream = pikepdf.Stream(pdf, attachment.data)
    stream.Type = pikepdf.Name.EmbeddedFile
    stream.Subtype = pikepdf.Name("/" + attachment.mime)
    checksum = hashlib.md5(attachment.data, usedforsecurity=False).digest()  # ISO 32000-1, 7.11.4
    stream.Params = pikepdf.Dictionary(
        Size=len(attachment.data),
        CheckSum=pikepdf.String(checksum),
        CreationDate=pikepdf.String(_date(made)),
        ModDate=pikepdf.String(_date(made)),
    )
    reference = pdf.make_indirect(stream)
    return pikepdf.Dictionary(
        Type=pikepdf.Name.Filespec,
        F=pikepdf.String(attachment.name),
        UF=pikepdf.String(attachment.name),
        EF=pikepdf.Dictionary(F=reference, UF=reference),
        Desc=pikepdf.String(attachment.description),
        AFRelationship=pikepdf.Name("/" + attachment.relationship),
    )


def _date(instant: datetime) -> str:
    return instant.strftime("D:%Y%m%d%H%M%SZ")
