"""Take what was forgotten out of the database's own files too.

SQLite overwrites what it deletes (`secure_delete`); only its write-ahead log still holds old
rows. PostgreSQL leaves old rows where they are. VACUUM makes their room free without emptying
it, so the tables are written anew (VACUUM FULL), each in a moment in which nobody else uses it.
"""

import logging
from datetime import datetime

from django.apps import apps
from django.core.cache import caches
from django.db import OperationalError, connection
from django.db.models import Max, Model

from signups.models import AccessLog, Signup

logger = logging.getLogger("wijkportaal.signups")

_DONE = "signups-wiped"
_PATIENCE = "3s"  # nobody waits longer than this behind a table that can't be had now


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
    last = Signup.objects.aggregate(last=Max("purged_at"))["last"]
    if last is None or caches["shared"].get(_DONE) == last:
        return True
    done = not _somebody_still_sees_old_rows() and _write_anew()
    if done:
        caches["shared"].set(_DONE, last, timeout=None)
    return done


def tables() -> list[type[Model]]:
    """Return what is written anew: all that knows of people, but for who looked (a year)."""
    models = apps.get_app_config("signups").get_models()
    return [one for one in models if hasattr(one, "personal_data") and one is not AccessLog]


def _somebody_still_sees_old_rows() -> bool:
    """Say whether a transaction is open: rows that it may still see would be kept."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
            "AND pid <> pg_backend_pid() AND backend_xmin IS NOT NULL"
        )
        return cursor.fetchone()[0] > 0


def _write_anew() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(f"SET lock_timeout = '{_PATIENCE}'")
        try:
            for model in tables():
                cursor.execute(f"VACUUM FULL {connection.ops.quote_name(model._meta.db_table)}")
        except OperationalError as error:
            logger.warning("old rows are still in the files: %s", type(error.__cause__).__name__)
            return False
        finally:
            cursor.execute("RESET lock_timeout")
    return True
