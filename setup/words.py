"""Renews the Chinese words of the command line (messages.po, messages.mo), or checks them.

Click's own sentences stand in the catalogue too, so a message that our code does not hold is kept.
"""

import io
import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

HOUSE = Path(__file__).resolve().parent.parent / "publisher"
WORDS = HOUSE / "commands" / "locale" / "zh_CN" / "LC_MESSAGES"


def main(*, check: bool) -> int:
    """The exit code: with `check` 1 where a word is missing or the compiled file is old."""
    with (WORDS / "messages.po").open("rb") as file:
        catalog = read_po(file, locale="zh_CN")
    for _, _, message, _, _ in extract_from_dir(HOUSE, keywords={"_": None, "ngettext": (1, 2)}):
        if message not in catalog:
            catalog.add(message)
    untranslated = sorted(str(m.id) for m in catalog if m.id and not _translated(m.string))
    compiled = _compiled(catalog)
    stale = compiled != (WORDS / "messages.mo").read_bytes()
    for message in untranslated:
        print(f"no Chinese words for: {message}")
    if check:
        if stale:
            print("messages.mo is not made of messages.po: run python setup/words.py")
        return int(bool(untranslated) or stale)
    with (WORDS / "messages.po").open("wb") as file:
        write_po(file, catalog, width=0, no_location=True)
    (WORDS / "messages.mo").write_bytes(compiled)
    return 0


def _translated(words: object) -> bool:
    return all(words) if isinstance(words, tuple | list) else bool(words)


def _compiled(catalog: Catalog) -> bytes:
    stream = io.BytesIO()
    write_mo(stream, catalog)
    return stream.getvalue()


if __name__ == "__main__":
    sys.exit(main(check="--check" in sys.argv[1:]))
