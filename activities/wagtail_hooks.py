"""Activities in the admin: groups and dates, terms, and what guards a page with signups."""

from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import include, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button

from activities import checklist, guards, operations, trail, viewsets
from activities.models import ActivityPage, Freshness, Group, Session
from activities.term_viewsets import TermsViewSetGroup
from common import clock, keeping
from partners.permissions import partners_of


@hooks.register("register_admin_viewset")
def groups():
    return viewsets.used()()


@hooks.register("register_admin_viewset")
def terms():
    return TermsViewSetGroup()


@hooks.register("insert_global_admin_css")
def styles_of_the_editor():
    return format_html(
        '<link rel="stylesheet" href="{}"><noscript><link rel="stylesheet" href="{}"></noscript>',
        static("staff/editor.css"),
        static("staff/plain.css"),
    )


@hooks.register("register_admin_urls")
def own_urls():
    return [
        path("nieuwe-activiteit/", include("activities.wizard.urls")),
        path("actueel/", include("activities.freshness.urls")),
    ]


class _WritersItem(MenuItem):
    """Only for who may write for a partner."""

    def is_shown(self, request):
        return partners_of(request.user).exists()


@hooks.register("register_admin_menu_item")
def new_activity_item():
    return _WritersItem(
        gettext_lazy("New activity"),
        reverse("new_activity:choose"),
        name="new-activity",
        icon_name="plus",
        order=100,
    )


@hooks.register("register_admin_menu_item")
def freshness_item():
    return _WritersItem(
        gettext_lazy("Keep up to date"),
        reverse("freshness:index"),
        name="freshness",
        icon_name="date",
        order=115,
    )


@hooks.register("register_log_actions")
def actions_of_our_own(actions):
    trail.register(actions)
    actions.register_action(
        operations.CONFIRMED, gettext_lazy("Checked"), gettext_lazy("Said that it is still right")
    )
    actions.register_action(
        operations.TAKEN_OFF,
        gettext_lazy("Taken off"),
        gettext_lazy("Taken off the site, because nobody checked it"),
    )


def groups_url(activity: ActivityPage) -> str:
    """Return where the dates of an activity are kept: its one group, its groups, or a new one."""
    groups = list(Group.objects.filter(activity=activity.pk).values_list("pk", flat=True)[:2])
    if not groups:
        return f"{reverse('groups:add')}?activity={activity.pk}"
    if len(groups) == 1:
        return reverse("groups:detail", args=groups)
    return f"{reverse('groups:index')}?q={activity.title}"


@hooks.register("register_page_header_buttons")
def link_to_groups(page, user, next_url=None, view_name="edit"):
    activity = page.specific_deferred
    if not isinstance(activity, ActivityPage) or not page.permissions_for_user(user).can_edit():
        return
    if page.live or Freshness.objects.filter(activity=page.pk, hidden_at__isnull=False).exists():
        url = reverse("freshness:activity", args=[page.pk])
        yield Button(_("Still right?"), url, icon_name="date", priority=9)
    if activity.kind != ActivityPage.Kind.HELP:
        yield Button(_("Groups and dates"), groups_url(page), icon_name="calendar-alt", priority=5)
        url = reverse("groups:copy_season", args=[page.pk])
        yield Button(_("Copy to a new season"), url, icon_name="copy", priority=7)


@hooks.register("after_publish_page")
def ask_for_dates(request, page):
    """An activity without dates is found by nobody who looks by day: say so, and where."""
    page = page.specific
    if not isinstance(page, ActivityPage) or page.is_help:
        return
    if not Session.objects.filter(group__activity=page.pk).exists():
        messages.warning(
            request,
            _("“%(title)s” is on the site, but has no dates yet.") % {"title": page.title},
            buttons=[messages.button(groups_url(page), _("Add dates"))],
        )


@keeping.register
def keep_pages_with_signups(page) -> str:
    """People who signed up must hear of it: cancel first, delete when all is over."""
    sessions = Session.objects.filter(group__activity__path__startswith=page.path)
    held = Session.objects.filter(pk__in=guards.in_use(sessions.values_list("pk", flat=True)))
    found = held.values_list("group__activity__title", flat=True).first()
    return guards.signed_up_for(found) if found else ""


@hooks.register("before_bulk_action")
def keep_many_pages_that_are_not_ready(request, action_type, objects, action_class_instance):
    """Publish nothing when one of many pages is not ready, and say which and why."""
    if action_type != "publish" or request.method != "POST":
        return None
    for page in (getattr(row, "specific", row) for row in objects):
        if not isinstance(page, ActivityPage):
            continue
        draft = page.get_latest_revision_as_object()
        if missing := checklist.blockers(checklist.of_page(draft, clock.now())):
            messages.error(request, f"“{draft.title}”: {missing[0].problem}")
            return redirect("wagtailadmin_pages:edit", page.pk)
    return None
