"""Importing in the admin, for who works for a partner."""

from django.urls import include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from imports import views
from partners.permissions import partners_of

_imports = [
    path("", views.index, name="index"),
    path("sjabloon/activiteiten.<str:kind>", views.template, name="template"),
    path("<int:pk>/", views.partner, name="partner"),
    path("<int:pk>/lezen/<str:way>/", views.read, name="read"),
    path("<int:pk>/agenda/<int:feed_pk>/", views.feed, name="feed"),
    path("<int:pk>/<int:run_pk>/", views.run, name="run"),
    path("<int:pk>/<int:run_pk>/besluit/", views.decide, name="decide"),
]


@hooks.register("register_admin_urls")
def import_urls():
    return [path("importeren/", include((_imports, "imports")))]


class _ImportItem(MenuItem):
    """Only for who works for a partner."""

    def is_shown(self, request):
        return partners_of(request.user).exists()


@hooks.register("register_admin_menu_item")
def import_item():
    return _ImportItem(
        _("Import"), reverse("imports:index"), name="imports", icon_name="upload", order=130
    )
