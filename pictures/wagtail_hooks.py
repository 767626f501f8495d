"""What staff can do with a picture beside what Wagtail offers."""

from django.urls import include, path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogFormatter

from pictures import operations, views

_addresses = [path("<int:pk>/intrekken/", views.withdraw, name="withdraw")]


@hooks.register("register_admin_urls")
def picture_urls():
    return [path("afbeeldingen/", include((_addresses, "pictures")))]


@hooks.register("register_log_actions")
def withdrawn(actions):
    @actions.register_action(operations.WITHDRAWN)
    class Withdrawn(LogFormatter):
        label = _("Photo taken away")
        message = _("A photo was taken away: somebody on it no longer agreed.")
