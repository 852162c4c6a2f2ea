"""What the options of a reading command mean: a Way, and the sources by their names."""

import errno
import re
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from publisher.commands.session import Session
from publisher.findings import Finding, InputMissingError, UsageError

if TYPE_CHECKING:
    from publisher.pipeline import Received, Way

STANDARD_INPUT = "-"
_CONVERTED = frozenset((".doc", ".wps", ".rtf", ".odt"))
_ADDRESS = ("http://", "https://")
_WORDS = re.compile(r"(?:\.html?$|[?#].*$|[^\w.-])+")


def way_of(session: Session, options: Mapping[str, Any], *, publishing: bool = False) -> "Way":
    """The Way that the options of a command describe."""
    from publisher.pipeline import Way

    project = session.project
    return Way(
        project=project,
        made=session.clock.now,
        cache=session.cache,
        kind=options.get("kind") or "",
        to=options.get("to") or project.config.output.to,
        raw=options["raw"],
        allow_missing=options["allow_missing"],
        grey=options.get("grey", False),
        overrides=options["settings"],
        publishing=publishing,
    )


def received(source: str, *, new: bool = False) -> "Received":
    """What a SOURCE names; `-` is standard input, whose pictures are looked for right here.

    `new`: the command is `new`, which alone fetches addresses and converts documents; UsageError
    `url-new` or `input-new` where another is given one.
    """
    from publisher.pipeline import Received
    from publisher.readers import MOST_BYTES

    if source.lower().startswith(_ADDRESS):
        if not new:
            raise UsageError(Finding("url-new", arguments={"name": source}))
        return Received(Path(STANDARD_INPUT), url=source)

    if source == STANDARD_INPUT and sys.stdin:
        return Received(Path(STANDARD_INPUT), sys.stdin.buffer.read(MOST_BYTES + 1))
    if not new and Path(source).suffix.lower() in _CONVERTED:
        raise UsageError(Finding("input-new", arguments={"name": source}))
    if source in ("", STANDARD_INPUT) or not _possible(source):
        raise InputMissingError(Finding("input-missing", arguments={"name": source}))
    return Received(Path(source))


def _possible(name: str) -> bool:
    """Whether a file could have this name; one that is too long is an error of the system."""
    try:
        Path(name).lstat()
    except OSError as error:
        return error.errno not in (errno.ENAMETOOLONG, errno.EINVAL, errno.ELOOP)
    return True


def stem_of(source: str) -> str:
    """The name of a SOURCE's outputs: that of the file, folder or record, without an extension."""
    if "://" in source:
        return _WORDS.sub("-", source.rstrip("/").rpartition("/")[2]).strip("-.")[:60] or "article"
    if source == STANDARD_INPUT:
        return "article"
    path = Path(source).resolve()
    return path.name if path.is_dir() else path.stem
