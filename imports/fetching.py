"""Fetch an address that a member of staff typed, without reaching what is not public.

The name is looked up once, every address it gives is judged, and the connection is made to
the judged address itself: a name that answers otherwise the second time reaches nothing.
Each redirect is judged anew.
"""

import ipaddress
import socket
import time
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit, urlunsplit

import urllib3
from django.conf import settings

from imports.items import MAX_BYTES

MOST_REDIRECTS = 4
SECONDS = 15.0  # for everything together
CONNECT, READ = 4.0, 6.0  # seconds
PIECE = 16 * 1024  # bytes
PORTS = {"http": 80, "https": 443}
TYPES = ("text/calendar", "text/plain", "application/ics", "application/octet-stream", "text/x-")
TYPES += ("application/calendar", "text/ics", "binary/octet-stream")
# Public by number, but a door to any IPv4 address: NAT64 (RFC 6052).
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


class Refused(Exception):
    """It was not fetched; `code` says why (imports.notes)."""

    def __init__(self, code: str):
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Answer:
    """What came back; `content` is None where it has not changed."""

    content: bytes | None
    etag: str = ""
    last_modified: str = ""


def clean(url: str) -> str:
    """Return the address as it is fetched: webcal is https by another name.

    :raises Refused: no http or https, a password in it, or an unusual port.
    """
    url = url.strip()
    if url.lower().startswith("webcal:"):
        url = "https:" + url[len("webcal:") :]
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise Refused("address") from error
    if parts.scheme not in PORTS or not parts.hostname or parts.username or parts.password:
        raise Refused("address")
    own = any(_own_networks())
    if port not in (None, 80, 443, 8080, 8443) and not own:
        raise Refused("address")
    return urlunsplit(parts._replace(fragment=""))


def fetch(url: str, *, etag: str = "", last_modified: str = "") -> Answer:
    """Fetch a calendar, unless it is what it was when `etag` and `last_modified` were given.

    :raises Refused: not public, not there, too slow, too large, or no text.
    """
    until = time.monotonic() + SECONDS
    headers = {"Accept": "text/calendar, text/plain;q=0.5", "Accept-Encoding": "identity"}
    headers["User-Agent"] = "Wijkportaal"
    if etag:
        headers["If-None-Match"] = etag
    if last_modified:
        headers["If-Modified-Since"] = last_modified
    for _hop in range(MOST_REDIRECTS + 1):
        url = clean(url)
        response = _ask(url, headers)
        try:
            if response.status in (301, 302, 303, 307, 308):
                url = urljoin(url, response.headers.get("Location", ""))
                continue
            return _answer(response, until)
        except (urllib3.exceptions.HTTPError, OSError) as error:
            raise Refused("unreachable") from error
        finally:
            response.close()
    raise Refused("refusal")


def _ask(url: str, headers: dict[str, str]) -> urllib3.BaseHTTPResponse:
    parts = urlsplit(url)
    host = parts.hostname or ""
    port = parts.port or PORTS[parts.scheme]
    address = _public_address(host, port)
    options = {"port": port, "retries": False, "maxsize": 1}
    timeout = urllib3.Timeout(connect=CONNECT, read=READ)
    if parts.scheme == "https":
        pool: urllib3.HTTPConnectionPool = urllib3.HTTPSConnectionPool(
            address, timeout=timeout, server_hostname=host, assert_hostname=host, **options
        )
    else:
        pool = urllib3.HTTPConnectionPool(address, timeout=timeout, **options)
    target = urlunsplit(("", "", parts.path or "/", parts.query, ""))
    shown = f"[{host}]" if ":" in host else host
    shown = shown if parts.port is None else f"{shown}:{port}"
    try:
        return pool.request(
            "GET",
            target,
            headers={**headers, "Host": shown},
            redirect=False,
            preload_content=False,
            decode_content=False,
        )
    except (urllib3.exceptions.HTTPError, OSError, UnicodeError) as error:
        raise Refused("unreachable") from error


def _public_address(host: str, port: int) -> str:
    """Look the name up and return an address to connect to; all of them must be public."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise Refused("unreachable") from error
    addresses = [str(row[4][0]).split("%")[0] for row in found]
    if not addresses or not all(is_public(address) for address in addresses):
        raise Refused("address")
    return addresses[0]


def is_public(address: str) -> bool:
    """Say whether anybody on the internet could reach it, or our settings allow it."""
    found = ipaddress.ip_address(address)
    if any(found in network for network in _own_networks() if network.version == found.version):
        return True
    if isinstance(found, ipaddress.IPv6Address):
        inner = found.ipv4_mapped or found.sixtofour or (found.teredo and found.teredo[1])
        if inner:
            return is_public(str(inner))
        if found in _NAT64:
            return False
    return found.is_global and not (found.is_multicast or found.is_reserved)


def _own_networks() -> list[ipaddress.IPv4Network | ipaddress.IPv6Network]:
    return [ipaddress.ip_network(told) for told in settings.FEED_NETWORKS]


def _answer(response: urllib3.BaseHTTPResponse, until: float) -> Answer:
    if response.status == 304:
        return Answer(None)
    kind = response.headers.get("Content-Type", "text/calendar").lower()
    packed = response.headers.get("Content-Encoding", "identity").lower()
    if response.status != 200 or not kind.startswith(TYPES) or packed != "identity":
        raise Refused("refusal")
    content = bytearray()
    for piece in response.stream(PIECE):
        content += piece
        if len(content) > MAX_BYTES:
            raise Refused("too_large")
        if time.monotonic() > until:
            raise Refused("slow")
    if b"BEGIN:VCALENDAR" not in content[:4096].upper():
        raise Refused("no_calendar")
    etag = response.headers.get("ETag", "")[:400]
    return Answer(bytes(content), etag, response.headers.get("Last-Modified", "")[:100])
