"""Copy an activity to a new season: ask for the first day, make the draft, open it."""

import uuid

from django import forms
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from activities import operations, recurrence
from activities.forms import DayInput
from activities.models import ActivityPage
from activities.scope import activities_of
from common import clock


class SeasonForm(forms.Form):
    first_day = forms.DateField(
        label=gettext_lazy("First day"),
        widget=DayInput,
        help_text=gettext_lazy("The other dates follow from the pattern, holidays left out."),
    )
    key = forms.UUIDField(widget=forms.HiddenInput)

    def clean_first_day(self):
        day = self.cleaned_data["first_day"]
        if day < clock.local(clock.now()).date():
            raise forms.ValidationError(_("This day has passed."))
        return day


class SeasonView(WagtailAdminTemplateMixin, FormView):
    template_name = "activities/admin/season.html"
    header_icon = "copy"
    form_class = SeasonForm
    activity: ActivityPage

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        own = activities_of(request.user).exclude(kind=ActivityPage.Kind.HELP)
        self.activity = get_object_or_404(own, pk=kwargs["pk"])

    def get_page_title(self):
        return _("Copy to a new season")

    def get_breadcrumbs_items(self):
        edit = reverse("wagtailadmin_pages:edit", args=[self.activity.pk])
        return [
            {"url": reverse("wagtailadmin_home"), "label": _("Home")},
            {"url": edit, "label": self.activity.title},
            {"url": "", "label": self.get_page_title()},
        ]

    def get_initial(self):
        return {"key": uuid.uuid4()}

    def form_valid(self, form):
        try:
            page = operations.copy_to_season(
                activity=self.activity,
                first_day=form.cleaned_data["first_day"],
                key=form.cleaned_data["key"],
                by=self.request.user,
            )
        except recurrence.PatternTooLong:
            form.add_error("first_day", _("This is too long: choose at most 400 times."))
            return self.form_invalid(form)
        words = _("“%(title)s” is saved as a draft. Nobody sees it yet.")
        messages.success(self.request, words % {"title": page.title})
        return HttpResponseRedirect(reverse("wagtailadmin_pages:edit", args=[page.pk]))

    def get_context_data(self, **kwargs):
        back_url = reverse("wagtailadmin_pages:edit", args=[self.activity.pk])
        return super().get_context_data(activity=self.activity, back_url=back_url, **kwargs)
