"""Pictures to be placed, drawn here."""

import io
from functools import cache


@cache
def photograph(width=1800, height=1200, colour="#6A8CA8"):
    """The bytes of a JPEG: a sky, a hill, a moon."""
    from PIL import Image, ImageDraw

    image = Image.new("RGB", (width, height), colour)
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, height * 2 // 3, width, height), fill="#3E5C45")
    draw.ellipse((width // 3, height // 4, width // 2, height // 2), fill="#C9B37E")
    out = io.BytesIO()
    image.save(out, "JPEG", quality=85)
    return out.getvalue()
