"""Lengths as types: points, millimetres, ems, and the named Chinese type sizes (字号)."""

import re

PT_PER_MM = 72 / 25.4

# The 字号 ladder as Chinese Word and typesetters use it, in points; 三号 is 15.793 pt in gongwen
# only, where 28 of them fill the 156 mm type area (GB/T 9704-2012 5.2.1), and is given in pt there.
ZIHAO: dict[str, float] = {
    "初号": 42, "小初": 36, "一号": 26, "小一": 24, "二号": 22, "小二": 18, "三号": 16, "小三": 15,
    "四号": 14, "小四": 12, "五号": 10.5, "小五": 9, "六号": 7.5, "小六": 6.5, "七号": 5.5,
    "八号": 5,
}  # fmt: skip


class Pt(float):
    """A length in points (1/72 inch)."""

    @property
    def mm(self) -> "Mm":
        """The same length in millimetres."""
        return Mm(self / PT_PER_MM)

    @property
    def css(self) -> str:
        """As CSS writes it, to a thousandth."""
        return f"{round(self, 3):g}pt"


class Mm(float):
    """A length in millimetres."""

    @property
    def pt(self) -> Pt:
        """The same length in points."""
        return Pt(self * PT_PER_MM)

    @property
    def css(self) -> str:
        """As CSS writes it, to a thousandth."""
        return f"{round(self, 3):g}mm"


class Em(float):
    """A length in ems, that is, in multiples of the type size it is used with."""

    def at(self, size: Pt) -> Pt:
        """The length at a type size."""
        return Pt(self * size)

    @property
    def css(self) -> str:
        """As CSS writes it, to a thousandth."""
        return f"{round(self, 3):g}em"


_LENGTH = re.compile(r"(-?\d+(?:\.\d+)?)\s*(pt|mm|em)")


def length(text: str) -> Pt | Mm | Em:
    """`12pt`, `32mm`, `2em` or a 字号 such as `小四`; ValueError for anything else."""
    if text in ZIHAO:
        return Pt(ZIHAO[text])
    match = _LENGTH.fullmatch(text.strip())
    if match is None:
        raise ValueError(text)
    number = float(match[1])
    match match[2]:
        case "pt":
            return Pt(number)
        case "mm":
            return Mm(number)
        case _:
            return Em(number)
