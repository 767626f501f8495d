"""Desks in the admin: editors say which team takes messages; they never read one."""

from django.db.models import ProtectedError
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.panels import FieldPanel
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from concerns.models import Desk


def _takes(desk: Desk):
    return _("yes") if desk.is_open else _("no")


class DeleteDesk(generic.DeleteView):
    def form_valid(self, form):
        try:
            return super().form_valid(form)
        except ProtectedError:
            messages.error(self.request, _("Messages still wait here. Close the desk first."))
            return redirect(self.index_url_name)


class DeskViewSet(ModelViewSet):
    model = Desk
    name = "desks"
    icon = "mail"
    menu_order = 340
    menu_label = _("Desks for messages")
    delete_view_class = DeleteDesk
    add_to_admin_menu = True
    copy_view_enabled = False
    inspect_view_enabled = False
    list_display = [
        "__str__",
        "entrance_of",
        Column("takes", label=_("takes messages"), accessor=_takes),
    ]
    panels = [
        FieldPanel("team"),
        FieldPanel("partner"),
        FieldPanel("entrance_of"),
        FieldPanel("is_open"),
    ]
