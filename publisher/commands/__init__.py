"""The command line: parse, print, exit codes; no logic of its own."""

import gc
import io
import os
import sys
from collections.abc import Sequence
from gettext import gettext as _
from typing import TYPE_CHECKING

from publisher.clock import Clock
from publisher.commands.words import bind, language_of
from publisher.findings import Finding

if TYPE_CHECKING:
    from publisher.commands.session import Session

YOUNG = 200_000  # objects made since the last collection, instead of Python's 700


def main(arguments: Sequence[str] | None = None) -> None:
    """Run `publisher` and exit; see the exit codes in the command line's contract (docs)."""
    # Imports and layout make many objects and little garbage: collecting took a tenth of the time.
    gc.set_threshold(YOUNG)
    words = list(sys.argv[1:] if arguments is None else arguments)
    language = language_of(words, os.environ)
    bind(language)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A name that the terminal's encoding lacks is shown escaped; in JSON that is right too.
            stream.reconfigure(errors="backslashreplace")
    try:
        code = _run(words)
    except KeyboardInterrupt:
        code = 130  # before there was anything to say it with
    sys.exit(code)


def _run(words: list[str]) -> int:
    """The exit code of one run; every exception ends here."""
    import click

    from publisher.commands.session import Session
    from publisher.commands.tree import publisher
    from publisher.findings import PublisherError

    asked = words[: words.index("--")] if "--" in words else words
    session = Session(
        Clock.of_system(os.environ),
        os.environ,
        language_of(words, os.environ),
        {"json": "--json" in asked, "debug": "--debug" in asked},
    )
    if os.environ.get("NO_COLOR"):
        session.options["color"] = False
    try:
        answer = publisher.main(words, prog_name="publisher", standalone_mode=False, obj=session)
        code = answer if isinstance(answer, int) and answer else session.exit_code()
    except PublisherError as error:
        session.report(error.findings)
        code = error.exit_code
    except click.exceptions.NoArgsIsHelpError as error:
        code = _no_command(session, error.message)
    except click.UsageError as error:
        session.report([_usage(session, error.format_message())])
        code = 2
    except (KeyboardInterrupt, click.Abort):
        session.report([Finding("interrupted")])
        code = 130
    except Exception as error:  # noqa: BLE001 - a traceback is a bug, told as one
        if session.debug:
            import traceback

            traceback.print_exc()
        bug = Finding("bug", arguments={"kind": type(error).__name__, "reason": str(error)})
        session.report([bug])
        code = 70
    return session.close(code)


def _no_command(session: "Session", help_text: str) -> int:
    """Exit code 2, the help shown to a person who typed a group's name alone."""
    if session.json:
        session.report([_usage(session, _("Missing command."))])
    else:
        session.talk(help_text)
    return 2


def _usage(session: "Session", message: str) -> Finding:
    command = f"publisher {session.command}".strip()
    return Finding("usage", arguments={"message": message, "command": command})
