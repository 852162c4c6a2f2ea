"""Which face of Word's fills each role of the house style, and what stands in for it.

Word draws with the faces of the reader's machine, so the styles name those that Chinese Word users
have; the project's own free faces are the alternatives (TYPOGRAPHY, Faces).
"""

from dataclasses import dataclass
from types import MappingProxyType

from publisher.ooxml.element import Element, root, w
from publisher.style.house import TextStyle

BOLD_FROM = 600  # weights from here are set as Word's bold
DISPLAY_FROM = 800  # song of these weights is 小标宋, whose own weight needs no bold


@dataclass(frozen=True)
class WordFace:
    """The faces of a style: Han and full-width marks in `east`, letters and digits in `latin`."""

    east: str
    latin: str
    bold: bool = False

    def fonts(self) -> Element:
        """`w:rFonts` with every face explicit, none by theme."""
        return w("rFonts", ascii=self.latin, hAnsi=self.latin, eastAsia=self.east, cs=self.latin)

    def marks(self) -> Element:
        """`w:rFonts` for quotation marks and dashes among Latin: the Chinese face throughout."""
        return w("rFonts", hint="eastAsia", ascii=self.east, hAnsi=self.east)


DISPLAY = WordFace("方正小标宋简体", "Times New Roman")
KAI = WordFace("楷体", "Times New Roman")  # emphasis too: Chinese has no italics

_ROLES = MappingProxyType(
    {
        "song": WordFace("宋体", "Times New Roman"),
        "hei": WordFace("黑体", "Arial"),
        "kai": KAI,
        "fang": WordFace("仿宋", "Times New Roman"),
        "latin": WordFace("宋体", "Times New Roman"),
        "mono": WordFace("新宋体", "Consolas"),
    }
)


def word_face(text: TextStyle) -> WordFace:
    """The faces for a role of text; song stands in for a role that only a later style knows."""
    if text.face == "biaosong" or (text.face == "song" and text.weight >= DISPLAY_FROM):
        return DISPLAY
    face = _ROLES.get(text.face, _ROLES["song"])
    return WordFace(face.east, face.latin, bold=text.weight >= BOLD_FROM)


@dataclass(frozen=True)
class _Font:
    """An entry of the font table: alternatives in order, PANOSE, family and pitch."""

    name: str
    alternatives: str
    panose: str
    family: str
    pitch: str = "variable"
    charset: str = "86"  # GB 2312


_FONTS = (
    _Font("宋体", "SimSun,Noto Serif CJK SC,思源宋体", "02010600030101010101", "auto"),
    _Font(
        "方正小标宋简体",
        "FZXiaoBiaoSong-B05S,小标宋体,Noto Serif CJK SC Black,华文中宋",
        "03000509000000000000",
        "script",
    ),
    _Font("黑体", "SimHei,Noto Sans CJK SC,思源黑体", "02010609060101010101", "modern"),
    _Font("楷体", "KaiTi,楷体_GB2312,LXGW WenKai,霞鹜文楷", "02010609060101010101", "modern"),
    _Font("仿宋", "FangSong,仿宋_GB2312,FandolFang,LXGW WenKai", "02010609060101010101", "modern"),
    _Font("新宋体", "NSimSun,Noto Sans Mono CJK SC", "02010609030101010101", "modern", "fixed"),
    _Font("Times New Roman", "Noto Serif CJK SC", "02020603050405020304", "roman", charset="00"),
    _Font("Arial", "Noto Sans CJK SC", "020B0604020202020204", "swiss", charset="00"),
    _Font(
        "Consolas", "Noto Sans Mono CJK SC", "020B0609020204030204", "modern", "fixed", charset="00"
    ),
)


def font_table() -> Element:
    """The font table: each face with the names under which it, or its stand-in, may be found."""
    return root("w:fonts", "w r", *(_entry(font) for font in _FONTS))


def _entry(font: _Font) -> Element:
    return w(
        "font",
        w("altName", val=font.alternatives),
        w("panose1", val=font.panose),
        w("charset", val=font.charset),
        w("family", val=font.family),
        w("pitch", val=font.pitch),
        name=font.name,
    )
