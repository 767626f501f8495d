"""Builders for series: what a test does not state is left to them."""

import itertools
import uuid
from datetime import date, datetime, timedelta

from activities.models import Group
from common import clock
from signups import operations
from signups.models import Season, Series, SeriesGroup, Signup
from signups.operations.series import Room
from signups.personal import Contact, Person
from tests import builders

_number = itertools.count(1)
PARTS = ("ma-avond", "di-avond", "wo-avond", "do-avond")
BIRTH = date(2016, 5, 4)


def make_series(groups=2, capacity=4, room=40, keeps_apart=True, partner=None, **fields) -> Series:
    """Return a series of groups on different evenings, each in a zone of its own."""
    now = clock.now()
    today = clock.local(now).date()
    title = fields.pop("title", f"Groepssessies {next(_number)}")
    page = fields.pop("activity", None) or builders.make_activity(
        title=title, partner=partner, is_sensitive=True
    )
    series = operations.set_up(
        series=Series(
            activity=page,
            season=Season.WINTER,
            year=today.year,
            region="Heusden",
            keeps_apart=keeps_apart,
            parts=list(PARTS),
            place_at=fields.pop("place_at", now + timedelta(days=10)),
            reply_by=today + timedelta(days=14),
            closes_on=today + timedelta(days=30),
            ends_on=today + timedelta(days=100),
            **fields,
        ),
        capacity=room,
    )
    rooms = []
    for position in range(groups):
        group = make_group(page, position)
        rooms.append(Room(group, PARTS[position % len(PARTS)], capacity))
    operations.set_rooms(series=series, rooms=rooms)
    return Series.objects.get(pk=series.pk)


def make_group(page, position=0, venue=None, weeks=3) -> Group:
    """Return a group that meets on evening `position` of the coming weeks."""
    group = Group.objects.create(
        activity=page,
        name=f"Groep {position + 1}",
        way_in=Group.WayIn.PLACEMENT,
        venue=venue or builders.make_venue("Geheime Plek (voorbeeld)"),
    )
    monday = clock.local(clock.now() + timedelta(days=21)).replace(
        hour=19, minute=30, second=0, microsecond=0
    )
    for week in range(weeks):
        start = monday + timedelta(days=position, weeks=week)
        builders.make_session(group, starts_at=start.astimezone(clock.LOCAL))
    return group


def sign_up(series, births=(), parts=PARTS, now: datetime | None = None, **fields) -> Signup:
    number = next(_number)
    fields.setdefault("key", uuid.uuid4())
    fields.setdefault("contact", Contact("Noor Voorbeeld", f"ouder{number}@post.example"))
    fields.setdefault("people", [Person("Noor Voorbeeld")])
    return operations.sign_up_for_series(
        series=series, births=births, parts=parts, now=now or clock.now(), **fields
    )


def make_pair(series, birth=BIRTH, **fields) -> list[Signup]:
    """Return the signups of two former partners with one child."""
    return [sign_up(series, [birth], **fields) for _parent in range(2)]


def places_of(series) -> list[SeriesGroup]:
    return list(SeriesGroup.objects.filter(series=series).order_by("pk"))
