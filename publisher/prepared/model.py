"""The types that writers get: articles, plates and the pictures placed on them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from publisher.article import Block, Bulletin, Figure, Gallery, Metadata, Runs
from publisher.pictures import Picture
from publisher.style.house import HouseStyle, TitleStep
from publisher.style.units import Pt
from publisher.typefaces import Faces


@dataclass(frozen=True)
class Placed:
    """A figure at its printed size; `picture` is None where a placeholder marks a missing one."""

    figure: Figure
    picture: Picture | None
    width: Pt
    height: Pt


@dataclass(frozen=True)
class Plate:
    """A figure or a gallery as it stands on the page.

    `rows`: the pictures of each row, left to right;
    `beside`: the caption stands in the free column beside the picture, at its foot.
    """

    rows: tuple[tuple[Placed, ...], ...]
    caption: Runs = ()
    beside: bool = False
    lead: bool = False


class Plates(Mapping[Figure | Gallery, Plate]):
    """Plates by the very figure or gallery of an article, in reading order.

    Two articles may each have a figure `1.jpg` with the same words and different bytes: figures
    that are equal are told apart here. Pickled along with its article, each key is found again.
    """

    def __init__(self, placed: Iterable[tuple[Figure | Gallery, Plate]]) -> None:
        self._placed = tuple(placed)
        self._by_identity = {id(key): plate for key, plate in self._placed}

    def __getitem__(self, key: Figure | Gallery) -> Plate:
        return self._by_identity[id(key)]

    def __iter__(self) -> Iterator[Figure | Gallery]:
        return (key for key, _ in self._placed)

    def __len__(self) -> int:
        return len(self._placed)

    def __reduce__(self) -> tuple[type["Plates"], tuple[object, ...]]:
        return type(self), (self._placed,)


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
    """A bulletin ready to be written; `plates`: one for each Figure and Gallery in `articles`."""

    bulletin: Bulletin
    style: HouseStyle
    articles: tuple[PreparedArticle, ...]
    plates: Mapping[Figure | Gallery, Plate]
    faces: Faces
    grey: bool = False
