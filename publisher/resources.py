"""Where the files that come with the program are: templates, fonts, the words of the findings."""

from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path


def bundled(name: str) -> Path:
    """The folder NAME that comes with us: `_bundled/NAME` in a wheel, at the top in a checkout."""
    package = Path(__file__).resolve().parent
    inside = package / "_bundled" / name
    return inside if inside.is_dir() else package.parent / name


def inside(package: str) -> Traversable:
    """The data files of one of our packages, such as `publisher.findings`."""
    return files(package)
