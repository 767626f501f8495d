"""Participation in the admin."""

from django.shortcuts import redirect
from django.urls import include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem

from participation.models import Input
from partners.permissions import partners_of


@hooks.register("register_admin_urls")
def urls():
    return [path("meepraten/", include("participation.staff.urls"))]


class _ParticipationItem(MenuItem):
    """Only for who may write for a partner."""

    def is_shown(self, request):
        return partners_of(request.user).exists()


@hooks.register("before_delete_page")
def no_owner_disappears(request, page):
    """A partner that must answer stays: everybody may see what it was asked."""
    below = page.get_descendants(inclusive=True).values("pk")
    if Input.objects.filter(owner__in=below).exists():
        messages.error(request, _("Something was put to this organisation. Its page stays."))
        return redirect("wagtailadmin_explore", page.get_parent().pk)
    return None


@hooks.register("register_admin_menu_item")
def menu_item():
    return _ParticipationItem(
        _("Have your say"),
        reverse("participation_staff:index"),
        name="participation",
        icon_name="comment",
        order=117,
    )
