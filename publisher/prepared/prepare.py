"""A bulletin made ready for its writers: titles in lines, pictures placed, each rendered once."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from math import ceil
from pathlib import Path

from publisher.article import (
    Article,
    Asset,
    Assets,
    Block,
    Bulletin,
    Figure,
    Gallery,
    Metadata,
    walk,
)
from publisher.findings import Finding, Outcome
from publisher.pictures import Picture, PictureFacts, Rendering, inspect, render_all
from publisher.pictures.placing import Columns
from publisher.prepared.model import Plate, Plates, Prepared, PreparedArticle
from publisher.prepared.plates import Facts, gathered, nested, plate_of, plated
from publisher.style.house import HouseStyle, TitleStep
from publisher.typefaces import Faces
from publisher.typography.titles import Shape, is_forced, title_length, title_lines


def prepare(
    bulletin: Bulletin,
    style: HouseStyle,
    faces: Faces,
    *,
    dpi: int = 200,
    quality: int = 85,
    allow_missing: bool = False,
    grey: bool = False,
    cache: Path | None = None,
) -> Outcome[Prepared]:
    """The bulletin ready for its writers: pictures placed and rendered once each, titles in lines.

    `dpi`: pixels an inch at the printed size; `cache`: a folder for what was rendered.
    Findings: those of `inspect`; picture-absent (unless `allow_missing`), picture-resolution,
    title-step. A picture with an error is placed as a placeholder.
    """
    known = _known(bulletin)
    facts = known.value
    articles = [_prepared(article, style, facts) for article in bulletin.articles]
    laid = [(key, plate) for article in articles for key, plate in article.plates]
    wanted = _pixels((plate for _, plate in laid), facts, bulletin.assets, dpi)
    pictures = render_all(wanted, Rendering(quality, grey, cache / "pictures" if cache else None))
    filled = [(key, _filled(plate, pictures.value)) for key, plate in laid]
    plates = Plates(filled)
    absent = () if allow_missing else tuple(_absent(bulletin))
    own = tuple(finding for article in articles for finding in article.findings)
    return Outcome(
        Prepared(
            bulletin=bulletin,
            style=style,
            articles=tuple(_with_lead(article, plates) for article in articles),
            plates=plates,
            faces=faces,
            grey=grey,
        ),
        (*absent, *known.findings, *pictures.findings, *own),
    )


@dataclass(frozen=True)
class _Laid:
    """An article whose pictures have their sizes, not yet their pixels."""

    article: PreparedArticle
    leading: Figure | Gallery | None
    plates: tuple[tuple[Figure | Gallery, Plate], ...]
    findings: tuple[Finding, ...]


def _known(bulletin: Bulletin) -> Outcome[Facts]:
    """What each picture in use is, by digest."""
    used = dict.fromkeys(f.picture for f in _figures(bulletin) if f.picture is not None)
    known = {digest: inspect(bulletin.assets[digest], whole=False) for digest in used}
    facts = {digest: outcome.value for digest, outcome in known.items() if outcome.value}
    return Outcome(facts, tuple(f for outcome in known.values() for f in outcome.findings))


def _figures(bulletin: Bulletin) -> Iterator[Figure]:
    for article in bulletin.articles:
        yield from (block for block in walk(article.blocks) if isinstance(block, Figure))


def _absent(bulletin: Bulletin) -> Iterator[Finding]:
    for figure in _figures(bulletin):
        if figure.picture is None:
            yield Finding("picture-absent", figure.span, {"name": figure.name}, figure.name)


def _prepared(article: Article, style: HouseStyle, facts: Facts) -> _Laid:
    lines, step, doubt = _title(article.metadata, style)
    blocks = _ordered(article.blocks, facts, style)
    first = blocks[0] if blocks and isinstance(blocks[0], Figure | Gallery) else None
    columns = Columns.of(style)
    placed = [plate_of(first, columns, facts, leading=True)] if first else []
    placed += [plate_of(block, columns, facts) for block in plated(blocks[1 if first else 0 :])]
    placed += [
        plate_of(block, Columns.of(style, room), facts) for block, room in nested(blocks, style)
    ]
    return _Laid(
        PreparedArticle(article.metadata, lines, step, None, blocks[1:] if first else blocks),
        first,
        tuple((key, plate) for key, plate, _ in placed),
        (*doubt, *(finding for _, _, findings in placed for finding in findings)),
    )


def _ordered(blocks: tuple[Block, ...], facts: Facts, style: HouseStyle) -> tuple[Block, ...]:
    """The blocks, pictures that stand together gathered, the one that leads before all."""
    if style.pictures.lead == "head":
        return tuple(gathered(blocks, facts))
    figures = [block for block in blocks if isinstance(block, Figure)]
    leading = next((figure for figure in figures if figure.picture in facts), None)
    if leading is None:
        return tuple(gathered(blocks, facts))
    return (leading, *gathered(tuple(block for block in blocks if block is not leading), facts))


def _pixels(
    plates: Iterable[Plate], facts: Facts, assets: Assets, dpi: int
) -> list[tuple[Asset, PictureFacts, int]]:
    """Each picture that is printed, once, with the pixels that its widest place takes."""
    widest: dict[str, float] = defaultdict(float)
    for placed in (placed for plate in plates for row in plate.rows for placed in row):
        if placed.figure.picture in facts:
            digest = placed.figure.picture or ""
            widest[digest] = max(widest[digest], placed.width)
    return [
        (assets[digest], facts[digest], ceil(width * dpi / 72)) for digest, width in widest.items()
    ]


def _filled(plate: Plate, pictures: Mapping[str, Picture]) -> Plate:
    return replace(
        plate,
        rows=tuple(
            tuple(replace(p, picture=pictures.get(p.figure.picture or "")) for p in row)
            for row in plate.rows
        ),
    )


def _with_lead(laid: _Laid, plates: Plates) -> PreparedArticle:
    return replace(laid.article, lead=plates[laid.leading] if laid.leading else None)


def _title(
    metadata: Metadata, style: HouseStyle
) -> tuple[tuple[str, ...], TitleStep, tuple[Finding, ...]]:
    """The lines of the title, its step, and the finding where no step is made for it."""
    length = title_length(metadata.title)
    shape: Shape = "trapezium" if style.texts["title"].align == "center" else "even"
    lines: tuple[str, ...] = ()
    forced: list[tuple[tuple[str, ...], TitleStep]] = []
    for step in (s for s in style.title_steps if length <= s.up_to):
        lines = title_lines(metadata.title, style.measure_pt / step.size, shape)
        if len(lines) <= step.lines and not is_forced(metadata.title, lines):
            return lines, step, ()
        forced += [(lines, step)] if len(lines) <= step.lines else []
    if forced:  # a word is divided in every size
        return *forced[0], ()
    last = style.title_steps[-1]
    if length > last.up_to:  # the checks say so: title-long
        return title_lines(metadata.title, style.measure_pt / last.size, shape), last, ()
    arguments = {"length": length, "most": last.up_to, "lines": last.lines, "set": len(lines)}
    span = metadata.places.get("title")
    return lines, last, (Finding("title-step", span, arguments),)
