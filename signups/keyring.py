"""Seal everything again under the newest key, so that an older key can be destroyed.

Rows are read in batches and written one by one, each only if it still holds what was read:
people sign up, change and cancel meanwhile, and a value that changed is sealed under the
newest key by that change. What is done is skipped, so a run that was killed goes on where
it was.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import models

from signups import crypto, personal
from signups.models import DataRequest, Message, Series, Signup, Wish

BATCH = 200


@dataclass(frozen=True, slots=True)
class Sealed:
    """The sealed fields of a model, and the place that they are bound to (see crypto.seal)."""

    model: type[models.Model]
    table: str
    row: str  # the field, or the way to it, whose value names the row
    fields: tuple[str, ...]


SEALED = (
    Sealed(Signup, "signup", "key", ("contact", "people", "answers")),
    Sealed(Message, "message", "key", ("text",)),
    Sealed(DataRequest, "request", "key", ("text",)),
    Sealed(Series, "series", "uid", ("key",)),
    Sealed(Wish, "wish", "signup__key", ("mix",)),
)


@dataclass
class Tally:
    """What a rotation found: values sealed again, already right, and unreadable."""

    again: int = 0
    fresh: int = 0
    unreadable: int = 0


def count() -> int:
    """Return how many rows a rotation looks at."""
    return sum(sealed.model._default_manager.count() for sealed in SEALED)


def rotate(tally: Tally, *, write: bool = True) -> Iterator[int]:
    """Seal every value under the newest key; yield after each batch how many rows it had."""
    for sealed in SEALED:
        for rows in _batches(sealed):
            for row in rows:
                _rotate_row(sealed, row, tally, write=write)
            yield len(rows)


def reindex(*, write: bool = True) -> int:
    """Make the fingerprints of addresses anew under the present index key; return how many.

    The fingerprints of whole forms go: they serve to know a second click, minutes long.

    :raises crypto.CannotOpen: an address can't be read; rotate says which are unreadable.
    """
    changed = 0
    for rows in _batches(Sealed(Signup, "signup", "key", ("contact",)), ("email_index",)):
        for row in rows:
            if not bytes(row["contact"]):
                continue
            index = crypto.email_index(_address(row))
            if index == row["email_index"]:
                continue
            changed += 1
            if write:
                Signup.objects.filter(pk=row["pk"], contact=row["contact"]).update(
                    email_index=index, body_hash=""
                )
    return changed


def _batches(sealed: Sealed, more: tuple[str, ...] = ()) -> Iterator[list[dict]]:
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


def _address(row: dict) -> str:
    return personal.contact_of(Signup(key=row["key"], contact=row["contact"])).email
