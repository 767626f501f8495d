"""The mail that waits or is stuck, for who looks after it. No address and no name is shown."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages
from wagtail.admin.ui.components import Component

from common import clock
from signups import post as state
from signups.models import OutboxMail
from signups.staff.crumbs import way

MOST = 50
_WITH = (
    "signup__bookable__session__group__activity",
    "signup__bookable__group__activity",
    "signup__bookable__series__activity",
)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def post(request: HttpRequest) -> HttpResponse:
    """Show what is stuck and why; send again what was given up."""
    mails = state.of(request.user)
    now = clock.now()
    if request.method == "POST":
        chosen = request.POST.get("mail", "")
        some = mails.filter(pk=int(chosen)) if chosen.isdecimal() else mails
        count = state.send_again(some, now)
        words = ngettext(
            "%(count)d mail is tried again.", "%(count)d mails are tried again.", count
        )
        messages.success(request, words % {"count": count})
        return redirect("signups_staff:post")
    context = {
        "state": state.state(mails),
        "rows": [_row(mail) for mail in state.stuck(mails).select_related(*_WITH)[:MOST]],
        "most": MOST,
        "breadcrumbs_items": way((_("Post"), "")),
        "header_title": _("Post"),
        "header_icon": "mail",
    }
    return render(request, "signups/admin/post.html", context)


def _row(mail: OutboxMail) -> dict:
    return {
        "mail": mail,
        "activity": mail.signup.bookable.owner.activity.title,
        "why": _why(mail.last_error),
    }


def _why(error: str) -> str:
    """Return plain words for a kind of error."""
    if error in ("SMTPRecipientsRefused", "SMTPDataError"):
        return _("The address does not exist, or takes no mail.")
    if error == "CannotOpen":
        return _("The address can't be read any more.")
    return _("The mail server does not answer well.")


class PostPanel(Component):
    """A note on the first page of staff when mail does not arrive."""

    name = "post"
    template_name = "signups/admin/post_panel.html"
    order = 40

    def __init__(self, user):
        self.user = user

    def get_context_data(self, parent_context=None):
        if not state.partners_of(self.user):
            return {"trouble": False}
        found = state.state(state.of(self.user))
        late = found.is_late(clock.now())
        return {"state": found, "late": late, "trouble": late or found.given_up > 0}
