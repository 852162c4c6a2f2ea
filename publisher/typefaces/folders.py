"""Where font files lie on a machine, and which file of a name is there."""

import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

# The one package of pip that brings Chinese faces (the extra `kanyin[fonts]`).
PIP_PACKAGE = "pylopdf_fonts_zh_cn"


def font_folders(environment: Mapping[str, str], platform: str = sys.platform) -> tuple[Path, ...]:
    """The folders of fonts: PUBLISHER_FONTS, the Python environment's, the user's, the system's."""
    named = environment.get("PUBLISHER_FONTS", "")
    folders = [Path(part) for part in named.split(os.pathsep) if part]
    folders.append(Path(sys.prefix, "share", "fonts"))
    folders += [folder for entry in sys.path if (folder := Path(entry, PIP_PACKAGE)).is_dir()]
    home = environment.get("HOME", "")
    match platform:
        case "win32":
            root = environment.get("SYSTEMROOT", r"C:\Windows")
            local = environment.get("LOCALAPPDATA", "")
            users = [Path(local, "Microsoft", "Windows", "Fonts")] if local else []
            folders += [*users, Path(root, "Fonts")]
        case "darwin":
            users = [Path(home, "Library", "Fonts")] if home else []
            folders += [*users, Path("/Library/Fonts"), Path("/System/Library/Fonts")]
        case _:
            users = [Path(home, ".local", "share", "fonts"), Path(home, ".fonts")] if home else []
            data = environment.get("XDG_DATA_DIRS") or "/usr/local/share:/usr/share"
            system = [Path(part, "fonts") for part in data.split(":") if part]
            folders += [*users, *system, *_TEX]
    return tuple(dict.fromkeys(folder for folder in folders if folder.is_dir()))


_TEX = (Path("/usr/share/texlive/texmf-dist/fonts/opentype/public/fandol"),)


class Library:
    """Font files by name, in folders and all that is under them; each folder is walked once."""

    def __init__(self, folders: Sequence[Path]) -> None:
        self._folders = tuple(folders)
        self._files: dict[str, Path] | None = None

    def find(self, name: str, beside: Path) -> Path | None:
        """The file of a name: `beside` the manifest that names it, else in the first folder."""
        own = beside / name
        if own.is_file():
            return own
        if self._files is None:
            self._files = _walk(self._folders)
        return self._files.get(name)


def _walk(folders: Sequence[Path]) -> dict[str, Path]:
    files: dict[str, Path] = {}
    for folder in folders:
        for parent, inner, names in os.walk(folder, followlinks=True):
            inner.sort()
            for name in sorted(names):
                if name.lower().endswith((".ttf", ".otf", ".ttc", ".otc")):
                    files.setdefault(name, Path(parent, name))
    return files
