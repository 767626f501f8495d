"""Which signups were forgotten, kept beside the database: a restored backup forgets them again.

One line each: when, and the random key of the signup. Lines are only ever added, and hold
nothing about a person. The file belongs in no backup of the database.
"""

import os
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.conf import settings


def note(keys: Iterable[UUID], now: datetime) -> None:
    """Add the keys, and return once they are on the disk.

    :raises OSError: the file can't be written; nothing may be forgotten then.
    """
    path = Path(settings.PURGE_JOURNAL)
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = "".join(f"{now.isoformat()} {key}\n" for key in keys)
    descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    with os.fdopen(descriptor, "a") as file:
        file.write(lines)
        file.flush()
        os.fsync(file.fileno())


def keys(path: Path) -> Iterator[UUID]:
    """Yield the keys in a journal.

    :raises OSError: the file can't be read.
    :raises ValueError: it is no such journal.
    """
    with path.open() as file:
        for line in file:
            if line.endswith("\n"):  # a last line without its end was never finished
                yield UUID(line.split()[-1])
