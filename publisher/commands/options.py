"""Options that many commands share, and the Click classes that take global ones anywhere."""

from collections.abc import Callable, Sequence
from difflib import get_close_matches
from gettext import gettext as _
from pathlib import Path
from typing import Any, TypeVar

import click
from click.core import ParameterSource

from publisher import __version__
from publisher.commands.session import Session
from publisher.findings import Finding, UsageError

F = TypeVar("F", bound=Callable[..., Any])

HELP = {"help_option_names": ["-h", "--help"], "max_content_width": 100}

# Options whose value is optional and stands after `=` alone: `check --fix article.md`.
OPTIONAL_VALUE = ("--fix",)


def _keep(context: click.Context, parameter: click.Parameter, value: object) -> None:
    name = str(parameter.name)
    if context.get_parameter_source(name) is not ParameterSource.DEFAULT:
        context.find_object(Session).options[name] = value  # type: ignore[union-attr] # main made it


def _option(*names: str, **attributes: Any) -> click.Option:  # noqa: ANN401 - Click's own
    return click.Option(names, expose_value=False, callback=_keep, **attributes)


def _global_options() -> list[click.Parameter]:
    """The global options, new ones for each command."""
    return [
        _option(
            "-C",
            "--project",
            metavar="DIR",
            type=click.Path(path_type=Path),
            help=_("The project's folder (never changes the current one)."),
        ),
        _option("--lang", type=click.Choice(["zh", "en"]), help=_("Language of messages.")),
        _option("--json", is_flag=True, help=_("One JSON object on standard output.")),
        _option("-q", "--quiet", is_flag=True, help=_("Only warnings and errors.")),
        _option("-v", "--verbose", is_flag=True, help=_("Say more.")),
        _option("--color/--no-color", default=None, help=_("Colours (also NO_COLOR).")),
        _option("-y", "--yes", is_flag=True, help=_("Answer every question with yes.")),
        _option("-n", "--dry-run", is_flag=True, help=_("Do everything but write.")),
        _option("--strict", is_flag=True, help=_("Warnings fail (exit code 1).")),
        _option("--debug", is_flag=True, help=_("Show tracebacks.")),
        click.Option(
            ["--version"],
            is_flag=True,
            expose_value=False,
            is_eager=True,
            callback=_version,
            help=_("Show the version."),
        ),
    ]


def _version(context: click.Context, _parameter: click.Parameter, value: bool) -> None:
    if value:
        session = context.find_object(Session)
        assert session is not None  # main made it
        session.result({"version": __version__}, f"publisher {__version__}")
        context.exit()


class _Helping(click.Command):
    """A command whose help goes the way of every result, into `--json` too."""

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """The option `--help`, which tells the session what to print."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.callback = _help
        return option


def _help(context: click.Context, _parameter: click.Parameter, value: bool) -> None:
    if value:
        session = context.find_object(Session)
        assert session is not None  # main made it
        _name_command(context)
        text = context.get_help()
        session.result({"help": text}, text)
        context.exit()


class Command(_Helping):
    """A command that takes the global options too and says its full name to the session."""

    def __init__(self, *arguments: Any, **attributes: Any) -> None:  # noqa: ANN401 - Click's own
        super().__init__(*arguments, **attributes)
        self.context_settings = {**HELP, **self.context_settings}
        self.params = [*self.params, *_global_options()]

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """The arguments, options with an optional value given theirs; see `OPTIONAL_VALUE`."""
        end = args.index("--") if "--" in args else len(args)
        head = [f"{word}=" if word in OPTIONAL_VALUE else word for word in args[:end]]
        _name_command(ctx)
        return super().parse_args(ctx, head + args[end:])


class Group(_Helping, click.Group):
    """A group of commands that proposes the nearest name for one that it does not know."""

    command_class = Command

    def __init__(self, *arguments: Any, **attributes: Any) -> None:  # noqa: ANN401 - Click's own
        super().__init__(*arguments, **attributes)
        self.context_settings = {**HELP, **self.context_settings}
        self.params = [*self.params, *_global_options()]

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """The arguments; the session learns the group's name for its messages."""
        _name_command(ctx)
        return super().parse_args(ctx, args)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command of that name; a usage error with the nearest one where there is none."""
        name = args[0]
        if self.get_command(ctx, name) is None and not name.startswith("-"):
            near = get_close_matches(name, self.list_commands(ctx), 1)
            known = near or self.list_commands(ctx)
            message = _("There is no command “{name}”. Did you mean: {known}?")
            raise click.UsageError(message.format(name=name, known=", ".join(known)), ctx)
        return super().resolve_command(ctx, args)


Group.group_class = Group


def _name_command(context: click.Context) -> None:
    session = context.find_object(Session)
    if session is not None:
        session.command = context.command_path.partition(" ")[2]


def reading_options(command: F) -> F:
    """`--raw`, `--allow-missing`, `--set`: on every command that reads."""
    for option in (
        click.option(
            "--set",
            "settings",
            metavar="KEY=VALUE",
            multiple=True,
            callback=_settings,
            help=_("Front matter from outside, such as date=2021-04-22."),
        ),
        click.option("--allow-missing", is_flag=True, help=_("Print a mark for missing pictures.")),
        click.option("--raw", is_flag=True, help=_("Make no repairs to the text.")),
    ):
        command = option(command)
    return command


def _settings(
    _context: click.Context, _parameter: click.Parameter, values: Sequence[str]
) -> dict[str, str]:
    settings = {}
    for text in values:
        key, equals, value = text.partition("=")
        if not equals or not key.strip():
            raise UsageError(Finding("setting-invalid", arguments={"text": text}))
        settings[key.strip()] = value.strip()
    return settings


def to_option(*formats: str) -> Callable[[F], F]:
    """`--to pdf,docx`: the formats to be made; None where it was not given."""

    def split(
        context: click.Context, parameter: click.Parameter, value: str | None
    ) -> tuple[str, ...] | None:
        if value is None:
            return None
        chosen = tuple(dict.fromkeys(part.strip() for part in value.split(",") if part.strip()))
        unknown = [part for part in chosen if part not in formats]
        if unknown or not chosen:
            message = _("“{value}” is not among: {known}.")
            raise click.BadParameter(
                message.format(value=value, known=", ".join(formats)), context, parameter
            )
        return chosen

    return click.option("--to", callback=split, metavar=",".join(formats), help=_("What to make."))


path_type = click.Path(path_type=Path)
source_argument = click.argument("sources", metavar="SOURCE…", nargs=-1, required=True)
one_source_argument = click.argument("source", metavar="SOURCE")
kind_option = click.option("-t", "--kind", metavar="KIND", help=_("The kind of bulletin."))
session_of = click.make_pass_decorator(Session)
