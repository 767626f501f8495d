"""At the door: who is expected, who is there, and who comes in without a signup."""

import uuid

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.admin import messages

from activities.models import Session
from common import clock
from signups import access, deadlines, operations, refusals, sheet
from signups.models import AccessLog, Attendance, Signup
from signups.personal import Person
from signups.staff.crumbs import day_of, way
from signups.staff.forms import WalkInForm

State = Attendance.State
Action = AccessLog.Action


@require_safe
@never_cache
def attendance(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the sheet; a volunteer sees first names. Every look is kept."""
    session = access.open_session(request, pk, first_names=True)
    whole = access.manages(request.user, session)
    found = sheet.of(session) if whole else sheet.first_names(session)
    action = Action.ATTENDANCE if whole else Action.FIRST_NAMES
    bookable = access.bookable_of(session)
    access.note_session(request, action, session, len(found.lines))
    context = {
        "session": session,
        "sheet": found,
        "whole": whole,
        "bookable": bookable,
        "takes_walk_ins": bookable is not None and not bookable.series_id,
        "is_open": operations.door_is_open(session, clock.now()) and not session.is_cancelled,
        "breadcrumbs_items": way((day_of(session), "")),
        "header_title": _("Attendance"),
        "header_icon": "tick-inverse",
    }
    return render(request, "signups/admin/door.html", context)


@require_POST
def tick(request: HttpRequest, pk: int) -> HttpResponse:
    """Note who is there, did not come, or neither; a volunteer ticks present only."""
    session = access.open_session(request, pk, first_names=True)
    state, was = request.POST.get("state", ""), request.POST.get("was", "")
    allowed = State.values if access.manages(request.user, session) else ["", State.PRESENT]
    if state not in allowed or was not in State.values:
        raise Http404
    signup = get_object_or_404(sheet.expected_at(session), pk=_number(request, "signup"))
    position = _number(request, "position")
    problem = ""
    try:
        operations.tick(
            session=session,
            signup=signup,
            position=position,
            state=state,
            was=was,
            by=request.user,
            now=clock.now(),
        )
    except refusals.TickedMeanwhile:
        problem = _("A colleague noted something else just now. The list shows it.")
    except refusals.Refusal:
        problem = _("This can't be noted now. Load the page again.")
    return _answer(request, session, signup, position, problem)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def walk_in(request: HttpRequest, pk: int) -> HttpResponse:
    """Add somebody who did not sign up; besides the places only when staff say so."""
    session = access.open_session(request, pk)
    bookable = access.bookable_of(session)
    if bookable is None or bookable.series_id:
        raise Http404  # into a group of a series nobody comes but by its own rules
    wishes = deadlines.settings_of(session.group.activity_id)
    wishes.activity = session.group.activity
    form = WalkInForm(
        request.POST or None, wishes=wishes, initial={"key": uuid.uuid4()}, label_suffix=""
    )
    full = False
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        try:
            signup = operations.walk_in(
                key=values["key"],
                session=session,
                bookable=bookable,
                person=Person(values["name"], is_child=form.is_for_children),
                telephone=values["telephone"],
                consent=form.consent(),
                beyond=values["beyond"],
                by=request.user,
                now=clock.now(),
            )
        except refusals.GroupFull:
            full = True
            form.ask_beyond()
        except refusals.Refusal:
            messages.error(request, _("Nobody can be added to this session now."))
            return redirect("signups_staff:door", pk)
        else:
            access.note_session(request, Action.WALKED_IN, session, 1)
            messages.success(request, _("Added, and noted as here."))
            return redirect(f"{reverse('signups_staff:door', args=[pk])}#p-{signup.pk}-0")
    context = {
        "session": session,
        "form": form,
        "full": full,
        "waiting": bookable.waiting,
        "breadcrumbs_items": way(
            (day_of(session), reverse("signups_staff:door", args=[pk])), (_("Add somebody"), "")
        ),
        "header_title": _("Add somebody"),
        "header_icon": "plus",
    }
    status = 409 if full else 400 if form.errors else 200
    return render(request, "signups/admin/walk_in.html", context, status=status)


@require_POST
def undo_walk_in(request: HttpRequest, pk: int, signup_pk: int) -> HttpResponse:
    """Take back who was added by mistake."""
    session = access.open_session(request, pk)
    rows = sheet.expected_at(session).filter(channel=Signup.Channel.DOOR)
    signup = get_object_or_404(rows, pk=signup_pk)
    try:
        operations.undo_walk_in(signup=signup, now=clock.now())
    except refusals.AlreadyOver:
        pass  # a second click: the list says how it stands
    else:
        access.note_session(request, Action.CANCELLED, session, 1)
    messages.success(request, _("Taken off the list."))
    return redirect("signups_staff:door", pk)


def _number(request: HttpRequest, name: str) -> int:
    value = request.POST.get(name, "")
    if not (value.isascii() and value.isdecimal()):
        raise Http404
    return int(value[:15])


def _answer(
    request: HttpRequest, session: Session, signup: Signup, position: int, problem: str
) -> HttpResponse:
    """Answer a script with the new state and the counts, and a plain form with the sheet."""
    if "application/json" not in request.headers.get("Accept", ""):
        if problem:
            messages.warning(request, problem)
        return redirect(
            f"{reverse('signups_staff:door', args=[session.pk])}#p-{signup.pk}-{position}"
        )
    row = Attendance.objects.filter(session=session, signup=signup, position=position).first()
    state = row.state if row else State.UNKNOWN
    present, expected = sheet.counts(session)
    counted = _("%(present)d of %(expected)d here") % {"present": present, "expected": expected}
    body = {
        "state": state,
        "label": str(State(state).label),
        "counted": counted,
        "said": problem or f"{State(state).label}. {counted}",
    }
    response = JsonResponse(body, status=409 if problem else 200)
    response.headers["Cache-Control"] = "no-store, private"
    return response
