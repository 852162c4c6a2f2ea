"""A fontconfig file of our own that names only the faces found, so that Pango sees no other.

The files are linked into a folder, a collection as the whole file it is: Pango selects the face by
family and weight, and the collection's other families are rejected. No rule of the system is
included, so no weight is made bold and no family is replaced by another; a character that a face
lacks comes from the others in the order of `Faces.lenders`, as `coverage` reports it.
"""

import atexit
import hashlib
import os
import shutil
import tempfile
from collections.abc import Mapping
from html import escape
from pathlib import Path

from publisher.findings import CannotWriteError, Finding
from publisher.typefaces.face import Faces


def fontconfig(faces: Faces, folder: Path) -> Path:
    """The configuration file to name in FONTCONFIG_FILE before Pango is first used.

    It is kept under `folder`, by the faces it names, with fontconfig's own cache beside it; where
    that cannot be written it lasts until the program ends. Raises CannotWriteError (73,
    `font-cache`) where no temporary folder can be written either.
    """
    try:
        return _prepared(faces, folder.absolute() / _digest(faces))
    except OSError:
        return _passing(faces, folder)


def _passing(faces: Faces, folder: Path) -> Path:
    try:
        passing = Path(tempfile.mkdtemp(prefix="kanyin-"))
        atexit.register(shutil.rmtree, passing, ignore_errors=True)
        return _prepared(faces, passing)
    except OSError as error:
        arguments = {"folder": str(folder), "reason": error.strerror or str(error)}
        raise CannotWriteError(Finding("font-cache", arguments=arguments)) from error


def _prepared(faces: Faces, home: Path) -> Path:
    files = home / "files"
    files.mkdir(parents=True, exist_ok=True)
    for name, target in _links(faces).items():
        _link(files / name, target)
    configuration = home / "fonts.conf"
    _write(configuration, _text(files, home / "cache", faces))
    return configuration


def _links(faces: Faces) -> Mapping[str, Path]:
    """The files by the name of their link; files of one name are told apart by their digest."""
    links: dict[str, Path] = {}
    for face in faces.all:
        path = face.path.resolve()
        if links.setdefault(path.name, path) != path:
            links[f"{face.sha256[:8]}-{path.name}"] = path
    return links


def _digest(faces: Faces) -> str:
    named = "\n".join(f"{face.path.resolve()} {face.sha256} {face.index}" for face in faces.all)
    return hashlib.sha256(named.encode()).hexdigest()[:16]


def _text(files: Path, cache: Path, faces: Faces) -> str:
    wanted = {face.family for face in faces.all}
    unwanted = sorted({family for face in faces.all for family in face.others} - wanted)
    rejected = "".join(
        f'    <pattern><patelt name="family"><string>{escape(family)}</string></patelt></pattern>\n'
        for family in unwanted
    )
    lenders = "".join(
        f'    <edit name="family" mode="append_last"><string>{escape(family)}</string></edit>\n'
        for family in dict.fromkeys(face.family for face in faces.lenders)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">\n'
        "<fontconfig>\n"
        f"  <dir>{escape(str(files))}</dir>\n"
        f"  <cachedir>{escape(str(cache))}</cachedir>\n"
        f"  <selectfont><rejectfont>\n{rejected}  </rejectfont></selectfont>\n"
        f'  <match target="pattern">\n{lenders}  </match>\n'
        "</fontconfig>\n"
    )


def _link(link: Path, target: Path) -> None:
    if link.exists():
        return
    staged = Path(tempfile.mkdtemp(dir=link.parent.parent)) / link.name
    try:
        staged.symlink_to(target)
    except (OSError, NotImplementedError):  # Windows without the right to make links
        shutil.copy2(target, staged)
    staged.replace(link)
    staged.parent.rmdir()


def _write(path: Path, text: str) -> None:
    data = text.encode()
    if path.is_file() and path.read_bytes() == data:
        return
    handle, name = tempfile.mkstemp(dir=path.parent)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
    Path(name).replace(path)
