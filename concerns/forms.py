"""The three forms: choices, a telephone number, and of professionals their organisation.

There is no field for a name or a story, on purpose.
"""

from datetime import datetime
from uuid import UUID, uuid4

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _

from concerns import plainness
from concerns.models import Concern
from concerns.plainness import Found
from concerns.sealed import Details
from vault.fields import LineField, telephone_number
from venues.models import Neighbourhood


class Worry(models.TextChoices):
    SMALL = "little", _("It is about a baby or a small child")
    SCHOOL = "school", _("It is about a child at primary school")
    TEEN = "teen", _("It is about a teenager")
    HOME = "home", _("It is about how things are at home")
    OTHER = "other", _("It is about something else, or I can't say it well")


class Subject(models.TextChoices):
    RAISING = "raising", _("Raising children and growing up")
    SCHOOL = "school", _("School")
    MONEY = "money", _("Money or housing")
    HEALTH = "health", _("Health, or a disability")
    PARTING = "parting", _("Divorce or separation")
    OTHER = "other", _("Something else, or I don't know")


class When(models.TextChoices):
    ANY = "any", _("It does not matter")
    MORNING = "morning", _("In the morning, from 9 to 12")
    AFTERNOON = "afternoon", _("In the afternoon, from 12 to 17")


class Who(models.TextChoices):
    RESIDENT = "resident", _("I live here, or I know the child")
    PROFESSIONAL = "professional", _("I know the child through my work")


OFF = {"autocomplete": "off"}
STATEMENT = _(
    "I spoke with the family about this. They agree that I make contact. "
    "They know what happens with it."
)
MAY_MOVE = _("Does another team fit better? Then that team may call me.")


class Areas(forms.ModelChoiceField):
    """Neighbourhoods by name, below their municipality."""

    def __init__(self, **kwargs):
        rows = Neighbourhood.objects.select_related("municipality")
        super().__init__(rows, empty_label=_("Choose a neighbourhood"), **kwargs)


class MessageForm(forms.Form):
    """What all three ask: how and when to call back, and whether another team may."""

    kind = Concern.Kind.CALL
    use_required_attribute = False

    key = forms.UUIDField(widget=forms.HiddenInput)
    topic = forms.ChoiceField(widget=forms.RadioSelect)
    telephone = forms.CharField(
        label=_("Your telephone number"),
        max_length=24,
        validators=[telephone_number],
        widget=forms.TextInput(attrs={**OFF, "type": "tel", "inputmode": "tel"}),
    )
    when = forms.ChoiceField(
        label=_("When may we call?"), choices=When, initial=When.ANY, widget=forms.RadioSelect
    )
    may_move = forms.BooleanField(label=MAY_MOVE, required=False)
    # No person sees this field: what fills it in is a machine.
    website = forms.CharField(
        label=_("Leave this empty"),
        required=False,
        widget=forms.TextInput(attrs={**OFF, "tabindex": "-1"}),
    )

    def __init__(self, data=None, **kwargs):
        kwargs.setdefault("label_suffix", "")
        kwargs.setdefault("initial", {"key": uuid4()})
        super().__init__(data, **kwargs)
        self.is_doubted = False
        self.fields["topic"].choices = Subject.choices
        self.fields["topic"].label = _("What is it about?")
        for field in self.fields.values():
            field.error_messages["required"] = _("Fill this in.")
            if isinstance(field, forms.ChoiceField):
                field.error_messages["required"] = _("Make a choice.")
        for name in ("topic", "when", "may_move", "consent", "who", "neighbourhood"):
            if name in self.fields:
                self.fields[name].widget.attrs.update(OFF)

    @property
    def is_machine(self) -> bool:
        return bool(self.data.get("website"))

    @property
    def shown(self) -> list[forms.BoundField]:
        """Return the fields that a person sees, in order."""
        return [self[name] for name in self.fields if name not in ("key", "website")]

    def texts(self) -> list[str]:
        """Return all that was typed, for who listens to danger."""
        return [self.data.get(name, "") for name in ("organisation", "telephone")]

    def problems(self) -> list[tuple[str, str]]:
        """Return each error as (id of the field to go to, message)."""
        found = []
        for name, errors in self.errors.items():
            if name in self.fields:
                bound = self[name]
                target = f"{bound.auto_id}_0" if bound.use_fieldset else bound.auto_id
                found += [(target, str(message)) for message in errors]
        return found

    def message_key(self) -> UUID:
        return self.cleaned_data["key"]

    def details(self, now: datetime) -> Details:
        """Return what was filled in; call it on a valid form only."""
        values = self.cleaned_data
        agreed = [str(MAY_MOVE)] if values["may_move"] else []
        if values.get("consent"):
            agreed.insert(0, str(STATEMENT))
        return Details(
            telephone=values["telephone"],
            when=values["when"],
            topic=values["topic"],
            who=values.get("who", ""),
            organisation=values.get("organisation", ""),
            agreed="\n".join(agreed),
            agreed_at=now.isoformat() if agreed else "",
        )


