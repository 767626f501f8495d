"""Messages in the admin."""

from django.db.models import Q
from django.urls import include, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from common import keeping
from concerns import access
from concerns.models import Desk
from concerns.staff.panel import WaitingPanel
from concerns.viewsets import DeskViewSet


@hooks.register("register_admin_urls")
def urls():
    return [path("berichten/", include("concerns.staff.urls"))]


class _MessagesItem(MenuItem):
    """Only for who sits at a desk, or gives its seats."""

    def is_shown(self, request):
        user = request.user
        return access.desks_of(user).exists() or access.desks_kept_by(user).exists()


@hooks.register("register_admin_menu_item")
def menu_item():
    return _MessagesItem(
        gettext_lazy("Messages"),
        reverse("concerns_staff:index"),
        name="concerns",
        icon_name="mail",
        order=112,
    )


@hooks.register("construct_homepage_panels")
def what_waits(request, panels):
    panels.append(WaitingPanel(request.user))


@hooks.register("register_admin_viewset")
def desks():
    return DeskViewSet()


@keeping.register
def no_desk_without_its_page(page) -> str:
    """A page with a desk stays: messages may wait there."""
    below = page.get_descendants(inclusive=True).values("pk")
    rows = Desk.objects.filter(Q(team__in=below) | Q(partner__in=below))
    if not (desk := rows.select_related("team", "partner").first()):
        return ""
    return _("“%(title)s” cannot be deleted: messages arrive there. Remove the desk first.") % {
        "title": desk
    }
