"""The form to sign up."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from common import clock
from signups import links, operations, refusals, subject
from signups.booking import WHOLE, Booking
from signups.subject import Subject
from vault import crypto, limits, stamps
from vault.stamps import Age


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest, kind: str, pk: str) -> HttpResponse:
    """Show the form, take it, and lead on to the page of the new signup."""
    now = clock.now()
    found = subject.find(kind, int(pk), now)
    if not _open_values(found):
        return _refused(request, found, status=200 if request.method != "POST" else 409)
    asked = str(found.session.pk) if found.session and found.is_per_session else ""
    if request.method != "POST":
        return _page(request, found, Booking(found.wishes, _open_values(found), asked))
    booking = Booking(found.wishes, _open_values(found), asked, data=request.POST)
    if action := request.POST.get("people", ""):
        return _page(request, found, booking.changed(action[:20]))
    return _take(request, found, booking, now)


def _take(request, found: Subject, booking: Booking, now) -> HttpResponse:
    if booking.contact.is_machine:
        return _page(request, found, booking, status=400, machine=True)
    if not booking.is_valid():
        return _page(request, found, booking, status=400)
    age = stamps.age_of(request.POST.get(stamps.FIELD, ""), now)
    if age != Age.FINE:
        return _page(request, found, booking, status=400, age=str(age))
    contact = booking.contact.contact()
    if wait := _wait(request, found, contact.email, now):
        return _too_often(_page(request, found, booking, status=429, wait=wait), wait)
    bookable = found.bookable(booking.chosen)
    try:
        if bookable is None:
            raise refusals.SignupNotOpen
        signup = operations.sign_up(
            key=booking.key,
            bookable=bookable,
            contact=contact,
            people=booking.who_comes(),
            answers=booking.answers(),
            consent=booking.agree.text(),
            language=get_language() or "nl",
            now=now,
        )
    except refusals.PartyTooLarge as refusal:
        return _page(request, found, booking, status=400, largest=refusal.capacity)
    except refusals.Refusal as refusal:
        fresh = subject.find("groep", found.group.pk, now)
        return _refused(request, fresh, status=409, refusal=refusal, key=booking.key)
    response = HttpResponseRedirect(reverse("signups:manage", args=[signup.key]))
    response.status_code = 303
    return links.remember(response, signup, secure=request.is_secure())


def _wait(request, found: Subject, email: str, now) -> int:
    """Return how many seconds to wait; who is stopped here costs the address nothing."""
    where = {"network": limits.network_of(request), "activity": str(found.activity.pk)}
    return limits.wait(where, now) or limits.wait({"email": crypto.email_index(email)}, now)


def _too_often(response: HttpResponse, wait: int) -> HttpResponse:
    response.headers["Retry-After"] = str(wait)
    return response


def _open_values(found: Subject) -> list[str]:
    if not found.is_per_session:
        return [WHOLE] if found.places.can_sign_up else []
    return [moment.value for moment in found.open_moments]


def _page(request, found: Subject, booking: Booking, *, status=200, **extra) -> HttpResponse:
    problems = booking.problems() if status == 400 else []
    context = {
        "subject": found,
        "activity": found.activity,
        "booking": booking,
        "stamp": _stamp(request, found.now),
        "problems": problems,
        "needs_summary": status >= 400,
        "places": found.places,
        "is_gone": found.session is not None
        and found.is_per_session
        and str(found.session.pk) not in booking.moments,
        **extra,
    }
    return render(request, "signups/start.html", context, status=status)


def _stamp(request, now) -> str:
    """Return when this form was opened; one that was open too long begins anew."""
    sent = request.POST.get(stamps.FIELD, "")
    return stamps.made(now) if stamps.age_of(sent, now) == Age.TOO_OLD else sent


def _refused(request, found: Subject, *, status: int, refusal=None, key=None) -> HttpResponse:
    """Say plainly why it can't be, and what can be done instead."""
    return render(
        request,
        "signups/refused.html",
        {
            "subject": found,
            "activity": found.activity,
            "reason": type(refusal).__name__ if refusal else "",
            "places": found.places,
            "others": found.open_moments,
            "key": key,
        },
        status=status,
    )
