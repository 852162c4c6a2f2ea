"""Stand-in photographs, made alike each time from the pictures of the examples.

They carry what cameras and phones leave in their files (maker, place, time, a comment, an upside
down or lying sensor), so that tests can look for it in what is printed.
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image

EXAMPLES = Path(__file__).parent.parent / "examples"
# None of these may be found in a result; long enough not to occur in compressed bytes by chance.
TRACES = (
    b"Exif\0\0", b"position by GPS", b"Tatebayashi", b"KX-7 Prime", b"2026:04:18",
    b"kept by the camera", b"camera firmware",
)  # fmt: skip
_MAKER, _MODEL, _COMMENT = "Tatebayashi", "KX-7 Prime", b"kept by the camera"
_XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/" x:xmptk="camera firmware 4.1"/>'


@dataclass(frozen=True)
class Shot:
    """How a stand-in is made: from which picture, its shape, how the camera was held."""

    example: str
    aspect: float
    orientation: int = 1
    capture: bool = True


SHOTS = (
    Shot("hupan/mmexport3a71c05e_1776499201.jpeg", 3 / 2),
    Shot("hupan/mmexport7c44e1a8_1776499233.jpeg", 3 / 2, orientation=6),
    Shot("hupan/mmexport5b20d9f4_1776499218.jpeg", 4 / 3, orientation=3),
    Shot("hupan/mmexport8d95b372_1776499247.jpeg", 4 / 3, capture=False),
    Shot("hupan/mmexport91e6f80d_1776499260.jpeg", 1.0),
    Shot("hupan/mmexporta2f7043c_1776499274.jpeg", 2 / 3, orientation=8),
    Shot("hupan/mmexportb813d65f_1776499289.jpeg", 16 / 9, capture=False),
    Shot("hupan/mmexportc92ea417_1776499301.jpeg", 3 / 2),
)


def photographs(
    names: Sequence[str], *, width: int = 1080, megapixels: float = 0
) -> dict[str, bytes]:
    """JPEG bytes by name, one stand-in a name: `width` px upright, or of so many megapixels."""
    return {
        name: photograph(SHOTS[at % len(SHOTS)], width=width, megapixels=megapixels)
        for at, name in enumerate(names)
    }


def put(folder: Path, names: Sequence[str], *, width: int = 1080, megapixels: float = 0) -> None:
    """Write the stand-ins into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in photographs(names, width=width, megapixels=megapixels).items():
        (folder / name).write_bytes(data)


@cache
def photograph(shot: Shot, *, width: int = 1080, megapixels: float = 0) -> bytes:
    """One stand-in as JPEG; `megapixels` goes before `width`."""
    across = round((megapixels * 1e6 * shot.aspect) ** 0.5) if megapixels else width
    image = _held(_upright(shot, (across, round(across / shot.aspect))), shot.orientation)
    stream = io.BytesIO()
    if shot.capture:
        image.save(
            stream, "JPEG", quality=88, exif=_exif(shot.orientation), xmp=_XMP, comment=_COMMENT
        )
        return stream.getvalue() + b"after the end: " + _COMMENT
    assert shot.orientation == 1
    image.save(stream, "JPEG", quality=88)
    return stream.getvalue()


def _upright(shot: Shot, size: tuple[int, int]) -> "Image":
    from PIL import Image, ImageOps

    with Image.open(EXAMPLES / shot.example) as image:
        return ImageOps.fit(image.convert("RGB"), size, Image.Resampling.BICUBIC)


def _held(image: "Image", orientation: int) -> "Image":
    """The picture as the sensor saw it, which a reader turns back by the Exif orientation."""
    from PIL.Image import Transpose

    turns = {3: Transpose.ROTATE_180, 6: Transpose.ROTATE_90, 8: Transpose.ROTATE_270}
    return image.transpose(turns[orientation]) if orientation in turns else image


def _exif(orientation: int) -> bytes:
    from PIL import Image
    from PIL.ExifTags import GPS, IFD, Base

    exif = Image.Exif()
    exif[Base.Make] = _MAKER
    exif[Base.Model] = _MODEL
    exif[Base.Orientation] = orientation
    exif[Base.DateTime] = "2026:04:18 09:30:00"
    exif.get_ifd(IFD.GPSInfo)[GPS.GPSLatitudeRef] = "N"
    exif.get_ifd(IFD.GPSInfo)[GPS.GPSLatitude] = (30.0, 15.0, 22.0)
    exif.get_ifd(IFD.GPSInfo)[GPS.GPSProcessingMethod] = b"ASCII\0\0\0position by GPS"
    return exif.tobytes()