class OrganisationForm(MessageForm):
    """Also the organisation of a professional: never the name of a person."""

    organisation = LineField(
        label=_("Your organisation"),
        max_length=60,
        required=False,
        help_text=_("Only the organisation. Do not write a name of a child or a parent."),
        widget=forms.TextInput(attrs=OFF),
    )
    is_organisation = forms.BooleanField(
        label=_("This is the name of an organisation, not of a person."), required=False
    )

    def clean_organisation(self):
        text = self.cleaned_data["organisation"]
        found = plainness.look(text)
        self.is_doubted = found == Found.MAYBE
        if found == Found.PERSON:
            raise forms.ValidationError(
                _("This seems to be about a person. Write only the name of your organisation.")
            )
        if self.is_doubted and not self.data.get("is_organisation"):
            raise forms.ValidationError(
                _("Is this the name of a person? Take it out. We keep nothing of it.")
            )
        return text

    @property
    def shown(self) -> list[forms.BoundField]:
        """Return the fields that a person sees; the extra box only where it is needed."""
        rows = super().shown
        return [row for row in rows if row.name != "is_organisation" or self.is_doubted]


class CallForm(MessageForm):
    """Call me: for anybody with a question."""

    field_order = ["topic", "telephone", "when", "may_move"]


class WorryForm(OrganisationForm):
    """A feeling that something is not right with a child."""

    kind = Concern.Kind.WORRY
    neighbourhood = Areas(label=_("In which neighbourhood does the child live?"))
    who = forms.ChoiceField(label=_("Who are you?"), choices=Who, widget=forms.RadioSelect)
    field_order = [
        "neighbourhood", "topic", "who", "organisation", "is_organisation", "telephone", "when",
        "may_move",
    ]  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["topic"].choices = Worry.choices
        self.fields["organisation"].label = _("Your organisation, if you know the child by work")

    def clean(self):
        values = super().clean()
        if values.get("who") == Who.PROFESSIONAL and not (
            values.get("organisation") or "organisation" in self.errors
        ):
            self.add_error("organisation", _("Fill in where you work."))
        if values.get("who") == Who.RESIDENT:
            values["organisation"] = ""
        return values


class FamilyForm(OrganisationForm):
    """A professional makes contact for a family that agrees."""

    kind = Concern.Kind.FAMILY
    neighbourhood = Areas(label=_("In which neighbourhood does the family live?"))
    consent = forms.BooleanField(label=STATEMENT)
    field_order = [
        "neighbourhood", "topic", "organisation", "is_organisation", "telephone", "when",
        "consent", "may_move",
    ]  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["organisation"].required = True
        self.fields["consent"].error_messages["required"] = _(
            "Does the family not agree, or do they not know? Then call us first."
        )
