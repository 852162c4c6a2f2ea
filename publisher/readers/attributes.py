"""Attributes in braces, `{.dots ruby="dá" width=60%}`, behind pictures and bracketed spans.

The grammar is that of the attrs plugin of mdit-py-plugins, with two differences that our files
need: a bare value may end in `%`, and a quoted value may hold braces, backslash escapes and
entities.
"""

import re
from collections.abc import Mapping
from types import MappingProxyType

from markdown_it import MarkdownIt
from markdown_it.common.utils import unescapeAll
from markdown_it.rules_inline import StateInline

_ITEM = re.compile(
    r"""\s{0,9}(?:\.(?P<class>[\w-]{1,40})|\#(?P<id>[\w-]{1,80})
    |(?P<key>[A-Za-z][\w-]{0,40})=(?:"(?P<quoted>(?:[^"\\]|\\.)*+)"|(?P<bare>[\w%:.-]{1,200})))""",
    re.VERBOSE | re.DOTALL,
)
_END = re.compile(r"\s{0,9}\}")

Attributes = Mapping[str, str]
NONE: Attributes = MappingProxyType({})


def items(text: str, start: int = 0) -> tuple[int, dict[str, str]]:
    """Where the attributes that begin at `start` end, and what they say; classes under `class`."""
    found: dict[str, str] = {}
    position = start
    while match := _ITEM.match(text, position):
        position = match.end()
        if match["class"]:
            found["class"] = f"{found.get('class', '')} {match['class']}".strip()
        elif match["id"]:
            found["id"] = match["id"]
        else:
            quoted = match["quoted"]
            found[match["key"]] = match["bare"] if quoted is None else unescapeAll(quoted)
    return position, found


def braced(text: str, start: int) -> tuple[int, dict[str, str]] | None:
    """The end and the attributes of the braces that open at `start`; None where none do."""
    if not text.startswith("{", start):
        return None
    position, found = items(text, start + 1)
    end = _END.match(text, position)
    return (end.end(), found) if end else None


def attributes_plugin(md: MarkdownIt) -> None:
    """Let `md` read attributes behind a picture, and make a span of `[…]{…}`."""
    md.inline.ruler.after("link", "span", _span)
    md.inline.ruler.push("attributes", _behind_picture)


def _behind_picture(state: StateInline, silent: bool) -> bool:
    if not state.tokens or state.pending or state.tokens[-1].type != "image":
        return False
    found = braced(state.src, state.pos)
    if found is None or found[0] > state.posMax or state.tokens[-1].meta.get("braced"):
        return False
    if not silent:
        state.tokens[-1].meta.update(found[1], braced=True)
    state.pos = found[0]
    return True


def _span(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] != "[":
        return False
    end = state.md.helpers.parseLinkLabel(state, state.pos)
    if end < 0:
        return False
    found = braced(state.src, end + 1)
    if found is None or found[0] > state.posMax:
        return False
    if not silent:
        most, start = state.posMax, state.pos + 1
        state.pos, state.posMax = start, end
        token = state.push("span_open", "span", 1)
        token.meta.update(found[1])
        state.md.inline.tokenize(state)
        state.push("span_close", "span", -1)
        state.posMax = most
    state.pos = found[0]
    return True
