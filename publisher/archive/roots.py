"""The archive's folder: made where there is none, recognised where there is one."""

import json

from publisher.archive.inventory import canonical
from publisher.archive.layout import (
    EXTENSION,
    EXTENSION_CONFIG,
    EXTENSION_NAMED,
    ROOT_DECLARATION,
    Layout,
)
from publisher.archive.readme import README
from publisher.findings import ConfigurationError, Finding
from publisher.system import System


def check(layout: Layout, system: System) -> None:
    """Passes an archive of ours; ConfigurationError where the folder is none, or a newer one."""
    where = {"folder": str(layout.root)}
    names = (
        [entry.name for entry in system.list(layout.objects)]
        if system.exists(layout.objects)
        else []
    )
    declared = [name for name in names if name.startswith("0=ocfl_")]
    if not declared:
        raise ConfigurationError(Finding("archive-missing", arguments=where))
    if declared != [ROOT_DECLARATION] or _config(layout, system) != EXTENSION_CONFIG:
        raise ConfigurationError(Finding("archive-newer", arguments=where))


def make(layout: Layout, system: System) -> None:
    """Every file is put in place whole, so that an interrupted start is begun again."""
    above = [layout.root, *layout.root.parents]
    for folder in reversed([place for place in above if not system.exists(place)]):
        system.make_folder(folder)
    make_folders(layout, system)
    extension = layout.objects / "extensions" / EXTENSION
    for folder in (layout.objects, extension.parent, extension):
        if not system.exists(folder):
            system.make_folder(folder)
    system.replace(extension / "config.json", canonical(EXTENSION_CONFIG))
    system.sync_folder(extension)
    system.sync_folder(extension.parent)
    system.replace(layout.objects / "ocfl_layout.json", canonical(EXTENSION_NAMED))
    system.sync_folder(layout.objects)
    system.replace(layout.objects / ROOT_DECLARATION, b"ocfl_1.1\n")
    system.sync_folder(layout.objects)
    system.sync_folder(layout.root)


def make_folders(layout: Layout, system: System) -> None:
    """Makes what every command that writes needs beside the objects."""
    for folder in (layout.log, layout.index, layout.staging, layout.locks):
        if not system.exists(folder):
            system.make_folder(folder)
    if not system.exists(layout.readme):
        system.replace(layout.readme, README.encode())


def _config(layout: Layout, system: System) -> object:
    path = layout.objects / "extensions" / EXTENSION / "config.json"
    try:
        return json.loads(system.read(path))
    except (FileNotFoundError, ValueError):
        return None
