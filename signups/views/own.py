"""What the pages of a visitor's own signup share: who may open them, and what they tell."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from common import clock
from signups import calendars, links, personal, subject
from signups.models import Signup
from signups.subject import Moment


def private(view: Callable) -> Callable:
    """Keep the answer out of every cache, and answer every wrong link with the same 404."""

    @wraps(view)
    def wrapped(request: HttpRequest, key) -> HttpResponse:
        try:
            response = view(request, key)
        except Http404:
            response = render(request, "signups/gone.html", status=404)
        return unseen(response)

    return never_cache(wrapped)


def unseen(response: HttpResponse) -> HttpResponse:
    """Keep an answer out of every cache and of search engines."""
    response.headers["Cache-Control"] = "no-store, private"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def see_other(name: str, *args) -> HttpResponse:
    """Lead on to another page with GET (RFC 9110, section 15.4.4)."""
    response = HttpResponseRedirect(reverse(f"signups:{name}", args=args))
    response.status_code = 303
    return response


def context_of(signup: Signup) -> dict:
    """Return what every page about a signup may tell of it."""
    now = clock.now()
    group = signup.bookable.owner
    sessions = calendars.sessions_for(signup)
    return {
        "signup": signup,
        "status": signup.status,
        "now": now,
        "contact": personal.contact_of(signup),
        "people": personal.people_of(signup),
        "answers": personal.answers_of(signup),
        "group": group,
        "activity": group.activity,
        "sessions": sessions,
        "is_over": bool(sessions) and not any(session.ends_at > now for session in sessions),
        "all_cancelled": bool(sessions) and all(session.is_cancelled for session in sessions),
        "deadline": signup.offer_expires_at,
        # Into a series one is placed by the portal; only its staff change that.
        "is_series": bool(signup.bookable.series_id),
    }


def other_moments(signup: Signup, now: datetime) -> list[Moment]:
    """Return the other coming dates of the same group, where one chooses a date oneself."""
    if not signup.bookable.session_id:
        return []
    try:
        found = subject.find("sessie", signup.bookable.session_id, now)
    except Http404:
        return []
    return [one for one in found.moments if one.session.pk != signup.bookable.session_id]


def kept_link(signup: Signup) -> str:
    """Return the link for who has no mail to find it in, or ""."""
    return "" if signup.has_email else links.manage_link(signup)
