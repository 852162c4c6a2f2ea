"""What a machine has of what the program needs: the examination behind `publisher doctor`."""

import os
import platform
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Literal

from publisher.findings import Finding, PublisherError
from publisher.project import Project
from publisher.sorts import faces_needed
from publisher.style.load import load_style
from publisher.typefaces import find_faces, roles
from publisher.writers.pdf.libraries import PACKAGES, weasyprint

LIBRARIES = ("weasyprint", "python-docx", "pikepdf", "pillow", "lxml", "uharfbuzz", "jinja2")
NETWORK_SHARES = frozenset({"nfs", "nfs4", "cifs", "smb3", "smbfs", "fuse.sshfs", "9p"})


@dataclass(frozen=True)
class Check:
    """One thing that was looked at; `optional` things are asked for by single commands only."""

    name: str
    state: Literal["ok", "missing", "optional"]
    detail: str
    findings: tuple[Finding, ...] = ()


def examine(project: Project, cache: Path) -> tuple[Check, ...]:
    """Python, libraries, Pango, faces, the archive's folder, LibreOffice: what is here of each."""
    return (
        Check("Python", "ok", f"{platform.python_version()} ({platform.system()})"),
        *(Check(name, "ok", version(name)) for name in LIBRARIES),
        _engine(),
        *_faces(project, cache),
        _archive(project.archive),
        _program("LibreOffice", ("soffice", "libreoffice"), "libreoffice-writer-nogui"),
    )


def _engine() -> Check:
    """Whether the libraries of the system that set the PDF are here."""
    try:
        weasyprint()
    except PublisherError as error:
        return Check("Pango", "missing", "", error.findings)
    return Check("Pango", "ok", PACKAGES)


def _faces(project: Project, cache: Path) -> Iterator[Check]:
    """For each kind of bulletin the faces that it names."""
    for name in project.template_names():
        try:
            style = load_style(project.template(name), project.template, faces=roles(project.fonts))
            found = find_faces(faces_needed(style), fonts=project.fonts, cache=cache)
        except PublisherError as error:
            yield Check(f"fonts: {name}", "missing", "", error.findings)
            continue
        families = sorted({face.family for face in found.value.by_role.values()})
        state: Literal["ok", "optional"] = "optional" if found.findings else "ok"
        yield Check(f"fonts: {name}", state, ", ".join(families), found.findings)


def _archive(folder: Path) -> Check:
    """Whether the archive can be written, and whether its locks can be trusted there."""
    nearest = next(parent for parent in (folder, *folder.parents) if parent.exists())
    if not os.access(nearest, os.W_OK):
        finding = Finding("archive-read-only", arguments={"name": folder}, file=str(folder))
        return Check("archive", "optional", str(folder), (finding,))
    kind = _filesystem(nearest)
    if kind in NETWORK_SHARES:
        finding = Finding("archive-on-share", arguments={"name": folder, "kind": kind})
        return Check("archive", "optional", str(folder), (finding,))
    return Check("archive", "ok", str(folder))


def _filesystem(folder: Path) -> str:
    """The type of the file system that a folder is on; empty where the system does not tell."""
    mounts = Path("/proc/self/mounts")
    if not mounts.is_file():
        return ""
    best = ("", "")
    for line in mounts.read_text(encoding="utf-8", errors="replace").splitlines():
        _device, point, kind, *_rest = line.split(" ")
        inside = folder.resolve().is_relative_to(point)
        if inside and len(point) >= len(best[0]):
            best = (point, kind)
    return best[1]


def _program(name: str, commands: tuple[str, ...], package: str) -> Check:
    for command in commands:
        if path := shutil.which(command):
            return Check(name, "ok", path)
    return Check(name, "optional", f"apt install {package}")
