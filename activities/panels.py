"""Panels of our own in the editor."""

from django import forms
from django.urls import reverse
from wagtail.admin.panels import Panel

from activities import checklist
from common import clock


class DatesPanel(Panel):
    """The dates that the pattern in the same form makes, before anything is kept."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "activities/admin/dates_panel.html"
        media = forms.Media(js=["staff/dates.js"])

        def is_shown(self):
            return self.instance.pk is None

        def get_context_data(self, parent_context=None):
            from activities import sheet

            context = super().get_context_data(parent_context)
            context["preview_url"] = reverse("groups:preview")
            plan = self.form.plan if self.form.is_bound and self.form.errors else None
            context["dates"] = sheet.draw(plan, user=self.request.user)
            return context


class GroupsPanel(Panel):
    """The groups of an activity with their next sessions, and the way to change them."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "activities/admin/groups_panel.html"

        def get_context_data(self, parent_context=None):
            context = super().get_context_data(parent_context)
            context["activity"] = self.instance
            context["groups"] = groups_with_coming(self.instance) if self.instance.pk else []
            return context


class ChecklistPanel(Panel):
    """What the page still needs before it goes on the site, as it was saved last."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "activities/admin/checklist_panel.html"

        def is_shown(self):
            return bool(self.instance.pk)

        def get_context_data(self, parent_context=None):
            context = super().get_context_data(parent_context)
            findings = checklist.of_page(self.instance, clock.now())
            context["blocking"] = checklist.blockers(findings)
            context["warnings"] = [one for one in findings if one.problem and not one.blocks]
            context["well"] = [one for one in findings if not one.problem]
            return context


def groups_with_coming(activity) -> list:
    """Return the groups of an activity, each with `.coming`: its next five sessions."""
    groups = list(activity.groups.order_by("pk"))
    now = clock.now()
    for group in groups:
        group.coming = list(group.sessions.coming(now).in_order()[:6])
    return groups
