"""The parts that hold no text: settings, theme, numbering and document properties."""

from collections.abc import Iterable
from datetime import UTC, datetime

from publisher.ooxml.element import Element, element, root, text, w
from publisher.style.units import Em, Pt
from publisher.writers.word.faces import word_face
from publisher.writers.word.sheet import Sheet
from publisher.writers.word.styles import LIST_STEP
from publisher.writers.word.units import twips

# Marks that begin or end no line (CLREQ, line breaking, strict), as Word wants them listed.
NOT_AT_START = (
    "!%),.:;?]}¢°·ˇˉ―‖’”…‰′″›℃∶、。〃〉》」』】〕〗〞"
    "︶︺︾﹀﹄﹚﹜﹞！＂％＇），．：；？］｀｜｝～￠"
)
NOT_AT_END = "$([{£¥·‘“〈《「『【〔〖〝﹙﹛﹝＄（．［｛￡￥"

THEME = "刊印"
CUSTOM = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"  # custom properties, [MS-OLEPS] 2.21

LIST_LEVELS = 9
HANGING = Em(1.5)  # the room of a marker
BULLETS, NUMBERS = 1, 2  # the abstract lists
_BULLET_MARKS = "•–·"


def settings(sheet: Sheet, *, mirrored: bool) -> Element:
    """The part `settings.xml`, its children in the schema's order."""
    return root(
        "w:settings",
        "w",
        w("zoom", percent=100),
        *([w("mirrorMargins")] if mirrored else []),
        w("defaultTabStop", val=twips(Pt(sheet.style.body.size * 2))),
        w("evenAndOddHeaders"),
        w("drawingGridVerticalSpacing", val=twips(sheet.style.body.leading)),
        w("characterSpacingControl", val="compressPunctuation"),
        w("noLineBreaksAfter", lang=sheet.language, val=NOT_AT_END),
        w("noLineBreaksBefore", lang=sheet.language, val=NOT_AT_START),
        w("footnotePr", w("footnote", id=-1), w("footnote", id=0)),
        w(
            "compat",
            w("balanceSingleByteDoubleByteWidth"),
            w("doNotExpandShiftReturn"),
            w("adjustLineHeightInTable"),
            w("useFELayout"),
            w(
                "compatSetting",
                name="compatibilityMode",
                uri="http://schemas.microsoft.com/office/word",
                val=15,
            ),
        ),
        w("themeFontLang", val="en-US", eastAsia=sheet.language),
        w(
            "clrSchemeMapping",
            bg1="light1",
            t1="dark1",
            bg2="light2",
            t2="dark2",
            **{f"accent{n}": f"accent{n}" for n in range(1, 7)},
            hyperlink="hyperlink",
            followedHyperlink="followedHyperlink",
        ),
        w("decimalSymbol", val="."),
        w("listSeparator", val=","),
    )


def theme(sheet: Sheet) -> Element:
    """A small theme of our own: the house colours and faces, no effects."""
    accent, ink, muted = (sheet.colour(name) for name in ("accent", "text", "muted"))
    colours = {
        "dk1": ink,
        "lt1": "FFFFFF",
        "dk2": muted,
        "lt2": "FFFFFF",
        **{f"accent{n}": accent for n in range(1, 7)},
        "hlink": ink,
        "folHlink": ink,
    }
    return root(
        "a:theme",
        "a",
        element(
            "a:themeElements",
            element(
                "a:clrScheme",
                *(
                    element(f"a:{slot}", element("a:srgbClr", val=value))
                    for slot, value in colours.items()
                ),
                name=THEME,
            ),
            element(
                "a:fontScheme",
                _theme_face("major", sheet, "title"),
                _theme_face("minor", sheet, "body"),
                name=THEME,
            ),
            _format_scheme(),
        ),
        name=THEME,
    )


def _theme_face(which: str, sheet: Sheet, role: str) -> Element:
    face = sheet.face(role)
    return element(
        f"a:{which}Font",
        element("a:latin", typeface=face.latin),
        element("a:ea", typeface=face.east),
        element("a:cs", typeface=""),
    )


