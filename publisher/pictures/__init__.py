"""Pictures: what the bytes are, upright and in sRGB, at the size in which they are placed.

Pillow is imported by what reads or makes a picture, never by importing this package.
"""

from publisher.pictures.inspection import inspect
from publisher.pictures.picture import Picture, PictureFacts
from publisher.pictures.rendering import Rendering, render, render_all

__all__ = ["Picture", "PictureFacts", "Rendering", "inspect", "render", "render_all"]
