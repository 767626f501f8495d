"""A migrated database, kept: making one takes longer than many tests.

SQLite's is a file that the next run finds again. On PostgreSQL it is a database on the
server of the tests, and ends with it. The name holds a digest of all that makes it, so a
changed migration, package or list of words that a new installation begins with makes anew.
"""

import fcntl
import hashlib
import os
import sqlite3
from functools import cache
from pathlib import Path
from typing import IO

import psycopg
from django.apps import apps
from django.conf import settings
from django.db import connection

FOLDER = settings.BASE_DIR / ".services"


@cache
def name() -> str:
    """Return what the database for the present migrations and packages is called."""
    digest = hashlib.sha256()
    for app in sorted(apps.get_app_configs(), key=lambda app: app.label):
        folder = Path(app.path)
        for made_of in sorted([*folder.glob("migrations/*.py"), *folder.rglob("*.t[sx][vt]")]):
            digest.update(f"{app.label}/{made_of.name}".encode())
            digest.update(made_of.read_bytes())
    return f"migrated_{digest.hexdigest()[:16]}"


def copy(target: str) -> bool:
    """Copy the kept database to target; return whether there was one."""
    if connection.vendor == "postgresql":
        return copy_on_server(name(), target)
    return copy_file(target)


def copy_file(target: str) -> bool:
    """Copy the kept SQLite database to the file target; return whether there was one."""
    if not _file().exists():
        return False
    _copy(_file(), Path(target))
    return True


def copy_on_server(source: str, target: str) -> bool:
    """Copy a database of the PostgreSQL server; return whether there was one."""
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as server:
        if not server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [source]).fetchone():
            return False
        server.execute(f'DROP DATABASE IF EXISTS "{target}" WITH (FORCE)')
        server.execute(f'CREATE DATABASE "{target}" TEMPLATE "{source}"')
    return True


class Making:
    """Of those who want a database at the same time, one makes it and the others wait."""

    def __init__(self) -> None:
        self.lock: IO[str] | None = None

    def fetch(self, target: str) -> bool:
        """Copy the kept database to target; if there is none, return False: `keep` must follow."""
        FOLDER.mkdir(exist_ok=True)
        self.lock = (FOLDER / f"{connection.vendor}.lock").open("w")
        fcntl.flock(self.lock, fcntl.LOCK_EX)
        found = copy(target)
        if found:
            self.lock.close()
        return found

    def keep(self) -> None:
        """Keep a copy of the database of this connection, in place of those of other migrations."""
        assert self.lock
        source = str(connection.settings_dict["NAME"])
        if connection.vendor == "postgresql":
            connection.close()
            copy_on_server(source, name())
        else:
            for old in FOLDER.glob("migrated*.sqlite3"):
                old.unlink(missing_ok=True)
            unfinished = FOLDER / f".{os.getpid()}"
            _copy(Path(source), unfinished)
            unfinished.replace(_file())
        self.lock.close()


def _file() -> Path:
    return FOLDER / f"{name()}.sqlite3"


def _copy(source: Path, target: Path) -> None:
    # SQLite's own way of copying sees what is still in the write-ahead log.
    with sqlite3.connect(source) as old, sqlite3.connect(target) as new:
        old.backup(new)
    old.close()
    new.close()
