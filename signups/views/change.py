"""Change a signup: who comes, how to reach them and the answers, or another date."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from common import clock
from signups import links, operations, personal, refusals, subject
from signups.booking import Booking, Known
from signups.models import Bookable, OutboxMail, Signup
from signups.places import State
from signups.subject import Moment
from signups.views.own import context_of, other_moments, private, see_other
from vault import crypto, limits


@require_http_methods(["GET", "HEAD", "POST"])
@private
def change(request: HttpRequest, key) -> HttpResponse:
    """Show what was filled in, and keep what is changed."""
    signup = links.by_cookie(request, key)
    if not signup.is_active or signup.bookable.series_id:
        return see_other("manage", key)
    booking = _booking(signup, request.POST if request.method == "POST" else None)
    if request.method != "POST":
        return _form(request, signup, booking)
    if action := request.POST.get("people", ""):
        return _form(request, signup, booking.changed(action[:20]))
    if booking.contact.is_machine or not booking.is_valid():
        return _form(request, signup, booking, status=400, problems=booking.problems())
    return _keep(request, signup, booking)


def _keep(request: HttpRequest, signup: Signup, booking: Booking) -> HttpResponse:
    now = clock.now()
    contact = booking.contact.contact()
    index = crypto.email_index(contact.email)
    if index != signup.email_index and (wait := limits.wait({"email": index}, now)):
        # A new address gets a mail, and nobody may send many mails to an address.
        response = _form(request, signup, booking, status=429, wait=wait)
        response.headers["Retry-After"] = str(wait)
        return response
    try:
        changed = operations.change(
            signup=signup,
            people=booking.who_comes(),
            contact=contact,
            answers=booking.answers(),
            consent=booking.agree.text(),
            now=now,
        )
    except refusals.PartyTooLarge as refusal:
        return _form(request, signup, booking, status=409, largest=refusal.capacity)
    except refusals.GroupFull:
        return _form(request, signup, booking, status=409, is_full=True)
    except refusals.AlreadyOver:
        return see_other("manage", signup.key)
    response = see_other("manage", signup.key)
    return links.remember(response, changed, secure=request.is_secure())


@require_http_methods(["GET", "HEAD", "POST"])
@private
def move(request: HttpRequest, key) -> HttpResponse:
    """Let somebody choose another date; the old place stays until the new one is had."""
    signup = links.by_cookie(request, key)
    now = clock.now()
    moments = other_moments(signup, now) if signup.is_active else []
    if not moments:
        return see_other("manage", key)
    if request.method != "POST":
        return _dates(request, signup, moments)
    chosen = next((one for one in moments if one.value == request.POST.get("moment", "")), None)
    if chosen is None:
        return _dates(request, signup, moments, status=400)
    try:
        operations.move(signup=signup, to=_bookable(chosen), now=now, tells=OutboxMail.Kind.CHANGED)
    except refusals.AlreadyOver:
        return see_other("manage", key)
    except refusals.Refusal:
        return _dates(request, signup, other_moments(signup, now), status=409, refused=chosen)
    return see_other("manage", key)


def _booking(signup: Signup, data) -> Booking:
    group = signup.bookable.owner
    known = Known(
        personal.contact_of(signup),
        personal.people_of(signup),
        personal.answers_of(signup),
        bool(signup.consent_at),
    )
    return Booking(subject.wishes_of(group.activity), data=data, known=known)


def _bookable(moment: Moment) -> Bookable:
    """Return the row that counts; without places it is a refusal like any other.

    :raises GroupFull: nobody can choose this date.
    """
    found = Bookable.objects.filter(session=moment.session).first()
    if found is None or moment.places.state not in (State.OPEN, State.FEW):
        raise refusals.GroupFull
    return found


def _form(request, signup, booking: Booking, *, status: int = 200, **extra) -> HttpResponse:
    context = {**context_of(signup), "booking": booking, "needs_summary": status >= 400, **extra}
    return render(request, "signups/change.html", context, status=status)


def _dates(request, signup, moments, *, status: int = 200, refused=None) -> HttpResponse:
    signup.refresh_from_db()
    context = {
        **context_of(signup),
        "moments": moments,
        "refused": refused,
        "needs_choice": status == 400,
    }
    return render(request, "signups/move.html", context, status=status)
