"""Whom a visitor of a municipality or neighbourhood can reach, and where a message goes."""

from datetime import datetime

from concerns.models import Desk
from partners import context, entrance
from partners.entrance import Entrance
from partners.models import TeamPage
from venues.models import Municipality, Neighbourhood


def desk_of_area(area: Neighbourhood) -> Desk | None:
    """Return the desk of the team that works in a neighbourhood; None where nobody sits.

    Where several do, it is the one that is the first entrance, and else the first by name.
    """
    desks = Desk.objects.staffed().for_area(area).named()
    return min(desks, key=lambda desk: desk.entrance_of_id is None, default=None)


def desk_of_town(town: Municipality) -> Desk | None:
    """Return the desk of a municipality's first entrance; None where nobody sits."""
    return Desk.objects.staffed().filter(entrance_of=town).named().first()


def towns() -> list[tuple[Municipality, Desk]]:
    """Return the municipalities that have a first entrance of their own, by name."""
    rows = Desk.objects.filter(entrance_of__isnull=False).named()
    found = [(desk.entrance_of, desk) for desk in rows]
    return sorted(found, key=lambda pair: (pair[0].name, pair[0].pk))


def of_town(town: Municipality | None, now: datetime) -> Entrance | None:
    """Return the first entrance of a municipality; None where the site's own must do."""
    desk = Desk.objects.filter(entrance_of=town).named().first() if town else None
    return of_desk(desk, now) if desk else None


def of_desk(desk: Desk, now: datetime) -> Entrance | None:
    """Return how to reach the team or partner of a desk; None while its page is hidden."""
    page = desk.page
    if not page.is_visible():
        return None
    if desk.partner_id:
        return entrance.of(desk.partner, now)
    team = desk.team
    found = context.of_team(team, now)["entrance"]
    if found is None:
        return _of_team_alone(team)
    found.title, found.url = team.title, team.url
    return found


def _of_team_alone(team: TeamPage) -> Entrance:
    """Return how to reach a team that goes through no partner: nobody knows its hours."""
    return Entrance(
        page=team,
        title=team.title,
        url=team.url,
        telephone=team.telephone,
        email=team.email,
        website=team.website,
        address="",
        hours_note="",
        hours=[],
        is_open=None,
        is_holiday=False,
        until=None,
    )
