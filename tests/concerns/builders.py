"""Builders that state only what matters of a desk and its messages."""

from datetime import datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

from common import clock
from concerns import operations
from concerns.models import Concern, Desk, Seat
from concerns.sealed import Details
from partners.models import Membership, TeamMember
from tests.builders import make_neighbourhood, make_partner, make_staff, make_team
from vault import stamps

LOCAL = ZoneInfo("Europe/Amsterdam")
MONDAY = datetime(2026, 11, 23, 14, 30, tzinfo=LOCAL)  # a working day
NUMBER = "06 98765432"


def make_desk(title="Wijkteam Voorbeeld", area="Oost", town="Maassluis", is_entrance=False) -> Desk:
    """Return the desk of a team with one partner, in one neighbourhood; nobody sits there."""
    place = make_neighbourhood(area, town)
    team = make_team(title, municipality=place.municipality, telephone="010 1234567")
    team.neighbourhoods = [place]
    team.members = [TeamMember(partner=make_partner(f"Partner van {title}"))]
    team.save()
    return Desk.objects.create(team=team, entrance_of=place.municipality if is_entrance else None)


def partner_of(desk: Desk):
    """Return the first partner behind a desk."""
    return desk.team.members.select_related("partner").first().partner


def make_sitter(desk: Desk, username="teamlid", role=Membership.Role.WORKER, now=MONDAY, **fields):
    """Return a member of a partner behind the desk, who sits there."""
    user = make_staff(partner_of(desk), username, role, **fields)
    Seat.objects.create(desk=desk, user=user, given_at=now)
    return user


def send(desk: Desk, now=None) -> Concern:
    """Return a message that comes in at this moment."""
    return make_concern(desk, now or clock.now())


def make_concern(desk: Desk, now=MONDAY, may_move=True, kind=Concern.Kind.WORRY, **said) -> Concern:
    """Return a message that has just come in."""
    area = desk.team.neighbourhoods.first() if desk.team_id else None
    details = Details(
        telephone=said.pop("telephone", NUMBER),
        when="any",
        topic="school",
        who="resident",
        **said,
    )
    return operations.receive(
        key=uuid4(), kind=kind, desk=desk, neighbourhood=area, details=details,
        may_move=may_move, now=now,
    )  # fmt: skip


def form_data(**changed) -> dict:
    """Return what a browser sends of a 'niet pluis' message."""
    return {
        "key": str(uuid4()),
        "begun": stamps.made(clock.now() - timedelta(minutes=1)),
        "topic": "school",
        "who": "resident",
        "organisation": "",
        "telephone": NUMBER,
        "when": "any",
        "may_move": "on",
        "website": "",
        **changed,
    }
