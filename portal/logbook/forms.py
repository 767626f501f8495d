"""What one may ask of the logbook."""

from datetime import date, datetime, time, timedelta
from typing import cast

from django import forms
from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from partners.models import PartnerPage
from partners.permissions import looks_after_all, partners_with_people_for
from portal.logbook.sources import SOURCES, Question


class FilterForm(forms.Form):
    partner: forms.ModelChoiceField = forms.ModelChoiceField(
        PartnerPage.objects.none(), label=_("Partner"), required=False, empty_label=_("all")
    )
    account = forms.ModelChoiceField(
        User.objects.none(), label=_("Account"), required=False, empty_label=_("all")
    )
    kind = forms.ChoiceField(label=_("About what"), required=False)
    about = forms.CharField(label=_("Word in the name"), required=False, max_length=100)
    since = forms.DateField(
        label=_("From"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    until = forms.DateField(
        label=_("Up to and including"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
    )

    def __init__(self, *args, user: User, partners: QuerySet[PartnerPage], **kwargs):
        super().__init__(*args, **kwargs)
        cast(forms.ModelChoiceField, self.fields["partner"]).queryset = partners
        cast(forms.ModelChoiceField, self.fields["account"]).queryset = _accounts(user, partners)
        sees_looks = partners_with_people_for(user).exists()
        cast(forms.ChoiceField, self.fields["kind"]).choices = [
            ("", _("all")),
            *(
                (name, label)
                for name, (label, _read) in SOURCES.items()
                if name != "looks" or sees_looks
            ),
        ]

    def question(self) -> Question:
        """Return what was asked for; the form is valid."""
        data = self.cleaned_data
        until = data["until"]
        return Question(
            partner=data["partner"],
            account=data["account"],
            about=data["about"],
            since=_midnight(data["since"]) if data["since"] else None,
            until=_midnight(until + timedelta(days=1)) if until and until < date.max else None,
            kind=data["kind"],
        )


def _accounts(user: User, partners: QuerySet[PartnerPage]) -> QuerySet[User]:
    accounts = User.objects.order_by("username")
    if looks_after_all(user):
        return accounts
    return accounts.filter(memberships__partner__in=partners).distinct()


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
