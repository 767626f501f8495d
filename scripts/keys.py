#!/usr/bin/env python3
"""Print new keys for an installation, in the form of an environment file."""

import base64
import json
import secrets


def key() -> str:
    """Return 32 random bytes in base64, as a signup key must be."""
    return base64.b64encode(secrets.token_bytes(32)).decode()


def environment() -> dict[str, str]:
    """Return a value for every key that a production start asks for."""
    return {
        "SECRET_KEY": secrets.token_urlsafe(60),
        "DATA_KEYS": json.dumps({"1": key()}),
        "INDEX_KEY": key(),
        "LINK_KEY": key(),
        "HEALTH_TOKEN": secrets.token_urlsafe(24),
    }


if __name__ == "__main__":
    for name, value in environment().items():
        print(f"{name}={value}")
