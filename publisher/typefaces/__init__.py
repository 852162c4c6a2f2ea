"""Typefaces: which file fills each role and weight, and whether it holds every character.

`find_faces` resolves what a house style asks for, `coverage` looks up every character before
anything is set, `fontconfig` writes the one configuration that Pango sees.
"""

from publisher.typefaces.configuration import fontconfig
from publisher.typefaces.cover import coverage
from publisher.typefaces.face import Face, Faces
from publisher.typefaces.find import Offer, find_faces, offers, roles
from publisher.typefaces.folders import font_folders
from publisher.typefaces.ink import ink

__all__ = [
    "Face",
    "Faces",
    "Offer",
    "coverage",
    "find_faces",
    "font_folders",
    "fontconfig",
    "ink",
    "offers",
    "roles",
]
