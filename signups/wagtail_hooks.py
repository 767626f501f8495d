"""Signups in the admin."""

from django.urls import include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button

from activities.models import ActivityPage
from activities.viewsets import use
from partners.permissions import partners_with_first_names_for
from signups import post
from signups.placement import hooks as _placement  # noqa: F401
from signups.staff.post import PostPanel
from signups.staff.requests import RequestsPanel, partners_of
from signups.viewsets import GroupViewSet

use(GroupViewSet)


@hooks.register("register_admin_urls")
def urls():
    return [path("aanmeldingen/", include("signups.staff.urls"))]


class _SignupsItem(MenuItem):
    """Only for who manages a partner, or stands at its door."""

    def is_shown(self, request):
        return partners_with_first_names_for(request.user).exists()


@hooks.register("register_admin_menu_item")
def menu_item():
    return _SignupsItem(
        _("Signups"), reverse("signups_staff:index"), name="signups", icon_name="group", order=115
    )


class _PostItem(MenuItem):
    """For managers of a partner, and for editors: no person is named there."""

    def is_shown(self, request):
        return bool(post.partners_of(request.user))


@hooks.register("register_admin_menu_item")
def post_item():
    return _PostItem(
        _("Post"), reverse("signups_staff:post"), name="post", icon_name="mail", order=116
    )


class _RequestsItem(MenuItem):
    """For who answers questions about data: managers, and the data role."""

    def is_shown(self, request):
        return partners_of(request.user).exists()


@hooks.register("register_admin_menu_item")
def requests_item():
    url = reverse("signups_staff:requests")
    return _RequestsItem(
        _("Questions about data"), url, name="data-requests", icon_name="help", order=118
    )


@hooks.register("construct_homepage_panels")
def what_needs_somebody(request, panels):
    panels += [PostPanel(request.user), RequestsPanel(request.user)]


@hooks.register("register_page_header_buttons")
def link_to_settings(page, user, next_url=None, view_name="edit"):
    activity = page.specific_deferred
    if not isinstance(activity, ActivityPage) or activity.kind == ActivityPage.Kind.HELP:
        return
    if page.permissions_for_user(user).can_edit():
        url = reverse("signups_staff:settings", args=[page.pk])
        yield Button(_("What you ask at signup"), url, icon_name="form", priority=6)
