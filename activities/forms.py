"""What staff fill in about groups and sessions, in days and times of a wall clock."""

from django import forms
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from activities import operations, recurrence
from activities.models import Group, Pattern, Session
from activities.scope import activities_of
from common import clock
from venues.models import Venue
from venues.viewsets import venue_chooser

ONCE = "once"
REQUIRED = forms.Field.default_error_messages["required"]
PATTERN_FIELDS = (
    "frequency",
    "first_day",
    "starts",
    "ends",
    "last_day",
    "count",
    "skip_public_holidays",
    "skip_school_holidays",
)


class DayInput(forms.DateInput):
    """The browser's own calendar: it speaks Dutch and works on a phone."""

    def __init__(self):
        super().__init__(attrs={"type": "date"}, format="%Y-%m-%d")


class ClockInput(forms.TimeInput):
    def __init__(self):
        super().__init__(attrs={"type": "time"}, format="%H:%M")


class MomentInput(forms.DateTimeInput):
    def __init__(self):
        super().__init__(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")


class PatternFields(forms.Form):
    """When a group meets; `plan` holds the moments once the form is valid, or None."""

    frequency = forms.ChoiceField(
        label=_("How often"),
        choices=[(ONCE, _("once")), *Pattern.Frequency.choices],
        initial=Pattern.Frequency.WEEKLY,
    )
    first_day = forms.DateField(label=_("First day"), widget=DayInput)
    starts = forms.TimeField(label=_("From"), widget=ClockInput)
    ends = forms.TimeField(label=_("Until"), widget=ClockInput)
    last_day = forms.DateField(
        label=_("Last day"),
        widget=DayInput,
        required=False,
        help_text=_("Fill in a last day or a number of times."),
    )
    count = forms.IntegerField(
        label=_("Number of times"),
        required=False,
        min_value=1,
        max_value=recurrence.MAX_SESSIONS,
        help_text=_("Days that are left out do not count."),
    )
    skip_public_holidays = forms.BooleanField(
        label=_("Not on public holidays"), required=False, initial=True
    )
    skip_school_holidays = forms.BooleanField(label=_("Not in school holidays"), required=False)

    plan: recurrence.Plan | None = None

    def clean(self):
        cleaned = super().clean()
        if self.wants_dates():
            self._plan(self.cleaned_data)
        return cleaned

    def wants_dates(self) -> bool:
        return True

    def make_sessions(self, group: Group) -> list[Session]:
        """Make the sessions of the plan; return those that were not there yet."""
        if self.plan is None:
            return []
        data = self.cleaned_data
        if data["frequency"] != ONCE:
            return operations.add_pattern(
                group=group, **{name: data[name] for name in PATTERN_FIELDS}
            )
        moment = self.plan.moments[0]
        try:
            session = operations.add_session(
                group=group, starts_at=moment.starts_at, ends_at=moment.ends_at
            )
        except operations.MomentTaken:
            return []
        return [session]

    def _plan(self, data: dict) -> None:
        for name in ("first_day", "starts", "ends"):
            if data.get(name) is None and name not in self.errors:
                self.add_error(name, REQUIRED)
        once = data.get("frequency") == ONCE
        ends = {"last_day", "count"}
        if not once and not any(data.get(name) or name in self.errors for name in ends):
            self.add_error("count", _("Fill in a last day or a number of times."))
        first_day, last_day = data.get("first_day"), data.get("last_day")
        if first_day and first_day < clock.local(clock.now()).date():
            self.add_error("first_day", _("This day has passed."))
        if not once and first_day and last_day and last_day < first_day:
            self.add_error("last_day", _("The last day comes before the first day."))
        if set(PATTERN_FIELDS) & set(self.errors):
            return
        if once:
            data |= {"last_day": None, "count": 1, "skip_public_holidays": False}
            data |= {"skip_school_holidays": False}
        values = {name: data[name] for name in PATTERN_FIELDS}
        values["frequency"] = Pattern.Frequency.WEEKLY if once else data["frequency"]
        try:
            self.plan = operations.plan_pattern(**values)
        except operations.EndBeforeStart:
            self.add_error("ends", _("The end must come after the start."))
        except recurrence.PatternTooLong:
            self.add_error("last_day", _("This is too long: choose at most 400 times."))
        else:
            if not self.plan.moments:
                self.add_error("first_day", _("There is no day left in this period."))


class PatternForm(PatternFields):
    """A pattern for a group that is there already."""


class GroupFormBase(PatternFields, WagtailAdminModelForm):
    """A group, and on creation the days on which it meets.

    An upper layer adds fields in a subclass and keeps them in `save_hook`.
    """

    def __init__(self, *args, **kwargs):
        self.staff = kwargs.get("for_user")
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            for name in PATTERN_FIELDS:
                del self.fields[name]
            self.fields["activity"].disabled = True
        else:
            for name in ("first_day", "starts", "ends"):
                self.fields[name].required = False
            self.fields["first_day"].help_text = _("Leave empty if the dates follow later.")
        activities = activities_of(self.staff) if self.staff else None
        if activities is not None:
            self.fields["activity"].queryset = activities.exclude(kind="hulp")

    def clean(self):
        cleaned = super().clean()
        if self.cleaned_data.get("way_in") != Group.WayIn.ELSEWHERE:
            self.cleaned_data["elsewhere_url"] = ""
        elif not self.cleaned_data.get("elsewhere_url") and "elsewhere_url" not in self.errors:
            self.add_error("elsewhere_url", _("Where does a visitor sign up?"))
        activity = self.cleaned_data.get("activity")
        if self.cleaned_data.get("way_in") == Group.WayIn.PLACEMENT and activity:
            if activity.venue_id or activity.get_latest_revision_as_object().venue_id:
                self.add_error("way_in", _("Take the venue off the activity first: it is public."))
            if not self.cleaned_data.get("venue") and "venue" not in self.errors:
                self.add_error("venue", _("Where does this group meet? Only who comes hears it."))
        opens = self.cleaned_data.get("signup_opens_at")
        closes = self.cleaned_data.get("signup_closes_at")
        if opens and closes and closes <= opens:
            self.add_error("signup_closes_at", _("Signup closes before it opens."))
        return cleaned

    def wants_dates(self) -> bool:
        """Dates may follow later; but who fills in one of them means them all."""
        names = ("first_day", "starts", "ends", "last_day", "count")
        return not self.instance.pk and any(
            self.cleaned_data.get(name) or name in self.errors for name in names
        )

    @transaction.atomic
    def save(self, commit=True):
        group = super().save(commit)
        self.made = self.make_sessions(group)
        self.save_hook(group)
        operations.announce(activity_id=group.activity_id)
        return group

    def save_hook(self, group: Group) -> None:
        """Keep what a subclass added; inside the transaction, after the sessions are made."""


class MomentForm(forms.Form):
    """One meeting; `moment` holds it once the form is valid."""

    day = forms.DateField(label=_("Day"), widget=DayInput)
    starts = forms.TimeField(label=_("From"), widget=ClockInput)
    ends = forms.TimeField(label=_("Until"), widget=ClockInput)

    moment: recurrence.Moment | None = None

    def clean(self):
        cleaned = super().clean()
        if self.errors:
            return cleaned
        if cleaned["ends"] <= cleaned["starts"]:
            self.add_error("ends", _("The end must come after the start."))
            return cleaned
        self.moment = recurrence.moment(cleaned["day"], cleaned["starts"], cleaned["ends"])
        if self.moment.starts_at <= clock.now():
            self.add_error("day", _("This moment has passed."))
        return cleaned


class NewSessionForm(MomentForm):
    venue = forms.ModelChoiceField(
        Venue.objects.all(),
        label=_("Venue"),
        required=False,
        widget=venue_chooser.widget_class,
        help_text=_("Only when it differs from the group's."),
    )


class MoveForm(MomentForm):
    reason = forms.CharField(
        label=_("Reason"), max_length=200, help_text=_("Visitors see this reason.")
    )


class CancelForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"),
        max_length=200,
        help_text=_("Visitors see this reason. Name no persons."),
    )
