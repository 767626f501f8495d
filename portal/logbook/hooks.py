"""Where the logbook is in the admin."""

from django.urls import include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from partners.permissions import teams_kept_by
from portal.logbook import views

_addresses = [
    path("", views.index, name="index"),
    path("bestand/", views.export, name="export"),
]


@hooks.register("register_admin_urls")
def logbook_urls():
    return [path("logboek/", include((_addresses, "logbook")))]


class _LogbookItem(MenuItem):
    """Only for who keeps the people of a partner."""

    def is_shown(self, request):
        return teams_kept_by(request.user).exists()


@hooks.register("register_admin_menu_item")
def logbook_item():
    return _LogbookItem(
        _("Logbook"), reverse("logbook:index"), name="logbook", icon_name="history", order=125
    )