def _format_scheme() -> Element:
    """The three steps of fills, lines and effects that the schema asks for, all of them plain."""

    def fill() -> Element:
        return element("a:solidFill", element("a:schemeClr", val="phClr"))

    return element(
        "a:fmtScheme",
        element("a:fillStyleLst", fill(), fill(), fill()),
        element(
            "a:lnStyleLst", *(element("a:ln", fill(), w=width) for width in (6350, 12700, 19050))
        ),
        element(
            "a:effectStyleLst",
            *(element("a:effectStyle", element("a:effectLst")) for _ in range(3)),
        ),
        element("a:bgFillStyleLst", fill(), fill(), fill()),
        name=THEME,
    )


def numbering(sheet: Sheet, lists: Iterable[tuple[bool, int, int]]) -> Element:
    """The part `numbering.xml`; `lists`: ordered or not, level and first number of each list."""
    numbered = list(lists)
    return root(
        "w:numbering",
        "w",
        _abstract(sheet, BULLETS, ordered=False),
        _abstract(sheet, NUMBERS, ordered=True),
        *(
            _number(ident, NUMBERS if ordered else BULLETS, level, start)
            for ident, (ordered, level, start) in enumerate(numbered, 1)
        ),
    )


def _abstract(sheet: Sheet, ident: int, *, ordered: bool) -> Element:
    return w(
        "abstractNum",
        w("multiLevelType", val="hybridMultilevel"),
        *(_level(sheet, level, ordered=ordered) for level in range(LIST_LEVELS)),
        abstractNumId=ident,
    )


def _level(sheet: Sheet, level: int, *, ordered: bool) -> Element:
    """A level that stands a step further in than the one above, its marker hanging."""
    size = sheet.style.body.size
    face = word_face(sheet.style.body)
    mark = _BULLET_MARKS[level % len(_BULLET_MARKS)]
    return w(
        "lvl",
        w("start", val=1),
        w("numFmt", val="decimal" if ordered else "bullet"),
        w("suff", val="tab"),
        w("lvlText", val=f"%{level + 1}." if ordered else mark),
        w("lvlJc", val="left"),
        w(
            "pPr",
            w("ind", left=twips(LIST_STEP.at(size)) * (level + 1), hanging=twips(HANGING.at(size))),
        ),
        w("rPr", face.fonts() if ordered else face.marks()),
        ilvl=level,
    )


def _number(ident: int, abstract: int, level: int, start: int) -> Element:
    override = w("lvlOverride", w("startOverride", val=start), ilvl=level)
    return w("num", w("abstractNumId", val=abstract), override, numId=ident)


def core_properties(
    words: Iterable[tuple[str, str]], keywords: Iterable[str], made: datetime
) -> Element:
    """`docProps/core.xml`; `words`: names such as `dc:title` with their values."""
    utc = made.astimezone(UTC) if made.tzinfo else made
    stamp = utc.strftime("%Y-%m-%dT%H:%M:%SZ")
    return root(
        "cp:coreProperties",
        "cp dc dcterms xsi",
        *(text(name, value) for name, value in words if value),
        *([text("cp:keywords", "，".join(keywords))] if keywords else []),
        text("dcterms:created", stamp, xsi_type="dcterms:W3CDTF"),
        text("dcterms:modified", stamp, xsi_type="dcterms:W3CDTF"),
    )


def app_properties(company: str) -> Element:
    """`docProps/app.xml`."""
    return root(
        "ep:Properties",
        "ep vt",
        text("ep:Application", "Kanyin"),
        *([text("ep:Company", company)] if company else []),
    )


def custom_properties(named: Iterable[tuple[str, str]]) -> Element:
    """`docProps/custom.xml`: plain strings under names, empty ones left out."""
    return root(
        "op:Properties",
        "op vt",
        *(
            element("op:property", text("vt:lpwstr", value), fmtid=CUSTOM, pid=pid, name=name)
            for pid, (name, value) in enumerate(((n, v) for n, v in named if v), 2)
        ),
    )
