"""Sign somebody up who calls: the same form, the same rules, the same operation."""

from copy import deepcopy

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages

from common import clock
from signups import access, deadlines, operations, refusals
from signups.booking import WHOLE, Booking
from signups.forms import ContactForm
from signups.models import AccessLog, Bookable, Signup
from signups.staff.crumbs import way


class CallerForm(ContactForm):
    """Who calls: a telephone number is enough, whatever the form on the site asks."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        del self.fields["website"]
        self.fields.setdefault("telephone", deepcopy(self.base_fields["telephone"]))
        self.fields["telephone"].required = False
        self.fields["telephone"].help_text = ""
        self.fields["name"].label = gettext_lazy("Name of who calls")
        self.fields["email"].required = False
        self.fields["email"].help_text = gettext_lazy("Without it, they get on the call list.")
        for field in self.fields.values():
            field.widget.attrs["autocomplete"] = "off"


class TelephoneBooking(Booking):
    """The form of the site, filled in by staff."""

    def __init__(self, wishes, moments=(), chosen="", data=None, known=None):
        super().__init__(wishes, moments, chosen, data, known)
        self.contact = CallerForm(data, wishes=wishes)

    def changed(self, action: str) -> "TelephoneBooking":
        """Return the same form with a person more or fewer."""
        return TelephoneBooking(self.wishes, self.moments, data=super().changed(action).data)

    def consent(self) -> str:
        """Return what was agreed to by telephone; "" where nothing was asked."""
        agreed = self.agree.text()
        return f"{_('Said by telephone; staff ticked it.')}\n{agreed}" if agreed else ""


_WHY = {
    refusals.GroupFull: lambda: _("There is no place left, and none on the waiting list."),
    refusals.PartyTooLarge: lambda: _("So many people never fit there."),
    refusals.SessionCancelled: lambda: _("This session does not go on."),
    refusals.SignupNotOpen: lambda: _("Signing up has not opened yet."),
    refusals.SignupClosed: lambda: _("Signing up is over."),
}


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def sign_up(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the form of the site for somebody who calls."""
    bookable = access.open_bookable(request, pk)
    if bookable.series_id:
        raise Http404
    activity = bookable.owner.activity
    wishes = deadlines.settings_of(activity.pk)
    wishes.activity = activity
    moment = str(bookable.session_id) if bookable.session_id else WHOLE
    booking = TelephoneBooking(wishes, [moment], moment, request.POST or None)
    if request.method != "POST":
        return _page(request, bookable, booking)
    if action := request.POST.get("people", ""):
        return _page(request, bookable, booking.changed(action[:20]))
    if not booking.is_valid():
        return _page(request, bookable, booking, status=400)
    try:
        signup = operations.sign_up(
            key=booking.key,
            bookable=bookable,
            contact=booking.contact.contact(),
            people=booking.who_comes(),
            answers=booking.answers(),
            consent=booking.consent(),
            channel=Signup.Channel.TELEPHONE,
            now=clock.now(),
        )
    except refusals.Refusal as refusal:
        why = _WHY.get(type(refusal))
        problem = why() if why else _("This form was sent before, with other answers.")
        return _page(request, bookable, booking, status=409, problem=problem)
    access.note(request, AccessLog.Action.TELEPHONE, bookable, 1)
    if signup.status == Signup.Status.WAITING:
        messages.success(request, _("They are on the waiting list. Tell them so."))
    else:
        messages.success(request, _("They have a place. Tell them so."))
    return redirect("signups_staff:people", pk)


def _page(
    request: HttpRequest, bookable: Bookable, booking: TelephoneBooking, status=200, problem=""
) -> HttpResponse:
    context = {
        "bookable": bookable,
        "booking": booking,
        "problem": problem,
        "problems": booking.problems() if status == 400 else [],
        "breadcrumbs_items": way(
            (str(bookable), reverse("signups_staff:people", args=[bookable.pk])),
            (_("Sign somebody up"), ""),
        ),
        "header_title": _("Sign somebody up"),
        "header_icon": "mobile-alt",
    }
    return render(request, "signups/admin/telephone.html", context, status=status)
