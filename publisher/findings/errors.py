"""Errors, one class an exit code; raised only where an Outcome cannot carry on.

PublisherError
├── UsageError           2   the command line is wrong
├── DamageError          1   verify found damage
├── InputError          65   what was given cannot be used
├── InputMissingError   66   what was named is not there
├── UnavailableError    69   a library, a program or a font is missing
├── CannotWriteError    73   no permission, the disk is full, the target exists
├── IOFailureError      74   the device failed
├── ArchiveBusyError    75   the archive is locked: try again
└── ConfigurationError  78   a configuration file is wrong
"""

from typing import ClassVar

from publisher.findings.catalogue import entry
from publisher.findings.finding import Finding


class PublisherError(Exception):
    """An error of ours; `findings` say what happened, in both languages, and what helps."""

    exit_code: ClassVar[int] = 70

    def __init__(self, *findings: Finding) -> None:
        super().__init__("; ".join(f"{f.code}: {f.message('en')}" for f in findings))
        self.findings = findings


def error_of(findings: tuple[Finding, ...]) -> PublisherError:
    """The error of the class that the first finding of severity error leads to, with them all."""
    first = next(finding for finding in findings if finding.severity == "error")
    code = entry(first.code).exit
    classes = {kind.exit_code: kind for kind in PublisherError.__subclasses__()}
    return classes.get(code, InputError)(*findings)


class DamageError(PublisherError):
    """Stored bytes are not what was filed."""

    exit_code = 1


class UsageError(PublisherError):
    """The command line cannot be understood."""

    exit_code = 2


class InputError(PublisherError):
    """What was given cannot be used."""

    exit_code = 65


class InputMissingError(PublisherError):
    """What was named is not there."""

    exit_code = 66


class UnavailableError(PublisherError):
    """A library, a program or a font is missing."""

    exit_code = 69


class CannotWriteError(PublisherError):
    """The result cannot be written."""

    exit_code = 73


class IOFailureError(PublisherError):
    """Reading or writing failed in the device."""

    exit_code = 74


class ArchiveBusyError(PublisherError):
    """Another process holds the archive for longer than we wait."""

    exit_code = 75


class ConfigurationError(PublisherError):
    """A configuration file is wrong, or the archive is newer than this program."""

    exit_code = 78
