"""What the libraries of layout log, as Findings; of a style sheet at its own line."""

import logging
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from publisher.findings import Finding
from publisher.source import Span
from publisher.tables import read_text
from publisher.writers.html import SHEETS

_PLACE = re.compile(r" at (\d+):(\d+)")
_STYLE = re.compile("<style>(.*?)</style>", re.DOTALL)


class _Listener(logging.Handler):
    """Gathers what a library logs as Findings, each once."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.findings: list[Finding] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep the message."""
        finding = Finding("pdf-layout", arguments={"message": record.getMessage()})
        if finding not in self.findings:
            self.findings.append(finding)


@contextmanager
def complaints() -> Iterator[list[Finding]]:
    """The findings that WeasyPrint's and fontTools' loggers give rise to meanwhile."""
    listener = _Listener()
    loggers = [logging.getLogger(name) for name in ("weasyprint", "fontTools")]
    kept = [(logger.propagate, logger.level) for logger in loggers]
    for logger in loggers:
        logger.addHandler(listener)
        logger.propagate = False
        logger.setLevel(logging.WARNING)
    try:
        yield listener.findings
    finally:
        for logger, (propagate, level) in zip(loggers, kept, strict=True):
            logger.removeHandler(listener)
            logger.propagate, logger.level = propagate, level


def placed(
    findings: Iterable[Finding], html: str, folders: tuple[Path, ...]
) -> tuple[Finding, ...]:
    """The findings, those about a style sheet of a template with their place in its file.

    `html`: the page, in which all style sheets stand as one; `folders`: where their files are.
    """
    match = _STYLE.search(html)
    style = match[1] if match else ""
    return tuple(_with_place(finding, style, folders) for finding in findings)


def _with_place(finding: Finding, style: str, folders: tuple[Path, ...]) -> Finding:
    message = str(finding.arguments["message"])
    at = _PLACE.search(message)
    if at is None:
        return finding
    span = _span(int(at[1]), int(at[2]), style, folders)
    if span is None:
        return finding
    said = message[: at.start()] + message[at.end() :]
    return replace(finding, span=span, arguments={"message": said})


def _span(line: int, column: int, style: str, folders: tuple[Path, ...]) -> Span | None:
    """Where in which file a place in the one style sheet of the page is."""
    for name in SHEETS:
        path = next((folder / name for folder in folders if (folder / name).is_file()), None)
        if path is None:
            continue
        source = read_text(path)
        text = source.text
        start = style.find(text) if text else -1
        before = style.count("\n", 0, start)
        if start >= 0 and before < line <= before + text.count("\n") + 1:
            offset = source.lines[line - before - 1] + column - 1
            return source.span(offset, offset)
    return None
