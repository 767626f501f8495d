"""A visitor's own signup, behind the link in their mail."""

from contextlib import suppress

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from common import clock
from signups import calendars, links, operations, refusals
from signups.models import Signup
from signups.views.own import context_of, kept_link, other_moments, private, see_other


# The token is what proves who sends this, and no cookie plays a part. A page without a referrer
# posts "Origin: null" (Fetch, section 3.2), which the ordinary check would refuse.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@private
def link(request: HttpRequest, key) -> HttpResponse:
    """Show a button and change nothing; the button exchanges the token for a short cookie."""
    if request.method == "POST":
        signup = links.by_token(key, request.POST.get(links.PARAMETER, ""))
        response = see_other("manage", key)
        links.remember(response, signup, secure=request.is_secure())
    else:
        token = request.GET.get(links.PARAMETER, "")
        links.by_token(key, token)
        response = render(
            request, "signups/link.html", {"token": token, "parameter": links.PARAMETER}
        )
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@private
def manage(request: HttpRequest, key) -> HttpResponse:
    """Show the signup; accept or decline an offer."""
    signup = links.by_cookie(request, key)
    if request.method == "POST":
        act = {"accept": operations.accept, "decline": operations.decline}.get(
            request.POST.get("do", "")
        )
        try:
            if act:
                act(signup=signup, now=clock.now())
            return see_other("manage", key)
        except refusals.OfferGone:
            signup.refresh_from_db()
            return _page(request, signup, status=409)
    return _page(request, signup)


@require_http_methods(["GET", "HEAD", "POST"])
@private
def cancel(request: HttpRequest, key) -> HttpResponse:
    """Ask whether it is sure, then give up the place, the offer or the turn."""
    signup = links.by_cookie(request, key)
    if request.method == "POST":
        with suppress(refusals.AlreadyOver):  # a second click: the page says how it stands
            operations.cancel(signup=signup, now=clock.now())
    if request.method == "POST" or not signup.is_active:
        return see_other("manage", key)
    return render(request, "signups/cancel.html", context_of(signup))


@require_safe
@private
def calendar(request: HttpRequest, key) -> HttpResponse:
    """Give the sessions of this signup as a calendar file."""
    signup = links.by_cookie(request, key)
    activity = signup.bookable.owner.activity
    with translation.override(signup.language):
        content = calendars.of_signup(
            signup, calendars.sessions_for(signup), is_sensitive=activity.is_sensitive
        )
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="afspraak.ics"'
    return response


def _page(request: HttpRequest, signup: Signup, status: int = 200) -> HttpResponse:
    context = context_of(signup)
    refused = status == 409
    context |= {
        # What is refused may be an offer that ended, or one that never was.
        "offer_ended": refused and signup.status in (signup.Status.EXPIRED, signup.Status.OFFERED),
        "nothing_to_answer": refused,
        "can_move": bool(
            signup.is_active and not context["is_over"] and other_moments(signup, context["now"])
        ),
        "ahead": _ahead(signup, is_sensitive=context["activity"].is_sensitive),
        "link": kept_link(signup),
    }
    template = "placement/mine" if context["is_series"] else "manage"
    return render(request, f"signups/{template}.html", context, status=status)


def _ahead(signup: Signup, *, is_sensitive: bool) -> int | None:
    """Return how many parties stand before this one in line; None where that is not told."""
    if signup.status != signup.Status.WAITING or is_sensitive:
        return None
    return signup.bookable.signups.in_line().filter(number__lt=signup.number).count()
