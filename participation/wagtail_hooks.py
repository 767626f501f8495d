"""Participation in the admin."""

from django.urls import include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from partners.permissions import partners_of


@hooks.register("register_admin_urls")
def urls():
    return [path("meepraten/", include("participation.staff.urls"))]


class _ParticipationItem(MenuItem):
    """Only for who may write for a partner."""

    def is_shown(self, request):
        return partners_of(request.user).exists()


@hooks.register("register_admin_menu_item")
def menu_item():
    return _ParticipationItem(
        _("Have your say"),
        reverse("participation_staff:index"),
        name="participation",
        icon_name="comment",
        order=117,
    )
