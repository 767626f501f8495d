"""A visitor's own signup, behind the link in their mail."""

from functools import wraps

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from common import clock
from signups import calendars, links, operations, personal, refusals
from signups.models import Signup


def private(view):
    """Keep the answer out of every cache, and answer every wrong link with the same 404."""

    @wraps(view)
    def wrapped(request: HttpRequest, key) -> HttpResponse:
        try:
            response = view(request, key)
        except Http404:
            response = render(request, "signups/gone.html", status=404)
        response.headers["Cache-Control"] = "no-store, private"
        response.headers["X-Robots-Tag"] = "noindex"
        return response

    return never_cache(wrapped)


# The token is what proves who sends this, and no cookie plays a part. A page without a referrer
# posts "Origin: null" (Fetch, section 3.2), which the ordinary check would refuse.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@private
def link(request: HttpRequest, key) -> HttpResponse:
    """Show a button and change nothing; the button exchanges the token for a short cookie."""
    if request.method == "POST":
        signup = links.by_token(key, request.POST.get(links.PARAMETER, ""))
        response = HttpResponseRedirect(reverse("signups:manage", args=[key]))
        response.status_code = 303
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
    refusal = ""
    if request.method == "POST":
        act = {"accept": operations.accept, "decline": operations.decline}.get(
            request.POST.get("do", "")
        )
        try:
            if act:
                act(signup=signup, now=clock.now())
            return _back(signup)
        except refusals.OfferGone:
            refusal = "OfferGone"
            signup.refresh_from_db()
    return _page(request, signup, refusal)


@require_http_methods(["GET", "HEAD", "POST"])
@private
def cancel(request: HttpRequest, key) -> HttpResponse:
    """Ask whether it is sure, then give up the place, the offer or the turn."""
    signup = links.by_cookie(request, key)
    if request.method == "POST" or not signup.is_active:
        try:
            if request.method == "POST":
                operations.cancel(signup=signup, now=clock.now())
        except refusals.AlreadyOver:
            pass  # a second click: the page says how it stands
        return _back(signup)
    return render(request, "signups/cancel.html", _context(signup))


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


def _back(signup: Signup) -> HttpResponse:
    response = HttpResponseRedirect(reverse("signups:manage", args=[signup.key]))
    response.status_code = 303
    return response


def _page(request: HttpRequest, signup: Signup, refusal: str) -> HttpResponse:
    context = {**_context(signup), "refusal": refusal}
    template = "placement/mine" if context["is_series"] else "manage"
    return render(request, f"signups/{template}.html", context, status=409 if refusal else 200)


def _context(signup: Signup) -> dict:
    now = clock.now()
    group = signup.bookable.owner
    sessions = calendars.sessions_for(signup)
    contact = personal.contact_of(signup)
    return {
        "signup": signup,
        "status": signup.status,
        "contact": contact,
        "people": personal.people_of(signup),
        "group": group,
        "activity": group.activity,
        "sessions": sessions,
        "is_series": bool(signup.bookable.series_id),
        "is_over": bool(sessions) and not any(session.ends_at > now for session in sessions),
        "all_cancelled": bool(sessions) and all(session.is_cancelled for session in sessions),
        "deadline": signup.offer_expires_at,
        "link": "" if contact.email else links.manage_link(signup),
    }
