"""One run of the command line: its settings, what it found, what it made, and how it ends."""

import json
import os
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from gettext import gettext as _
from pathlib import Path
from typing import Any

import click

from publisher.clock import Clock
from publisher.findings import (
    CannotWriteError,
    Finding,
    Language,
    PublisherError,
)
from publisher.project import Project, find_project

Place = tuple[str, int | None, int | None]
PROPOSAL_MOST = 80  # characters of a proposed edit that are shown
MANY = 3  # notes of one code that are printed without --verbose


@dataclass
class Session:
    """What the global options say, and what has come of the run so far.

    `options`: the global options that were given, by name; `places`: where each finding is, seen
    from the current folder; `failed`: exit codes of the sources that failed, in order; `done`: how
    many did not; `folder`: that of the source in hand; `written`: the output files of this run;
    `unprinted`: why standard output could not be written, empty where it could.
    """

    clock: Clock
    environment: Mapping[str, str]
    language: Language
    options: dict[str, Any] = field(default_factory=dict)
    command: str = ""
    findings: list[Finding] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    results: list[Mapping[str, object]] = field(default_factory=list)
    failed: list[int] = field(default_factory=list)
    done: int = 0
    folder: Path = Path()
    written: set[Path] = field(default_factory=set)
    unprinted: str = ""

    @property
    def json(self) -> bool:
        """Whether stdout gets one JSON object and nothing else."""
        return bool(self.options.get("json"))

    @property
    def dry(self) -> bool:
        """Whether nothing may be written."""
        return bool(self.options.get("dry_run"))

    @property
    def debug(self) -> bool:
        """Whether a bug shows its traceback."""
        return bool(self.options.get("debug"))

    @cached_property
    def project(self) -> Project:
        """The project that `-C` names or the current folder belongs to."""
        from platformdirs import user_config_path

        users = user_config_path("kanyin") / "publisher.toml"
        return find_project(self.options.get("project"), Path.cwd(), users, self.environment)

    @property
    def cache(self) -> Path:
        """The user's cache folder; what is in it can be made again."""
        from platformdirs import user_cache_path

        return user_cache_path("kanyin")

    def report(self, findings: Iterable[Finding]) -> None:
        """Keep findings and, unless the answer is JSON, print each to stderr at once."""
        for finding in findings:
            self.findings.append(finding)
            self.places.append(self.place(finding))
            if not self.json and self._shown(finding):
                self._print(self._worded(finding, self.places[-1]), err=True)

    def result(self, values: Mapping[str, object], *lines: str) -> None:
        """Keep a result for `--json`; print its lines to stdout otherwise."""
        self.results.append(values)
        self.line(*lines)

    def line(self, *lines: str) -> None:
        """Print lines to stdout, unless the answer is JSON."""
        if not self.json:
            for text in lines:
                self._print(visible(text))

    def talk(self, text: str) -> None:
        """Say something on stderr, unless asked to be quiet."""
        if not self.options.get("quiet") and not self.json:
            self._print(visible(text), err=True)

    def detail(self, text: str) -> None:
        """Say something on stderr that only `--verbose` wants to hear."""
        if self.options.get("verbose"):
            self.talk(text)

    @contextmanager
    def source(self, name: str, doing: str) -> Iterator[None]:
        """One of several sources: an error in it is reported and counted; the next one follows.

        `doing`: what is said meanwhile on a terminal, with `{source}` in it.
        """
        # os.path.isdir, other than Path.is_dir, raises nothing for a name that is too long.
        self.folder = Path(name if os.path.isdir(name) else os.path.dirname(name))  # noqa: PTH112, PTH120
        try:
            with self._progress(doing.format(source=name)):
                yield
        except PublisherError as error:
            self.report(error.findings)
            self.failed.append(error.exit_code)
        else:
            self.done += 1
        finally:
            self.folder = Path()

    def exit_code(self) -> int:
        """0; 1 where some sources failed or `--strict` met a warning; else the first failure's."""
        if self.failed:
            return 1 if self.done else self.failed[0]
        warned = any(finding.severity != "note" for finding in self.findings)
        return 1 if warned and self.options.get("strict") else 0

    def close(self, exit_code: int) -> int:
        """Print the JSON object where it was asked for, else how many notes were not shown.

        The exit code is another than the one given where standard output cannot be written.
        """
        if self.json:
            self._answer(exit_code)
        else:
            self._tell_the_rest()
        if not self.unprinted:
            return exit_code
        finding = Finding("output-failed", arguments={"name": "stdout", "reason": self.unprinted})
        self._print(self._worded(finding, ("", None, None)), err=True)
        return exit_code or CannotWriteError.exit_code

    def _answer(self, exit_code: int) -> None:
        answer = {
            "ok": exit_code == 0,
            "command": self.command,
            "results": self.results,
            "findings": [*map(self._listed, self.findings, self.places)],
            "exit": exit_code,
        }
        self._print(json.dumps(answer, ensure_ascii=False, indent=2, default=str))

    def _print(self, text: str, *, err: bool = False) -> None:
        """Print to stdout or stderr; where nobody reads any more, the work goes on in silence."""
        try:
            click.echo(text, err=err, color=self.options.get("color"))
        except OSError as error:
            if not err and not isinstance(error, BrokenPipeError):
                self.unprinted = error.strerror or str(error)
            # What is still in the buffer must not fail once more while Python closes.
            stream = sys.stderr if err else sys.stdout
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())

    @contextmanager
    def _progress(self, text: str) -> Iterator[None]:
        """A spinner on stderr while something takes its time; on a terminal only."""
        if self.json or self.options.get("quiet") or not (sys.stderr and sys.stderr.isatty()):
            yield
            return
        from rich.console import Console

        console = Console(stderr=True, no_color=self.options.get("color") is False)
        with console.status(text):
            yield

    def where(self, finding: Finding) -> str:
        """The finding's place as a person reads it: file:line:column, as far as known."""
        return _joined(self.place(finding))

    def place(self, finding: Finding) -> Place:
        """The finding's place with its file as seen from the current folder."""
        file, line, column = finding.place
        if file and not Path(file).is_relative_to(self.folder):
            file = str(self.folder / file)
        return file, line, column

    def _shown(self, finding: Finding) -> bool:
        """Whether it is printed: all but notes that are not wanted, or are many of one kind."""
        if finding.severity != "note":
            return True
        alike = sum(other.code == finding.code for other in self.findings)
        return not self.options.get("quiet") and (
            alike <= MANY or bool(self.options.get("verbose"))
        )

    def _tell_the_rest(self) -> None:
        counts = Counter(f.code for f in self.findings if f.severity == "note")
        rest = sum(count - MANY for count in counts.values() if count > MANY)
        if rest and not self.options.get("verbose"):
            self.talk(_("{count} more notes like these; -v shows them all.").format(count=rest))

    def _listed(self, finding: Finding, place: Place) -> dict[str, object]:
        file, line, column = place
        return {
            "code": finding.code,
            "severity": finding.severity,
            "file": file or None,
            "line": line,
            "column": column,
            "message": finding.message(self.language),
            "hint": finding.hint(self.language),
        }

    def _worded(self, finding: Finding, at: Place) -> str:
        place = _joined(at)
        severity, colour = {
            "error": (_("error"), "red"),
            "warning": (_("warning"), "yellow"),
            "note": (_("note"), "cyan"),
        }[finding.severity]
        words = f"{click.style(severity, fg=colour, bold=True)}: " + visible(
            finding.message(self.language)
        ).replace("\n", "\n    ")
        hint = visible(finding.hint(self.language))
        text = f"{visible(place, breaks=False)}: {words}" if place else words
        text += click.style(f"  [{finding.code}]", dim=True)
        if finding.edit is not None:
            proposed = _("proposed")
            text += f"\n    {proposed}: {_shortened(finding.edit.text)}"
        return text + (f"\n    {hint}" if hint else "")


def _joined(at: Place) -> str:
    return ":".join(str(part) for part in at if part)


def _shortened(text: str) -> str:
    """A proposed text on one line, its middle left out where it is long."""
    line = visible(" ⏎ ".join(part for part in text.strip().split("\n") if part), breaks=False)
    return line if len(line) <= PROPOSAL_MOST else f"{line[:40]} … {line[-30:]}"


def visible(text: str, *, breaks: bool = True) -> str:
    """The text with control characters shown, so that no input can steer the terminal.

    `breaks`: line ends and tabs stay.
    """
    kept = "\n\t" if breaks else ""
    return "".join(
        char if char in kept or char.isprintable() or char == "\u3000" else repr(char)[1:-1]
        for char in text
    )
