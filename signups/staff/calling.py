"""The call list: who gave no e-mail address, and what to tell them."""

from collections import Counter

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin import messages

from common import clock
from signups import access, calls, operations
from signups.models import AccessLog, Call
from signups.staff.crumbs import way

Action = AccessLog.Action


@require_safe
@never_cache
def call_list(request: HttpRequest) -> HttpResponse:
    """Show whom to call for all of the user's partners: offers first, by their deadline."""
    own = access.bookables_of(request.user)
    needed = calls.still_needed(own, clock.now())
    seen = Counter(call.signup.bookable for call in needed)
    for bookable, rows in seen.items():
        access.note(request, Action.CALL_LIST, bookable, rows)
    context = {
        "rows": calls.opened(needed),
        "breadcrumbs_items": way((_("Call list"), "")),
        "header_title": _("Call list"),
        "header_icon": "mobile-alt",
    }
    return render(request, "signups/admin/calls.html", context)


@require_POST
def done(request: HttpRequest, pk: int) -> HttpResponse:
    """Note a call as made, or put it back on the list."""
    call = Call.objects.filter(pk=pk).select_related("signup").first()
    if call is None:
        raise Http404
    bookable = access.open_bookable(request, call.signup.bookable_id)
    if request.POST.get("do") == "undo":
        operations.undo_call(call=call)
        messages.success(request, _("Back on the list."))
    else:
        operations.note_call(call=call, by=request.user, now=clock.now())
        access.note(request, Action.CALLED, bookable, 1)
        messages.success(request, _("Noted as called."))
    return redirect("signups_staff:calls")
