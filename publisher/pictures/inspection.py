"""What a received picture is: format, upright size, and what is wrong with it."""

import io
import os
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from functools import cache
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from publisher.article import Asset
from publisher.findings import Finding, Outcome
from publisher.pictures.picture import PictureFacts

if TYPE_CHECKING:
    from PIL.ImageFile import ImageFile

# No other decoder of Pillow is ever tried: EPS, for one, would start Ghostscript.
FORMATS = ("JPEG", "PNG", "GIF", "WEBP", "TIFF", "BMP", "AVIF")
EXTENSIONS = {
    ".jpg": "JPEG", ".jpeg": "JPEG", ".jfif": "JPEG", ".jpe": "JPEG", ".png": "PNG",
    ".apng": "PNG", ".gif": "GIF", ".webp": "WEBP", ".tif": "TIFF", ".tiff": "TIFF",
    ".bmp": "BMP", ".avif": "AVIF", ".heic": "HEIF", ".heif": "HEIF", ".hif": "HEIF",
}  # fmt: skip
HEIF = "HEIF"
MOST_PIXELS = 120_000_000
LONGEST_SIDE = 30_000
# Counting pixels that report on their reader, and rules drawn as pictures.
TINY = 3
_HEIF_BRANDS = frozenset((b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1"))
_ORIENTATION = 274
_TIFF = (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")
_STDERR = 2


def inspect(asset: Asset, *, whole: bool = True) -> Outcome[PictureFacts | None]:
    """What the bytes are, or None and the error that says why they cannot be printed.

    `whole` decodes the picture to prove that no part is missing; who renders it next proves that
    anyway. Findings: picture-broken, picture-unreadable, picture-svg, picture-bomb; picture-type,
    picture-animated, picture-odd, picture-colour, picture-tiny.
    """
    if refused := _refused(asset):
        return Outcome(None, (refused,))
    with listening(asset) as heard:
        try:
            with opened(asset) as image:
                if bomb := _bomb(asset, *image.size):
                    return Outcome(None, (bomb,))
                facts = _facts(image, asset.data)
                if whole:
                    image.draft(None, (1, 1))
                    image.load()
        except Exception as reason:  # noqa: BLE001 - damaged files raise whatever they provoke
            return Outcome(None, (failure(asset, reason),))
    return Outcome(facts, (*_remarks(asset, facts), *_heard(asset, heard)))


def opened(asset: Asset) -> "ImageFile":
    """The picture with its header read and nothing decoded."""
    from PIL import Image

    formats = (HEIF,) if _is_heif(asset.data) and has_heif() else FORMATS
    return Image.open(io.BytesIO(asset.data), formats=formats)


@cache
def has_heif() -> bool:
    """Whether the extra `heic` is installed, which alone opens what telephones save as HEIC."""
    try:
        import pillow_heif
    except ImportError:
        return False
    pillow_heif.register_heif_opener(thumbnails=False)
    return True


def failure(asset: Asset, reason: Exception) -> Finding:
    """The error that tells why Pillow gave up."""
    from PIL import Image, UnidentifiedImageError, features

    if isinstance(reason, Image.DecompressionBombError):
        limits = {"pixels": MOST_PIXELS // 1_000_000, "side": LONGEST_SIDE}
        return _about(asset, "picture-bomb", width="?", height="?", **limits)
    if _brand(asset.data) in (b"avif", b"avis") and not features.check("avif"):
        return _about(asset, "picture-unreadable", format="AVIF")
    if isinstance(reason, UnidentifiedImageError) and not _begins_like_a_picture(asset.data):
        return _about(asset, "picture-unknown")
    return _about(asset, "picture-broken")


@contextmanager
def listening(*assets: Asset) -> Iterator[list[str]]:
    """What Pillow warns of inside the block, in its words, instead of on stderr.

    Warnings are kept for the whole process while the block runs: enter it before threads start.
    """
    heard: list[str] = []
    tiff = any(asset.data.startswith(_TIFF) for asset in assets)
    with (
        _libtiff_silenced() if tiff else nullcontext(),
        warnings.catch_warnings(record=True) as caught,
    ):
        warnings.simplefilter("always")
        yield heard
    from PIL import Image

    said = (w for w in caught if not issubclass(w.category, Image.DecompressionBombWarning))
    heard.extend(dict.fromkeys(str(warning.message) for warning in said))


@contextmanager
def _libtiff_silenced() -> Iterator[None]:
    """Nothing: libtiff would write on stderr what Pillow raises anyway."""
    try:
        kept = os.dup(_STDERR)
    except OSError:
        # There is no stderr to be written on.
        yield
        return
    try:
        with Path(os.devnull).open("wb") as nothing:
            os.dup2(nothing.fileno(), _STDERR)
        yield
    finally:
        os.dup2(kept, _STDERR)
        os.close(kept)


def _about(asset: Asset, code: str, **arguments: object) -> Finding:
    return Finding(code, arguments={"name": asset.name, **arguments}, file=asset.name)


def _refused(asset: Asset) -> Finding | None:
    head = asset.data[:4096].removeprefix(b"\xef\xbb\xbf").lstrip()
    if head.startswith(b"<") and b"<svg" in head:
        return _about(asset, "picture-svg")
    if _is_heif(asset.data) and not has_heif():
        return _about(asset, "picture-unreadable", format="HEIC")
    return None


def _is_heif(data: bytes) -> bool:
    return _brand(data) in _HEIF_BRANDS


def _brand(data: bytes) -> bytes:
    """The major brand of an ISO base media file (ISO/IEC 14496-12, 4.3), else nothing."""
    return data[8:12] if data[4:8] == b"ftyp" else b""


def _begins_like_a_picture(data: bytes) -> bool:
    starts = (b"\xff\xd8", b"\x89PNG", b"GIF8", b"II*\0", b"MM\0*", b"BM", b"RIFF")
    return data.startswith(starts) or _brand(data) in (b"avif", b"avis", *_HEIF_BRANDS)


def _facts(image: "ImageFile", data: bytes) -> PictureFacts:
    orientation = _orientation(image, data)
    width, height = image.size if orientation < 5 else image.size[::-1]
    return PictureFacts(
        format="JPEG" if image.format == "MPO" else str(image.format),
        width=width,
        height=height,
        orientation=orientation,
        mode=image.mode,
        # A camera's MPO holds the same picture twice, a HEIC its series; neither moves.
        frames=1 if image.format in ("MPO", HEIF) else getattr(image, "n_frames", 1),
        profile=image.info.get("icc_profile") or b"",
    )


def _orientation(image: "ImageFile", data: bytes) -> int:
    """The turn that is left to be done once the picture is decoded."""
    from PIL import Image

    if image.format == "TIFF":
        # Pillow itself brings TIFF upright, its header size too.
        return 1
    # PNG may hold its Exif after the pixels, and Pillow decodes them all to look for it there.
    late = image.format == "PNG" and "exif" not in image.info and b"eXIf" in data
    exif = image.getexif() if late else Image.Image.getexif(image)
    orientation = exif.get(_ORIENTATION)
    return orientation if isinstance(orientation, int) and 1 <= orientation <= 8 else 1


def _bomb(asset: Asset, width: int, height: int) -> Finding | None:
    if width * height <= MOST_PIXELS and max(width, height) <= LONGEST_SIDE:
        return None
    limits = {"pixels": MOST_PIXELS // 1_000_000, "side": LONGEST_SIDE}
    return _about(asset, "picture-bomb", width=width, height=height, **limits)


def _remarks(asset: Asset, facts: PictureFacts) -> Iterator[Finding]:
    extension = PurePath(asset.name).suffix.lower()
    if EXTENSIONS.get(extension, facts.format) != facts.format:
        yield _about(asset, "picture-type", extension=extension, format=facts.format)
    if facts.frames > 1:
        yield _about(asset, "picture-animated", frames=facts.frames)
    if facts.mode == "CMYK":
        yield _about(asset, "picture-colour" if facts.profile else "picture-colour-guessed")
    if min(facts.width, facts.height) <= TINY:
        yield _about(asset, "picture-tiny", width=facts.width, height=facts.height)


def _heard(asset: Asset, words: list[str]) -> Iterator[Finding]:
    if words:
        yield _about(asset, "picture-odd", words="; ".join(word.strip() for word in words))
