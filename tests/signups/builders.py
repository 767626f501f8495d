"""Builders for signups that state only what matters."""

import itertools
import uuid
from datetime import datetime, timedelta

from activities.models import Group
from common import clock
from signups import operations
from signups.models import Bookable, Signup, SignupSettings
from signups.personal import Contact, Person
from tests import builders

_number = itertools.count(1)


def make_bookable(capacity=2, waiting_capacity=None, group=None, starts_at=None, **activity):
    """Return the bookable of one session a week from now."""
    if group is None:
        page = builders.make_activity(**activity) if activity else None
        group = builders.make_bare_group(page, way_in=Group.WayIn.PER_SESSION)
    session = builders.make_session(group, starts_at=starts_at)
    operations.set_capacity(group=group, capacity=capacity, waiting_capacity=waiting_capacity)
    return Bookable.objects.get(session=session)


def make_series(capacity=2, sessions=3, **activity) -> Bookable:
    """Return the bookable of a whole group."""
    page = builders.make_activity(**activity)
    group = builders.make_bare_group(page, way_in=Group.WayIn.WHOLE_GROUP)
    for week in range(1, sessions + 1):
        builders.make_session(group, starts_at=clock.now() + timedelta(weeks=week))
    return operations.set_capacity(group=group, capacity=capacity)[0]


def people(count: int) -> list[Person]:
    return [Person(name=f"Deelnemer {position}") for position in range(count)]


def sign_up(bookable, size=1, now: datetime | None = None, **fields) -> Signup:
    fields.setdefault("key", uuid.uuid4())
    number = next(_number)
    fields.setdefault("contact", Contact(name="Noor Voorbeeld", email=f"noor{number}@post.example"))
    fields.setdefault("people", people(size))
    return operations.sign_up(bookable=bookable, now=now or clock.now(), **fields)


def counts(bookable) -> tuple[int, int, int]:
    """Return places taken, seats and people waiting."""
    bookable.refresh_from_db()
    return bookable.taken, bookable.seats, bookable.waiting


def make_settings(bookable, **fields):
    return SignupSettings.objects.create(activity=bookable.owner.activity, **fields)
