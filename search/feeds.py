"""A list of results to subscribe to: as iCalendar (RFC 5545) and as Atom (RFC 4287)."""

from datetime import datetime, timedelta
from itertools import islice

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import condition, require_safe
from wagtail.models import Page

from activities import calendars
from activities.models import Session
from common import clock, version
from search import finding, listing, ways
from search.engines.base import EngineError
from search.query import BadQuery, Query

# A subscriber hears for so long that a past session was moved or cancelled.
PAST, AHEAD = timedelta(days=31), timedelta(days=366)
_RETRY = "300"  # seconds
_CALENDAR, _ATOM = "text/calendar; charset=utf-8", "application/atom+xml; charset=utf-8"


def _tag(request: HttpRequest) -> str:
    return f'"{version.current()}"'


@require_safe
@condition(etag_func=_tag)
def as_calendar(request: HttpRequest) -> HttpResponse:
    """Return every session of what was found that is on a day asked for."""
    return _answer(request, _calendar, _CALENDAR, "zoeken.ics")


@require_safe
@condition(etag_func=_tag)
def as_atom(request: HttpRequest) -> HttpResponse:
    """Return what was found, what changed last first."""
    return _answer(request, _atom, _ATOM, "")


def _answer(request: HttpRequest, make, content_type: str, name: str) -> HttpResponse:
    try:
        query = ways.read(request)
        if finding.urgent(query):
            raise BadQuery(_("There is no feed of this question."))
        content = make(request, query, clock.now())
    except BadQuery as error:
        return HttpResponse(str(error), status=400, content_type="text/plain; charset=utf-8")
    except EngineError:
        # A subscriber keeps what it has and asks again; an empty feed would take it away.
        text = _("Searching does not work well right now. Try again later.")
        response = HttpResponse(text, status=503, content_type="text/plain; charset=utf-8")
        response["Retry-After"] = _RETRY
        return response
    response = HttpResponse(content, content_type=content_type)
    if name:
        response["Content-Disposition"] = f'inline; filename="{name}"'
    response["Cache-Control"] = f"public, max-age={_RETRY}"
    return response


def _calendar(request: HttpRequest, query: Query, now: datetime) -> bytes:
    listed = listing.find(query, now)
    pages = [hit.pk for hit in listed.hits]
    rows = (
        Session.objects.of_visible_pages()
        .filter(group__activity__in=pages, starts_at__gt=now - PAST, starts_at__lt=now + AHEAD)
        .with_place()
        .defer("group__activity__body")
        .in_order()
    )
    fitting = (row for row in rows if listed.fits(row.starts_at, row.ends_at))
    sessions = list(islice(fitting, listing.MOST_DATES + 1))
    is_cut = listed.cut_at or len(sessions) > listing.MOST_DATES
    return calendars.build(
        sessions[: listing.MOST_DATES],
        name=ways.name_of(query),
        url=_here(request, query),
        description=_cut(listing.MOST_DATES) if is_cut else "",
    )


def _cut(most: int) -> str:
    """Return what a subscriber is told who does not get everything."""
    said = _("Not everything is in here: at most %(number)s. Choose more filters to get the rest.")
    return said % {"number": most}


def _atom(request: HttpRequest, query: Query, now: datetime) -> str:
    listed = listing.find(query, now)
    hits = {hit.pk: hit for hit in listed.hits}
    changed = (
        Page.objects.live()
        .public()
        .filter(pk__in=hits, last_published_at__isnull=False)
        .order_by("-last_published_at", "-pk")
        .values_list("pk", "first_published_at", "last_published_at")[: listing.MOST_NEWS + 1]
    )
    is_cut = listed.cut_at or len(changed) > listing.MOST_NEWS
    feed = Atom1Feed(
        title=ways.name_of(query),
        link=request.build_absolute_uri(f"{reverse('search:results')}?{query.parameters()}"),
        description="",
        subtitle=_cut(listing.MOST_NEWS) if is_cut else None,
        feed_url=_here(request, query),
        language=get_language(),
    )
    for pk, first, last in changed[: listing.MOST_NEWS]:
        payload = hits[pk].payload
        address = request.build_absolute_uri(payload["url"])
        feed.add_item(
            title=payload["title"],
            link=address,
            description=payload["summary"],
            author_name=payload["organiser"] or _("The editors"),
            unique_id=address,
            pubdate=first,
            updateddate=last,
        )
    return feed.writeString("utf-8")


def _here(request: HttpRequest, query: Query) -> str:
    parameters = query.parameters()
    return request.build_absolute_uri(f"{request.path}{'?' if parameters else ''}{parameters}")
