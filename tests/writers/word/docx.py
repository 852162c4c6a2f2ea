"""A DOCX read back, by XML alone: what a writer's tests ask of it."""

import io
import re
import zipfile

from lxml import etree

from publisher.ooxml.names import NAMESPACES, qualified

OWN = re.compile(r"_ky_\d+_(?:lead|\d.*)")
SPACE = re.compile(r"\s+")


def part(data, name):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return etree.fromstring(archive.read(name))


def names(data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.namelist()


def xpath(node, expression):
    return node.xpath(expression, namespaces=dict(NAMESPACES))


def document(data):
    return part(data, "word/document.xml")


def style(data, name):
    (found,) = xpath(part(data, "word/styles.xml"), f"//w:style[w:name/@w:val='{name}']")
    return found


def styled(data, name):
    """The paragraphs in a style, by its name."""
    ident = style(data, name).get(qualified("w:styleId"))
    return xpath(document(data), f"//w:p[w:pPr/w:pStyle/@w:val='{ident}']")


def value(node, path):
    """The one value of an attribute, given as a path such as `w:rPr/w:sz/@w:val`."""
    (found,) = xpath(node, path)
    return str(found)


def written_text(node):
    """The characters that a reader sees, results of fields left out, white space too."""
    made, fields = [], 0
    for child in node.iter():
        match child.tag.rpartition("}")[2]:
            case "fldChar":
                kind = child.get(qualified("w:fldCharType"))
                fields += {"begin": 1, "separate": 0, "end": -1}[kind]
            case "t" if not fields:
                made.append(child.text or "")
            case _:
                pass
    return tight("".join(made))


def text_of_blocks(data):
    """The characters inside the bookmarks of an article's blocks: its own text, no furniture."""
    made, fields, inside = [], 0, set()
    for child in document(data).iter():
        match child.tag.rpartition("}")[2]:
            case "bookmarkStart" if OWN.fullmatch(child.get(qualified("w:name"))):
                inside.add(child.get(qualified("w:id")))
            case "bookmarkEnd":
                inside.discard(child.get(qualified("w:id")))
            case "fldChar":
                kind = child.get(qualified("w:fldCharType"))
                fields += {"begin": 1, "separate": 0, "end": -1}[kind]
            case "t" if inside and not fields:
                made.append(child.text or "")
            case _:
                pass
    return tight("".join(made))


def tight(text):
    return SPACE.sub("", text)
