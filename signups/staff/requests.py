"""Questions for data of a child: tasks for managers and the data role, with a day due."""

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages
from wagtail.admin.ui.components import Component

from common import clock
from partners.models import PartnerPage
from partners.permissions import partners_with_pairs_for, partners_with_people_for
from signups import access, operations
from signups.models import AccessLog, DataRequest
from signups.operations import requests as asked
from signups.staff.crumbs import way
from vault import crypto

_SHOWN = 50


def partners_of(user) -> QuerySet[PartnerPage]:
    """Return the partners whose questions the user answers: as manager or with the data role."""
    return partners_with_people_for(user) | partners_with_pairs_for(user)


def open_for(user) -> QuerySet[DataRequest]:
    """Return the questions that the user must still answer, first due first."""
    rows = DataRequest.objects.filter(partner__in=partners_of(user).values("pk"))
    return rows.filter(answered_at__isnull=True)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def requests(request: HttpRequest) -> HttpResponse:
    """Show what is asked and until when to answer; note what was answered. Every look is kept."""
    rows = open_for(request.user).select_related("partner")
    if request.method == "POST":
        chosen = request.POST.get("request", "")
        one = get_object_or_404(rows, pk=int(chosen[:15]) if chosen.isdecimal() else 0)
        outcome = request.POST.get("outcome", "")
        if outcome not in DataRequest.Outcome.values:
            messages.warning(request, _("Choose what you answered."))
        elif operations.note_answer(request=one, outcome=outcome, by=request.user, now=clock.now()):
            _note(request, AccessLog.Action.DATA_ANSWERED, one.partner, 1)
            messages.success(request, _("Noted as answered."))
        return redirect("signups_staff:requests")
    found = list(rows[:_SHOWN])
    for partner in {one.partner for one in found}:
        number = sum(one.partner == partner for one in found)
        _note(request, AccessLog.Action.DATA_REQUESTS, partner, number)
    context = {
        "rows": [(one, _opened(one)) for one in found],
        "today": clock.local(clock.now()).date(),
        "outcomes": DataRequest.Outcome.choices,
        "breadcrumbs_items": way((_("Questions about data"), "")),
        "header_title": _("Questions about data"),
        "header_icon": "help",
    }
    return render(request, "signups/admin/requests.html", context)


def _opened(one: DataRequest) -> asked.Question | None:
    try:
        return asked.question_of(one)
    except crypto.CannotOpen:
        return None


def _note(request: HttpRequest, action: str, partner: PartnerPage, rows: int) -> None:
    access.note(request, action, None, rows, about=_("Questions about data"), partner=partner)


class RequestsPanel(Component):
    """A task on the first page of staff while a question waits for an answer."""

    name = "data_requests"
    template_name = "signups/admin/requests_panel.html"
    order = 35

    def __init__(self, user):
        self.user = user

    def get_context_data(self, parent_context=None):
        found = list(open_for(self.user)[:_SHOWN])
        today = clock.local(clock.now()).date()
        first = min((one.due_on for one in found), default=None)
        return {"number": len(found), "first": first, "late": bool(first and first < today)}
