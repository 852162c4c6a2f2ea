"""`doctor`, `fonts`, `templates`, `config`, `explain`, `completion`: what is here or missing."""

import re
from collections.abc import Sequence
from difflib import get_close_matches
from gettext import gettext as _
from pathlib import Path
from typing import Any

import click

from publisher.commands.options import Command, Group, path_type, session_of
from publisher.commands.output import refuse_existing, write_file
from publisher.commands.reading import way_of
from publisher.commands.session import Session
from publisher.findings import Entry, Finding, UsageError, all_entries


@click.command(cls=Command, help=_("Say what is installed, what is missing, and what mends it."))
@session_of
def doctor(session: Session, /) -> int:
    """Examine the machine; the exit code is 69 where something needed is missing."""
    from publisher import diagnosis

    checks = diagnosis.examine(session.project, session.cache)
    marks = {"ok": "✓", "missing": "✗", "optional": "–"}
    for check in checks:
        values = {"name": check.name, "state": check.state, "detail": check.detail}
        session.result(values, f"{marks[check.state]} {check.name:<14} {check.detail}")
    session.report(finding for check in checks for finding in check.findings)
    return 69 if any(check.state == "missing" for check in checks) else 0


@click.command(cls=Command, help=_("List the faces of each role, found or missing."))
@session_of
def fonts(session: Session, /) -> None:
    """Show every role and weight of `fonts.toml` with the face that fills it."""
    from publisher.typefaces import offers

    offered = offers(fonts=session.project.fonts, cache=session.cache)
    session.report(offered.findings)
    for offer in offered.value:
        face = offer.face
        name = offer.zh if session.language == "zh" else offer.en
        here = f"{face.family} {face.version}" if face else _("missing")
        if face is None and offer.package:
            here += f"  (apt install {offer.package})"
        session.result(
            {
                "role": offer.role,
                "weight": offer.weight,
                "family": face.family if face else None,
                "version": face.version if face else None,
                "file": str(face.path) if face else None,
                "sha256": face.sha256 if face else None,
                "package": offer.package or None,
            },
            f"{offer.role:<9} {offer.weight}  {name}  {here}",
        )


@click.group(cls=Group, invoke_without_command=True, help=_("List the kinds of bulletin."))
@click.pass_context
def templates(context: click.Context) -> None:
    """List every kind of bulletin that can be made here."""
    from publisher.style.load import load_style
    from publisher.typefaces import roles

    if context.invoked_subcommand is not None:
        return
    session: Session = context.obj
    project = session.project
    known = roles(project.fonts)
    for name in project.template_names():
        with session.source(name, _("Reading {source} …")):
            folder = project.template(name)
            title = load_style(folder, project.template, faces=known).title
            values = {"name": name, "title": title, "folder": str(folder)}
            session.result(values, f"{name:<12} {title}  {folder}")


# A folder's name on every system, which can also stand in quotes.
_NAME = re.compile(r"\w(?:[\w .·-]*\w)?")
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)


@templates.command("new", help=_("Make a kind of bulletin of your own in the project."))
@click.argument("name")
@click.option("--from", "--extends", "base", default="news", help=_("The kind that it is like."))
@session_of
def new_template(session: Session, /, name: str, base: str) -> None:
    """Write `templates/NAME/style.toml`: all that its base says, commented out."""
    from publisher.style.commented import commented
    from publisher.style.load import load_style

    project = session.project
    if not _NAME.fullmatch(name) or _RESERVED.fullmatch(name):
        raise UsageError(Finding("kind-name", arguments={"name": name}))
    if name in project.template_names():
        refuse_existing(project.template(name))
    path = project.root / "templates" / name / "style.toml"
    refuse_existing(path)
    style = load_style(project.template(base), project.template)
    write_file(session, path, commented(style, name, session.language).encode())
    session.result({"name": name, "from": base, "file": str(path)}, str(path))


@templates.command("show", help=_("Make a style guide of a kind: a specimen of everything in it."))
@click.argument("name")
@click.option("-o", "--output", type=path_type, help=_("The style guide to write."))
@click.option("--grey", is_flag=True, help=_("The edition without colour."))
@session_of
def show_template(session: Session, /, name: str, output: Path | None, grey: bool) -> None:
    """Write the style guide of a kind of bulletin as PDF."""
    from publisher import proofs

    options = {"kind": name, "to": ("pdf",), "raw": False, "allow_missing": False, "settings": {}}
    way = way_of(session, options | {"grey": grey})
    with session.source(name, _("Laying out {source} …")):
        made = proofs.style_guide(way, session.language)
        session.report(made.findings)
        path = output or session.project.output / f"{name}.specimen.pdf"
        write_file(session, path, made.value)
        session.result({"name": name, "output": str(path)}, str(path))


@click.command(cls=Command, help=_("Show every setting and where it comes from."))
@session_of
def config(session: Session, /) -> None:
    """List the settings that are in force here."""
    settings = session.project.config
    for key, value in settings.values().items():
        origin = settings.origins.get(key, _("default"))
        shown = ", ".join(value) if isinstance(value, tuple) else value
        session.result(
            {"key": key, "value": value, "origin": origin}, f"{key:<22} {shown}  ({origin})"
        )


@click.command(cls=Command, help=_("Explain a finding's code; list all codes without one."))
@click.argument("code", required=False)
@session_of
def explain(session: Session, /, code: str | None) -> None:
    """Print what the catalogue says of a code."""
    entries = all_entries()
    if code is None:
        for entry in entries.values():
            session.result(_explained(entry, session), f"{entry.code:<24} {entry.severity}")
        return
    named = [entry for entry in entries.values() if code in (entry.code, *entry.aliases)]
    if not named:
        near = ", ".join(get_close_matches(code, entries, 3, 0.4)) or "–"
        raise UsageError(Finding("code-unknown", arguments={"name": code, "nearest": near}))
    for entry in named:
        session.result(_explained(entry, session), *_paragraphs(entry, session))


def _explained(entry: Entry, session: Session) -> dict[str, object]:
    language = session.language
    return {
        "code": entry.code,
        "severity": entry.severity,
        "exit": entry.exit if entry.severity == "error" else 0,
        "message": _unfilled(entry.message[language]),
        "hint": _unfilled(entry.hint[language]),
        "why": entry.why[language],
        "example": entry.example,
    }


def _unfilled(words: str) -> str:
    """The words with an ellipsis where a finding's arguments would stand."""
    return re.sub(r"{\w+}", "…", words)


def _paragraphs(entry: Entry, session: Session) -> Sequence[str]:
    words = _explained(entry, session)
    head = f"{entry.code} ({entry.severity})"
    parts: list[Any] = [head, words["message"], words["why"], words["hint"], entry.example]
    return ["\n\n".join(str(part) for part in parts if part)]


@click.command(cls=Command, help=_("Print the completion script for a shell."))
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def completion(context: click.Context, shell: str) -> None:
    """Print the script; `eval "$(publisher completion bash)"` switches it on."""
    from click.shell_completion import get_completion_class

    session: Session = context.obj
    kind = get_completion_class(shell)
    if kind is not None:
        root = context.find_root().command
        script = kind(root, {}, "publisher", "_PUBLISHER_COMPLETE").source()
        session.result({"shell": shell, "script": script}, script)


COMMANDS = (doctor, fonts, templates, config, explain, completion)
