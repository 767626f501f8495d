"""The way to the sheets in the admin."""

from django.urls import include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.auth import user_has_any_page_permission
from wagtail.admin.menu import MenuItem

from portal.paper import views

_addresses = [
    path("", views.index, name="index"),
    path("<int:pk>/<str:week>.pdf", views.pdf, name="pdf"),
]


class _PaperItem(MenuItem):
    """Only for who works with pages."""

    def is_shown(self, request):
        return user_has_any_page_permission(request.user)


@hooks.register("register_admin_menu_item")
def paper_item():
    return _PaperItem(
        _("On paper"), reverse("paper:index"), name="paper", icon_name="doc-full", order=350
    )


@hooks.register("register_admin_urls")
def paper_urls():
    return [path("papier/", include((_addresses, "paper")))]
