"""Pictures at the size they are printed: decoded once, upright, 8-bit sRGB or grey."""

import io
import os
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from publisher.article import Asset
from publisher.findings import Outcome
from publisher.pictures import cache as kept
from publisher.pictures.colour import flat, is_srgb, to_srgb
from publisher.pictures.inspection import failure, inspect, listening, opened
from publisher.pictures.jpeg import bare
from publisher.pictures.picture import Picture, PictureFacts

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageFile import ImageFile

# Raised when the same settings are to give other bytes, so that cached pictures are made anew.
_METHOD = 1
_LOSSLESS = frozenset(("PNG", "GIF", "BMP", "TIFF"))
# A drawing, with the mixed colours of its smoothed edges; any photograph has more.
_FEW_COLOURS = 4096


@dataclass(frozen=True)
class Rendering:
    """How pictures are made: JPEG quality (1 to 95), `grey` for the grey edition, cache folder."""

    quality: int = 85
    grey: bool = False
    cache: Path | None = None


def render(
    asset: Asset,
    width_px: int,
    *,
    quality: int = 85,
    grey: bool = False,
    cache: Path | None = None,
) -> Outcome[Picture | None]:
    """The picture at `width_px`, or at its own width where that is less; None where it is broken.

    Findings: those of `inspect`.
    """
    facts = inspect(asset, whole=False)
    if facts.value is None:
        return Outcome(None, facts.findings)
    rendered = render_all([(asset, facts.value, width_px)], Rendering(quality, grey, cache))
    return Outcome(rendered.value.get(asset.digest), (*facts.findings, *rendered.findings))


def render_all(
    wanted: Sequence[tuple[Asset, PictureFacts, int]], rendering: Rendering
) -> Outcome[Mapping[str, Picture]]:
    """Pictures by digest, made in threads: each asset at most once, with its width in px.

    A broken one is not among them but in the findings (picture-broken).
    """
    if not wanted:
        return Outcome({})
    one = partial(_recalled, rendering=rendering)
    threads_most = min(len(wanted), os.cpu_count() or 1)
    assets = (asset for asset, _, _ in wanted)
    with listening(*assets), ThreadPoolExecutor(threads_most) as threads:
        outcomes = tuple(threads.map(one, wanted))
    pictures = {outcome.value.digest: outcome.value for outcome in outcomes if outcome.value}
    return Outcome(pictures, tuple(f for outcome in outcomes for f in outcome.findings))


def _recalled(
    wanted: tuple[Asset, PictureFacts, int], rendering: Rendering
) -> Outcome[Picture | None]:
    asset, facts, width_px = wanted
    width = max(1, min(width_px, facts.width))
    key = _key(asset.digest, width, rendering)
    picture = kept.recall(rendering.cache, key, asset.digest) if rendering.cache else None
    if picture is not None:
        return Outcome(picture)
    try:
        picture = _made(asset, facts, width, rendering)
    except Exception as reason:  # noqa: BLE001 - damaged files raise whatever they provoke
        return Outcome(None, (failure(asset, reason),))
    if rendering.cache:
        kept.keep(rendering.cache, key, picture)
    return Outcome(picture)


def _key(digest: str, width: int, rendering: Rendering) -> str:
    import PIL

    settings = (digest, width, rendering.quality, rendering.grey, PIL.__version__, _METHOD)
    return sha256(repr(settings).encode()).hexdigest()


def _made(asset: Asset, facts: PictureFacts, width: int, rendering: Rendering) -> Picture:
    height = max(1, round(width * facts.height / facts.width))
    with opened(asset) as image:
        data, mime = _passed(asset, image, facts, width, rendering) or _drawn(
            image, facts, (width, height), rendering
        )
    return Picture(asset.digest, data, mime, width, height)


def _passed(
    asset: Asset, image: "ImageFile", facts: PictureFacts, width: int, rendering: Rendering
) -> tuple[bytes, str] | None:
    """The received JPEG without its capture data, where nothing else is to be done to it."""
    as_it_is = (
        facts.format == "JPEG"
        and facts.orientation == 1
        and facts.width <= width
        and facts.mode == ("L" if rendering.grey else facts.mode)
        and facts.mode in ("L", "RGB")
        and image.info.get("adobe_transform", 1) == 1
        and is_srgb(facts.profile)
    )
    data = bare(asset.data) if as_it_is else None
    if data is None:
        return None
    # At an eighth of its size, which still reads every byte: nothing broken is passed on.
    with opened(Asset(asset.name, data)) as small:
        small.draft(None, (1, 1))
        small.load()
    return data, "image/jpeg"


def _drawn(
    image: "ImageFile", facts: PictureFacts, size: tuple[int, int], rendering: Rendering
) -> tuple[bytes, str]:
    from PIL.Image import Resampling

    across = size if facts.orientation < 5 else size[::-1]
    # The JPEG decoder skips what is not needed for the next power of two above the size.
    image.draft("L" if rendering.grey and facts.mode == "RGB" else None, across)
    drawn = flat(image)
    drawing = facts.format in _LOSSLESS and drawn.getcolors(_FEW_COLOURS) is not None
    if drawn.size != across:
        drawn = drawn.resize(across, Resampling.LANCZOS)
    drawn = _upright(to_srgb(drawn, facts.profile), facts.orientation)
    if rendering.grey:
        drawn = drawn.convert("L")
    return _encoded(drawn, rendering.quality, drawing=drawing)


def _upright(image: "Image", orientation: int) -> "Image":
    from PIL.Image import Transpose

    turns = {
        2: Transpose.FLIP_LEFT_RIGHT,
        3: Transpose.ROTATE_180,
        4: Transpose.FLIP_TOP_BOTTOM,
        5: Transpose.TRANSPOSE,
        6: Transpose.ROTATE_270,
        7: Transpose.TRANSVERSE,
        8: Transpose.ROTATE_90,
    }
    return image.transpose(turns[orientation]) if orientation in turns else image


def _encoded(image: "Image", quality: int, *, drawing: bool) -> tuple[bytes, str]:
    """JPEG, or PNG for a drawing that is no larger so; the writers of Pillow take up `info`."""
    image.info.clear()
    photograph = io.BytesIO()
    image.save(photograph, "JPEG", quality=quality, optimize=True)
    if drawing:
        lossless = io.BytesIO()
        image.save(lossless, "PNG", optimize=True)
        if lossless.tell() <= photograph.tell():
            return lossless.getvalue(), "image/png"
    return photograph.getvalue(), "image/jpeg"
