"""A series with placement: its groups, and a few families who signed up and do not exist."""

import uuid
from datetime import date, datetime, time, timedelta

from activities.models import ActivityPage, Group
from common import clock
from portal.demo.moments import at
from signups import operations
from signups.models import OutboxMail, Series
from signups.operations.series import Room
from signups.personal import Contact, Person


def make(*, activity: ActivityPage, row: dict, now: datetime) -> None:
    """Set up the series, say which groups it has, and sign the families up."""
    today = clock.local(now).date()
    ahead = {name: today + timedelta(days=row[name]) for name in ("reply_by", "closes", "ends")}
    series = operations.set_up(
        series=Series(
            activity=activity,
            season=row["season"],
            year=ahead["reply_by"].year,
            region=row["region"],
            parts=row["parts"],
            place_at=at(today + timedelta(days=row["placed"]), time(10)),
            reply_by=ahead["reply_by"],
            closes_on=ahead["closes"],
            ends_on=ahead["ends"],
        ),
        capacity=row["capacity"],
    )
    groups = {group.name: group for group in Group.objects.filter(activity=activity)}
    operations.set_rooms(
        series=series,
        rooms=[
            Room(groups[room["group"]], room["part"], room["capacity"]) for room in row["rooms"]
        ],
    )
    for number, family in enumerate(row["families"], start=1):
        name = f"Ouder {number} (voorbeeld)"
        signup = operations.sign_up_for_series(
            key=uuid.uuid4(),
            series=series,
            contact=Contact(name=name, email=f"ouder{number}@wijkportaal.example"),
            people=[Person(name=name)],
            parts=family["parts"],
            births=[date.fromisoformat(birth) for birth in family.get("births", ())],
            mix=family.get("mix", ""),
            now=now,
        )
        # Nobody reads these mails: the list at /post/ stays the visitor's own.
        OutboxMail.objects.filter(signup=signup).delete()
