"""Participation in the admin."""

from django.urls import include, path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from common import keeping
from participation import trail
from participation.models import Input
from partners.permissions import partners_of


@hooks.register("register_admin_urls")
def urls():
    return [path("meepraten/", include("participation.staff.urls"))]


class _ParticipationItem(MenuItem):
    """Only for who may write for a partner."""

    def is_shown(self, request):
        return partners_of(request.user).exists()


@hooks.register("register_log_actions")
def actions_of_our_own(actions):
    trail.register(actions)


@keeping.register
def no_owner_disappears(page) -> str:
    """A partner that must answer stays: everybody may see what it was asked."""
    below = page.get_descendants(inclusive=True).values("pk")
    found = Input.objects.filter(owner__in=below).select_related("owner").first()
    if not found:
        return ""
    words = {"title": found.owner.title}
    return gettext("“%(title)s” cannot be deleted: something was put to it, or will be.") % words


@hooks.register("register_admin_menu_item")
def menu_item():
    return _ParticipationItem(
        _("Have your say"),
        reverse("participation_staff:index"),
        name="participation",
        icon_name="comment",
        order=117,
    )
