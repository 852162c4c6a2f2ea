"""Footnotes: the part that holds them, in the order of their calls."""

from copy import deepcopy

from publisher.article import Block, Note, walk
from publisher.ooxml.element import Element, paragraph_properties, root, run_properties, text, w
from publisher.writers.word.blocks import Setting, blocks_elements, paragraph
from publisher.writers.word.draft import PARAGRAPH, Draft
from publisher.writers.word.package import XmlPart
from publisher.writers.word.tables import seam

SEPARATORS = ((-1, "separator"), (0, "continuationSeparator"))


def notes_setting(draft: Draft) -> Setting:
    """The setting of a note's blocks."""
    return Setting("FootnoteText", "note", draft.sheet.style.measure_pt, inside=True)


def footnotes(draft: Draft, part: XmlPart) -> None:
    """Write the notes that were called into their part."""
    with draft.writing(part):
        notes = [
            w("footnote", *_note(draft, draft.notes[key], number), id=number)
            for key, number in draft.calls.items()
        ]
    part.content = root("w:footnotes", "w r wp a pic", *_separators(), *notes)


def uncalled(draft: Draft, blocks: tuple[Block, ...]) -> list[Element]:
    """The notes of an article that nothing calls, at its end: nothing is left out."""
    made: list[Element] = []
    for note in (block for block in walk(blocks) if isinstance(block, Note)):
        key = (draft.article, note.label)
        if key not in draft.calls:
            path = f"{draft.article}_note_{len(made) + 1}"
            made += blocks_elements(draft, note.blocks, notes_setting(draft), path)
    return made


def _note(draft: Draft, note: Note, number: int) -> list[Element]:
    """A note's paragraphs, its own mark first."""
    made = blocks_elements(draft, note.blocks, notes_setting(draft), f"note_{number}")
    if not made or made[0].tag != PARAGRAPH:
        made.insert(0, paragraph(draft, "FootnoteText", "note", ()))
    mark = w("r", run_properties(w("rStyle", val="FootnoteReference")), w("footnoteRef"))
    made[0].insert(1, mark)
    mark.addnext(w("r", text("w:t", " ")))
    if made[-1].tag != PARAGRAPH:
        made.append(seam())
    return made


def _separators() -> list[Element]:
    """The lines between text and notes, in a style without indent."""
    plain = paragraph_properties(w("pStyle", val="Normal"))
    return [
        w("footnote", w("p", deepcopy(plain), w("r", w(kind))), type=kind, id=number)
        for number, kind in SEPARATORS
    ]
