"""Vote with the code on the screen: no account, and nothing kept but counters."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from common import clock, urgency
from participation import ballots, codes, floods, operations
from participation.forms import BallotForm, CodeForm
from participation.models import Consultation

METHODS = ["GET", "HEAD", "POST"]
_LISTENED = 2000  # signs of one field


@require_http_methods(METHODS)
@never_cache
def enter(request: HttpRequest) -> HttpResponse:
    """Ask for the code, and go to its stellingen."""
    if heard := urgency.unseen(request, _typed(request, "code")):
        context = {"form": CodeForm(), "heard": heard}
        return render(request, "participation/enter.html", context, status=400)
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return redirect("participation:ballot", form.cleaned_data["code"])
    status = 400 if form.errors else 200
    return render(request, "participation/enter.html", {"form": form}, status=status)


@require_http_methods(METHODS)
@never_cache
def ballot(request: HttpRequest, code: str) -> HttpResponse:
    """Show the stellingen with what this device answered; count what is sent."""
    now = clock.now()
    consultation = _of_code(code)
    if consultation is None:
        return _unknown(request, now)
    heard = urgency.unseen(request, _typed(request, "why-"))
    if not consultation.takes_votes(now):
        return _over(request, consultation, heard)
    before = ballots.read(request, consultation)
    form = BallotForm(request.POST or None, consultation=consultation, before=before)
    context = {"consultation": consultation, "form": form, "has_voted": bool(before)}
    if request.method != "POST":
        context["is_thanked"] = "dank" in request.GET
        context["is_full"] = "vol" in request.GET
        return _page(request, context)
    context |= {"heard": heard, "calm": not form.errors}
    if not form.is_valid() or heard:
        return _page(request, context, status=400)
    wait = floods.wait_to_vote(request, form.answers, before, form.sentences, now)
    if wait:
        return _page(request, context | {"minutes": -(-wait // 60)}, status=429)
    try:
        cast = operations.cast(
            consultation=consultation,
            answers=form.answers,
            before=before,
            sentences=form.sentences,
            now=now,
        )
    except operations.NotOpen:
        return _over(request, consultation)
    # The same address and length whatever was answered: nothing in a log tells it apart.
    sign = "vol" if cast.full else "dank"
    there = reverse("participation:ballot", args=[consultation.code])
    response = redirect(f"{there}?{sign}=1")
    ballots.write(response, consultation, cast.answers, now)
    return response


def _of_code(code: str) -> Consultation | None:
    rows = Consultation.objects.visible().select_related("partner")
    return rows.filter(code=codes.tidy(code)).first()


def _typed(request: HttpRequest, begins: str) -> list[str]:
    """Return what was typed, for who listens to danger: also what the form then refuses."""
    return [text[:_LISTENED] for name, text in request.POST.items() if name.startswith(begins)]


def _unknown(request: HttpRequest, now: datetime) -> HttpResponse:
    """A wrong code, an old one, a draft: all the same."""
    wait = floods.wait_to_guess(request, now)
    context = {"form": CodeForm(), "is_unknown": not wait, "minutes": -(-wait // 60)}
    return render(request, "participation/enter.html", context, status=429 if wait else 404)


def _over(request: HttpRequest, consultation: Consultation, heard=()) -> HttpResponse:
    context = {"consultation": consultation, "heard": heard, "is_late": request.method == "POST"}
    return render(request, "participation/over.html", context, status=410)


def _page(request: HttpRequest, context: dict, status: int = 200) -> HttpResponse:
    return render(request, "participation/ballot.html", context, status=status)
