"""The command `publisher` and all that hang on it."""

from gettext import gettext as _

import click

from publisher.commands import judging, making, records, setting_up, writing
from publisher.commands.options import Group


@click.group(
    cls=Group, help=_("From a news article to a printed bulletin, a Word draft, a record.")
)
def publisher() -> None:
    """Do nothing by itself; the commands do."""


for command in (
    *writing.COMMANDS,
    *making.COMMANDS,
    *judging.COMMANDS,
    *records.COMMANDS,
    *setting_up.COMMANDS,
):
    publisher.add_command(command)
