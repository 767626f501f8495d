"""Forms that staff fill in about somebody else."""

from typing import cast

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from signups.forms import AgreeForm, PlainForm
from signups.models import Bookable, SignupSettings
from signups.operations.telling import NO_GROUP
from vault.fields import LineField, TextField, telephone_number

LONGEST = 1500  # characters of a message to all


class WalkInForm(PlainForm):
    """Somebody who stands at the door."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    name = LineField(
        label=gettext_lazy("Name"),
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    telephone = forms.CharField(
        label=gettext_lazy("Telephone"),
        required=False,
        max_length=24,
        validators=[telephone_number],
        help_text=gettext_lazy("Need not be filled in."),
        widget=forms.TextInput(
            attrs={"type": "tel", "inputmode": "tel", "autocomplete": "off"}
        ),
    )  # fmt: skip
    beyond = forms.BooleanField(
        label=gettext_lazy("Let them in all the same, besides the places"),
        required=False,
        widget=forms.HiddenInput,
    )

    def __init__(self, *args, wishes: SignupSettings, **kwargs):
        super().__init__(*args, **kwargs)
        self.is_for_children = wishes.who_comes == SignupSettings.WhoComes.CHILDREN
        asked = AgreeForm(wishes=wishes)
        for name, field in asked.fields.items():
            field.label = str(field.label)
            self.fields[name] = field

    def ask_beyond(self) -> None:
        """Show the box with which staff let somebody in besides the places."""
        self.fields["beyond"].widget = forms.CheckboxInput()

    def consent(self) -> str:
        """Return what was agreed to at the door; "" where nothing was asked."""
        agreed = [
            str(field.label)
            for name, field in self.fields.items()
            if name in AgreeForm.base_fields and self.cleaned_data.get(name)
        ]
        return "\n".join([_("Said at the door; staff ticked it."), *agreed]) if agreed else ""


class MessageForm(PlainForm):
    """What staff write to everybody who signed up; of a series, maybe to one of its groups."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    to = forms.ChoiceField(label=gettext_lazy("To whom"), required=False)
    text = TextField(
        label=gettext_lazy("Your message"),
        max_length=LONGEST,
        help_text=gettext_lazy(
            "Write short and plainly. Name nobody: everybody gets the same text."
        ),
        widget=forms.Textarea(attrs={"rows": 8}),
    )

    def __init__(self, *args, bookable: Bookable, **kwargs):
        super().__init__(*args, **kwargs)
        self.choices: dict[str, str] = {}
        if bookable.series is None:
            del self.fields["to"]
            return
        groups = bookable.series.places.select_related("group").order_by("pk")
        self.choices = {
            "": _("Everybody who signed up for the series"),
            **{str(row.pk): str(row) for row in groups},
            NO_GROUP: _("Who has no group yet"),
        }
        cast(forms.ChoiceField, self.fields["to"]).choices = list(self.choices.items())

    def chosen(self) -> str:
        """Return to whom it goes, as `operations.receivers_of` knows it."""
        return self.cleaned_data.get("to", "") if self.is_valid() else ""

    def chosen_name(self) -> str:
        """Return to whom it goes, in words; "" where there is nothing to choose."""
        return self.choices.get(self.chosen(), "")
