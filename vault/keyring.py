"""Seal everything again under the newest key, so that an older key can be destroyed.

Rows are read in batches and written one by one, each only if it still holds what was read:
people write and change meanwhile, and a value that changed is sealed under the
newest key by that change. What is done is skipped, so a run that was killed goes on where
it was.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.db import models

from vault import crypto

BATCH = 200


@dataclass(frozen=True, slots=True)
class Sealed:
    """The sealed fields of a model, and the place that they are bound to (see crypto.seal)."""

    model: type[models.Model]
    table: str
    row: str  # the field, or the way to it, whose value names the row
    fields: tuple[str, ...]


_sealed: list[Sealed] = []
_fingerprints: list[Callable[..., int]] = []


def register(*sealed: Sealed) -> None:
    """Add sealed fields to what a rotation reaches."""
    _sealed.extend(sealed)


def register_fingerprints(reindex: Callable[..., int]) -> None:
    """Add `reindex(*, write: bool) -> number changed`: makes fingerprints under the new key."""
    _fingerprints.append(reindex)


def registered() -> tuple[Sealed, ...]:
    """Return all sealed fields of the portal."""
    return tuple(_sealed)


@dataclass
class Tally:
    """What a rotation found: values sealed again, already right, and unreadable."""

    again: int = 0
    fresh: int = 0
    unreadable: int = 0


def count() -> int:
    """Return how many rows a rotation looks at."""
    return sum(sealed.model._default_manager.count() for sealed in _sealed)


def rotate(tally: Tally, *, write: bool = True) -> Iterator[int]:
    """Seal every value under the newest key; yield after each batch how many rows it had."""
    for sealed in _sealed:
        for rows in batches(sealed):
            for row in rows:
                _rotate_row(sealed, row, tally, write=write)
            yield len(rows)


def reindex(*, write: bool = True) -> int:
    """Make all fingerprints anew under the present index key; return how many changed.

    :raises crypto.CannotOpen: a value can't be read; rotate says which are unreadable.
    """
    return sum(again(write=write) for again in _fingerprints)


def batches(sealed: Sealed, more: tuple[str, ...] = ()) -> Iterator[list[dict]]:
    """Yield the rows of a model in batches, with their sealed fields and the `more` named."""
    last = 0
    while True:
        rows = list(
            sealed.model._default_manager.filter(pk__gt=last)
            .order_by("pk")
            .values("pk", sealed.row, *sealed.fields, *more)[:BATCH]
        )
        if not rows:
            return
        yield rows
        last = rows[-1]["pk"]


def _rotate_row(sealed: Sealed, row: dict, tally: Tally, *, write: bool) -> None:
    for field in sealed.fields:
        value = bytes(row[field])
        if not value:
            continue
        if crypto.is_newest(value):
            tally.fresh += 1
            continue
        place = {"table": sealed.table, "row": str(row[sealed.row]), "field": field}
        try:
            again = crypto.seal(crypto.open_sealed(value, **place), **place)
        except crypto.CannotOpen:
            tally.unreadable += 1
            continue
        tally.again += 1
        if write:
            rows = sealed.model._default_manager.filter(pk=row["pk"], **{field: value})
            rows.update(**{field: again})
