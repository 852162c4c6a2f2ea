"""An article of the web: its page fetched, then its pictures; what cannot be had is named."""

from dataclasses import replace
from urllib.parse import urljoin

from publisher.article import Asset, Assets, Figure, Reading, sift_figures
from publisher.findings import Finding, Outcome, PublisherError
from publisher.readers import html
from publisher.readers.encoding import decode
from publisher.readers.picture_files import MOST_PICTURES
from publisher.readers.reader import Received
from publisher.readers.web.fetch import Network, fetch

_TYPES = {
    "image/jpeg": ".jpg", "image/png": ".png", "image/gif": ".gif", "image/webp": ".webp",
    "image/bmp": ".bmp", "image/tiff": ".tif", "image/avif": ".avif",
}  # fmt: skip


def read_page(url: str, network: Network, *, raw: bool = False) -> Outcome[Reading]:
    """The article of an address with its pictures, and the page as it was received.

    Raises:
        InputError: `url-blocked`, `input-too-large`, `text-encoding`, `html-no-body`.
        IOFailureError: `url-failed`.
    """
    page = fetch(url, network)
    decoded = decode("page.html", page.data)
    outcome = html.read_page(Received(decoded.value, raw), lambda _: True)
    pictures = _Pictures(page.url, network)
    blocks = tuple(sift_figures(outcome.value.article.blocks, pictures.placed))
    metadata = outcome.value.article.metadata
    article = replace(
        outcome.value.article, metadata=replace(metadata, url=metadata.url or url), blocks=blocks
    )
    reading = Reading(article, Assets(pictures.assets), (decoded.value,))
    return Outcome(reading, (*decoded.findings, *outcome.findings, *pictures.findings))


class _Pictures:
    """Fetches pictures in reading order, each address once."""

    def __init__(self, base: str, network: Network) -> None:
        self._base, self._network = base, network
        self._known: dict[str, Asset | None] = {}
        self.findings: list[Finding] = []

    @property
    def assets(self) -> tuple[Asset, ...]:
        """The pictures that came."""
        return tuple(asset for asset in self._known.values() if asset is not None)

    def placed(self, figure: Figure) -> Figure | None:
        """The figure with its bytes; one that does not come is left out and named."""
        asset = self._asset(urljoin(self._base, figure.name))
        if asset is not None:
            return replace(figure, name=asset.name, picture=asset.digest)
        self.findings.append(Finding("picture-remote", figure.span, {"name": figure.name}))
        return None

    def _asset(self, address: str) -> Asset | None:
        if address not in self._known:
            self._known[address] = self._fetched(address)
        return self._known[address]

    def _fetched(self, address: str) -> Asset | None:
        if len(self._known) >= MOST_PICTURES:
            return None
        try:
            answer = fetch(address, self._network)
        except PublisherError:
            return None
        suffix = _TYPES.get(answer.kind)
        return Asset.of(f"{len(self._known) + 1:02}{suffix}", answer.data) if suffix else None
