"""Colours as they are printed: 8-bit sRGB or grey, without transparency."""

import io
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageCms import ImageCmsProfile

_SPACES = {"RGB": "RGB", "CMYK": "CMYK", "L": "GRAY", "LAB": "Lab"}


def flat(image: "Image") -> "Image":
    """The picture in 8 bits a channel, mode L, RGB, CMYK or LAB, transparent parts on white."""
    if image.mode in ("I", "F") or image.mode.startswith("I;16"):
        return _scaled(image)
    if "transparency" in image.info or image.mode in ("RGBA", "RGBa", "LA", "La", "PA"):
        return _on_white(image)
    if image.mode in ("L", "RGB", "CMYK", "LAB"):
        return image
    return image.convert("L" if image.mode == "1" else "RGB")


def to_srgb(image: "Image", profile: bytes) -> "Image":
    """A flat picture in sRGB or grey, by its ICC profile, else by Pillow's own formulas."""
    from PIL import ImageCms

    given = _usable(image, profile)
    if given is not None:
        outcome = ImageCms.profileToProfile(
            image, given, ImageCms.createProfile("sRGB"), outputMode="RGB"
        )
        if outcome is not None:
            return outcome.convert("L") if image.mode == "L" else outcome
    return image if image.mode in ("L", "RGB") else image.convert("RGB")


def is_srgb(profile: bytes) -> bool:
    """Whether pixels may be taken for sRGB as they are: no profile, or sRGB's own."""
    if not profile:
        return True
    from PIL import ImageCms

    try:
        return "sRGB" in ImageCms.getProfileDescription(_parsed(profile))
    except (ImageCms.PyCMSError, OSError):
        # An unreadable profile says nothing; without one, sRGB is what screens assume.
        return True


def _usable(image: "Image", profile: bytes) -> "ImageCmsProfile | None":
    """The profile to convert from; None where there is none to be used or none is needed."""
    from PIL import ImageCms

    if image.mode == "LAB":
        return ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB"))
    if is_srgb(profile):
        return None
    given = _parsed(profile)
    fits = given.profile.xcolor_space.strip() == _SPACES[image.mode]
    return given if fits else None


def _parsed(profile: bytes) -> "ImageCmsProfile":
    from PIL import ImageCms

    return ImageCms.ImageCmsProfile(io.BytesIO(profile))


def _scaled(image: "Image") -> "Image":
    """Grey of more than 8 bits brought to 8; `convert` alone would clip it to white."""
    _, most = image.getextrema()
    assert not isinstance(most, tuple)
    match image.mode:
        case "F" if most <= 1:
            factor = 255.0
        case "F" if most <= 255:
            factor = 1.0
        case _ if most <= 0xFFFF and image.mode != "F":
            factor = 1 / 257
        case _:
            factor = 255 / most
    wide = image if image.mode == "F" else image.convert("I")
    return wide.point(lambda value: value * factor + 0.5 * (image.mode != "F")).convert("L")


def _on_white(image: "Image") -> "Image":
    from PIL import Image

    grey = image.mode in ("L", "LA", "La")
    clear = image.convert("RGBA")
    white = Image.new("RGBA", image.size, "white")
    return Image.alpha_composite(white, clear).convert("L" if grey else "RGB")
