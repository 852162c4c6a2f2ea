"""Set pages read back: which lines and pictures stand where, as the layout engine placed them.

What is read is what is printed: the boxes of which the PDF was drawn, whoever broke the lines.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from publisher.typography.marks import is_han

_PX = 0.75  # pt
_AROUND = frozenset(("rt", "rp"))  # what stands beside the text of a line
_CALLS = frozenset(("call", "note"))


@dataclass(frozen=True)
class Area:
    """A rectangle on a page, in pt from its top left corner."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """From edge to edge."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """From head to foot."""
        return self.bottom - self.top


@dataclass(frozen=True)
class SetLine:
    """A line of text: what stands in it, where, and how it was spaced.

    `area` reaches from the first em box to the last, what its marks gave up left out; `room`: the
    column or cell that it stands in; `spacing`: what was added behind each ideograph on average, in
    em of `size` (pt); `given`: what each mark gave up that does not stand beside another; `role`:
    the role of text of its block, empty where it has none; `block` tells the lines of one block
    from those of another; `faces`: families and weights in it.
    """

    text: str
    area: Area
    room: Area
    size: float
    spacing: float
    given: float
    role: str
    block: int
    faces: frozenset[tuple[str, int]] = frozenset()


@dataclass(frozen=True)
class SetPicture:
    """A picture: its address in the page's HTML, where it stands, after how many lines of it."""

    source: str
    area: Area
    after: int = 0


@dataclass(frozen=True)
class Ink:
    """Colour on a page: `text` in a face at a size (pt), or where it is empty a `surface` (pt²)."""

    colour: str
    text: str
    family: str
    weight: int
    size: float
    surface: float


@dataclass(frozen=True)
class SetPage:
    """A page: its size, its type area, and what is set on it, in reading order.

    `inks`: all that is printed in a colour, running heads and rules too; no black, no grey.
    """

    width: float
    height: float
    area: Area
    lines: tuple[SetLine, ...]
    pictures: tuple[SetPicture, ...]
    inks: tuple[Ink, ...] = ()


def set_pages(document: Any) -> tuple[SetPage, ...]:  # noqa: ANN401 - weasyprint.Document
    """The pages of a document of the layout engine."""
    return tuple(_page(page._page_box) for page in document.pages)  # noqa: SLF001 - it has no other way


@dataclass(frozen=True)
class _Frame:
    """What surrounds a box: the nearest block, the role of text declared there."""

    block: Any
    role: str = ""


def _page(box: Any) -> SetPage:  # noqa: ANN401
    frame = _Frame(box)
    lines: list[SetLine] = []
    pictures: list[SetPicture] = []
    for child in box.children:
        if type(child).__name__ != "MarginBox":
            for found in _walk(child, frame):
                if isinstance(found, SetLine):
                    lines.append(found)
                else:
                    pictures.append(replace(found, after=len(lines)))
    return SetPage(
        round(box.margin_width() * _PX, 3),
        round(box.margin_height() * _PX, 3),
        _content(box),
        tuple(lines),
        tuple(pictures),
        tuple(_inks(box)),
    )


def _inks(box: Any) -> Iterator[Ink]:  # noqa: ANN401
    """What a box and those in it print in colour."""
    box = getattr(box, "_box", box)
    style = box.style
    if type(box).__name__ == "TextBox":
        if colour := _colour(style, "color"):
            yield Ink(
                colour, box.text, style["font_family"][0], style["font_weight"],
                style["font_size"] * _PX, 0,
            )  # fmt: skip
        return
    if colour := _colour(style, "background_color"):
        surface = box.border_width() * box.border_height() * _PX**2
        yield Ink(colour, "", "", 0, 0, surface)
    for side in _SIDES:
        thick = style[f"border_{side}_width"]
        if thick and (colour := _colour(style, f"border_{side}_color")):
            long = box.border_width() if side in ("top", "bottom") else box.border_height()
            yield Ink(colour, "", "", 0, 0, thick * long * _PX**2)
    for child in getattr(box, "children", ()):
        yield from _inks(child)


_SIDES = ("top", "right", "bottom", "left")


