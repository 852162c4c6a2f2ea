"""Pictures as HTML: rows, each picture with its caption and credit, and the caption of all."""

from markupsafe import Markup

from publisher.article import Run, plain
from publisher.composer.segment import CLOSERS
from publisher.prepared import Placed, Plate
from publisher.style.units import Pt
from publisher.writers.furniture import (
    MISSING,
    alternative,
    caption,
    credit,
    credit_follows,
    is_single,
    row_caption,
)
from publisher.writers.setting import Setting

CAPTION_LEAST = 8  # em: pictures narrower than this share one caption for their row
HALF = 0.5  # em

_ENDLESS = Pt(100_000)


def picture_url(placed: Placed) -> str:
    """The address of a placed picture: its digest and the size it was made in, nothing else."""
    assert placed.picture is not None
    picture = placed.picture
    return f"picture:{picture.digest}/{picture.width}x{picture.height}"


def plate_html(plate: Plate, setting: Setting, title: str, first: int) -> Markup:
    """A plate as HTML; `title`: the article's, `first`: the number of its first picture in it."""
    names = ["plate", *(name for name in ("lead", "beside") if getattr(plate, name))]
    height = sum(max(placed.height for placed in row) for row in plate.rows)
    if height > setting.style.page.lines * setting.style.body.leading:
        names.append("long")
    rows: list[Markup] = []
    for row in plate.rows:
        rows.append(_row(row, plate, setting, title, first))
        first += len(row)
    said = Markup("")
    if plate.caption and not is_single(plate):
        room = max((_width(row, setting) for row in plate.rows), default=setting.room)
        said = _words(setting.ragged(plate.caption, "caption", room))
    return Markup('<div class="{}">{}{}</div>').format(" ".join(names), Markup("").join(rows), said)


def _width(row: tuple[Placed, ...], setting: Setting) -> Pt:
    gaps = setting.style.pictures.gap * (len(row) - 1)
    return Pt(sum(placed.width for placed in row) + gaps)


def _row(row: tuple[Placed, ...], plate: Plate, setting: Setting, title: str, first: int) -> Markup:
    """Pictures side by side, each over its own words or all over those of the row."""
    shared = len(row) > 1 and any(_is_narrow(placed, setting) for placed in row)
    figures = Markup("").join(
        Markup('<figure style="width: {}">{}{}</figure>').format(
            placed.width.css,
            image_html(placed, title, number),
            "" if shared else _caption(placed, plate, setting),
        )
        for number, placed in enumerate(row, first)
    )
    words = Markup("")
    if shared:
        said = row_caption(tuple(placed.figure for placed in row))
        words = _words(setting.ragged(said, "caption", _width(row, setting)))
    return Markup('<div class="row">{}{}</div>').format(figures, words)


def _is_narrow(placed: Placed, setting: Setting) -> bool:
    """Whether a picture has words and is too narrow for them, or for its credit in one line."""
    figure = placed.figure
    by = setting.last_width((Run(credit(figure)),), "caption", _ENDLESS) if figure.credit else 0
    least = max(by, CAPTION_LEAST if figure.caption else 0)
    return placed.width < least * setting.style.texts["caption"].size


def _words(text: Markup) -> Markup:
    return Markup('<p class="caption set-caption">{}</p>').format(text)


def image_html(placed: Placed, title: str, number: int) -> Markup:
    """A picture in its size, or the words that mark the place of a missing one."""
    size = f"width: {placed.width.css}; height: {placed.height.css}"
    if placed.picture is None:
        missing = Markup('<p class="missing set-caption" style="{}">{}</p>')
        return missing.format(size, MISSING)
    alt = alternative(placed.figure, title, number)
    return Markup('<img src="{}" alt="{}" style="{}">').format(picture_url(placed), alt, size)


def _caption(placed: Placed, plate: Plate, setting: Setting) -> Markup:
    """A picture's words; the credit an em behind them, or on a line of its own (LOOKS)."""
    said, by = caption(placed, plate), credit(placed.figure)
    if not said and not by:
        return Markup("")
    room = placed.width
    if plate.beside:
        room = setting.style.pictures.widths[-1].at(setting.style.body.size)
    signed = (Run(by),) if by else ()
    parts = [setting.ragged(runs, "caption", room) for runs in (said, signed) if runs]
    between = Markup("<br>")
    if said and by and not plate.beside:
        last, taken = (setting.last_width(runs, "caption", room) for runs in (said, signed))
        last += HALF if plain(said)[-1:] in CLOSERS else 0  # which it gives up at a line's end
        if credit_follows(last, taken, room / setting.style.texts["caption"].size):
            between = Markup("")
            parts[1] = Markup('<span class="credit">{}</span>').format(parts[1])
    return Markup('<figcaption class="caption set-caption">{}</figcaption>').format(
        between.join(parts)
    )
