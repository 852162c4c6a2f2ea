"""A web page saved in one file (MHTML, RFC 2557): the page, and its pictures by their addresses.

Addresses and ids of parts are keys; nothing is opened or fetched by them.
"""

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final
from urllib.parse import urljoin

from publisher.article import Asset, Assets, Figure, Reading, map_figures
from publisher.findings import Finding, InputError, Outcome
from publisher.readers import html
from publisher.readers.encoding import decode
from publisher.readers.reader import Reader, Received

if TYPE_CHECKING:
    from collections.abc import Sequence
    from email.message import Message

PARTS_MOST: Final = 5_000
_NAME = re.compile(r"[^/?#]+(?=[?#]|$)")


def read(received: Received) -> Outcome[Reading]:
    """The article of the page, with the pictures that came with it.

    Raises:
        InputError: `input-broken`, `input-too-large`, and those of a web page.
    """
    import email
    from email.policy import HTTP

    source = received.source
    message = email.message_from_bytes(source.data, policy=HTTP)
    parts = [part for part in message.walk() if not part.is_multipart()]
    if len(parts) > PARTS_MOST:
        arguments = {"name": source.name, "limit": f"{PARTS_MOST:,}"}
        raise InputError(Finding("input-too-large", None, arguments, source.name))
    page = next((part for part in parts if part.get_content_type() == "text/html"), None)
    data = _bytes(page) if page else b""
    if page is None or not data:
        raise InputError(Finding("input-broken", None, {"name": source.name}, source.name))
    decoded = decode(source.name, data)
    pictures = _Pictures(parts, _header(page, "Content-Location"))
    outcome = html.read_page(replace(received, source=decoded.value), pictures.key)
    blocks = tuple(map_figures(block, pictures.placed) for block in outcome.value.article.blocks)
    article = replace(outcome.value.article, blocks=blocks)
    reading = Reading(article, Assets(pictures.used), (source,))
    return Outcome(reading, (*decoded.findings, *outcome.findings))


class _Pictures:
    """The pictures of a saved page, by address and by id."""

    def __init__(self, parts: "Sequence[Message]", base: str) -> None:
        self._base = base
        self._parts: dict[str, Message] = {}
        for part in parts:
            if part.get_content_maintype() != "image":
                continue
            for key in (
                f"cid:{_header(part, 'Content-ID').strip('<>')}",
                _header(part, "Content-Location"),
            ):
                self._parts.setdefault(key, part)
        self.used: list[Asset] = []

    def key(self, address: str) -> bool:
        """Whether a picture of this address came with the page."""
        return self._found(address) is not None

    def placed(self, figure: Figure) -> Figure:
        """The figure with its bytes, under a short name."""
        part = self._found(figure.name)
        if part is None:
            return figure
        name = _NAME.findall(figure.name)
        kind = part.get_content_subtype()
        asset = Asset.of(f"{len(self.used) + 1:02}.{kind}", _bytes(part))
        self.used.append(asset)
        return replace(figure, name=name[-1] if name else asset.name, picture=asset.digest)

    def _found(self, address: str) -> "Message | None":
        return self._parts.get(address) or self._parts.get(urljoin(self._base, address))


def _header(part: "Message", name: str) -> str:
    return str(part.get(name) or "").strip()


def _bytes(part: "Message") -> bytes:
    data = part.get_payload(decode=True)
    return data if isinstance(data, bytes) else b""


READER = Reader("mhtml", (".mhtml", ".mht"), read, text=False)
