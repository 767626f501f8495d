"""Who comes already: places taken by nobody in particular."""

import uuid
from datetime import datetime, timedelta

from activities.models import ActivityPage, Group, Session
from common import clock
from signups import operations
from signups.models import Bookable, OutboxMail, Question, SignupSettings
from signups.personal import Contact, Person

_LARGEST_PARTY = 3
_AGO = timedelta(weeks=1)


def set_places(*, group: Group, capacity: int, now: datetime) -> None:
    """Give the group, or each of its sessions of today and later, that many places."""
    midnight = clock.local(now).replace(hour=0, minute=0, second=0, microsecond=0)
    operations.set_capacity(group=group, capacity=capacity, now=midnight)


def fill(*, group: Group, busy: dict, now: datetime) -> None:
    """Take places as the demonstration says: people, and then people who wait.

    Without "nth" it holds for the whole group; with it, for the n-th coming session. "today" is
    about the session of today, also when it is late: they signed up a week ago.
    """
    if busy.get("today"):
        now -= _AGO
        bookable = Bookable.objects.filter(session__group=group).order_by("session__starts_at")[0]
    else:
        bookable = _bookable(group, busy.get("nth"), now)
    # Who waits waits alone: the list then shows people, not one family.
    parties = [*_parties(busy["people"]), *[1] * busy.get("waiting", 0)]
    for number, size in enumerate(parties, start=1):
        signup = operations.sign_up(
            key=uuid.uuid4(),
            bookable=bookable,
            contact=Contact(
                name=f"Bezoeker {number} (voorbeeld)",
                email=f"bezoeker{number}@wijkportaal.example",
            ),
            people=[Person(name=f"Voorbeeld {number}.{one + 1}") for one in range(size)],
            now=now,
        )
        # Nobody reads these mails: the list at /post/ stays the visitor's own.
        OutboxMail.objects.filter(signup=signup).delete()


def ask(*, activity: ActivityPage, asked: dict) -> None:
    """Set what the organiser asks of people who sign up; "questions" are rows of Question."""
    fields = {name: value for name, value in asked.items() if name != "questions"}
    settings = SignupSettings(activity=activity, **fields)
    settings.questions = [
        Question(sort_order=number, **row) for number, row in enumerate(asked.get("questions", ()))
    ]
    settings.save()


def _parties(people: int) -> list[int]:
    """Split people over parties of one, two and three."""
    parties: list[int] = []
    while (rest := people - sum(parties)) > 0:
        parties.append(min(rest, len(parties) % _LARGEST_PARTY + 1))
    return parties


def _bookable(group: Group, nth: int | None, now: datetime) -> Bookable:
    if nth is None:
        return Bookable.objects.get(group=group)
    session = Session.objects.filter(group=group, starts_at__gt=now).in_order()[nth - 1]
    return Bookable.objects.get(session=session)
