"""What the catalogue keeps of an object: read from the object alone, whenever it is asked for."""

import re
from dataclasses import dataclass
from pathlib import PurePosixPath

from publisher.archive.inventory import Inventory
from publisher.archive.metadata import Metadata
from publisher.archive.objects import Objects
from publisher.findings import PublisherError

_FRONT_MATTER = re.compile(r"---\n(.*?)^---$", re.DOTALL | re.MULTILINE)


@dataclass(frozen=True)
class Row:
    """A record as listings show it: its newest published version, or a draft where there is none.

    `pdf` and `folder` are relative to the archive.
    """

    id: str
    version: int
    status: str
    title: str
    subtitle: str
    creator: tuple[str, ...]
    date: str
    source: str
    kind: str
    keywords: tuple[str, ...]
    pages: int | None
    filed: str
    message: str
    folder: str
    pdf: str


@dataclass(frozen=True)
class Facts:
    """All that the catalogue keeps of one object; `months`: where its versions were ever listed."""

    row: Row
    head: int
    shown: int | None
    url: str
    path: str
    received: str
    inventory: str
    text: str
    versions: tuple[tuple[object, ...], ...]
    months: frozenset[str]

    @property
    def visible(self) -> bool:
        """Whether lists and the index show it."""
        return self.shown is not None and self.row.status != "withdrawn"


def facts(objects: Objects, inventory: Inventory) -> Facts:
    """What the catalogue keeps of the object that has this inventory."""
    every = [objects.metadata(inventory, number) for number in range(1, inventory.head + 1)]
    shown = max(
        (n for n, metadata in enumerate(every, 1) if metadata["status"] != "draft"), default=None
    )
    number = shown or inventory.head
    metadata, head = every[number - 1], every[-1]
    return Facts(
        row=_row(objects, inventory, number, metadata),
        head=inventory.head,
        shown=shown,
        url=head["url"],
        path=head["source_path"],
        received=" ".join(head["received"]),
        inventory=inventory.digest,
        text=_text(objects, inventory, number, metadata),
        versions=tuple(
            (
                n,
                version.created,
                every[n - 1]["status"],
                version.message,
                version.user,
                version.address,
                objects.version_digest(inventory, n),
            )
            for n, version in enumerate(inventory.versions, 1)
        ),
        months=frozenset(metadata["date"][:7] for metadata in every),
    )


def readable(objects: Objects, record: str, known: str = "") -> Facts | None:
    """The facts of a record; None where they cannot be read or its inventory is the `known` one."""
    try:
        inventory = objects.head(record)
        if inventory is None or inventory.digest == known:
            return None
        return facts(objects, inventory)
    except (PublisherError, OSError, KeyError, TypeError, ValueError):
        return None


def _row(objects: Objects, inventory: Inventory, number: int, metadata: Metadata) -> Row:
    version = inventory.versions[number - 1]
    root = objects.layout.root
    pdf = ""
    if "bulletin.pdf" in version.state:
        pdf = objects.path(inventory, number, "bulletin.pdf").relative_to(root).as_posix()
    return Row(
        id=inventory.id,
        version=number,
        status=metadata["status"],
        title=metadata["title"],
        subtitle=metadata["subtitle"],
        creator=tuple(metadata["creator"]),
        date=metadata["date"],
        source=metadata["source"],
        kind=metadata["kind"],
        keywords=tuple(metadata["keywords"]),
        pages=metadata["pages"],
        filed=version.created,
        message=version.message,
        folder=objects.layout.version(inventory.id, number).relative_to(root).as_posix(),
        pdf=pdf,
    )


def _text(objects: Objects, inventory: Inventory, number: int, metadata: Metadata) -> str:
    """The words of a version: its metadata, then its articles, or else the received text."""
    told = [metadata["title"], metadata["subtitle"], metadata["source"], metadata["abstract"]]
    told += [*metadata["creator"], *metadata["keywords"], *metadata["people"], metadata["number"]]
    paths = sorted(inventory.state(number))
    articles = [path for path in paths if _is_article(path)] or [
        path
        for path in paths
        if path.startswith("source/") and path.lower().endswith((".txt", ".md"))
    ]
    bodies = (objects.content(inventory, number, path) for path in articles)
    return "\n".join(filter(None, [*told, *(_body(_decoded(data)) for data in bodies)]))


def _is_article(path: str) -> bool:
    place = PurePosixPath(path)
    return path == "article.md" or (place.parts[0] == "articles" and place.name == "article.md")


def _body(text: str) -> str:
    """A text without its front matter: the names of keys are no words of the article."""
    head = _FRONT_MATTER.match(text)
    if head is None:
        return text
    values = (line.partition(":")[2].strip() for line in head[1].splitlines())
    return "\n".join(filter(None, (*values, text[head.end() :])))


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("gb18030", "replace")
