"""The inbox of a team: what waits, what is mine, and one message at a time."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin import messages

from common import clock
from concerns import access, clockwork, forms, operations, refusals, sealed, working
from concerns.models import Concern, Desk, Look
from concerns.staff.crumbs import way
from vault import crypto

_LABELS = {**dict(forms.Worry.choices), **dict(forms.Subject.choices)}


@dataclass(frozen=True, slots=True)
class Row:
    """A message as the list shows it: nothing of what it says."""

    concern: Concern
    left: timedelta  # working time; below zero is late
    is_mine: bool
    is_new_here: bool  # handed to this team, and not yet taken

    @property
    def waits(self) -> bool:
        return self.concern.owner_id is None or self.is_new_here

    @property
    def is_late(self) -> bool:
        return self.waits and self.left <= timedelta()

    @property
    def hours_left(self) -> int:
        return int(self.left.total_seconds() // 3600)


@require_safe
@never_cache
def index(request: HttpRequest) -> HttpResponse:
    """Show what waits for the user's desks; whoever keeps seats only sees where to do that."""
    now = clock.now()
    desks = list(access.desks_of(request.user))
    kept = list(access.desks_kept_by(request.user))
    rows = [_row(concern, request.user, desks, now) for concern in access.concerns_of(request.user)]
    context = {
        "desks": desks,
        "kept": kept,
        "all_desks": {desk.pk: desk for desk in [*desks, *kept]}.values(),
        "waiting": [row for row in rows if row.waits],
        "mine": [row for row in rows if row.is_mine and not row.waits],
        "others": [row for row in rows if not row.is_mine and not row.waits],
        "breadcrumbs_items": way(),
        "header_title": _("Messages"),
        "header_icon": "mail",
    }
    return render(request, "concerns/admin/index.html", context)


@require_safe
@never_cache
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Open one message; the look is kept first."""
    concern = access.open_concern(request, pk)
    now = clock.now()
    reads = access.may_read(request.user, concern)
    access.note(request, Look.Action.LOOKED, concern.awaits, number=pk)
    desks = list(access.desks_of(request.user))
    row = _row(concern, request.user, desks, now)
    others = Desk.objects.staffed().exclude(pk=concern.desk_id).named()
    context = {
        "concern": concern,
        "row": row,
        "details": _opened(concern) if reads else None,
        "teams": list(others) if row.is_mine and concern.may_move else [],
        "deleted_on": concern.received_at + clockwork.KEPT,
        "breadcrumbs_items": way(str(concern)),
        "header_title": _("Message"),
        "header_icon": "mail",
    }
    return render(request, "concerns/admin/detail.html", context)


@require_POST
def act(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a message, hand it on, keep it after all, or be done with it."""
    concern = access.open_concern(request, pk)
    verb = _VERBS.get(request.POST.get("do", ""))
    if verb is None:
        raise PermissionDenied
    change, action, done, stays = verb
    desk = concern.awaits
    try:
        change(request, concern)
    except refusals.AlreadyTaken:
        messages.warning(request, _("A colleague was first. The list shows who has it now."))
        return redirect("concerns_staff:index")
    except refusals.MayNotMove:
        messages.error(request, _("The sender did not agree that another team calls."))
    except refusals.NobodyThere:
        messages.error(request, _("Nobody sits at that desk. Choose another team."))
    except refusals.NotYours:
        messages.warning(request, _("This was changed before. The list now shows how it is."))
        return redirect("concerns_staff:index")
    else:
        access.note(request, action, desk, number=pk)
        messages.success(request, done)
        if not stays:
            return redirect("concerns_staff:index")
    return redirect("concerns_staff:detail", pk)


def _take(request, concern: Concern) -> None:
    # What was handed over is taken by the other team only: the first can't push it over.
    if not access.desks_of(request.user).filter(pk=concern.awaits.pk).exists():
        raise Http404
    operations.take(concern=concern, user=request.user, now=clock.now())


def _take_over(request, concern: Concern) -> None:
    if not access.may_read(request.user, concern):
        raise Http404
    operations.take_over(concern=concern, user=request.user, now=clock.now())


def _offer(request, concern: Concern) -> None:
    to = request.POST.get("to", "")
    desk = get_object_or_404(Desk, pk=int(to[:15]) if to.isdecimal() else 0)
    operations.offer(concern=concern, to=desk, user=request.user, now=clock.now())


def _keep(request, concern: Concern) -> None:
    operations.keep(concern=concern, user=request.user, now=clock.now())


def _finish(request, concern: Concern) -> None:
    operations.finish(concern=concern, user=request.user, now=clock.now())


_TAKEN = _("It is yours now. Call when they asked for it.")
_VERBS = {
    "take": (_take, Look.Action.TAKEN, _TAKEN, True),
    "take_over": (_take_over, Look.Action.TAKEN_OVER, _TAKEN, True),
    "offer": (_offer, Look.Action.OFFERED, _("It stays yours until the other team took it."), True),
    "keep": (_keep, Look.Action.KEPT, _("It stays with your team."), True),
    "finish": (_finish, Look.Action.DONE, _("The message is deleted. A count stays."), False),
}


def _row(concern: Concern, user, desks: list[Desk], now: datetime) -> Row:
    late = now >= concern.due_at
    left = -working.between(concern.due_at, now) if late else working.between(now, concern.due_at)
    numbers = {desk.pk for desk in desks}
    return Row(
        concern,
        left,
        is_mine=concern.owner_id == user.pk and concern.desk_id in numbers,
        is_new_here=concern.offered_to_id in numbers,
    )


def _opened(concern: Concern) -> dict | None:
    """Return the values in words; None where they can't be read any more."""
    try:
        found = sealed.opened(concern)
    except crypto.CannotOpen:
        return None
    return {
        "telephone": found.telephone,
        "when": dict(forms.When.choices).get(found.when, ""),
        "topic": _LABELS.get(found.topic, ""),
        "who": dict(forms.Who.choices).get(found.who, ""),
        "organisation": found.organisation,
        "agreed": found.agreed,
    }
