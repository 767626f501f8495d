"""Take what was forgotten out of the database's own files too.

SQLite overwrites what it deletes (`secure_delete`); only its write-ahead log still holds old
rows. PostgreSQL leaves old rows where they are. VACUUM makes their room free without emptying
it, so the tables are written anew (VACUUM FULL), each in a moment in which nobody else uses it.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.core.cache import caches
from django.db import OperationalError, connection
from django.db.models import Model

logger = logging.getLogger("wijkportaal.vault")

_PATIENCE = "3s"  # nobody waits longer than this behind a table that can't be had now


@dataclass(frozen=True, slots=True)
class Room:
    """What an app forgets: its name, when it last did, and the tables that held it."""

    name: str
    last: Callable[[], datetime | None]
    tables: Callable[[], list[type[Model]]]

    @property
    def done(self) -> str:
        """Return under which key of the cache stands what is wiped already."""
        return f"wiped:{self.name}"


_rooms: list[Room] = []


def register(room: Room) -> None:
    """Add what an app forgets to what is wiped."""
    _rooms.append(room)


def wipe(now: datetime) -> bool:
    """Wipe what purges and erasures left since the last time; say whether all is gone now.

    Does nothing within a transaction. What can't be done now is done at the next turn.
    """
    if connection.in_atomic_block:
        return False
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return True
    done = [_wipe(room) for room in _rooms]  # each, whether or not another could be had
    return all(done)


def _wipe(room: Room) -> bool:
    last = room.last()
    if last is None or caches["shared"].get(room.done) == last:
        return True
    done = not _somebody_still_sees_old_rows() and _write_anew(room.tables())
    if done:
        caches["shared"].set(room.done, last, timeout=None)
    return done


def _somebody_still_sees_old_rows() -> bool:
    """Say whether a transaction is open: rows that it may still see would be kept."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
            "AND pid <> pg_backend_pid() AND backend_xmin IS NOT NULL"
        )
        return cursor.fetchone()[0] > 0


def _write_anew(models: list[type[Model]]) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(f"SET lock_timeout = '{_PATIENCE}'")
        try:
            for model in models:
                cursor.execute(f"VACUUM FULL {connection.ops.quote_name(model._meta.db_table)}")
        except OperationalError as error:
            logger.warning("old rows are still in the files: %s", type(error.__cause__).__name__)
            return False
        finally:
            cursor.execute("RESET lock_timeout")
    return True
