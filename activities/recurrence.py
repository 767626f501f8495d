"""From a recurring pattern to real moments: pure, in Dutch wall time across clock changes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

import holidays
from dateutil.relativedelta import relativedelta
from dateutil.rrule import MONTHLY, WEEKLY, rrule, weekday

from common.clock import LOCAL

MAX_SESSIONS = 400
MAX_YEARS = 10


class PatternTooLong(Exception):
    """The pattern makes more than 400 sessions, or runs more than ten years ahead."""


class PatternWithoutEnd(Exception):
    """The pattern has neither a last day nor a number of times."""


@dataclass(frozen=True)
class DayRange:
    """Days to step over, both ends included, with what to tell staff."""

    first: date
    last: date
    name: str


@dataclass(frozen=True)
class Rule:
    """A pattern as a wall clock and a wall calendar show it.

    `frequency` is "weekly", "biweekly" or "monthly" (on the same weekday of the month: the
    second Wednesday; a fifth weekday is skipped in a month that lacks one).
    """

    frequency: str
    first_day: date
    starts: time
    ends: time
    last_day: date | None = None
    count: int | None = None


@dataclass(frozen=True)
class Moment:
    """When one session starts and ends, aware, in UTC."""

    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True)
class Plan:
    """The moments a rule makes, in order, and the days it steps over with the reason."""

    moments: list[Moment]
    skipped: list[tuple[date, str]]


def plan(rule: Rule, *, public_holidays: bool = True, closed: Iterable[DayRange] = ()) -> Plan:
    """Work out every session of the rule; a count counts the sessions that go on.

    :raises PatternWithoutEnd: the rule has neither a last day nor a count.
    :raises PatternTooLong: it makes more than 400 sessions or passes ten years.
    """
    if rule.last_day is None and rule.count is None:
        raise PatternWithoutEnd
    if rule.count is not None and rule.count > MAX_SESSIONS:
        raise PatternTooLong
    closed = list(closed)
    feasts = dutch_holidays() if public_holidays else {}
    moments, skipped = [], []
    for day in _days(rule):
        if rule.last_day is not None and day > rule.last_day:
            break
        if rule.count is not None and len(moments) >= rule.count:
            break
        if day > _horizon(rule.first_day) or len(moments) >= MAX_SESSIONS:
            raise PatternTooLong
        reason = feasts.get(day) or _closed_by(day, closed)
        if reason:
            skipped.append((day, reason))
        else:
            moments.append(moment(day, rule.starts, rule.ends))
    return Plan(moments, skipped)


def moment(day: date, starts: time, ends: time) -> Moment:
    """Return the instants at which a wall clock shows these times on that day.

    An hour that the clock shows twice means the first; an hour that it leaps over is read
    with the offset before the leap, so 02:30 becomes 03:30 (RFC 5545, section 3.3.5). Where
    that would put the end before the start, the session keeps its length.
    """
    starts_at, ends_at = _instant(day, starts), _instant(day, ends)
    if ends_at <= starts_at and ends > starts:
        ends_at = starts_at + (datetime.combine(day, ends) - datetime.combine(day, starts))
    return Moment(starts_at, ends_at)


def dutch_holidays() -> holidays.HolidayBase:
    """Return the public holidays of the Netherlands with their Dutch names."""
    return holidays.country_holidays("NL", language="nl")


def _days(rule: Rule) -> Iterable[date]:
    first = datetime.combine(rule.first_day, time())
    if rule.frequency == "monthly":
        nth = (rule.first_day.day - 1) // 7 + 1
        dates = rrule(MONTHLY, dtstart=first, byweekday=weekday(rule.first_day.weekday(), nth))
    else:
        dates = rrule(WEEKLY, dtstart=first, interval=2 if rule.frequency == "biweekly" else 1)
    return (found.date() for found in dates)


def _horizon(first_day: date) -> date:
    try:
        return first_day + relativedelta(years=MAX_YEARS)
    except ValueError:
        return date.max - timedelta(days=1)


def _closed_by(day: date, closed: list[DayRange]) -> str | None:
    return next((span.name for span in closed if span.first <= day <= span.last), None)


def _instant(day: date, wall: time) -> datetime:
    return datetime.combine(day, wall.replace(fold=0), tzinfo=LOCAL).astimezone(UTC)
