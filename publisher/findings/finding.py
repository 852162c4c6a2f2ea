"""The Finding, the Outcome that carries findings beside a value, and how findings are worded."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Generic, Literal, TypeVar

from publisher.findings.catalogue import Severity, entry
from publisher.source import Span

T = TypeVar("T")
Language = Literal["zh", "en"]


@dataclass(frozen=True)
class Edit:
    """The exact change that a finding proposes: the characters of `span` become `text`."""

    span: Span
    text: str


@dataclass(frozen=True)
class Finding:
    """One thing that was met: a code of the catalogue, its place, and what fills its words.

    `file` names the place where there is no span (a picture, a missing file); `level` is the
    severity where configuration changed it.
    """

    code: str
    span: Span | None = None
    arguments: Mapping[str, object] = field(default_factory=dict)
    file: str = ""
    edit: Edit | None = None
    level: Severity | None = None

    @property
    def severity(self) -> Severity:
        """What configuration says (`checks.severity`), else the catalogue."""
        return self.level or entry(self.code).severity

    @property
    def place(self) -> tuple[str, int | None, int | None]:
        """File, line and column (from 1); line and column are None where only a file is known."""
        if self.span is None:
            return self.file, None, None
        return self.span.source.name, self.span.line, self.span.column

    def message(self, language: Language) -> str:
        """What is wrong, in one sentence."""
        return entry(self.code).message[language].format_map(dict(self.arguments))

    def hint(self, language: Language) -> str:
        """What to do about it; empty where there is nothing to do."""
        return entry(self.code).hint[language].format_map(dict(self.arguments))


@dataclass(frozen=True)
class Outcome(Generic[T]):
    """A value and the findings met on the way to it."""

    value: T
    findings: tuple[Finding, ...] = ()


def compatible(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Those of one source's findings whose edits can be made together, by their places.

    Of edits that overlap the first is made.
    """
    made: list[Finding] = []
    end = 0
    placed = (finding for finding in findings if finding.edit is not None)
    for finding in sorted(placed, key=_start):
        assert finding.edit is not None
        if finding.edit.span.start >= end:
            made.append(finding)
            end = finding.edit.span.end
    return tuple(made)


def edited(findings: Iterable[Finding]) -> str:
    """The text of one source with the edits of its findings, as far as they are compatible."""
    edits = [finding.edit for finding in compatible(findings) if finding.edit is not None]
    if not edits:
        return ""
    received, text, end = edits[0].span.source.text, "", 0
    for edit in edits:
        for part in (received[end : edit.span.start], edit.text):
            text = _joined(text, part)
        end = edit.span.end
    return _joined(text, received[end:])


def _joined(text: str, part: str) -> str:
    """Two texts in a row; blank lines of both do not add up."""
    return text + (part.lstrip("\n") if text.endswith("\n\n") else part)


def _start(finding: Finding) -> int:
    return finding.edit.span.start if finding.edit else 0
