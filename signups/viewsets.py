"""Groups in the admin, with their places and the way to who comes."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.admin.widgets.button import Button

from activities import viewsets
from activities.models import Group, Session
from activities.viewsets import SessionColumn
from signups import access, places
from signups.forms_staff import GroupForm
from signups.forms_wizard import SignupStep
from signups.models import Bookable


def _counts(sessions: list[Session], request: HttpRequest) -> dict[int, str]:
    """Tell by session how many come; a link for who may see the names (three queries at most)."""
    rows = places.rows_for(sessions)
    own = set(
        access.bookables_of(request.user)
        .filter(pk__in=[row.pk for row in rows.values()])
        .values_list("pk", flat=True)
    )
    cells = {}
    for session in sessions:
        row = rows.get(("session", session.pk)) or rows.get(("group", session.group_id))
        if row:
            cells[session.pk] = _cell(row, is_own=row.pk in own)
    return cells


def _cell(row: Bookable, *, is_own: bool) -> str:
    words = _("%(taken)d of %(capacity)d") % {"taken": row.taken, "capacity": row.capacity}
    if row.waiting:
        words += ", " + _("%(waiting)d waiting") % {"waiting": row.waiting}
    if not is_own:
        return words
    return format_html('<a href="{}">{}</a>', reverse("signups_staff:people", args=[row.pk]), words)


def _who_comes(group: Group, request: HttpRequest) -> Button:
    url = f"{reverse('signups_staff:index')}?groep={group.pk}"
    return Button(_("Who comes"), url=url, icon_name="group")


def _settings(group: Group, request: HttpRequest) -> Button:
    url = reverse("signups_staff:settings", args=[group.activity_id])
    return Button(_("What you ask at signup"), url=url, icon_name="form")


class GroupViewSet(viewsets.GroupViewSet):
    form_class = GroupForm
    wizard_step = SignupStep
    signup_panels = [
        *viewsets.GroupViewSet.signup_panels,
        FieldRowPanel([FieldPanel("capacity"), FieldPanel("waiting_capacity")]),
    ]
    session_columns = [SessionColumn(gettext_lazy("Signed up"), _counts)]
    group_buttons = [_who_comes, _settings]
