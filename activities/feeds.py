"""Calendars to subscribe to: everything, one activity, one session."""

from datetime import timedelta

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import condition, require_safe

from activities import calendars
from activities.models import ActivityPage, Session
from common import clock, fragments, version

# A subscriber hears for so long that a past session was moved or cancelled.
PAST = timedelta(days=31)
AHEAD = timedelta(days=366)
AT_MOST = 2000  # sessions to come; and at most a quarter as many that have been
TYPE = "text/calendar; charset=utf-8"


def _tag(request, **names) -> str:
    """One tag for each content version and address: unchanged feeds cost one query."""
    return f'"{version.current()}"'


@require_safe
@condition(etag_func=_tag)
def everything(request):
    """Every session of a visible activity, from a month back to a year ahead."""
    here = _here(request)
    return _answer(request, fragments.keep("feed", (here,), lambda: _everything(here)), "agenda")


def _everything(here: str) -> bytes:
    now = clock.now()
    been = _sessions().filter(starts_at__gt=now - PAST, starts_at__lte=now)
    ahead = _sessions().filter(starts_at__gt=now, starts_at__lt=now + AHEAD)
    sessions = [
        *reversed(been.order_by("-starts_at", "-pk")[: AT_MOST // 4]),
        *ahead.in_order()[:AT_MOST],
    ]
    name = _("What there is to do in the neighbourhood")
    return calendars.build(sessions, name=name, url=here)


@require_safe
@condition(etag_func=_tag)
def activity(request, pk):
    """Every session of one activity, those that have been too."""
    page = ActivityPage.objects.visible().filter(pk=pk).first()
    if page is None:
        raise Http404
    sessions = _sessions().filter(group__activity=page).in_order()[:AT_MOST]
    return _answer(
        request, calendars.build(sessions, name=page.title, url=_here(request)), page.slug
    )


@require_safe
@condition(etag_func=_tag)
def session(request, uid):
    """One session, to put in one's own calendar."""
    found = _sessions().filter(uid=uid).first()
    if found is None:
        raise Http404
    page = found.group.activity
    return _answer(request, calendars.build([found], name=page.title), page.slug)


def feed_url(request) -> str:
    """Return the address of the calendar of everything."""
    return request.build_absolute_uri(reverse("activities:feed"))


def _sessions():
    return Session.objects.of_visible_pages().with_place().defer("group__activity__body")


def _here(request) -> str:
    return request.build_absolute_uri(request.path)


def _answer(request, text: bytes, name: str) -> HttpResponse:
    response = HttpResponse(text, content_type=TYPE)
    response["Content-Disposition"] = f'inline; filename="{name}.ics"'
    response["Cache-Control"] = "public, max-age=300"
    return response
