"""Official documents (公文, GB/T 9704-2012): masthead, addressees, closing and imprint."""

from publisher.article import Metadata
from publisher.ooxml.element import Element, text, w
from publisher.ooxml.element import paragraph_properties as properties
from publisher.prepared import PreparedArticle
from publisher.writers import official
from publisher.writers.furniture import GAP, day
from publisher.writers.word.draft import Draft
from publisher.writers.word.heads import said, title
from publisher.writers.word.inline import field, line, words
from publisher.writers.word.sections import Furniture
from publisher.writers.word.sheet import Sheet
from publisher.writers.word.tables import empty, seam
from publisher.writers.word.units import twips


def furniture(_: Draft, number: int) -> Furniture | None:
    """No heads; the folio between dashes, outside and a character in (GB/T 9704-2012, 7.5)."""
    if number:
        return None
    return Furniture({}, folios())


def folios() -> dict[str, list[Element]]:
    """The feet of odd and even pages."""
    return {"default": [folio("Footer")], "even": [folio("EvenFooter")]}


def folio(style: str) -> Element:
    """The page's number between its dashes."""
    number = field("PAGE", "1", w("rPr", w("rStyle", val="PageNumber")))
    before, behind = (w("r", text("w:t", dash)) for dash in ("— ", " —"))
    return w("p", properties(w("pStyle", val=style)), before, *number, behind)


def opening(draft: Draft) -> list[Element]:
    """Marks, the name, the document's number and who signs it, over the red rule."""
    metadata, name = draft.prepared.bulletin.first.metadata, draft.sheet.style.masthead.name
    made = [line(draft, "OfficialMark", "mark", mark) for mark in official.marks(metadata)]
    if name:
        made.append(line(draft, "MastheadName", "name", name))
    return [*made, *_number(draft, metadata)]


def _number(draft: Draft, metadata: Metadata) -> list[Element]:
    """The document's number, centred, or on the last line of those who sign."""
    number, rows = metadata.document_number, official.signers(metadata)
    if not rows:
        return [line(draft, "DocumentNumber", "body", number)]
    signed = ["签发人：", *("" for _ in rows[1:])]
    labels = [f"{number if at == len(rows) else ''}\t{label}" for at, label in enumerate(signed, 1)]
    made = line(draft, "UpwardNumber", "body", "")
    for at, (label, row) in enumerate(zip(labels, rows, strict=True)):
        made.extend(words(draft, ("\n" if at else "") + label, draft.sheet.style.body))
        made.extend(words(draft, GAP.join(row), draft.sheet.text("signer"), "Signer"))
    return [made]


def head(draft: Draft, article: PreparedArticle) -> list[Element]:
    """The title, an empty line, and to whom it is addressed."""
    metadata = article.metadata
    return [
        *title(draft, article),
        *said(draft, "deck", "Subtitle", metadata.subtitle),
        empty("UnderTitle"),
        *said(draft, "body", "Addressees", official.addressees(metadata), "to"),
    ]


def tail(draft: Draft, article: PreparedArticle) -> list[Element]:
    """Attachments, who issued the document and when, a note in brackets."""
    made: list[Element] = []
    for number, entry in enumerate(official.attachments(article.metadata)):
        style, before = ("NextAttachment", "") if number else ("Attachment", "附件：")
        made.append(line(draft, style, "body", before + entry.label + entry.text))
    closing_lines = (
        ("ClosingIssuer", draft.sheet.style.issuer),
        ("ClosingDate", day(article.metadata.date)),
        ("Remark", official.note(article.metadata)),
    )
    return [*made, *(line(draft, style, "body", said) for style, said in closing_lines if said)]


def closing(draft: Draft) -> list[Element]:
    """Copies and printing, between rules on the foot of the last page (7.4)."""
    metadata = draft.prepared.bulletin.first.metadata
    entries = official.copied(metadata)
    rows = [line(draft, "Copies", "imprint", entry.label + entry.text) for entry in entries]
    printer = official.printer(metadata, draft.sheet.style.issuer)
    if printer:
        printed = f"{day(metadata.date)}印发" if metadata.date else ""
        rows.append(line(draft, "Printed", "imprint", f"{printer}\t{printed}"))
    between = [part for row in rows for part in (empty("ImprintInnerRule"), row)]
    return imprint(draft, between[1:])


def imprint(draft: Draft, rows: list[Element]) -> list[Element]:
    """The rows of the imprint between its outer rules, in a frame at the foot of the last page.

    Word takes neighbours with equal frames together. LibreOffice reads a frame in the paragraph
    alone, not in its style, and none where the paragraphs have borders.
    """
    if not rows:
        return []
    framed = [empty("ImprintRule"), *rows, empty("ImprintEnd")]
    for row in framed:
        row[0].insert(1, imprint_frame(draft.sheet))
    return [*framed, seam()]


def imprint_frame(sheet: Sheet) -> Element:
    """`w:framePr` at the foot of the type area."""
    return w(
        "framePr",
        w=twips(sheet.style.measure_pt),
        vSpace=twips(sheet.style.spaces["imprint"]),
        wrap="notBeside",
        vAnchor="margin",
        hAnchor="margin",
        xAlign="left",
        yAlign="bottom",
    )
