"""The command line: parse, print, exit codes; no logic of its own."""

import os
import sys
from collections.abc import Sequence

from publisher.clock import Clock
from publisher.commands.words import bind, language_of
from publisher.findings import Finding


def main(arguments: Sequence[str] | None = None) -> None:
    """Run `publisher` and exit; see the exit codes in the command line's contract (docs)."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    language = language_of(words, os.environ)
    bind(language)
    sys.exit(_run(words))


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
    except click.UsageError as error:
        message = error.format_message()
        session.report(
            [Finding("usage", arguments={"message": message, "command": session.command})]
        )
        code = 2
    except (KeyboardInterrupt, click.Abort):
        session.report([Finding("interrupted")])
        code = 130
    except BrokenPipeError:
        # Whoever read our output has gone; Python would complain once more while closing.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:  # noqa: BLE001 - a traceback is a bug, told as one
        if session.debug:
            import traceback

            traceback.print_exc()
        bug = Finding("bug", arguments={"kind": type(error).__name__, "reason": str(error)})
        session.report([bug])
        code = 70
    session.close(code)
    return code
