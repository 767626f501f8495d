"""The form of a series: the ordinary signup form, with moments of the week and shared children."""

from datetime import date, timedelta
from typing import cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from signups.booking import WHOLE, Booking, Problem, problems_of
from signups.forms import PlainForm
from signups.models import Series, SignupSettings
from signups.placement import parts

MOST_CHILDREN = 12
_OLDEST = timedelta(days=60 * 366)
NO, YES = "nee", "ja"


class WishForm(PlainForm):
    """When somebody can come, and what lets groups be mixed and kept apart."""

    parts = forms.MultipleChoiceField(
        label=_("When can you come?"),
        help_text=_("Tick everything that suits. Only one moment? Then we look by hand."),
        widget=forms.CheckboxSelectMultiple,
    )
    mix = forms.ChoiceField(
        label=_("Are you the father or the mother?"),
        help_text=_("With this we mix the groups. Nobody sees your answer."),
        choices=[
            ("vader", _("father")),
            ("moeder", _("mother")),
            ("anders", _("something else")),
        ],
        required=False,
        widget=forms.RadioSelect,
    )
    shares = forms.ChoiceField(
        label=_("Do you have children together with your former partner?"),
        choices=[(YES, _("Yes")), (NO, _("No"))],
        widget=forms.RadioSelect,
    )

    def __init__(self, *args, series: Series, **kwargs):
        super().__init__(*args, **kwargs)
        moments = cast(forms.MultipleChoiceField, self.fields["parts"])
        moments.choices = parts.choices(series.parts)
        if not series.keeps_apart:
            del self.fields["shares"]


class BirthForm(PlainForm):
    """The birth date of one child; its name is not asked."""

    birth = forms.DateField(
        input_formats=["%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y"],
        error_messages={"invalid": _("This is not a date. Example: 31-12-2015.")},
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "autocomplete": "off"}),
    )

    def __init__(self, *args, today: date, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_birth(self) -> date:
        birth = self.cleaned_data["birth"]
        if not self.today - _OLDEST <= birth <= self.today:
            raise ValidationError(_("Check the year: this can't be a birth date of your child."))
        return birth


class SeriesBooking:
    """The whole form of a series. Unbound without data."""

    def __init__(self, wishes: SignupSettings, series: Series, today: date, data=None):
        self.series, self.today, self.data = series, today, data
        self.booking = Booking(wishes, [WHOLE], data=data)
        self.wish = WishForm(data, series=series)
        self.births = self._births()

    @property
    def key(self):
        return self.booking.key

    @property
    def may_add(self) -> bool:
        return len(self.births.forms) < MOST_CHILDREN

    @property
    def has_shared_children(self) -> bool:
        return self.series.keeps_apart and self.wish.data.get("shares") == YES

    def is_valid(self) -> bool:
        found = [self.booking.is_valid(), self.wish.is_valid()]
        if self.has_shared_children:
            found.append(self.births.is_valid())
        return all(found)

    def dates(self) -> list[date]:
        """Return the birth dates of the shared children; call it on a valid form only."""
        if not self.has_shared_children:
            return []
        return [form.cleaned_data["birth"] for form in self.births.forms]

    def problems(self) -> list[Problem]:
        """Return what is wrong, in the order of the page."""
        found = problems_of(self.wish)
        if self.has_shared_children:
            found += [Problem("children", text) for text in self.births.non_form_errors()]
            for form in self.births.forms:
                found += problems_of(form)
        return found + self.booking.problems()

    def changed(self, action: str) -> "SeriesBooking":
        """Return the same form with a child more or fewer: "add", "remove:2"."""
        prefix = self.births.prefix
        rows = [self.data.get(f"{form.prefix}-birth", "") for form in self.births.forms]
        verb, _colon, what = action.partition(":")
        if verb == "add" and len(rows) < MOST_CHILDREN:
            rows.append("")
        elif verb == "remove" and what.isdecimal() and int(what) < len(rows) and len(rows) > 1:
            del rows[int(what)]
        data = self.data.copy()
        data[f"{prefix}-TOTAL_FORMS"] = str(len(rows))
        for position, row in enumerate(rows):
            data[f"{prefix}-{position}-birth"] = row
        return SeriesBooking(self.booking.wishes, self.series, self.today, data)

    def with_people(self, action: str) -> "SeriesBooking":
        """Return the same form with somebody more or fewer who comes along."""
        data = self.booking.changed(action).data
        return SeriesBooking(self.booking.wishes, self.series, self.today, data)

    def _births(self):
        formset = forms.formset_factory(
            BirthForm, extra=0, max_num=MOST_CHILDREN, absolute_max=MOST_CHILDREN, min_num=1
        )
        made = formset(
            self.data,
            prefix="k",
            form_kwargs={"today": self.today},
            error_messages={"missing_management_form": _("Something went wrong. Try again.")},
        )
        for number, form in enumerate(made.forms, start=1):
            form.empty_permitted = False
            form.fields["birth"].label = _("Birth date of child %(number)d") % {"number": number}
        return made
