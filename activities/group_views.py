"""The list of groups, one group with its sessions, and the form that makes or changes one."""

from django.db import transaction
from django.db.models import Count, Min, Q
from django.http import HttpRequest, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views import generic
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import Button, HeaderButton

from activities import guards, operations, sheet
from activities.forms import REQUIRED, PatternForm
from activities.models import ActivityPage, Group
from activities.scope import activities_of, groups_of
from common import clock


def breadcrumbs(group: Group, label: str = "") -> list[dict]:
    """Return the way to a group, or to something that is done with it."""
    way = [
        {"url": reverse("wagtailadmin_home"), "label": _("Home")},
        {"url": reverse("groups:index"), "label": _("Groups and dates")},
        {"url": reverse("groups:detail", args=[group.pk]) if label else "", "label": str(group)},
    ]
    return [*way, {"url": "", "label": label}] if label else way


class GroupIndexView(generic.IndexView):
    page_title = gettext_lazy("Groups and dates")
    add_item_label = gettext_lazy("New group")

    def get_base_queryset(self):
        now = clock.now()
        coming = Q(sessions__ends_at__gt=now) & ~Q(sessions__status="cancelled")
        return (
            groups_of(self.request.user)
            .select_related("activity")
            .annotate(
                next_at=Min("sessions__starts_at", filter=coming),
                coming_count=Count("sessions", filter=coming),
            )
            .order_by("activity__title", "pk")
        )

    def get_edit_url(self, instance):
        return reverse("groups:detail", args=[instance.pk])

    def get_list_more_buttons(self, instance):
        return []


class GroupCreateView(generic.CreateView):
    page_title = gettext_lazy("New group")
    page_subtitle = gettext_lazy("New group")
    submit_button_label = gettext_lazy("Save group and dates")
    error_message = gettext_lazy("The group is not saved yet. Look at the fields in red.")

    def get_initial(self):
        activity = self._activity()
        initial = super().get_initial()
        if activity:
            initial["activity"] = activity.pk
            if activity.kind == ActivityPage.Kind.DROP_IN:
                initial["way_in"] = Group.WayIn.DROP_IN
        return initial

    def _activity(self) -> ActivityPage | None:
        number = _number(self.request.GET.get("activity"))
        return activities_of(self.request.user).filter(pk=number).first()

    def save_instance(self):
        return _noted(super().save_instance(), operations.Change.GROUP_MADE, self.request)

    def get_success_url(self):
        return reverse("groups:detail", args=[self.object.pk])

    def get_success_message(self, instance):
        count = len(self.form.made)
        if not count:
            return _("The group is saved. It has no dates yet.")
        return ngettext(
            "The group is saved with %(count)d date.",
            "The group is saved with %(count)d dates.",
            count,
        ) % {"count": count}

    def get_success_buttons(self):
        return []


class GroupEditView(generic.EditView):
    page_title = gettext_lazy("Change group")
    success_message = gettext_lazy("The group is changed.")

    def get_base_object_queryset(self):
        return groups_of(self.request.user).select_related("activity")

    def get_object(self, queryset=None):
        return get_object_or_404(self.get_base_object_queryset(), pk=self.kwargs["pk"])

    def save_instance(self):
        return _noted(super().save_instance(), operations.Change.GROUP_CHANGED, self.request)

    def form_valid(self, form):
        try:
            return super().form_valid(form)
        except guards.Refused as refusal:
            form.add_error(None, str(refusal))
            self.error_message = str(refusal)
            return self.form_invalid(form)

    def get_success_url(self):
        return reverse("groups:detail", args=[self.object.pk])

    def get_success_buttons(self):
        return []

    def get_breadcrumbs_items(self):
        return breadcrumbs(self.object, _("Change group"))


class GroupDeleteView(generic.DeleteView):
    page_title = gettext_lazy("Delete group")

    def get_object(self, queryset=None):
        return get_object_or_404(groups_of(self.request.user), pk=self.kwargs["pk"])

    @property
    def confirmation_message(self):
        return _("Delete this group with all its dates? You cannot undo this.")

    def get_success_message(self):
        return _("The group is deleted.")

    def form_valid(self, form):
        try:
            with transaction.atomic():
                _noted(self.object, operations.Change.GROUP_DELETED, self.request)
                operations.delete_group(group=self.object)
        except operations.SessionInUse:
            messages.error(self.request, _("People signed up. Cancel the dates instead."))
            return HttpResponseRedirect(reverse("groups:detail", args=[self.kwargs["pk"]]))
        messages.success(self.request, self.get_success_message())
        return HttpResponseRedirect(reverse("groups:index"))


class GroupDetailView(WagtailAdminTemplateMixin, TemplateView):
    """One group: its sessions, past ones folded away, and what can be done with each."""

    template_name = "activities/admin/group.html"
    header_icon = "calendar-alt"
    viewset = None

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.group = get_object_or_404(
            groups_of(request.user).select_related("activity", "venue", "activity__venue"),
            pk=kwargs["pk"],
        )

    def get_page_title(self):
        return str(self.group)

    def get_breadcrumbs_items(self):
        return breadcrumbs(self.group)

    @cached_property
    def header_buttons(self):
        pk = [self.group.pk]
        return [
            HeaderButton(
                _("Add dates"), url=reverse("groups:add_pattern", args=pk), icon_name="plus"
            )
        ]

    @cached_property
    def header_more_buttons(self):
        pk = [self.group.pk]
        activity = self.group.activity
        buttons = [
            Button(_("Add one date"), url=reverse("groups:add_session", args=pk), icon_name="date"),
            Button(_("Change group"), url=reverse("groups:edit", args=pk), icon_name="edit"),
            Button(
                _("Change the text of the activity"),
                url=reverse("wagtailadmin_pages:edit", args=[activity.pk]),
                icon_name="doc-full",
            ),
            Button(_("Delete group"), url=reverse("groups:delete", args=pk), icon_name="bin"),
        ]
        return [*buttons, *(make(self.group, self.request) for make in self.viewset.group_buttons)]

    def get_context_data(self, **kwargs):
        now = clock.now()
        sessions = list(self.group.sessions.select_related("venue").order_by("starts_at", "pk"))
        columns = [
            (column.label, column.cells(sessions, self.request))
            for column in self.viewset.session_columns
        ]
        rows = [
            {
                "session": session,
                "cells": [(label, cells.get(session.pk, "")) for label, cells in columns],
            }
            for session in sessions
        ]
        return super().get_context_data(
            group=self.group,
            columns=[label for label, cells in columns],
            coming=[row for row in rows if not row["session"].is_over(now)],
            past=[row for row in reversed(rows) if row["session"].is_over(now)],
            **kwargs,
        )


def preview(request):
    """Show the dates of a pattern that is being filled in; nothing is kept."""
    form = PatternForm(request.GET)
    plan = form.plan if form.is_valid() else None
    problems = [problem for said in form.errors.values() for problem in said if problem != REQUIRED]
    group = groups_of(request.user).filter(pk=_number(request.GET.get("group"))).first()
    activity = activities_of(request.user).filter(pk=_number(request.GET.get("activity"))).first()
    venue = _number(request.GET.get("venue")) or (activity and activity.venue_id)
    dates = sheet.draw(plan, user=request.user, venue=venue, group=group)
    return render(request, "activities/admin/dates.html", {"dates": dates, "problems": problems})


def _noted(group: Group, change: operations.Change, request: HttpRequest) -> Group:
    operations.note(activity=group.activity, change=change, by=request.user, about=str(group))
    return group


def _number(text: str | None) -> int | None:
    """Return the id in an address, or None where there is none that could be."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 13 else None
