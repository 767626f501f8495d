"""The way to what is missing where, in the admin."""

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.auth import user_has_any_page_permission
from wagtail.admin.menu import MenuItem

from portal.dashboard import supply_views


class _SupplyItem(MenuItem):
    """Only for who works with pages."""

    def is_shown(self, request):
        return user_has_any_page_permission(request.user)


@hooks.register("register_admin_menu_item")
def supply_item():
    return _SupplyItem(_("Supply"), reverse("supply"), name="supply", icon_name="table", order=340)


@hooks.register("register_admin_urls")
def supply_urls():
    return [path("aanbod/", supply_views.index, name="supply")]
