"""Where a Word file comes from: the stamp in its properties and the bookmarks around its blocks.

Both survive a save in LibreOffice, also through ODT; style ids and paragraph ids do not.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256

BOOKMARK_PREFIX = "_ky_"  # the underscore hides the bookmark in Word's list
LONGEST_BOOKMARK = 40  # characters, Word's own limit


@dataclass(frozen=True)
class DraftIdentity:
    """Which record a Word file belongs to.

    `version` and `base` (the inventory digest of the version that a draft was made from) stay empty
    in the file that is filed itself: its version does not exist yet when it is written.
    """

    id: str
    version: int | None = None
    base: str = ""

    def properties(self) -> Iterator[tuple[str, str]]:
        """Name and value of each custom property of the stamp."""
        yield "kanyin.id", self.id
        if self.version is not None:
            yield "kanyin.version", str(self.version)
        if self.base:
            yield "kanyin.base", self.base


def bookmark(block: str) -> str:
    """The bookmark's name for a block's id; an id that is too long is replaced by its digest."""
    name = BOOKMARK_PREFIX + block
    if len(name) <= LONGEST_BOOKMARK:
        return name
    return BOOKMARK_PREFIX + sha256(block.encode()).hexdigest()[:32]
