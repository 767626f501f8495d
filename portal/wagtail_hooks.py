"""The admin as staff know it: their own first page, no doors that lead nowhere, our colours."""

from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.translation import gettext as _
from wagtail import hooks

from portal import dashboard
from portal.dashboard import hooks as _supply  # noqa: F401
from portal.handbook import hooks as _handbook  # noqa: F401
from portal.logbook import hooks as _logbook  # noqa: F401
from portal.paper import hooks as _paper  # noqa: F401

# Of no use to who writes about activities; editors and superusers may need some of them.
# Our own handbook stands in the place of Wagtail's help.
FOR_NOBODY = {"forms", "help"}
FOR_FEW = {"reports", "settings"}
FOREIGN = ("whats-new", "editor-guide")


@hooks.register("construct_homepage_panels")
def begin_with_what_is_on(request, panels):
    panels[:] = [panel for panel in panels if panel.name not in dashboard.REPLACED]
    panels += [panel(request.user) for panel in dashboard.PANELS]


@hooks.register("construct_homepage_summary_items", order=1000)
def count_nothing_for_staff(request, items):
    items.clear()


@hooks.register("construct_main_menu")
def hide_what_is_not_for_them(request, items):
    hidden = FOR_NOBODY if _looks_after_the_site(request.user) else FOR_NOBODY | FOR_FEW
    items[:] = [item for item in items if item.name not in hidden]


@hooks.register("construct_help_menu")
def no_links_to_foreign_hosts(request, items):
    items[:] = [item for item in items if not item.name.startswith(FOREIGN)]


@hooks.register("register_account_menu_item")
def second_step(request):
    return {
        "url": reverse("mfa_index"),
        "label": _("Logging in with two steps"),
        "help_text": _("Keep others out of your account."),
    }


@hooks.register("insert_global_admin_css")
def our_styles():
    sheets = [
        (static(name),)
        for name in ("staff/staff.css", "staff/account.css", "css/chart.css", "staff/dashboard.css")
    ]
    return format_html_join("\n", '<link rel="stylesheet" href="{}">', sheets)


def _looks_after_the_site(user) -> bool:
    return user.is_superuser or user.has_perm("activities.change_theme")
