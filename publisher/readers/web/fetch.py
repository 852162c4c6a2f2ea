"""Pages fetched from the web, when a person asks for one address: no other reader touches it.

Each hop is judged before anything is sent: http or https, no user in the address, and every address
that the name resolves to must be public; the connection goes to just that address, by its number.
No proxy is used, no cookie kept, nothing of the machine is told but that a program asks.
"""

import http.client
import ipaddress
import socket
import ssl
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from publisher.findings import Finding, InputError, IOFailureError
from publisher.readers.folder import MIB

REDIRECTS_MOST: Final = 5
CONNECT_SECONDS: Final = 10
ALL_SECONDS: Final = 60
REPLY_MOST: Final = 50 * MIB
_AGENT: Final = "Kanyin (one page, asked for by a person)"
_CHUNK: Final = 65_536
_SAFE: Final = "/%:@!$&'()*+,;=~-._"
_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


def is_public(address: Address) -> bool:
    """Whether an address belongs to the public internet; addresses inside others are unwrapped."""
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour or _nat64(address)
        if inner is not None:
            return is_public(inner)
    return address.is_global and not address.is_multicast


def _nat64(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """The IPv4 address inside one of 64:ff9b::/96 (RFC 6052)."""
    network = ipaddress.IPv6Network("64:ff9b::/96")
    return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF) if address in network else None


def resolve(host: str, port: int) -> tuple[Address, ...]:
    """Every address that a name has; OSError where it has none."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple(ipaddress.ip_address(str(entry[4][0]).partition("%")[0]) for entry in found)


@dataclass(frozen=True)
class Network:
    """How names are resolved, and which addresses may be connected to."""

    resolve: Callable[[str, int], tuple[Address, ...]] = resolve
    allowed: Callable[[Address], bool] = is_public
    clock: Callable[[], float] = field(default=time.monotonic)


@dataclass(frozen=True)
class Fetched:
    """What an address answered: its own last address, the kind of what came, and the bytes."""

    url: str
    kind: str
    data: bytes = field(repr=False)


def fetch(url: str, network: Network) -> Fetched:
    """What an address answers, redirections followed.

    Raises:
        InputError: `url-blocked`, an address that is not to be asked.
        IOFailureError: `url-failed`, it cannot be reached or answers with an error.
    """
    deadline = network.clock() + ALL_SECONDS
    for _ in range(REDIRECTS_MOST + 1):
        parts = _judged(url)
        try:
            answer = _ask(parts, network, deadline)
        except (OSError, http.client.HTTPException, ssl.SSLError) as error:
            raise _failed(url, str(error) or type(error).__name__) from error
        if isinstance(answer, Fetched):
            return answer
        url = urljoin(url, answer)
    raise _failed(url, f"> {REDIRECTS_MOST} redirections")


def _judged(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError as error:
        raise _blocked(url) from error
    if parts.scheme not in ("http", "https") or not host or parts.username is not None:
        raise _blocked(url)
    return parts


def _ask(parts: SplitResult, network: Network, deadline: float) -> Fetched | str:
    """The answer of one hop: what it holds, or where it leads."""
    url, host = parts.geturl(), str(parts.hostname)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    name = host.encode("idna").decode() if not host.isascii() else host
    addresses = network.resolve(name, port)
    if not addresses or not all(map(network.allowed, addresses)):
        raise _blocked(url)
    connection = _connected(parts.scheme, name, str(addresses[0]), port)
    try:
        path = quote(parts.path or "/", safe=_SAFE)
        path += f"?{quote(parts.query, safe=_SAFE + '?')}" if parts.query else ""
        default = port == (443 if parts.scheme == "https" else 80)
        headers = {
            "Host": name if default else f"{name}:{port}",
            "User-Agent": _AGENT,
            "Accept": "*/*",
            "Accept-Encoding": "identity",
            "Connection": "close",
        }
        connection.request("GET", path, headers=headers)
        response = connection.getresponse()
        if response.status in _REDIRECTS and (target := response.headers.get("Location")):
            return target
        if response.status != http.client.OK:
            raise _failed(url, f"{response.status} {response.reason}")
        data = _all(response, url, network, deadline)
        return Fetched(url, response.headers.get_content_type(), data)
    finally:
        connection.close()


def _connected(scheme: str, name: str, address: str, port: int) -> http.client.HTTPConnection:
    """A connection to the very address that was judged; the name is only said to it."""
    connection = http.client.HTTPConnection(name, port, timeout=CONNECT_SECONDS)
    raw = socket.create_connection((address, port), CONNECT_SECONDS)
    try:
        if scheme == "https":
            raw = ssl.create_default_context().wrap_socket(raw, server_hostname=name)
    except OSError:
        raw.close()
        raise
    connection.sock = raw
    return connection


def _all(response: http.client.HTTPResponse, url: str, network: Network, deadline: float) -> bytes:
    parts: list[bytes] = []
    size = 0
    while chunk := response.read(_CHUNK):
        size += len(chunk)
        if size > REPLY_MOST:
            arguments = {"name": url, "limit": f"{REPLY_MOST // MIB} MiB"}
            raise InputError(Finding("input-too-large", None, arguments, url))
        if network.clock() > deadline:
            raise _failed(url, f"> {ALL_SECONDS} s")
        parts.append(chunk)
    return b"".join(parts)


def _blocked(url: str) -> InputError:
    return InputError(Finding("url-blocked", None, {"name": url}, url))


def _failed(url: str, reason: str) -> IOFailureError:
    return IOFailureError(Finding("url-failed", None, {"name": url, "reason": reason}, url))
