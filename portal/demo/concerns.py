"""Desks for messages, who sits there, and a few made-up messages: no number rings anywhere."""

from datetime import datetime, timedelta
from uuid import uuid4

from django.contrib.auth import get_user_model

from common import clock
from concerns import operations
from concerns.forms import MAY_MOVE, STATEMENT
from concerns.models import Concern, Count, Desk, Seat, Wait
from concerns.sealed import Details
from partners.models import PartnerPage, TeamPage
from venues.models import Municipality, Neighbourhood

# Slug of a team or a partner, the municipality of which it is the first entrance, who sits there.
DESKS = (
    (TeamPage, "wijkteam-maassluis-oost", None, ("wijkteam",)),
    (PartnerPage, "cjg-maassluis", "Maassluis", ("cjg",)),
    (TeamPage, "bijeen", "Heusden", ("aanspreekpunt",)),
    (TeamPage, "jeugd-en-gezinsteam-heusden", None, ("bijeen",)),
)
MADE_UP = "010 000 00 00"  # no area has subscribers that begin with a zero
PAST = ((1, 14, 3), (2, 11, 5), (3, 17, 4), (4, 9, 6))  # months ago, messages, hours to take one


def load(now: datetime) -> None:
    """Open the desks, seat the accounts, and let something wait."""
    users = {user.username: user for user in get_user_model().objects.all()}
    desks = {}
    for model, slug, town, sitting in DESKS:
        page = model.objects.get(slug=slug)
        field = "team" if model is TeamPage else "partner"
        entrance_of = Municipality.objects.get(name=town) if town else None
        desk = Desk.objects.create(**{field: page}, entrance_of=entrance_of)
        for name in sitting:
            Seat.objects.create(desk=desk, user=users[name], given_at=now)
        _past(desk, now)
        desks[slug] = desk
    oost = Neighbourhood.objects.get(slug="maassluis-oost")
    team, entrance = desks["wijkteam-maassluis-oost"], desks["cjg-maassluis"]
    _send(team, Concern.Kind.WORRY, oost, "school", now - timedelta(hours=2), who="resident")
    _send(team, Concern.Kind.FAMILY, oost, "money", now, organisation="OBS Voorbeeld")
    _send(entrance, Concern.Kind.CALL, None, "raising", now - timedelta(hours=1))


def _send(desk: Desk, kind: str, area, topic: str, at: datetime, **said) -> None:
    operations.receive(
        key=uuid4(),
        kind=kind,
        desk=desk,
        neighbourhood=area,
        details=Details(
            MADE_UP, "any", topic, agreed=_agreed(kind), agreed_at=at.isoformat(), **said
        ),
        may_move=True,
        now=at,
    )


def _agreed(kind: str) -> str:
    said = (STATEMENT, MAY_MOVE) if kind == Concern.Kind.FAMILY else (MAY_MOVE,)
    return "\n".join(map(str, said))


def _past(desk: Desk, now: datetime) -> None:
    """Give the numbers of earlier months, so that the plot shows something."""
    first = clock.local(now).date().replace(day=1)
    for back, number, hours in PAST:
        month = (first - timedelta(days=31 * back - 15)).replace(day=1)
        for what in (Count.What.RECEIVED, Count.What.TAKEN, Count.What.DONE):
            Count.objects.create(
                desk=desk, kind=Concern.Kind.CALL, month=month, what=what, number=number
            )
        Wait.objects.create(desk=desk, month=month, hours=hours, number=number)
