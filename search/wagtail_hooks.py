"""The words of the search, and what people look for, in the menu of the admin."""

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from search import learning
from search.viewsets import WordsViewSetGroup


class LearningMenuItem(MenuItem):
    def is_shown(self, request):
        return request.user.has_perm("search.view_tally")


@hooks.register("register_admin_viewset")
def words():
    return WordsViewSetGroup()


@hooks.register("register_admin_urls")
def urls():
    return [path("zoekvragen/", learning.report, name="search_learning")]


@hooks.register("register_reports_menu_item")
def learning_menu():
    return LearningMenuItem(
        _("What people search for"), reverse("search_learning"), icon_name="search", order=900
    )
