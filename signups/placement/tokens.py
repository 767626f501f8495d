"""Tokens that keep two signups apart, and the key of a series with which they are made.

A token is HMAC-SHA256 (RFC 2104) of a child's birth date under the key of the series. The date
itself is not kept. Without the key nobody can try out all birth dates, and after the purge
there is no key.
"""

import hashlib
import hmac
import os
import secrets
from collections.abc import Iterable
from datetime import date

from signups.models import Series, Signup
from vault import crypto

MIXES = ("vader", "moeder", "anders")
_KEY = 32  # bytes
_PADDED = 8  # every answer is sealed at one length


def new_key(series: Series) -> None:
    """Give the series a key of its own, sealed; the caller saves it."""
    series.key = crypto.seal(os.urandom(_KEY), table="series", row=str(series.uid), field="key")


def of_births(series: Series, births: Iterable[date]) -> set[str]:
    """Return one token for each different birth date: twins are one.

    :raises crypto.CannotOpen: the key of the series was destroyed.
    """
    births = list(births)
    if not births:
        return set()
    key = crypto.open_sealed(series.key, table="series", row=str(series.uid), field="key")
    return {
        hmac.new(key, birth.isoformat().encode(), hashlib.sha256).hexdigest() for birth in births
    }


def by_chance() -> str:
    """Return a token that stands for nothing but itself."""
    return secrets.token_hex(32)


def seal_mix(signup: Signup, mix: str) -> bytes:
    """Return the answer that lets groups be mixed, sealed; nothing for no answer."""
    if mix not in MIXES:
        return b""
    value = mix.ljust(_PADDED).encode()
    return crypto.seal(value, table="wish", row=str(signup.key), field="mix")


def open_mix(signup: Signup, sealed: bytes) -> str:
    """Return the answer; "" where there is none, or where it can't be opened any more."""
    if not sealed:
        return ""
    try:
        value = crypto.open_sealed(sealed, table="wish", row=str(signup.key), field="mix")
    except crypto.CannotOpen:
        return ""
    return value.decode().strip()
