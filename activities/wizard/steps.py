"""What each step asks. The words and limits are those of the page itself."""

from django import forms
from django.forms.models import fields_for_model
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale

from activities import places
from activities.editor import price_field
from activities.forms import REQUIRED, PatternFields
from activities.models import ActivityPage, Group
from partners.models import PartnerPage
from venues.models import Venue

WAYS = [choice for choice in Group.WayIn.choices if choice[0] != Group.WayIn.PLACEMENT]


OF_PAGE = fields_for_model(
    ActivityPage,
    ["title", "summary", "kind", "audiences", "age_from", "age_to", "price_note", "passes"]
    + ["contact_name", "contact_telephone", "contact_email"],
)


class Step(forms.Form):
    """One step; `partner` is whose activity it is, `before` what the earlier steps say."""

    required_css_class = "required"

    def __init__(self, *args, partner: PartnerPage, before: dict, **kwargs):
        self.partner, self.before = partner, before
        super().__init__(*args, **kwargs)
        for name in ("audiences", "passes"):
            if name in self.fields:
                locale = partner.locale_id or Locale.get_default().pk
                self.fields[name].queryset = self.fields[name].queryset.filter(locale=locale)

    def is_for_help(self) -> bool:
        return self.before.get("kind") == ActivityPage.Kind.HELP


class WhatStep(Step):
    """What it is, and for whom."""

    title = OF_PAGE["title"]
    summary = OF_PAGE["summary"]
    kind = OF_PAGE["kind"]
    text = forms.CharField(
        label=_("What are you going to do?"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("A few short sentences. An empty line begins a new paragraph."),
    )
    audiences = OF_PAGE["audiences"]
    age_from = OF_PAGE["age_from"]
    age_to = OF_PAGE["age_to"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["title"].label = _("Name of the activity")
        self.fields["title"].help_text = _("A short name that people recognise.")
        self.fields["summary"].required = True
        self.fields["summary"].widget.attrs["rows"] = 2
        self.fields["audiences"].widget = forms.CheckboxSelectMultiple(
            choices=self.fields["audiences"].choices
        )

    def clean(self):
        cleaned = super().clean()
        ages = cleaned.get("age_from"), cleaned.get("age_to")
        if None not in ages and ages[1] < ages[0]:
            self.add_error("age_to", _("This age must not be below the first one."))
        return cleaned


class WhenStep(PatternFields, Step):
    """Where, and on which days. Help has no days."""

    venue = forms.ModelChoiceField(Venue.objects.all(), label=_("Venue"), required=False)

    field_order = ["venue"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["venue"].choices = places.choices(self.partner, _("No venue"))
        for name in ("first_day", "starts", "ends"):
            self.fields[name].required = False
        self.fields["first_day"].help_text = _("Leave empty if the dates follow later.")
        if self.is_for_help():
            for name in set(self.fields) - {"venue"}:
                del self.fields[name]

    def wants_dates(self) -> bool:
        """Dates may follow later; but who fills in one of them means them all."""
        names = ("first_day", "starts", "ends", "last_day", "count")
        return any(self.cleaned_data.get(name) or name in self.errors for name in names)


class SignupStep(Step):
    """How one gets in, what it costs and who answers questions.

    An upper layer adds its fields in a subclass, names it as `wizard_step` of its
    `GroupViewSet`, and keeps them in `keep`.
    """

    way_in = forms.ChoiceField(label=_("How do people join?"), choices=WAYS)
    elsewhere_url = forms.URLField(
        label=_("Link for signup elsewhere"),
        required=False,
        assume_scheme="https",
        help_text=_("Only if people sign up on another site."),
    )
    price = price_field()
    price_note = OF_PAGE["price_note"]
    passes = OF_PAGE["passes"]
    contact_name = OF_PAGE["contact_name"]
    contact_telephone = OF_PAGE["contact_telephone"]
    contact_email = OF_PAGE["contact_email"]
    group_fields = ("way_in", "elsewhere_url")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["passes"].widget = forms.CheckboxSelectMultiple(
            choices=self.fields["passes"].choices
        )
        if self.is_for_help():
            for name in self.group_fields:
                del self.fields[name]
        first = [name for name in self.group_fields if name in self.fields]
        self.order_fields(first)

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("way_in") != Group.WayIn.ELSEWHERE:
            cleaned["elsewhere_url"] = ""
        elif not cleaned.get("elsewhere_url") and "elsewhere_url" not in self.errors:
            self.add_error("elsewhere_url", REQUIRED)
        return cleaned

    def keep(self, group: Group) -> None:
        """Keep what a subclass added; inside the transaction, after the sessions are made."""
