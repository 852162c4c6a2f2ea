"""The language of talk: which one, and gettext bound to it."""

import gettext
import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from publisher.findings import Language


def language_of(arguments: Sequence[str], environment: Mapping[str, str]) -> Language:
    """What `--lang` says anywhere on the command line, else the locale's language: zh or en."""
    for place, word in enumerate(arguments):
        name, equals, value = word.partition("=")
        if name == "--":
            break
        if name == "--lang":
            following = arguments[place + 1 : place + 2]
            return _known(value if equals else "".join(following))
    for variable in ("PUBLISHER_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        if environment.get(variable):
            return _known(environment[variable])
    return "en"


def bind(language: Language) -> None:
    """Make gettext, and with it Click, speak the language from here on."""
    os.environ["LANGUAGE"] = "zh_CN" if language == "zh" else "en"
    gettext.bindtextdomain("messages", str(Path(__file__).parent / "locale"))
    gettext.textdomain("messages")


def _known(word: str) -> Language:
    return "zh" if word.lower().startswith("zh") else "en"
