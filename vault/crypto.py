"""Seal personal values, look them up without reading them, and sign links.

Values are sealed with AES-256-GCM (NIST SP 800-38D). The table, row and field are
associated data, so a sealed value moved to another row or field does not open.
A sealed value is: length of the key's id (1 byte), the id, nonce (12 bytes), ciphertext.
"""

import base64
import hashlib
import hmac
import os
from functools import lru_cache
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

_NONCE = 12


class CannotOpen(Exception):
    """The value was changed, moved, or sealed with a key that is gone."""


def seal(value: bytes, *, table: str, row: str, field: str) -> bytes:
    """Return value encrypted with the newest key of the ring, bound to its place."""
    key_id = newest_key_id()
    nonce = os.urandom(_NONCE)
    sealed = _cipher(settings.DATA_KEYS[key_id]).encrypt(nonce, value, _place(table, row, field))
    name = key_id.encode()
    return bytes([len(name)]) + name + nonce + sealed


def open_sealed(sealed: bytes, *, table: str, row: str, field: str) -> bytes:
    """Return the value that was sealed for this place.

    :raises CannotOpen: the value was changed, moved, or its key is gone.
    """
    sealed = bytes(sealed)
    try:
        length = sealed[0]
        key_id = sealed[1 : 1 + length].decode()
        key = settings.DATA_KEYS[key_id]
        start = 1 + length
        nonce, rest = sealed[start : start + _NONCE], sealed[start + _NONCE :]
        return _cipher(key).decrypt(nonce, rest, _place(table, row, field))
    except (IndexError, KeyError, ValueError, InvalidTag) as error:
        raise CannotOpen(f"{table}.{field}") from error


def is_newest(sealed: bytes) -> bool:
    """Say whether the value is sealed under the newest key of the ring."""
    name = newest_key_id().encode()
    return bytes(sealed).startswith(bytes([len(name)]) + name)


def newest_key_id() -> str:
    """Return the id of the key that seals: the highest number, or else the last in order."""
    return max(settings.DATA_KEYS, key=lambda name: (name.isdigit(), name.zfill(12)))


def blind_index(value: str, *, purpose: str) -> str:
    """Return a keyed fingerprint (64 hex digits): equal values can be found, not read."""
    key = base64.b64decode(settings.INDEX_KEY)
    return hmac.new(key, f"{purpose}|{value}".encode(), hashlib.sha256).hexdigest()


def email_index(address: str) -> str:
    """Return the fingerprint of an address, the same for every way of writing it; "" of none."""
    address = address.strip().casefold()
    return blind_index(address, purpose="email") if address else ""


def link_token(key: UUID, *, purpose: str, version: int) -> str:
    """Return the token of a signup's link: derived again whenever it is needed, never stored."""
    secret = base64.b64decode(settings.LINK_KEY)
    mark = hmac.new(secret, f"{key}|{purpose}|{version}".encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(mark).decode().rstrip("=")


def token_fits(token: str, key: UUID, *, purpose: str, version: int) -> bool:
    """Say whether token belongs to this signup, purpose and version, in constant time."""
    right = link_token(key, purpose=purpose, version=version)
    return hmac.compare_digest(token.encode(errors="replace"), right.encode())


def _place(table: str, row: str, field: str) -> bytes:
    return "|".join((table, row, field)).encode()


@lru_cache(maxsize=16)
def _cipher(key: str) -> AESGCM:
    return AESGCM(base64.b64decode(key))
