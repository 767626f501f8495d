"""Fetch a calendar from an address that a member of staff typed (common.outside)."""

import time
from dataclasses import dataclass

import urllib3

from common.outside import Refused, asked, clean
from imports.items import MAX_BYTES

__all__ = ["Answer", "Refused", "clean", "fetch"]

SECONDS = 15.0  # for everything together
PIECE = 16 * 1024  # bytes
TYPES: tuple[str, ...] = (
    "text/calendar", "text/plain", "application/ics", "application/octet-stream", "text/x-",
    "application/calendar", "text/ics", "binary/octet-stream",
)  # fmt: skip


@dataclass(frozen=True)
class Answer:
    """What came back; `content` is None where it has not changed."""

    content: bytes | None
    etag: str = ""
    last_modified: str = ""


def fetch(url: str, *, etag: str = "", last_modified: str = "") -> Answer:
    """Fetch a calendar, unless it is what it was when `etag` and `last_modified` were given.

    :raises Refused: not public, not there, too slow, too large, or no text; its code says why
        (imports.notes).
    """
    until = time.monotonic() + SECONDS
    headers = {"Accept": "text/calendar, text/plain;q=0.5", "Accept-Encoding": "identity"}
    if etag:
        headers["If-None-Match"] = etag
    if last_modified:
        headers["If-Modified-Since"] = last_modified
    with asked(url, headers) as response:
        return _answer(response, until)


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