def _colour(style: Any, name: str) -> str:  # noqa: ANN401 - the computed style of a box
    """A colour as `#RRGGBB`; empty where it prints nothing, black or grey."""
    value = style[name]
    if value == "currentcolor":
        value = style["color"]
    parts = [round(part * 255) for part in value.to("srgb").coordinates]
    if not value.alpha or max(parts) - min(parts) < _GREY:
        return ""
    return "#" + "".join(f"{part:02X}" for part in parts)


_GREY = 8


def _walk(box: Any, frame: _Frame) -> Iterator[SetLine | SetPicture]:  # noqa: ANN401
    box = getattr(box, "_box", box)  # what is positioned stands behind a placeholder
    kind = type(box).__name__
    if kind == "LineBox":
        leaves = tuple(_leaves(box))
        if leaves:
            yield _line(box, leaves, frame)
    elif "Replaced" in kind:
        if box.element is not None and box.element.get("src"):
            yield SetPicture(box.element.get("src"), _content(box))
        return
    elif box.element_tag in _AROUND:
        return
    elif kind not in ("InlineBox", "TextBox"):
        frame = _inside(box, frame)
    for child in getattr(box, "children", ()):
        yield from _walk(child, frame)


def _inside(box: Any, frame: _Frame) -> _Frame:  # noqa: ANN401
    """The frame inside a block."""
    classes = _classes(box)
    role = next((name[4:] for name in classes if name.startswith("set-")), frame.role)
    return replace(frame, block=box, role=role)


def _classes(box: Any) -> list[str]:  # noqa: ANN401
    return (box.element.get("class") or "").split() if box.element is not None else []


@dataclass(frozen=True)
class _Leaf:
    """Characters of a line; `before`, `after`: white that their marks gave up, in px."""

    box: Any
    before: float
    after: float


def _leaves(box: Any, before: float = 0, after: float = 0) -> Iterator[_Leaf]:  # noqa: ANN401
    """The text of a line, without what stands beside it and what is set in boxes of its own."""
    for child in box.children:
        kind = type(child).__name__
        if kind == "TextBox":
            if child.text:
                yield _Leaf(child, before, after)
        elif kind == "InlineBox" and not _beside(child):
            yield from _leaves(
                child, before - min(0, child.margin_left), after - min(0, child.margin_right)
            )


def _beside(box: Any) -> bool:  # noqa: ANN401
    return (
        "::" in box.element_tag
        or box.element_tag in _AROUND
        or not _CALLS.isdisjoint(_classes(box))
    )


def _line(box: Any, leaves: tuple[_Leaf, ...], frame: _Frame) -> SetLine:  # noqa: ANN401
    first, last = leaves[0], leaves[-1]
    sizes = [leaf.box.style["font_size"] for leaf in leaves for _ in leaf.box.text]
    size = max(set(sizes), key=sizes.count)
    spacings = [
        leaf.box.style["letter_spacing"] or 0
        for leaf in leaves
        for character in leaf.box.text
        if is_han(character)
    ]
    given = [
        leaf.before + leaf.after for leaf in leaves[:-1] if leaf.before + leaf.after < size / 2
    ]
    trailing = last.box.style["letter_spacing"] or 0
    area = Area(
        (first.box.position_x + first.before) * _PX,
        box.position_y * _PX,
        (last.box.position_x + last.box.width - trailing - last.after) * _PX,
        (box.position_y + box.height) * _PX,
    )
    return SetLine(
        text="".join(leaf.box.text for leaf in leaves),
        area=area,
        room=_content(frame.block),
        size=size * _PX,
        spacing=_mean(spacings) / size,
        given=_mean([white for white in given if white > 0]) / size,
        role=frame.role,
        block=id(frame.block.element),
        faces=frozenset(
            (leaf.box.style["font_family"][0], leaf.box.style["font_weight"]) for leaf in leaves
        ),
    )


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0


def _content(box: Any) -> Area:  # noqa: ANN401
    left, top = box.content_box_x(), box.content_box_y()
    return Area(left * _PX, top * _PX, (left + box.width) * _PX, (top + box.height) * _PX)
