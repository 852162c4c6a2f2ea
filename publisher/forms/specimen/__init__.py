"""The specimen (样张): an invented article with one of everything, its pictures drawn.

Three of them: an article, an issue of two, a sheet for a notice board.
"""

import io
from collections.abc import Collection, Iterator

from publisher.resources import inside
from publisher.style.house import HouseStyle

_SHAPES = {"wide": (1500, 1000), "square": (1000, 1000), "tall": (800, 1100), "strip": (1800, 600)}
_GROUND, _INK, _FAINT = 232, 64, 160  # grey values of the drawn pictures
_FIGURE = '![测试图](images/strip.png "宽 {width}。"){{credit="程见川" width={share}%}}'


def specimen(style: HouseStyle, kinds: Collection[str]) -> tuple[str, dict[str, bytes]]:
    """The file to read, and all files by path.

    `kinds`: the kind of bulletin and those that it extends, by which the specimen is chosen.
    """
    files = {f"images/{name}.png": _drawn(*size) for name, size in _SHAPES.items()}
    texts = {name: _text(name, style) for name in ("article.md", "second.md", "issue.toml")}
    if "poster" in kinds:
        return "article.md", files | {"article.md": _text("poster.md", style)}
    source = "issue.toml" if "issue" in kinds else "article.md"
    return source, files | texts


def _text(name: str, style: HouseStyle) -> bytes:
    text = inside("publisher.forms.specimen").joinpath(name).read_text(encoding="utf-8")
    return text.replace("{pictures}", "\n\n".join(_figures(style))).encode()


def _figures(style: HouseStyle) -> Iterator[str]:
    """A picture in each width that the style has."""
    widths = style.pictures.widths
    for width in widths:
        yield _FIGURE.format(width=width.css, share=max(1, round(width / widths[0] * 100)))


def _drawn(width: int, height: int) -> bytes:
    """A test picture: a circle that must be round, slanted lines, steps of grey, its edges."""
    from PIL import Image, ImageDraw

    image = Image.new("L", (width, height), _GROUND)
    draw = ImageDraw.Draw(image)
    step = 100
    for at in range(step, max(width, height), step):
        draw.line([(at, 0), (at, height)], fill=_FAINT + 40)
        draw.line([(0, at), (width, at)], fill=_FAINT + 40)
    draw.line([(0, 0), (width, height)], fill=_FAINT, width=2)
    draw.line([(0, height), (width, 0)], fill=_FAINT, width=2)
    radius = min(width, height) // 2 - step // 2
    centre = width // 2, height // 2
    for shrink in (0, radius // 2):
        reach = radius - shrink
        box = [centre[0] - reach, centre[1] - reach, centre[0] + reach, centre[1] + reach]
        draw.ellipse(box, outline=_INK, width=6)
    for number in range(11):
        left = centre[0] - radius + number * radius * 2 // 11
        tone = round(255 * number / 10)
        draw.rectangle([left, centre[1] - 40, left + radius * 2 // 11, centre[1] + 40], fill=tone)
    draw.rectangle([0, 0, width - 1, height - 1], outline=_INK, width=4)
    out = io.BytesIO()
    image.save(out, "PNG", optimize=False)
    return out.getvalue()
