"""What a visitor sees: what can't wait, whom to call, and three short forms.

Nothing here is kept by the browser: no copy of the page, nothing in the history of a form.
"""

from collections.abc import Callable
from datetime import datetime
from functools import wraps

from django.core import signing
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from common import clock, traces, urgency
from concerns import clockwork, operations, wayin, working
from concerns.forms import CallForm, FamilyForm, MessageForm, WorryForm
from concerns.models import Concern, Desk
from concerns.refusals import KeyUsed
from partners.entrance import Entrance
from vault import limits, stamps
from vault.stamps import Age
from venues.models import Municipality

COOKIE, COOKIE_SECONDS = "verstuurd", 15 * 60
_signer = signing.TimestampSigner(salt="concerns.sent")


def _quiet(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let nobody who uses the device later see the page: no copy, no address told elsewhere."""

    @wraps(view)
    def answer(request, *args, **kwargs):
        return traces.leave_none(view(request, *args, **kwargs))

    return answer


@require_safe
@_quiet
def start(request: HttpRequest) -> HttpResponse:
    """Show what can't wait, and the ways to a person."""
    context = {"towns": _ways(clock.now()), "lines": urgency.ALL}
    return render(request, "concerns/start.html", context)


@require_safe
@_quiet
def not_right(request: HttpRequest) -> HttpResponse:
    """Lead the address that stands on posters to one that says nothing in a history."""
    return HttpResponsePermanentRedirect(reverse("concerns:worry"))


@require_safe
@_quiet
def towns(request: HttpRequest) -> HttpResponse:
    """Choose a municipality: each has an entrance of its own."""
    return render(request, "concerns/towns.html", {"towns": _ways(clock.now())})


@require_http_methods(["GET", "HEAD", "POST"])
@_quiet
def worry(request: HttpRequest) -> HttpResponse:
    return _form(request, WorryForm, "concerns/worry.html", None)


@require_http_methods(["GET", "HEAD", "POST"])
@_quiet
def family(request: HttpRequest) -> HttpResponse:
    return _form(request, FamilyForm, "concerns/family.html", None)


@require_http_methods(["GET", "HEAD", "POST"])
@_quiet
def call(request: HttpRequest, slug: str) -> HttpResponse:
    town = get_object_or_404(Municipality, slug=slug)
    if wayin.desk_of_town(town) is None:
        return _nobody(request, town)
    return _form(request, CallForm, "concerns/call.html", town)


@require_safe
@_quiet
def sent(request: HttpRequest) -> HttpResponse:
    """Say what happens next and until when; what was sent is not shown again."""
    try:
        key = _signer.unsign(request.COOKIES.get(COOKIE, ""), max_age=COOKIE_SECONDS)
        found = Concern.objects.in_order().filter(key=key).first()
    except signing.BadSignature:
        found = None
    context = {"concern": found}
    if found:
        context["entrance"] = wayin.of_desk(found.desk, clock.now())
        context["deleted_on"] = found.received_at + clockwork.KEPT
    return render(request, "concerns/sent.html", context)


def _form(request, kind: type[MessageForm], template: str, town: Municipality | None):
    now = clock.now()
    if request.method != "POST":
        return _page(request, template, kind(), town, now)
    form = kind(request.POST)
    again = {"request": request, "template": template, "form": form, "town": town, "now": now}
    heard = urgency.unseen(request, form.texts())
    if form.is_machine:
        return _page(**again, status=400, trouble="machine", heard=heard)
    if not form.is_valid():
        return _page(**again, status=400, heard=heard)
    if heard:
        return _page(**again, heard=heard)
    age = stamps.age_of(request.POST.get(stamps.FIELD, ""), now)
    if age != Age.FINE:
        return _page(**again, status=400, trouble=str(age))
    return _take(request, form, again, town, now)


def _take(request, form: MessageForm, again: dict, town: Municipality | None, now: datetime):
    area = form.cleaned_data.get("neighbourhood")
    desk = wayin.desk_of_town(town) if town else wayin.desk_of_area(area)
    if desk is None:
        return _nobody(request, town or area.municipality)
    if wait := _wait(request, form, desk, now):
        response = _page(**again, status=429, trouble="often")
        response.headers["Retry-After"] = str(wait)
        return response
    try:
        operations.receive(
            key=form.message_key(),
            kind=form.kind,
            desk=desk,
            neighbourhood=area,
            details=form.details(now),
            may_move=form.cleaned_data["may_move"],
            now=now,
        )
    except KeyUsed:
        return _page(**again, status=409, trouble="used")
    response = redirect("concerns:sent")
    response.status_code = 303
    response.set_cookie(
        COOKIE,
        _signer.sign(str(form.message_key())),
        max_age=COOKIE_SECONDS,
        path=reverse("concerns:sent"),
        secure=request.is_secure(),
        httponly=True,
        samesite="Strict",
    )
    return response


def _wait(request, form: MessageForm, desk: Desk, now: datetime) -> int:
    digits = "".join(sign for sign in form.cleaned_data["telephone"] if sign.isdigit())
    where = {"concern_network": limits.network_of(request), "concern_desk": str(desk.pk)}
    return limits.wait(where, now) or limits.wait({"concern_telephone": digits[-9:]}, now)


def _page(request, template, form, town, now, *, status=200, trouble="", heard=()):
    sent_stamp = request.POST.get(stamps.FIELD, "")
    is_old = stamps.age_of(sent_stamp, now) == Age.TOO_OLD
    context = {
        "form": form,
        "town": town,
        "entrance": wayin.of_town(town, now),
        "towns": [] if town else _ways(now),
        "stamp": stamps.made(now) if is_old else sent_stamp,
        "problems": form.problems() if status == 400 and not trouble else [],
        "trouble": trouble,
        "calm": status == 200,
        "heard": heard,
        "lines": urgency.ALL,
        "due_at": working.add(now, working.ONE_DAY),
        "deleted_on": now + clockwork.KEPT,
    }
    return render(request, template, context, status=status)


def _ways(now: datetime) -> list[tuple[Municipality, Entrance | None]]:
    """Return each municipality with its first entrance."""
    return [(town, wayin.of_desk(desk, now)) for town, desk in wayin.towns()]


def _nobody(request, town: Municipality) -> HttpResponse:
    """Show a telephone where no team takes messages; nothing was kept."""
    context = {"town": town, "entrance": wayin.of_town(town, clock.now())}
    return render(request, "concerns/nobody.html", context)
