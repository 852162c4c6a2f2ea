"""CommonMark as we read it: tables, footnotes, containers, spans; HTML is text, links as written.

One rule differs from CommonMark 0.31: a run of `*` beside a Chinese character or mark may open or
close whatever stands on its other side, so that `**“引文”**后文` is strong, as its author meant.
"""

import re
import unicodedata
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline.state_inline import Delimiter, StateInline
from mdit_py_plugins.container import container_plugin
from mdit_py_plugins.footnote import footnote_plugin

from publisher.readers.attributes import attributes_plugin
from publisher.typography.marks import is_chinese

CONTAINERS = ("gallery", "pull", "names", "box")
MOST_NESTING = 60
MOST_BRACKETS = 2_000

_NOTE_CALL = re.compile(r"\[\^(?P<label>[^\]\s]{1,80})\]")


@cache
def parser() -> MarkdownIt:
    """The parser; it keeps no state between texts."""
    md = MarkdownIt("commonmark", {"html": False, "maxNesting": MOST_NESTING}).enable("table")
    # Joined text would lose which characters were escaped, and with them their places.
    md.disable(["text_join", "html_block", "html_inline"])
    md.inline.ruler.at("emphasis", _emphasis)
    md.use(attributes_plugin)
    md.use(footnote_plugin, inline=False, move_to_end=False)
    md.inline.ruler.at("footnote_ref", _note_call)
    md.core.ruler.after("block", "refuse", _refuse)
    for name in CONTAINERS:
        md.use(container_plugin, name)
    # A link stays as it was written: no percent signs, no punycode.
    setattr(md, "normalizeLink", str)  # noqa: B010 - markdown-it's way; mypy takes it for a method
    setattr(md, "normalizeLinkText", str)  # noqa: B010 - as above
    return md


def opens_and_closes(before: str, after: str) -> tuple[bool, bool]:
    """Whether a run of `*` between two characters may open, and whether it may close."""
    space_before, space_after = not before.strip(), not after.strip()
    mark_before, mark_after = _is_mark(before), _is_mark(after)
    chinese = is_chinese(before) or is_chinese(after)
    opens = not space_after and (not mark_after or space_before or mark_before or chinese)
    closes = not space_before and (not mark_before or space_after or mark_after or chinese)
    return opens, closes


def _refuse(state: StateCore) -> None:
    """Tell `env["refuse"]` of blocks so deep that the parser would leave out what is in them.

    And of a text with so many brackets that looking for links in it would not end.
    """
    for token in state.tokens:
        if token.type == "inline" and token.content.count("[") > MOST_BRACKETS:
            state.env["refuse"](token, f"{MOST_BRACKETS:,} [")
        if token.nesting == 1 and token.level + 1 >= MOST_NESTING:
            state.env["refuse"](token, f"{MOST_NESTING} >")


def _note_call(state: StateInline, silent: bool) -> bool:
    """A call of a note, whether defined or not, in time that does not grow with the text."""
    match = _NOTE_CALL.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    if not silent:
        state.push("footnote_ref", "", 0).meta = {"label": match["label"]}
    state.pos = match.end()
    return True


def _is_mark(character: str) -> bool:
    return bool(character) and unicodedata.category(character)[0] in "PS"


def _emphasis(state: StateInline, silent: bool) -> bool:
    marker = state.src[state.pos]
    if silent or marker not in "*_":
        return False
    scanned = state.scanDelims(state.pos, marker == "*")
    opens, closes = scanned.can_open, scanned.can_close
    if marker == "*":
        after = state.pos + scanned.length
        opens, closes = opens_and_closes(
            state.src[state.pos - 1] if state.pos else "",
            state.src[after] if after < state.posMax else "",
        )
    for _ in range(scanned.length):
        token = state.push("text", "", 0)
        token.content = marker
        state.delimiters.append(
            Delimiter(
                marker=ord(marker),
                length=scanned.length,
                token=len(state.tokens) - 1,
                end=-1,
                open=opens,
                close=closes,
            )
        )
    state.pos += scanned.length
    return True
