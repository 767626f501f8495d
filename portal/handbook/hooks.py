"""The way to the handbook in the admin: for everybody who may log in."""

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from portal.handbook import views


@hooks.register("register_admin_menu_item")
def handbook_item():
    return MenuItem(_("Help"), reverse("handbook"), name="handbook", icon_name="help", order=9900)


@hooks.register("register_admin_urls")
def handbook_urls():
    return [path("handleiding/", views.index, name="handbook")]
