"""What staff see of a pattern before it is kept: a small calendar, and what else is there then."""

import calendar
from dataclasses import dataclass, field
from datetime import date, timedelta

from activities.clashes import Clash, at_venue
from activities.models import Group
from activities.recurrence import Moment, Plan
from common import clock

MOST_MONTHS = 24  # drawn; the list below the calendar has all dates


@dataclass(frozen=True)
class Day:
    """A day in the drawing; `off` says why the pattern steps over it."""

    date: date
    in_month: bool
    is_on: bool
    off: str = ""


@dataclass(frozen=True)
class Month:
    first: date
    weeks: list[list[Day]]


@dataclass
class Sheet:
    """A plan with its drawing, and the sessions of others in the same venue at the same time."""

    plan: Plan
    months: list[Month] = field(default_factory=list)
    clashes: list[Clash] = field(default_factory=list)


def draw(
    plan: Plan | None, *, user, venue: int | None = None, group: Group | None = None
) -> Sheet | None:
    """Draw the plan for the user; the clashes leave out the group itself (two queries)."""
    if plan is None:
        return None
    if group and venue is None:
        venue = group.place.pk if group.place else None
    clashes = at_venue(venue=venue, moments=plan.moments, user=user, but=group)
    return Sheet(plan, _months(plan.moments, dict(plan.skipped)), clashes)


def _months(moments: list[Moment], off: dict[date, str]) -> list[Month]:
    on = {clock.local(moment.starts_at).date() for moment in moments}
    firsts = sorted({day.replace(day=1) for day in on | set(off)})[:MOST_MONTHS]
    return [Month(first, _weeks(first, on, off)) for first in firsts]


def _weeks(first: date, on: set[date], off: dict[date, str]) -> list[list[Day]]:
    start = first - timedelta(days=first.weekday())
    length = calendar.monthrange(first.year, first.month)[1] + first.weekday()
    days = [start + timedelta(days=number) for number in range(-(-length // 7) * 7)]
    drawn = [_day(day, first, on, off) for day in days]
    return [drawn[number : number + 7] for number in range(0, len(drawn), 7)]


def _day(day: date, first: date, on: set[date], off: dict[date, str]) -> Day:
    if day.month != first.month:
        return Day(day, in_month=False, is_on=False)
    return Day(day, in_month=True, is_on=day in on, off=off.get(day, ""))
