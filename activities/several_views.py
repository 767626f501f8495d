"""Change several dates at once: say which and how, look what changes, then do it."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from activities import clashes, operations, places, recurrence
from activities.forms import REQUIRED, ClockInput
from activities.models import Group
from activities.operations.several import Scope
from activities.session_views import SessionActionView
from common import clock
from venues.models import Venue

MOVE, ELSEWHERE, CANCEL = "move", "elsewhere", "cancel"


CHANGES = {
    MOVE: operations.Change.DATES_MOVED,
    ELSEWHERE: operations.Change.DATES_ELSEWHERE,
    CANCEL: operations.Change.DATES_CANCELLED,
}


class SeveralForm(forms.Form):
    scope = forms.ChoiceField(
        label=gettext_lazy("Which dates?"),
        choices=Scope.choices,
        initial=Scope.FOLLOWING,
        widget=forms.RadioSelect,
    )
    what = forms.ChoiceField(
        label=gettext_lazy("What changes?"),
        choices=[
            (MOVE, gettext_lazy("another time")),
            (ELSEWHERE, gettext_lazy("another venue")),
            (CANCEL, gettext_lazy("they do not go on")),
        ],
        initial=MOVE,
        widget=forms.RadioSelect,
    )
    starts = forms.TimeField(label=gettext_lazy("From"), widget=ClockInput, required=False)
    ends = forms.TimeField(label=gettext_lazy("Until"), widget=ClockInput, required=False)
    venue = forms.ModelChoiceField(Venue.objects.all(), label=gettext_lazy("Venue"), required=False)
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=200,
        help_text=gettext_lazy("Visitors see this reason. Name no persons."),
    )
    seen = forms.CharField(max_length=20_000, widget=forms.HiddenInput, required=False)

    def __init__(self, *args, group: Group, **kwargs):
        super().__init__(*args, **kwargs)
        usual = group.place
        none = _("%(venue)s (as usual)") % {"venue": usual} if usual else _("No venue")
        self.fields["venue"].choices = places.choices(group.activity.organiser(), none)
        # What does not change says so too, also without JavaScript.
        for name in ("starts", "ends"):
            self.fields[name].help_text = _("Only for another time.")
        self.fields["venue"].help_text = _("Only for another venue.")

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("what") != MOVE:
            return cleaned
        for name in ("starts", "ends"):
            if cleaned.get(name) is None and name not in self.errors:
                self.add_error(name, REQUIRED)
        if not self.errors and cleaned["ends"] <= cleaned["starts"]:
            self.add_error("ends", _("The end must come after the start."))
        return cleaned


class SeveralView(SessionActionView):
    template_name = "activities/admin/several.html"
    form_class = SeveralForm
    title = gettext_lazy("Change several dates")
    button = gettext_lazy("Look what changes")
    explanation = gettext_lazy("Who signed up for these dates gets a message.")
    viewset = None

    def get_initial(self):
        starts, ends = clock.local(self.session.starts_at), clock.local(self.session.ends_at)
        return {"starts": starts.time(), "ends": ends.time()}

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "group": self.group}

    def form_valid(self, form):
        """Show what changes first; do it once they saw exactly that."""
        data = form.cleaned_data
        self.dates = operations.dates_like(
            session=self.session, scope=data["scope"], now=clock.now()
        )
        self.seen = _print_of(self.dates, data)
        if self.request.POST.get("do") == "on" and data["seen"] == self.seen:
            return super().form_valid(form)
        return self.render_to_response(self.get_context_data(form=form))

    def perform(self, form) -> str:
        data = form.cleaned_data
        self.change = CHANGES[data["what"]]
        self.dates_of_change = [row.starts_at for row in self.dates]
        if data["what"] == CANCEL:
            count = operations.cancel_dates(
                sessions=self.dates, reason=data["reason"], now=clock.now()
            )
        elif data["what"] == ELSEWHERE:
            count = operations.relocate_dates(
                sessions=self.dates, venue=data["venue"], reason=data["reason"], now=clock.now()
            )
        else:
            count = operations.move_dates(
                sessions=self.dates,
                starts=data["starts"],
                ends=data["ends"],
                reason=data["reason"],
                now=clock.now(),
            )
        return ngettext("%(count)d date is changed.", "%(count)d dates are changed.", count) % {
            "count": count
        }

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        if hasattr(self, "dates") and not context["form"].errors:
            data = context["form"].cleaned_data
            context |= {"rows": self._rows(data), "seen": self.seen}
            if data["what"] == ELSEWHERE:
                venue = data["venue"] or self.group.place
                context |= {"new_place": venue, "clashes": self._clashes(venue)}
        return context

    def _clashes(self, venue: Venue | None) -> list[clashes.Clash]:
        """Return what else goes on in the venue at the times of these dates."""
        moments = [recurrence.Moment(row.starts_at, row.ends_at) for row in self.dates]
        return clashes.at_venue(
            venue=venue and venue.pk, moments=moments, user=self.request.user, but=self.group
        )

    def _rows(self, data: dict) -> list[dict]:
        """Return each date as it is and as it will be, with what upper layers know of it."""
        cells = [
            (column.label, column.cells(self.dates, self.request))
            for column in self.viewset.session_columns
        ]
        return [
            {
                "session": session,
                "new": data["what"] == MOVE
                and recurrence.moment(
                    clock.local(session.starts_at).date(), data["starts"], data["ends"]
                ),
                "cells": [(label, found.get(session.pk, "")) for label, found in cells],
            }
            for session in self.dates
        ]


def _print_of(sessions: list, data: dict) -> str:
    """Return what tells whether this is the very change that they looked at."""
    asked = [data["what"], data["starts"], data["ends"], data["venue"] and data["venue"].pk]
    return ",".join(str(part) for part in [*asked, *(session.pk for session in sessions)])
