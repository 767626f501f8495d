"""The page on which people sign up for a series. It is the same page, and the same reply, for all.

Nothing is compared with what others filled in: that happens when everybody is placed.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from activities.models import ActivityPage
from common import clock
from partners.models import PartnerPage
from signups import links, operations, refusals
from signups.models import Series, SignupSettings
from signups.placement import showing
from signups.placement.forms import SeriesBooking
from vault import crypto, limits, stamps
from vault.stamps import Age


@dataclass
class Subject:
    """The series that somebody signs up for, in the words that the form's pieces know."""

    series: Series
    now: datetime
    is_per_session = False

    @property
    def activity(self) -> ActivityPage:
        return self.series.activity

    @property
    def today(self) -> date:
        return clock.local(self.now).date()

    @cached_property
    def wishes(self) -> SignupSettings:
        rows = SignupSettings.objects.filter(activity=self.series.activity_id)
        found = rows.prefetch_related("questions").first() or SignupSettings()
        found.activity = self.activity
        return found

    @cached_property
    def controller(self) -> str:
        organiser = PartnerPage.objects.parent_of(self.activity).first()
        return self.wishes.controller or (organiser.title if organiser else "")

    @property
    def delete_on(self) -> date:
        """Counted from the end of the season, which says nothing of any group's dates."""
        return self.series.ends_on + timedelta(weeks=self.wishes.retention_weeks)

    @property
    def reply_by(self) -> date:
        return self.series.hears_by(self.today)


def find(pk: int, now: datetime) -> Subject:
    """Return what the address of a form stands for.

    :raises Http404: there is no such series, or it takes no signups (any more).
    """
    rows = showing.public().select_related("activity", "bookable")
    series = rows.filter(pk=pk).first()
    if series is None or not series.takes_signups(clock.local(now).date()):
        raise Http404
    if not ActivityPage.objects.visible().filter(pk=series.activity_id).exists():
        raise Http404
    return Subject(series, now)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the form, take it, and lead on to the page of the new signup."""
    found = find(pk, clock.now())
    if request.method != "POST":
        return _page(request, found, SeriesBooking(found.wishes, found.series, found.today))
    booking = SeriesBooking(found.wishes, found.series, found.today, data=request.POST)
    if action := request.POST.get("children", ""):
        return _page(request, found, booking.changed(action[:20]))
    if action := request.POST.get("people", ""):
        return _page(request, found, booking.with_people(action[:20]))
    return _take(request, found, booking)


def _take(request: HttpRequest, found: Subject, form: SeriesBooking) -> HttpResponse:
    contact_form = form.booking.contact
    if contact_form.is_machine:
        return _page(request, found, form, status=400, machine=True)
    if not form.is_valid():
        return _page(request, found, form, status=400, problems=form.problems())
    age = stamps.age_of(request.POST.get(stamps.FIELD, ""), found.now)
    if age != Age.FINE:
        return _page(request, found, form, status=400, age=str(age))
    contact = contact_form.contact()
    if wait := _wait(request, found, contact.email):
        response = _page(request, found, form, status=429, wait=wait)
        response.headers["Retry-After"] = str(wait)
        return response
    try:
        signup = operations.sign_up_for_series(
            key=form.key,
            series=found.series,
            contact=contact,
            people=form.booking.who_comes(),
            answers=form.booking.answers(),
            parts=form.wish.cleaned_data["parts"],
            births=form.dates(),
            mix=form.wish.cleaned_data["mix"],
            consent=form.booking.agree.text(),
            language=get_language() or "nl",
            now=found.now,
        )
    except refusals.KeyReused:
        context = {"activity": found.activity, "reason": "KeyReused", "key": form.key}
        return render(request, "signups/refused.html", context, status=409)
    response = HttpResponseRedirect(reverse("signups:manage", args=[signup.key]))
    response.status_code = 303
    return links.remember(response, signup, secure=request.is_secure())


def _wait(request: HttpRequest, found: Subject, email: str) -> int:
    """Return how many seconds to wait; who is stopped here costs the address nothing."""
    where = {"network": limits.network_of(request), "activity": str(found.activity.pk)}
    mine = {"email": crypto.email_index(email)}
    return limits.wait(where, found.now) or limits.wait(mine, found.now)


def _page(request, found: Subject, form: SeriesBooking, *, status=200, **extra) -> HttpResponse:
    sent = request.POST.get(stamps.FIELD, "")
    is_old = stamps.age_of(sent, found.now) == Age.TOO_OLD
    context = {
        "subject": found,
        "series": found.series,
        "activity": found.activity,
        "form": form,
        "booking": form.booking,
        "stamp": stamps.made(found.now) if is_old else sent,
        "places": showing.state_of(found.series),
        "needs_summary": status >= 400,
        **extra,
    }
    return render(request, "signups/placement/start.html", context, status=status)
