"""Prints which of the Debian packages named as arguments are not here, by what they would bring."""

import ctypes
import os
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path

from publisher.typefaces.folders import Library, font_folders
from publisher.typefaces.manifest import load_manifest

LIBRARIES = {
    "libpangoft2-1.0-0": "libpangoft2-1.0.so.0",
    "libharfbuzz-subset0": "libharfbuzz-subset.so.0",
}
PROGRAMS = {"libreoffice-writer-nogui": "soffice", "poppler-utils": "pdftoppm"}


def loads(library: str) -> bool:
    """Whether the dynamic loader finds a library and all that it needs."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def holds(package: str) -> bool:
    """Whether a package's library, its program, or all its faces are here."""
    if package in LIBRARIES:
        return loads(LIBRARIES[package])
    if package in PROGRAMS:
        return shutil.which(PROGRAMS[package]) is not None
    fonts = Path(__file__).resolve().parent.parent / "fonts"
    library = Library(font_folders(os.environ))
    faces = [face for face in load_manifest((fonts,)).candidates if face.package == package]
    return any(library.find(name, fonts) for face in faces for name in _files(face.files))


def _files(files: Mapping[int, tuple[str, ...]]) -> list[str]:
    return [name for names in files.values() for name in names]


if __name__ == "__main__":
    print(*(package for package in sys.argv[1:] if not holds(package)))
