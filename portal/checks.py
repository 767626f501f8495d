"""What must be true before the portal may run; `manage.py check` says what is not."""

import base64
import binascii
import os

from django.conf import settings
from django.core.checks import Error, Tags, Warning, register
from django.db import connections

KEY_BYTES = 32
POSTGRESQL = 15_00_00  # as server_version counts: 15.0


@register(Tags.database)
def database(app_configs, databases, **kwargs):
    """Ask for PostgreSQL 15 or newer at READ COMMITTED.

    At REPEATABLE READ a conditional UPDATE fails where it should wait, and row
    and advisory locks no longer keep signups apart.
    """
    found = []
    for alias in databases or []:
        connection = connections[alias]
        if connection.vendor != "postgresql":
            continue
        with connection.cursor() as cursor:
            cursor.execute("SHOW server_version_num")
            version = int(cursor.fetchone()[0])
            cursor.execute("SHOW default_transaction_isolation")
            isolation = cursor.fetchone()[0]
        if version < POSTGRESQL:
            found.append(Error("PostgreSQL 15 or newer is needed.", id="portal.E001"))
        if isolation != "read committed":
            found.append(
                Error(
                    f"The database's isolation is {isolation!r}; signups need 'read committed'.",
                    id="portal.E002",
                )
            )
    return found


@register(Tags.security, deploy=True)
def keys(app_configs, **kwargs):
    """Ask for keys of 32 bytes each, in base64, no two the same."""
    named = {f"DATA_KEYS[{name}]": key for name, key in settings.DATA_KEYS.items()}
    named |= {name: getattr(settings, name) for name in ("INDEX_KEY", "LINK_KEY")}
    found = [
        Error(f"{name} is no {KEY_BYTES} bytes in base64.", id="portal.E003")
        for name, key in named.items()
        if _length(key) != KEY_BYTES
    ]
    if len(set(named.values())) < len(named):
        found.append(Error("Two keys for signups are the same.", id="portal.E004"))
    if not settings.DATA_KEYS:
        found.append(Error("DATA_KEYS holds no key.", id="portal.E005"))
    return found


def _length(key: str) -> int:
    try:
        return len(base64.b64decode(key, validate=True))
    except (binascii.Error, ValueError, TypeError):
        return 0


@register(Tags.security, deploy=True)
def second_factor(app_configs, **kwargs):
    """Ask that staff log in with more than a password."""
    if settings.STAFF_SECOND_FACTOR:
        return []
    return [
        Warning("Staff get in with a password alone: STAFF_SECOND_FACTOR is off.", id="portal.W002")
    ]


@register(deploy=True)
def folders(app_configs, **kwargs):
    """Ask for a data folder that can be written to."""
    folder = settings.VAR_DIR
    while not folder.exists():
        folder = folder.parent
    if os.access(folder, os.W_OK | os.X_OK):
        return []
    return [Warning(f"{settings.VAR_DIR} cannot be written to.", id="portal.W001")]
