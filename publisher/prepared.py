"""What writers get: the bulletin with its pictures placed and its faces found; nothing is left to look up."""

from collections.abc import Mapping
from dataclasses import dataclass

from publisher.article import Block, Bulletin, Figure, Gallery, Metadata, Runs
from publisher.pictures import Picture
from publisher.style.house import HouseStyle, TitleStep
from publisher.style.units import Pt
from publisher.typefaces import Faces


@dataclass(frozen=True)
class Placed:
    """A figure at the size it is printed; `picture` is None where a placeholder marks a missing one."""

    figure: Figure
    picture: Picture | None
    width: Pt
    height: Pt


@dataclass(frozen=True)
class Plate:
    """A figure or a gallery as it stands on the page; `rows`: the pictures of each row, left to right.

    `beside`: the caption stands in the free column beside the picture, at its foot.
    """

    rows: tuple[tuple[Placed, ...], ...]
    caption: Runs = ()
    beside: bool = False
    lead: bool = False


@dataclass(frozen=True)
class PreparedArticle:
    """An article ready to be set.

    `title`: its lines; `lead`: the picture under the title, if it begins with one; `blocks`: the
    rest, pictures with nothing between them gathered into galleries.
    """

    metadata: Metadata
    title: tuple[str, ...]
    step: TitleStep
    lead: Plate | None
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Prepared:
    """A bulletin ready to be written; `plates` holds one for each Figure and Gallery in `articles`."""

    bulletin: Bulletin
    style: HouseStyle
    articles: tuple[PreparedArticle, ...]
    plates: Mapping[Figure | Gallery, Plate]
    faces: Faces
    grey: bool = False
