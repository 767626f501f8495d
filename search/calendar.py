"""The results as a month: only the dates that the filters name."""

from datetime import date, datetime

from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from activities import month
from common import clock, fragments
from search import listing, telling, ways
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
        "day_url": f"{reverse('search:results')}?{query.parameters()}&",
    }
    try:
        weeks, cut_at, relaxed = _weeks(query, first, now)
        context |= {"weeks": weeks, "cut_at": cut_at, "relaxed": relaxed}
        context["has_sessions"] = any(day.sessions for week in weeks for day in week)
    except EngineError:
        context["degraded"] = True
    return render(request, "search/calendar.html", context)


def _weeks(
    query: Query, first: date, now: datetime
) -> tuple[list[list[month.Day]], int, list[str]]:
    key = fragments.key("results-month", query, first)
    found = caches["fragments"].get(key)
    if found is None:
        listed = listing.find(query, now)
        weeks = month.weeks(first, now, _choice(listed))
        found = weeks, listed.cut_at, list(telling.sentences(listed.relaxed))
        caches["fragments"].set(key, found, timeout=fragments.LASTS)
    return found


def _choice(listed: listing.Listed) -> month.Choice:
    pages = {hit.pk for hit in listed.hits}
    return lambda activity, starts, ends: activity in pages and listed.fits(starts, ends)


def _address(query: Query, first: date) -> str:
    parameters = query.parameters()
    return f"?{parameters}{'&' if parameters else ''}maand={first:%Y-%m}"
