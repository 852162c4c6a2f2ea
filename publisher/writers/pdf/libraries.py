"""WeasyPrint imported quickly, or a clear word on which library of the system it lacks."""

from __future__ import annotations

import ctypes.util
import io
import warnings
from contextlib import contextmanager, redirect_stdout
from typing import TYPE_CHECKING, Any

from publisher.findings import Finding, UnavailableError

if TYPE_CHECKING:
    from collections.abc import Iterator

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
PACKAGES = "libpangoft2-1.0-0 libharfbuzz-subset0"


def weasyprint() -> Any:  # noqa: ANN401 - an untyped module
    """WeasyPrint; UnavailableError `pdf-library` (69) where Pango or HarfBuzz is missing."""
    try:
        with _quick_search(), warnings.catch_warnings(), _quiet():
            # Without harfbuzz-subset a small page takes ten times as long: as good as missing.
            warnings.simplefilter("error", DeprecationWarning)
            import weasyprint as engine
    except (OSError, DeprecationWarning) as error:
        reason = str(error).splitlines()[0]
        arguments = {"packages": PACKAGES, "reason": reason}
        raise UnavailableError(Finding("pdf-library", arguments=arguments)) from error
    return engine


@contextmanager
def _quick_search() -> Iterator[None]:
    """`find_library` answers from the table while WeasyPrint is imported, if all six load."""
    if not all(map(_loads, LIBRARIES.values())):
        yield
        return
    search = ctypes.util.find_library
    ctypes.util.find_library = lambda name: LIBRARIES.get(name) or search(name)
    try:
        yield
    finally:
        ctypes.util.find_library = search


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
