"""Who wrote an article, as a paragraph says: （记者 甲 乙）, 本报记者 甲, （文/图 甲）."""

import re
from typing import Final

from publisher.typography.marks import LETTER

_NAME: Final = rf"{LETTER}{{2,4}}(?:·{LETTER}{{1,6}})?"
_NAMES: Final = rf"(?P<names>{_NAME}(?:[ \u3000、]{{1,3}}{_NAME}){{0,4}})"
_ROLE: Final = (
    r"(?:本报|本刊|本网|本台|本報|本網)?(?:首席|特约|特約|见习|見習|实习|實習|驻.{1,6})?"
    r"(?:全媒体|全媒體|融媒体)?(?:记者|記者|通讯员|通訊員)"
)
_MADE: Final = "[文图圖摄攝]"
_SIGNED: Final = (
    re.compile(rf"[（(]{_ROLE}[ \u3000:：]{{0,3}}{_NAMES}(?=[）)])"),
    re.compile(rf"[（(]{_MADE}(?:[/／、和]{_MADE})?[ \u3000:：/／]{{1,3}}{_NAMES}(?=[）)])"),
    re.compile(rf"(?:本报|本刊|本网|本報|本網){_ROLE}?[ \u3000]{{1,3}}{_NAMES}(?=$|[\s（(])"),
)
_NO_NAMES: Final = frozenset(
    {"报道", "報道", "摄影", "攝影", "摄影报道", "综合报道", "整理", "通讯员"}
)


def signed(text: str) -> tuple[str, ...]:
    """The names of the writers whom a paragraph names; none where it names nobody."""
    for form in _SIGNED:
        if match := form.search(text):
            names = re.split("[ \u3000、]+", match["names"])
            return tuple(name for name in names if name and name not in _NO_NAMES)
    return ()
