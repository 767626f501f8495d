"""What staff choose when they import something."""

from django import forms
from django.utils.translation import gettext_lazy as _

from activities.models import ActivityPage
from imports import fetching
from imports.items import MAX_BYTES
from imports.models import Run
from imports.notes import tell
from partners.models import PartnerPage
from partners.permissions import is_publisher
from venues.models import Venue

KINDS = [(value, label) for value, label in ActivityPage.Kind.choices if value != "hulp"]


class _Choices(forms.Form):
    """What happens with new activities: only what the role of who imports allows."""

    def __init__(self, *args, partner: PartnerPage, user, **kwargs):
        super().__init__(*args, **kwargs)
        last = Run.Wish.PUBLISH if is_publisher(user, partner) else Run.Wish.SUBMIT
        wishes = [(wish.value, wish.label) for wish in (Run.Wish.DRAFT, last)]
        self.fields["wish"] = forms.ChoiceField(
            label=_("What do we do with new activities?"), choices=wishes
        )


class SpreadsheetForm(_Choices):
    prefix = "blad"

    file = forms.FileField(
        label=_("Spreadsheet"),
        help_text=_("An XLSX or CSV file of at most 2 MB and 5,000 rows."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
    )

    field_order = ["file"]

    def clean_file(self):
        return _small(self.cleaned_data["file"])


class _CalendarChoices(_Choices):
    kind = forms.ChoiceField(label=_("What kind of activities are these?"), choices=KINDS)
    venue = forms.ModelChoiceField(
        Venue.objects.all(),
        label=_("Where, if the calendar does not say it?"),
        required=False,
        empty_label=_("no venue"),
    )


class CalendarForm(_CalendarChoices):
    prefix = "ics"

    file = forms.FileField(
        label=_("Calendar file"),
        help_text=_("A file whose name ends in .ics, of at most 2 MB."),
        widget=forms.FileInput(attrs={"accept": ".ics,text/calendar"}),
    )

    field_order = ["file", "kind", "venue"]

    def clean_file(self):
        return _small(self.cleaned_data["file"])


class FeedForm(_CalendarChoices):
    prefix = "feed"

    url = forms.CharField(
        label=_("Address of your calendar"),
        max_length=1000,
        help_text=_("It begins with https:// or webcal:// and often ends in .ics."),
        widget=forms.URLInput,
        strip=True,
    )

    field_order = ["url", "kind", "venue"]

    def clean_url(self) -> str:
        try:
            return fetching.clean(self.cleaned_data["url"])
        except fetching.Refused as refusal:
            raise forms.ValidationError(tell(refusal.code)) from refusal


def _small(file):
    if file.size > MAX_BYTES:
        raise forms.ValidationError(tell("too_large"))
    return file
