"""A message to everybody who signed up, or to one group of a series: write, look, send."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages

from common import clock
from signups import access, mails, operations
from signups.models import AccessLog, OutboxMail
from signups.staff.crumbs import way
from signups.staff.forms import MessageForm


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def write(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the text, show it with the number of receivers, and send it once they are sure."""
    bookable = access.open_bookable(request, pk)
    form = MessageForm(request.POST or None, bookable=bookable, initial={"key": uuid.uuid4()})
    receivers = operations.receivers_of(bookable, form.chosen())
    by_mail = sum(signup.has_email for signup in receivers)
    step = request.POST.get("do", "")
    if request.method == "POST" and form.is_valid() and receivers and step == "send":
        message = operations.write_to_all(
            key=form.cleaned_data["key"],
            bookable=bookable,
            text=form.cleaned_data["text"],
            sender=request.user,
            now=clock.now(),
            to=form.chosen(),
        )
        about = ": ".join(filter(None, (str(bookable), form.chosen_name())))
        told_to = message.mails + message.calls
        access.note(request, AccessLog.Action.MESSAGED, bookable, told_to, about=about)
        told = ngettext(
            "The message goes to %(number)d signup.",
            "The message goes to %(number)d signups.",
            message.mails,
        ) % {"number": message.mails}
        if message.calls:
            told += " " + _("%(number)d on the call list.") % {"number": message.calls}
        messages.success(request, told)
        return redirect("signups_staff:people", pk)
    activity = bookable.owner.activity
    title = "" if activity.is_sensitive else activity.title
    context = {
        "bookable": bookable,
        "form": form,
        "is_preview": bool(receivers) and form.is_valid() and step == "preview",
        "to": form.chosen_name(),
        "anybody": bool(operations.receivers_of(bookable)),
        "subject": mails.subject(OutboxMail.Kind.MESSAGE, title),
        "is_sensitive": activity.is_sensitive,
        "by_mail": by_mail,
        "by_telephone": len(receivers) - by_mail,
        "breadcrumbs_items": way(
            (str(bookable), reverse("signups_staff:people", args=[pk])), (_("Write to all"), "")
        ),
        "header_title": _("Write to all"),
        "header_icon": "mail",
    }
    return render(request, "signups/admin/write.html", context, status=400 if form.errors else 200)
