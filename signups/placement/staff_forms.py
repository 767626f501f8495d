"""What staff fill in about a series."""

import re
from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from activities.forms import DayInput, MomentInput
from activities.models import ActivityPage, Group
from common import clock
from signups import refusals
from signups.forms_staff import MOST_PLACES
from signups.models import Series
from signups.operations.series import Room
from signups.placement import parts


class SeriesForm(forms.ModelForm):
    """A series: for which season, from when, and what it promises."""

    required_css_class = "required"
    parts = forms.MultipleChoiceField(
        label=_("parts of the week"),
        help_text=_("Visitors tick when they can come. More parts give nothing away."),
        widget=forms.CheckboxSelectMultiple,
    )
    capacity = forms.IntegerField(
        label=_("Places"),
        min_value=1,
        max_value=MOST_PLACES,
        help_text=_("In all groups together. Above this, the page says: waiting list."),
    )

    class Meta:
        model = Series
        fields = [
            "activity", "season", "year", "region", "parts", "capacity", "place_at", "reply_by",
            "closes_on", "ends_on", "keeps_apart",
        ]  # fmt: skip
        widgets = {
            "place_at": MomentInput,
            "reply_by": DayInput,
            "closes_on": DayInput,
            "ends_on": DayInput,
        }

    def __init__(self, *args, activities, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["parts"].choices = parts.choices()
        self.fields["activity"].queryset = activities
        if self.instance.pk:
            self.fields["activity"].disabled = True
            # Whoever signed up was promised this, or was not asked for birth dates.
            self.fields["keeps_apart"].disabled = self.instance.wishes.exists()
            self.initial.setdefault("capacity", self.instance.bookable.capacity)

    def clean(self):
        values = super().clean()
        place_at, reply_by = values.get("place_at"), values.get("reply_by")
        if place_at and reply_by and clock.local(place_at).date() > reply_by:
            self.add_error("reply_by", _("People are placed before they hear it."))
        closes, ends = values.get("closes_on"), values.get("ends_on")
        if closes and ends and ends < closes:
            self.add_error("ends_on", _("The season ends after the last day to sign up."))
        activity: ActivityPage | None = values.get("activity")
        if activity and activity.venue_id:
            told = _("Take the venue off the activity first: it is public.")
            self.add_error("activity", told)
        return values


class RoomForm(forms.Form):
    """One group: whether it belongs to the series, when it meets, and how many fit."""

    use = forms.BooleanField(label=_("in this series"), required=False)
    part = forms.ChoiceField(label=_("part of the week"), required=False)
    capacity = forms.IntegerField(
        label=_("Places"), min_value=1, max_value=MOST_PLACES, required=False
    )

    def __init__(self, *args, series: Series, group: Group, **kwargs):
        known = series.places.filter(group=group).first()
        kwargs["initial"] = {
            "use": known is not None,
            "part": known.part if known else "",
            "capacity": known.capacity if known else None,
        }
        super().__init__(*args, prefix=f"g{group.pk}", **kwargs)
        self.group, self.zone = group, known.zone_id if known else None
        self.fields["part"].choices = [("", "–"), *parts.choices(series.parts)]

    def clean(self):
        values = super().clean()
        if values.get("use") and not (values.get("part") and values.get("capacity")):
            raise ValidationError(_("Choose a part of the week and fill in the places."))
        return values

    def room(self) -> Room:
        return Room(self.group, self.cleaned_data["part"], self.cleaned_data["capacity"])


class ReasonForm(forms.Form):
    """Why somebody must see which signups are kept apart; it is kept with the look."""

    reason = forms.CharField(
        label=_("Why do you need to see this?"),
        min_length=10,
        max_length=200,
        help_text=_("Your reason is kept. Name nobody in it."),
    )


def dates_in(text: str) -> list[date]:
    """Return the birth dates that staff typed after a call, as 31-12-2015.

    :raises Refusal: one of them is no date; nothing is changed then.
    """
    found = []
    for day, month, year in re.findall(r"(\d{1,2})-(\d{1,2})-(\d{4})", text[:400]):
        try:
            found.append(date(int(year), int(month), int(day)))
        except ValueError as error:
            raise refusals.Refusal from error
    return found
