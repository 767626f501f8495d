"""What staff do with the dates of a group: add, move, cancel, restore, delete."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from activities import forms, guards, operations, sheet
from activities.group_views import breadcrumbs
from activities.models import Group, Session
from activities.scope import groups_of, sessions_of
from common import clock

REFUSALS = {
    operations.MomentTaken: gettext_lazy("This group already meets at that moment."),
    operations.MomentPassed: gettext_lazy("This date has passed. It stays as it was."),
    operations.EndBeforeStart: gettext_lazy("The end must come after the start."),
    operations.SessionIsCancelled: gettext_lazy("This date is cancelled. Restore it first."),
    operations.SessionInUse: gettext_lazy(
        "Somebody signed up. Cancel this date, so that they hear it."
    ),
}


class ActionView(WagtailAdminTemplateMixin, FormView):
    """Validate a form, call one operation, go back to the group."""

    template_name = "activities/admin/action.html"
    header_icon = "calendar-alt"
    form_class = forms.forms.Form
    title = ""
    explanation = ""
    button = ""
    is_serious = False
    may_be_more = False
    change: operations.Change
    dates_of_change: Sequence[datetime] = ()
    became: datetime | None = None
    group: Group

    def get_page_title(self):
        return self.title

    def get_breadcrumbs_items(self):
        return breadcrumbs(self.group, str(self.title))

    def get_success_url(self):
        return reverse("groups:detail", args=[self.group.pk])

    def perform(self, form) -> str:
        """Call the operation and return what to tell."""
        raise NotImplementedError

    def form_valid(self, form):
        try:
            with transaction.atomic():
                told = self.perform(form)
                self.note()
        except tuple(REFUSALS) as refusal:
            form.add_error(None, REFUSALS[type(refusal)])
            return self.form_invalid(form)
        except guards.Refused as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        messages.success(self.request, told)
        return HttpResponseRedirect(self.get_success_url())

    def note(self) -> None:
        """Keep who did this, to which dates; nothing where nothing changed."""
        if self.dates_of_change:
            operations.note(
                activity=self.group.activity,
                change=self.change,
                by=self.request.user,
                dates=self.dates_of_change,
                became=self.became,
            )

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            group=self.group,
            session=getattr(self, "session", None),
            explanation=self.explanation,
            button=self.button,
            is_serious=self.is_serious,
            may_be_more=self.may_be_more,
            back_url=self.get_success_url(),
            **kwargs,
        )


class GroupActionView(ActionView):
    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.group = get_object_or_404(
            groups_of(request.user).select_related("activity"), pk=kwargs["pk"]
        )


class AddPatternView(GroupActionView):
    template_name = "activities/admin/add_pattern.html"
    form_class = forms.PatternForm
    change = operations.Change.DATES_ADDED
    title = gettext_lazy("Add dates")
    button = gettext_lazy("Save these dates")

    def get_initial(self):
        """Begin with the times of the last pattern: a new season is often like the last one."""
        initial = super().get_initial()
        last = self.group.patterns.order_by("pk").last()
        if last:
            names = ("frequency", "starts", "ends", "skip_public_holidays", "skip_school_holidays")
            initial |= {name: getattr(last, name) for name in names}
        return initial

    def perform(self, form) -> str:
        self.dates_of_change = [row.starts_at for row in form.make_sessions(self.group)]
        made = len(self.dates_of_change)
        if not made:
            return _("All these dates were there already.")
        return ngettext("%(count)d date is added.", "%(count)d dates are added.", made) % {
            "count": made
        }

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        dates = sheet.draw(context["form"].plan, user=self.request.user, group=self.group)
        preview_url = f"{reverse('groups:preview')}?group={self.group.pk}"
        return context | {"preview_url": preview_url, "dates": dates}


class AddSessionView(GroupActionView):
    form_class = forms.NewSessionForm
    change = operations.Change.DATES_ADDED
    title = gettext_lazy("Add one date")
    button = gettext_lazy("Save this date")

    def perform(self, form) -> str:
        moment = form.moment
        operations.add_session(
            group=self.group,
            starts_at=moment.starts_at,
            ends_at=moment.ends_at,
            venue=form.cleaned_data["venue"],
        )
        self.dates_of_change = [moment.starts_at]
        return _("The date is added.")


class SessionActionView(ActionView):
    session: Session

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.session = get_object_or_404(
            sessions_of(request.user).select_related("group__activity"), pk=kwargs["pk"]
        )
        self.group = self.session.group
        self.dates_of_change = [self.session.starts_at]


class MoveView(SessionActionView):
    may_be_more = True
    form_class = forms.MoveForm
    change = operations.Change.DATES_MOVED
    title = gettext_lazy("Move this date")
    button = gettext_lazy("Move")
    explanation = gettext_lazy("Visitors see the new time, the old time and your reason.")

    def get_initial(self):
        starts, ends = clock.local(self.session.starts_at), clock.local(self.session.ends_at)
        return {"day": starts.date(), "starts": starts.time(), "ends": ends.time()}

    def perform(self, form) -> str:
        moment = form.moment
        operations.move_session(
            session=self.session,
            starts_at=moment.starts_at,
            ends_at=moment.ends_at,
            reason=form.cleaned_data["reason"],
            now=clock.now(),
        )
        self.became = moment.starts_at
        return _("The date is moved.")


class CancelView(SessionActionView):
    may_be_more = True
    form_class = forms.CancelForm
    change = operations.Change.DATES_CANCELLED
    title = gettext_lazy("Cancel this date")
    button = gettext_lazy("Yes, it does not go on")
    explanation = gettext_lazy("The date stays on the site, with your reason.")
    is_serious = True

    def perform(self, form) -> str:
        operations.cancel_session(
            session=self.session, reason=form.cleaned_data["reason"], now=clock.now()
        )
        return _("The date is cancelled.")


class RestoreView(SessionActionView):
    change = operations.Change.DATES_RESTORED
    title = gettext_lazy("Let this date go on")
    button = gettext_lazy("Yes, it goes on")
    explanation = gettext_lazy("Visitors then see that this date goes on.")

    def perform(self, form) -> str:
        operations.restore_session(session=self.session, now=clock.now())
        return _("The date goes on.")


class DeleteSessionView(SessionActionView):
    change = operations.Change.DATES_DELETED
    title = gettext_lazy("Delete this date")
    button = gettext_lazy("Yes, delete it")
    explanation = gettext_lazy("The date disappears from the site without a word.")
    is_serious = True

    def perform(self, form) -> str:
        operations.delete_session(session=self.session)
        return _("The date is deleted.")
