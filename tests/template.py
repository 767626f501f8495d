"""A migrated SQLite database, kept between runs: making one takes longer than many tests.

The name holds a digest of all that makes it, so a changed migration, package or list of
words that a new installation begins with makes anew.
"""

import hashlib
import os
import sqlite3
from pathlib import Path

from django.apps import apps
from django.conf import settings

FOLDER = settings.BASE_DIR / ".services"


def path() -> Path:
    """Return where the database for the present migrations and packages is kept."""
    digest = hashlib.sha256()
    for app in sorted(apps.get_app_configs(), key=lambda app: app.label):
        folder = Path(app.path)
        for made_of in sorted([*folder.glob("migrations/*.py"), *folder.rglob("*.t[sx][vt]")]):
            digest.update(f"{app.label}/{made_of.name}".encode())
            digest.update(made_of.read_bytes())
    return FOLDER / f"migrated-{digest.hexdigest()[:16]}.sqlite3"


def fetch(target: str) -> bool:
    """Copy the kept database to target; return whether there was one."""
    if not path().exists():
        return False
    _copy(path(), Path(target))
    return True


def keep(source: str) -> None:
    """Keep a copy of the database at source, in place of those of other migrations."""
    FOLDER.mkdir(exist_ok=True)
    for old in FOLDER.glob("migrated-*.sqlite3"):
        old.unlink(missing_ok=True)
    unfinished = FOLDER / f".{os.getpid()}"
    _copy(Path(source), unfinished)
    unfinished.replace(path())


def _copy(source: Path, target: Path) -> None:
    # SQLite's own way of copying sees what is still in the write-ahead log.
    with sqlite3.connect(source) as old, sqlite3.connect(target) as new:
        old.backup(new)
    old.close()
    new.close()
