"""Pictures: what the bytes are, upright and in sRGB, at the size in which they are placed."""

from dataclasses import dataclass, field


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
