"""Runs as inline Markdown that reads back as the same runs, with few backslashes."""

import re
from typing import Final

from publisher.article import Run, Runs
from publisher.readers.markdown_syntax import opens_and_closes

_ALWAYS = re.compile(r"[\\`*_\[\]]|&(?=#|[A-Za-z])|<(?=[!-~])")
_ENTITY = re.compile(r"&(?=#|[A-Za-z])")
_EDGE = re.compile(r"(?:^|(?<=\n))[^\S\n]+|[^\S\n]+(?=\n|$)")
_LINE_START = re.compile(
    r"#(?=#{0,5}(?:[ \t]|$))|>|\||[-+](?=[ \t]|$)|-(?=[-: \t|]*$)|=(?==*[ \t]*$)|~(?=~~)"
    r"|:(?=[:\- \t]|$)"
)
_NUMBERED = re.compile(r"\d{1,9}(?=[.)](?:[ \t]|$))")
_CLOSING_HASHES = re.compile(r"(?:(?<=[ \t])|^)#+$")
_DESTINATION = re.compile(r"[^\s<>()\\&\x00-\x1f\x7f]+")
_CLASSES: Final = ("strong", "emphasis", "dots", "name", "book")
_BREAK: Final = "\\\n"
_LINE_BREAK: Final = "&#10;"
# Stands for a note's call where only edges matter.
_CALL: Final = "\ufffc"


def words(runs: Runs, *, line: bool = False) -> str:
    """Runs as inline Markdown; with `line` on one line, line breaks as entities."""
    texts = _escaped(runs)
    out = ""
    for number, run in enumerate(runs):
        following = runs[number + 1] if number + 1 < len(runs) else None
        after = texts[number + 1] if following else ""
        out = _joined(out, run, texts[number], following, after)
    return out.replace(_BREAK, _LINE_BREAK) if line else out


def paragraph(runs: Runs) -> str:
    """Runs as lines of which none begins another kind of block."""
    return "\n".join(map(started, words(runs).split("\n")))


def started(line: str) -> str:
    """A line escaped at its start, so that it is text."""
    if number := _NUMBERED.match(line):
        return f"{number[0]}\\{line[number.end() :]}"
    return f"\\{line}" if _LINE_START.match(line) else line


def heading(runs: Runs) -> str:
    """Runs as the words of a heading."""
    return _CLOSING_HASHES.sub(r"\\\g<0>", words(runs, line=True))


def cell(runs: Runs) -> str:
    """Runs as a cell of a table, where a bar parts columns."""
    return words(runs, line=True).replace("|", "\\|")


def text_line(text: str) -> str:
    """A string as a line of text."""
    return started(words((Run(text),), line=True))


def label(text: str) -> str:
    """A string as the words in a picture's brackets."""
    return words((Run(text),), line=True) if text else ""


def value(text: str) -> str:
    """A string in double quotes: the value of an attribute, a picture's title."""
    text = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{_ENTITY.sub(_backslashed, text).replace(chr(10), _LINE_BREAK)}"'


def destination(name: str) -> str:
    """The address of a link or the name of a picture, in angle brackets where it needs them."""
    if _DESTINATION.fullmatch(name):
        return name
    inner = re.sub(r"[\\<>]|&(?=#|[A-Za-z])", _backslashed, name)
    return f"<{inner.replace(chr(10), _LINE_BREAK)}>"


def _backslashed(match: re.Match[str]) -> str:
    return f"\\{match[0]}"


def _escaped(runs: Runs) -> list[str]:
    """The text of each run, escaped; white space at the edges of lines is written as entities."""
    whole = "".join(_CALL if run.note is not None else run.text for run in runs)
    edges = {offset for match in _EDGE.finditer(whole) for offset in range(*match.span())}
    texts = []
    start = 0
    for run in runs:
        if run.note is not None:
            texts.append("")
            start += 1
            continue
        parts = []
        for offset, line in enumerate(_marked(run.text, start, edges)):
            parts.append(line if offset % 2 else _ALWAYS.sub(_backslashed, line))
        texts.append("".join(parts).replace("\n", _BREAK))
        start += len(run.text)
    if texts and texts[-1].endswith(_BREAK):
        # Behind the last line there is nothing for a backslash to break.
        texts[-1] = texts[-1].removesuffix(_BREAK) + _LINE_BREAK
    return texts


def _marked(text: str, start: int, edges: set[int]) -> list[str]:
    """The text parted into plain stretches and, at odd places, entities for white space."""
    parts = [""]
    for offset, character in enumerate(text):
        if start + offset in edges:
            parts += [f"&#{ord(character)};", ""]
        else:
            parts[-1] += character
    return parts


def _joined(out: str, run: Run, text: str, following: Run | None, after: str) -> str:
    """What was written so far, and the run behind it."""
    if run.note is not None:
        return f"{_unpictured(out)}[^{run.note}]"
    if _is_plain(run):
        behind_note = out.endswith("]") and not out.endswith("\\]")
        return f"{out}\\{text}" if behind_note and text[:1] in tuple("({:") else out + text
    if _may_star(run) and not (following and _may_star(following)):
        first = after[:1] if following is None or _is_plain(following) else "["
        opens = opens_and_closes(out[-1:], text[:1])[0]
        closes = opens_and_closes(text[-1:], first)[1]
        if opens and closes and not out.endswith("*"):
            stars = "*" * (run.emphasis + 2 * run.strong)
            return f"{out}{stars}{text}{stars}"
    return f"{_unpictured(out)}{_bracketed(run, text)}"


def _bracketed(run: Run, text: str) -> str:
    attributes = [f".{name}" for name in _CLASSES if getattr(run, name)]
    if run.ruby is not None:
        attributes.append(f"ruby={value(run.ruby)}")
    if run.link is not None:
        text = f"[{text}]({destination(run.link)})"
    return f"[{text}]{{{' '.join(attributes)}}}" if attributes else text


def _unpictured(out: str) -> str:
    """What was written so far, a last `!` kept from making a picture of the bracket behind it."""
    return f"{out[:-1]}\\!" if out.endswith("!") else out


def _is_plain(run: Run) -> bool:
    return run.note is None and not (run.strong or run.emphasis or _needs_brackets(run))


def _needs_brackets(run: Run) -> bool:
    return run.link is not None or run.ruby is not None or run.dots or run.name or run.book


def _may_star(run: Run) -> bool:
    return (run.strong or run.emphasis) and not _needs_brackets(run)
