"""Names of Office Open XML (ECMA-376, transitional): namespaces, relations, content types."""

from types import MappingProxyType

NAMESPACES = MappingProxyType(
    {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
        "cp": "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
        "dc": "http://purl.org/dc/elements/1.1/",
        "dcterms": "http://purl.org/dc/terms/",
        "xsi": "http://www.w3.org/2001/XMLSchema-instance",
        "ep": "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties",
        "op": "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties",
        "vt": "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes",
        "ct": "http://schemas.openxmlformats.org/package/2006/content-types",
        "xml": "http://www.w3.org/XML/1998/namespace",
    }
)

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/"

RELATIONS = MappingProxyType(
    {
        "document": _OFFICE + "officeDocument",
        "core": _PACKAGE + "core-properties",
        "app": _OFFICE + "extended-properties",
        "custom": _OFFICE + "custom-properties",
        "styles": _OFFICE + "styles",
        "settings": _OFFICE + "settings",
        "theme": _OFFICE + "theme",
        "fontTable": _OFFICE + "fontTable",
        "numbering": _OFFICE + "numbering",
        "footnotes": _OFFICE + "footnotes",
        "header": _OFFICE + "header",
        "footer": _OFFICE + "footer",
        "image": _OFFICE + "image",
        "hyperlink": _OFFICE + "hyperlink",
    }
)

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."

CONTENT_TYPES = MappingProxyType(
    {
        "document": _WORD + "document.main+xml",
        "styles": _WORD + "styles+xml",
        "settings": _WORD + "settings+xml",
        "fontTable": _WORD + "fontTable+xml",
        "numbering": _WORD + "numbering+xml",
        "footnotes": _WORD + "footnotes+xml",
        "header": _WORD + "header+xml",
        "footer": _WORD + "footer+xml",
        "theme": "application/vnd.openxmlformats-officedocument.theme+xml",
        "core": "application/vnd.openxmlformats-package.core-properties+xml",
        "app": "application/vnd.openxmlformats-officedocument.extended-properties+xml",
        "custom": "application/vnd.openxmlformats-officedocument.custom-properties+xml",
        "rels": "application/vnd.openxmlformats-package.relationships+xml",
    }
)


def qualified(name: str) -> str:
    """`w:p` as lxml writes it: `{namespace}p`; KeyError for an unknown prefix."""
    prefix, _, local = name.partition(":")
    return f"{{{NAMESPACES[prefix]}}}{local}"
