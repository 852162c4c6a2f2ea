"""JPEG streams without what cameras write into them (ITU-T T.81, annex B)."""

_SOI, _EOI, _SOS, _COM = 0xD8, 0xD9, 0xDA, 0xFE
_APP = range(0xE0, 0xF0)
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_ALONE = frozenset((0x01, *range(0xD0, 0xD8)))
# JFIF 1.01 without a density: the size in print is ours to say.
_JFIF = b"\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"


def bare(data: bytes) -> bytes | None:
    """The same picture without any APPn or COM segment and without what follows its end.

    Its pixels are the same, not decoded anew; one JFIF segment of ours tells readers how the
    colours are coded. None where the stream is none that this reading understands.
    """
    if data[:2] != b"\xff\xd8":
        return None
    kept = [b"\xff\xd8", _JFIF]
    at = 2
    while (found := _marker(data, at)) is not None:
        marker, at = found
        if marker == _EOI:
            kept.append(b"\xff\xd9")
            return b"".join(kept)
        if marker in _ALONE:
            kept.append(bytes((0xFF, marker)))
            continue
        end = at + int.from_bytes(data[at : at + 2])
        if end < at + 2 or end > len(data) or _tells_rgb(marker, data[at:end]):
            return None
        if marker == _SOS:
            end = _scan_end(data, end)
        if marker not in _APP and marker != _COM:
            kept.append(bytes((0xFF, marker)) + data[at:end])
        at = end
    return None


def _marker(data: bytes, at: int) -> tuple[int, int] | None:
    """The marker at `at`, fill bytes skipped, and where its segment's length stands."""
    if at >= len(data) or data[at] != 0xFF:
        return None
    while at < len(data) and data[at] == 0xFF:
        at += 1
    return (data[at], at + 1) if at < len(data) else None


def _scan_end(data: bytes, at: int) -> int:
    """Where the entropy-coded data end: at a marker that is neither stuffing nor a restart."""
    while (at := data.find(b"\xff", at)) >= 0:
        following = data[at + 1] if at + 1 < len(data) else _EOI
        if following != 0x00 and following not in _ALONE:
            return at
        at += 2
    return len(data)


def _tells_rgb(marker: int, segment: bytes) -> bool:
    """Whether a frame's components are named R, G and B, which JFIF would turn into YCbCr."""
    return marker in _FRAMES and segment[8::3][:3] == b"RGB"
