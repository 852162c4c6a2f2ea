"""What is known of a received picture, and what is printed of it."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class PictureFacts:
    """What the bytes of a picture say.

    `format`: Pillow's name of it, found from the bytes; `width`, `height`: in px, upright;
    `orientation`: what is still to be done to bring the decoded picture upright (Exif 2.32, tag
    274); `mode`: its colours as Pillow names them; `frames`: more than one in an animation.
    """

    format: str
    width: int
    height: int
    orientation: int
    mode: str
    frames: int = 1
    profile: bytes = field(default=b"", repr=False)

    @property
    def aspect(self) -> float:
        """Width divided by height."""
        return self.width / self.height


@dataclass(frozen=True)
class Picture:
    """A picture ready to be placed: 8-bit sRGB or grey, upright, free of capture data.

    `digest`: sha256 (hex) of the bytes as received; `data`: JPEG or PNG, as `mime` says;
    `width`, `height` in px.
    """

    digest: str
    data: bytes = field(repr=False)
    mime: str
    width: int
    height: int

    @property
    def aspect(self) -> float:
        """Width divided by height."""
        return self.width / self.height
