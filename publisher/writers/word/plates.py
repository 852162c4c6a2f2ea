"""Pictures with their words: a picture across the measure as paragraphs, others in a table.

The captions bear no printed number, since the bulletin's have none; a hidden sequence field in each
keeps Word's list of figures and its cross-references at work.
"""

from publisher.article import Run, Runs, plain
from publisher.ooxml.element import Element, element, paragraph_properties, w
from publisher.prepared import Placed, Plate
from publisher.style.units import Pt
from publisher.typography.titles import title_width
from publisher.writers.furniture import (
    GAP,
    MISSING,
    alternative,
    caption,
    credit,
    credit_follows,
    is_single,
)
from publisher.writers.word.draft import Draft
from publisher.writers.word.inline import hidden_number, inline
from publisher.writers.word.tables import Cell, Row, seam, table, table_gap
from publisher.writers.word.units import emu, twips

PICTURE_URI = "http://schemas.openxmlformats.org/drawingml/2006/picture"
FULL = 0.98  # of the measure: a picture from here on stands alone, its caption under it


def plate_elements(draft: Draft, plate: Plate, width: Pt) -> list[Element]:
    """The elements of a plate in a room of some width."""
    single = is_single(plate)
    if single and not plate.beside and plate.rows[0][0].width >= width * FULL:
        return _across(draft, plate.rows[0][0], plate)
    if plate.beside and single:
        return [table("Plate", _beside(draft, plate, width)), table_gap(lead=plate.lead)]
    # A gallery that was written without a picture has a caption at most.
    made = [table("Plate", _rows(draft, plate, width))] if plate.rows else []
    if single or not plate.caption:
        return [*made, seam()]
    figures = [placed.figure for row in plate.rows for placed in row]
    numbered = any(figure.caption or figure.credit for figure in figures)
    common = (_words if numbered else _caption)(draft, _caption_style(plate), plate.caption)
    return [*made, common]


def figure_words(placed: Placed, plate: Plate, room: float) -> Runs:
    """The caption of a picture and who took it, never broken, in a room of so many em."""
    said, by = caption(placed, plate), credit(placed.figure)
    if not said or not by:
        return said or ((Run(by),) if by else ())
    last = title_width(plain(said)) % room
    return (*said, Run((GAP if credit_follows(last, title_width(by), room) else "\n") + by))


def _ems(draft: Draft, width: Pt) -> float:
    """A width in ems of the captions."""
    return max(1.0, width / draft.sheet.text("caption").size)


def _across(draft: Draft, placed: Placed, plate: Plate) -> list[Element]:
    said = figure_words(placed, plate, _ems(draft, placed.width))
    style = "LeadPicture" if plate.lead else "Picture"
    if not said:
        return [picture_paragraph(draft, f"{style}Alone", placed)]
    return [picture_paragraph(draft, style, placed), _caption(draft, _caption_style(plate), said)]


def _beside(draft: Draft, plate: Plate, width: Pt) -> list[Row]:
    """One picture with its words in the free column beside it, at its foot."""
    placed = plate.rows[0][0]
    gap = twips(draft.sheet.style.pictures.gap)
    edge = twips(placed.width) + gap
    style = "LeadPicture" if plate.lead else "Picture"
    free = _ems(draft, Pt(width - placed.width - draft.sheet.style.pictures.gap))
    side = _caption(draft, "SideCaption", figure_words(placed, plate, free))
    return [
        Row(
            (
                Cell([picture_paragraph(draft, style, placed)], 0, edge),
                Cell([side], edge, twips(width) + gap, foot="bottom"),
            )
        )
    ]


def _rows(draft: Draft, plate: Plate, width: Pt) -> list[Row]:
    """Rows of pictures, each over a row of their words where one of them has any."""
    made: list[Row] = []
    right = twips(width) + twips(draft.sheet.style.pictures.gap)
    for number, row in enumerate(plate.rows):
        edges = _edges(draft, row, right)
        said = [figure_words(placed, plate, _ems(draft, placed.width)) for placed in row]
        last = number == len(plate.rows) - 1
        style = "NextPicture" if number else "LeadPicture" if plate.lead else "Picture"
        if last and not any(said) and not plate.caption:
            style += "Alone"
        cells = (
            Cell([picture_paragraph(draft, style, placed)], *edge)
            for placed, edge in zip(row, edges, strict=True)
        )
        made.append(Row(tuple(cells)))
        if any(said):
            captions = (
                Cell([_caption(draft, _caption_style(plate), runs)], *edge)
                for runs, edge in zip(said, edges, strict=True)
            )
            made.append(Row(tuple(captions)))
    return made


def _edges(draft: Draft, row: tuple[Placed, ...], right: int) -> list[tuple[int, int]]:
    """Where the pictures of a row stand, the gap on the right; the last one takes the rest."""
    gap = draft.sheet.style.pictures.gap
    made: list[tuple[int, int]] = []
    left = 0.0
    for placed in row:
        made.append((twips(Pt(left)), twips(Pt(left + placed.width + gap))))
        left += placed.width + gap
    made[-1] = (made[-1][0], max(right, made[-1][1]))
    return made


def _caption_style(plate: Plate) -> str:
    return "LeadCaption" if plate.lead else "Caption"


def _caption(draft: Draft, style: str, runs: Runs) -> Element:
    return w(
        "p",
        paragraph_properties(w("pStyle", val=style)),
        *hidden_number("图"),
        *inline(draft, runs, draft.sheet.text("caption")),
    )


def _words(draft: Draft, style: str, runs: Runs) -> Element:
    return w(
        "p",
        paragraph_properties(w("pStyle", val=style)),
        *inline(draft, runs, draft.sheet.text("caption")),
    )


def picture_paragraph(draft: Draft, style: str, placed: Placed) -> Element:
    """The paragraph of a picture, or of the words that stand for a missing one."""
    if placed.picture is None:
        return _words(draft, "MissingPicture", (Run(MISSING),))
    return w(
        "p",
        paragraph_properties(w("pStyle", val=style)),
        w("r", w("drawing", _inline_picture(draft, placed))),
    )


def _inline_picture(draft: Draft, placed: Placed) -> Element:
    assert placed.picture is not None
    number = draft.drawing()
    said = alternative(placed.figure, draft.title, number)
    size = {"cx": emu(placed.width), "cy": emu(placed.height)}
    return element(
        "wp:inline",
        element("wp:extent", **size),
        element("wp:docPr", id=number, name=f"图片 {number}", descr=said),
        element("wp:cNvGraphicFramePr", element("a:graphicFrameLocks", noChangeAspect=1)),
        element(
            "a:graphic",
            element(
                "a:graphicData",
                element(
                    "pic:pic",
                    element(
                        "pic:nvPicPr",
                        element("pic:cNvPr", id=number, name=f"图片 {number}"),
                        element("pic:cNvPicPr"),
                    ),
                    element(
                        "pic:blipFill",
                        element("a:blip", r_embed=draft.picture(placed.picture)),
                        element("a:stretch", element("a:fillRect")),
                    ),
                    element(
                        "pic:spPr",
                        element("a:xfrm", element("a:off", x=0, y=0), element("a:ext", **size)),
                        element("a:prstGeom", element("a:avLst"), prst="rect"),
                    ),
                ),
                uri=PICTURE_URI,
            ),
        ),
        distT=0,
        distB=0,
        distL=0,
        distR=0,
    )
