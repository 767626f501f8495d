"""The results as a month: only the dates that the filters name."""

from datetime import date, datetime

from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from activities import month
from common import clock, fragments
from search import listing, ways
from search.engines.base import EngineError
from search.query import BadQuery, Query


@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    """Show a month with every session of what was found that is on a day asked for."""
    now = clock.now()
    try:
        query = ways.read(request)
    except BadQuery as error:
        return ways.refused(request, "search/calendar.html", error)
    first = month.parse(request.GET.get("maand"), clock.local(now).date())
    context = ways.context(query, ways.CALENDAR)
    context |= {
        "month": first,
        "previous_url": _address(query, month.shift(first, -1)),
        "next_url": _address(query, month.shift(first, 1)),
    }
    try:
        weeks = _weeks(query, first, now)
        context["weeks"] = weeks
        context["has_sessions"] = any(day.sessions for week in weeks for day in week)
    except EngineError:
        context["degraded"] = True
    return render(request, "search/calendar.html", context)


def _weeks(query: Query, first: date, now: datetime) -> list[list[month.Day]]:
    key = fragments.key("results-month", query, first)
    found = caches["fragments"].get(key)
    if found is None:
        found = month.weeks(first, now, _choice(query, now))
        caches["fragments"].set(key, found, timeout=fragments.LASTS)
    return found


def _choice(query: Query, now: datetime) -> month.Choice:
    pages = {hit.pk for hit in listing.find(query, now)}
    fits = listing.on_days(query, now)
    return lambda activity, starts, ends: activity in pages and fits(starts, ends)


def _address(query: Query, first: date) -> str:
    parameters = query.parameters()
    return f"?{parameters}{'&' if parameters else ''}maand={first:%Y-%m}"
