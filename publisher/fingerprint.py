"""Whether a source is the one that was published: one hash over all that decides the output."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from hashlib import sha256

from publisher.article import Article, Bulletin, Figure, IssueMetadata, Metadata, walk

# Raised when the same inputs are to count as new ones.
_FORM = b"kanyin-fingerprint-1"
_NOT_SAID = frozenset(("places",))


def fingerprint(
    bulletin: Bulletin, *, template: Mapping[str, bytes], settings: Mapping[str, str]
) -> str:
    """The sha256 (hex) of what was received and how it is to be made.

    Sources and pictures by their bytes, which picture each figure shows, metadata as it stands
    after the command line had its say, the template's files by name, and the settings (`to`,
    `raw`, `allow-missing`, …). No path, no file name of a source, no time and no version of a
    library takes part: another engine or face alone makes no new version.
    """
    hasher = sha256(_FORM)
    for part in _parts(bulletin, template, settings):
        # Each part's length goes before it: no two lists of parts give the same bytes.
        hasher.update(len(part).to_bytes(8, "big"))
        hasher.update(part)
    return hasher.hexdigest()


def _parts(
    bulletin: Bulletin, template: Mapping[str, bytes], settings: Mapping[str, str]
) -> Iterator[bytes]:
    yield from _section("kind", (bulletin.kind.encode(),))
    yield from _section("sources", (sha256(source.data).digest() for source in bulletin.sources))
    yield from _section("assets", (digest.encode() for digest in sorted(bulletin.assets)))
    yield from _section("issue", _said(bulletin.issue))
    for article in bulletin.articles:
        yield from _section("article", _said(article.metadata))
        yield from _section("figures", _shown(article))
    yield from _section("template", _pairs(template))
    yield from _section("settings", _pairs({k: v.encode() for k, v in settings.items()}))


def _section(name: str, parts: Iterable[bytes]) -> Iterator[bytes]:
    held = tuple(parts)
    yield f"{name} {len(held)}".encode()
    yield from held


def _said(metadata: Metadata | IssueMetadata | None) -> Iterator[bytes]:
    """What each key says; a key with its default is left out, so that new keys change nothing."""
    if metadata is None:
        return
    for field in fields(metadata):
        value = getattr(metadata, field.name)
        if field.name not in _NOT_SAID and value != field.default:
            yield f"{field.name}={value!r}".encode()


def _shown(article: Article) -> Iterator[bytes]:
    for block in walk(article.blocks):
        if isinstance(block, Figure):
            yield (block.picture or "").encode()


def _pairs(files: Mapping[str, bytes]) -> Iterator[bytes]:
    for name, data in sorted(files.items()):
        yield name.encode()
        yield data
