"""A month as weeks of days, each with its sessions."""

import calendar
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from activities import cards
from activities.models import Session
from common import clock

PER_DAY = 8  # shown in one day of the grid; the list of that day has the rest
FIRST_YEAR, LAST_YEAR = 2000, 2100
# Given the id of an activity, and when a session of it starts and ends: whether to show it.
Choice = Callable[[int, datetime, datetime], bool]


@dataclass(slots=True)
class Day:
    date: date
    in_month: bool
    is_today: bool
    is_past: bool
    sessions: list[Session] = field(default_factory=list)
    more: int = 0  # sessions beyond those shown


def parse(text: str | None, today: date) -> date:
    """Return the first day of the month "2026-11"; of this month without a sound value."""
    try:
        year, month = (int(part) for part in (text or "").split("-"))
        first = date(year, month, 1)
    except ValueError:
        return today.replace(day=1)
    return first if FIRST_YEAR <= year <= LAST_YEAR else today.replace(day=1)


def shift(first: date, months: int) -> date:
    """Return the first day of the month so many months on."""
    count = first.year * 12 + first.month - 1 + months
    return date(count // 12, count % 12 + 1, 1)


def weeks(first: date, now: datetime, only: Choice | None = None) -> list[list[Day]]:
    """Return whole weeks, Monday first, with the sessions on each day (a few queries).

    `only` narrows the sessions down.
    """
    today = clock.local(now).date()
    days = list(calendar.Calendar(firstweekday=0).itermonthdates(first.year, first.month))
    by_day = _by_day(days[0], days[-1], only)
    shown = _load([pk for rows in by_day.values() for pk in rows[:PER_DAY]])
    _attach([session for session in shown.values() if session.ends_at > now], now)
    grid = [
        Day(
            date=day,
            in_month=day.month == first.month,
            is_today=day == today,
            is_past=day < today,
            sessions=[shown[pk] for pk in by_day.get(day, [])[:PER_DAY] if pk in shown],
            more=max(0, len(by_day.get(day, [])) - PER_DAY),
        )
        for day in days
    ]
    return [grid[start : start + 7] for start in range(0, len(grid), 7)]


def _by_day(first: date, last: date, only: Choice | None) -> dict[date, list[int]]:
    """Ids of sessions on those days, both included, as a Dutch clock counts days."""
    start = datetime.combine(first, time(), clock.LOCAL)
    end = datetime.combine(last + timedelta(days=1), time(), clock.LOCAL)
    rows = (
        Session.objects.of_visible_pages()
        .filter(starts_at__gte=start, starts_at__lt=end)
        .in_order()
        .values_list("pk", "starts_at", "ends_at", "group__activity")
    )
    found: dict[date, list[int]] = {}
    for pk, starts_at, ends_at, activity in rows:
        if only and not only(activity, starts_at, ends_at):
            continue
        found.setdefault(clock.local(starts_at).date(), []).append(pk)
    return found


def _load(ids: list[int]) -> dict[int, Session]:
    sessions = Session.objects.with_place().defer("group__activity__body")
    return {session.pk: session for session in sessions.filter(pk__in=ids)}


def _attach(sessions: list[Session], now: datetime) -> None:
    places = cards.places_of(sessions, now)
    for session in sessions:
        session.places = places.get(session.pk)
        session.chip = cards.chip_of(session, places)
