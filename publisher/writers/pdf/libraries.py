"""WeasyPrint imported quickly, or a clear word on which library of the system it lacks."""

from __future__ import annotations

import ctypes.util
import gc
import importlib
import io
import os
import sys
import warnings
from contextlib import contextmanager, redirect_stdout
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

from publisher.findings import Finding, UnavailableError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

# What WeasyPrint asks the system for, with the name the loader knows it by on Linux. Looking each
# up by `find_library` runs ldconfig, gcc and ld, several times a name.
LIBRARIES = {
    "libgobject-2.0-0": "libgobject-2.0.so.0",
    "libpango-1.0-0": "libpango-1.0.so.0",
    "libharfbuzz-0": "libharfbuzz.so.0",
    "libharfbuzz-subset-0": "libharfbuzz-subset.so.0",
    "libfontconfig-1": "libfontconfig.so.1",
    "libpangoft2-1.0-0": "libpangoft2-1.0.so.0",
}
OPTIONAL = {"libharfbuzz-vector-0": "libharfbuzz-vector.so.0"}  # draws fonts in colour
NO_FONTS = Path(__file__).with_name("no-fonts.conf")
PACKAGES = "libpangoft2-1.0-0 libharfbuzz-subset0"

# What WeasyPrint imports for variable fonts and for systems without harfbuzz-subset: never for us.
UNUSED = ("fontTools.subset", "fontTools.varLib.instancer")


def weasyprint() -> Any:  # noqa: ANN401 - an untyped module
    """WeasyPrint; UnavailableError `pdf-library` (69) where Pango or HarfBuzz is missing."""
    try:
        with (
            _quick_search(),
            _left_out(),
            _quiet(),
            fontconfig_file(NO_FONTS),
            warnings.catch_warnings(),
        ):
            warnings.simplefilter("ignore", UserWarning)  # there are no fonts, as we know
            # Without harfbuzz-subset a small page takes ten times as long: as good as missing.
            warnings.simplefilter("error", DeprecationWarning)
            import weasyprint as engine
    except (OSError, DeprecationWarning) as error:
        reason = str(error).splitlines()[0]
        arguments = {"packages": PACKAGES, "reason": reason}
        raise UnavailableError(Finding("pdf-library", arguments=arguments)) from error
    from PIL import ImageFile

    # WeasyPrint lets truncated pictures pass, in the whole process; ours are to be told of.
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    gc.freeze()  # what was imported stays: no collection need look at it again
    return engine


@contextmanager
def fontconfig_file(path: Path | None) -> Iterator[None]:
    """FONTCONFIG_FILE, which is read whenever a set of faces is opened; None leaves it alone."""
    before = os.environ.get("FONTCONFIG_FILE")
    if path is not None:
        os.environ["FONTCONFIG_FILE"] = str(path)
    try:
        yield
    finally:
        if before is None:
            os.environ.pop("FONTCONFIG_FILE", None)
        else:
            os.environ["FONTCONFIG_FILE"] = before


@contextmanager
def _quick_search() -> Iterator[None]:
    """`find_library` answers from the table alone while WeasyPrint is imported, if all six load."""
    if not all(map(_loads, LIBRARIES.values())):
        yield
        return
    search = ctypes.util.find_library
    known = LIBRARIES | OPTIONAL

    def find(name: str) -> str | None:
        return known.get(name)

    ctypes.util.find_library = find
    try:
        yield
    finally:
        ctypes.util.find_library = search


class _Later(ModuleType):
    """A stand-in for a module whose functions import it when they are called."""

    def __getattr__(self, name: str) -> Callable[..., Any]:
        if name.startswith("__"):
            raise AttributeError(name)

        def call(*positional: object, **named: object) -> object:
            return getattr(importlib.import_module(self.__name__), name)(*positional, **named)

        return call


@contextmanager
def _left_out() -> Iterator[None]:
    """Stand-ins for the modules that are not used while WeasyPrint is imported."""
    names = [name for name in UNUSED if name not in sys.modules]
    sys.modules.update((name, _Later(name)) for name in names)
    try:
        yield
    finally:
        for name in names:
            del sys.modules[name]


@contextmanager
def _quiet() -> Iterator[None]:
    """WeasyPrint prints where a library is missing; our finding says it instead."""
    with redirect_stdout(io.StringIO()):
        yield


def _loads(name: str) -> bool:
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True
