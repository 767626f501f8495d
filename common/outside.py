"""Ask something of an address that somebody typed, without reaching what is not public.

The name is looked up once, every address it gives is judged, and the connection is made to
the judged address itself: a name that answers otherwise the second time reaches nothing.
Each redirect is judged anew.
"""

import ipaddress
import socket
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from urllib.parse import urljoin, urlsplit, urlunsplit

import urllib3
from django.conf import settings

MOST_REDIRECTS = 4
CONNECT, READ = 4.0, 6.0  # seconds
PORTS = {"http": 80, "https": 443}
# Public by number, but a door to any IPv4 address: NAT64 (RFC 6052).
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


class Refused(Exception):
    """Nothing was fetched; `code` says why: "address", "unreachable" or "refusal"."""

    def __init__(self, code: str):
        super().__init__(code)
        self.code = code


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


@contextmanager
def asked(
    url: str, headers: Mapping[str, str], *, method: str = "GET"
) -> Iterator[urllib3.BaseHTTPResponse]:
    """Give the answer of an address, redirects followed; its content is not read yet.

    :raises Refused: not public, not there, or too many redirects; also while it is read.
    """
    for _hop in range(MOST_REDIRECTS + 1):
        url = clean(url)
        response = _ask(method, url, headers)
        try:
            if response.status in (301, 302, 303, 307, 308):
                url = urljoin(url, response.headers.get("Location", ""))
                continue
            yield response
            return
        except (urllib3.exceptions.HTTPError, OSError) as error:
            raise Refused("unreachable") from error
        finally:
            response.close()
    raise Refused("refusal")


def _ask(method: str, url: str, headers: Mapping[str, str]) -> urllib3.BaseHTTPResponse:
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
            method,
            target,
            headers={"User-Agent": "Wijkportaal", **headers, "Host": shown},
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
