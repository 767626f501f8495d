"""The parts of the signup form. signups.booking puts them together."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from signups.asking import PREFIX, Questions
from signups.models import SignupSettings
from signups.personal import Contact, Person
from vault.fields import AddressField, LineField, telephone_number

ADULT, CHILD = "adult", "child"


class PlainForm(forms.Form):
    """A form that never rests on the browser's own validation."""

    use_required_attribute = False

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.error_messages["required"] = _("Fill this in.")


class ContactForm(PlainForm):
    name = LineField(
        label=_("Your name"), widget=forms.TextInput(attrs={"autocomplete": "name"})
    )  # fmt: skip
    email = AddressField(
        label=_("E-mail"),
        required=False,
        help_text=_("We send you a confirmation and a link. With it you can cancel."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    telephone = forms.CharField(
        label=_("Telephone"),
        required=False,
        max_length=24,
        strip=True,
        validators=[telephone_number],
        widget=forms.TextInput(
            attrs={"type": "tel", "autocomplete": "tel", "inputmode": "tel"}
        ),
    )  # fmt: skip
    # No person sees this field: what fills it in is a machine.
    website = forms.CharField(
        label=_("Leave this empty"),
        required=False,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )

    def __init__(self, *args, wishes: SignupSettings, **kwargs):
        super().__init__(*args, **kwargs)
        self.wishes = wishes
        if wishes.telephone == SignupSettings.Ask.NO:
            del self.fields["telephone"]
            self.fields["email"].required = True
        elif wishes.telephone == SignupSettings.Ask.REQUIRED:
            self.fields["telephone"].required = True
            self.fields["telephone"].help_text = _("We only call if something changes.")
        else:
            self.fields["telephone"].help_text = _("No e-mail? Then we call you.")

    def clean(self):
        values = super().clean()
        if (
            "telephone" in self.fields
            and not values.get("email")
            and not values.get("telephone")
            and not self.errors
        ):
            self.add_error("email", _("Fill in your e-mail address or your telephone number."))
        return values

    @property
    def is_machine(self) -> bool:
        return bool(self.data.get(self.add_prefix("website")))

    def contact(self) -> Contact:
        """Return what was filled in; call it on a valid form only."""
        values = self.cleaned_data
        return Contact(values["name"], values["email"], values.get("telephone", ""))


class PersonForm(PlainForm):
    kind = forms.ChoiceField(choices=[(ADULT, ADULT), (CHILD, CHILD)], widget=forms.HiddenInput)
    name = LineField(
        label=_("Name"), max_length=80, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    age = forms.IntegerField(
        label=_("Age"),
        min_value=0,
        max_value=17,
        error_messages={
            "invalid": _("Fill in the age as a number."),
            "min_value": _("Fill in an age from 0 to 17."),
            "max_value": _("Fill in an age from 0 to 17."),
        },
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "off", "class": "input--tiny"}
        ),
    )

    title = ""

    def __init__(self, *args, wishes: SignupSettings, asked=(), known=None, **kwargs):
        super().__init__(*args, **kwargs)
        kind = (self.data.get(self.add_prefix("kind")) if self.is_bound else None) or (
            self.initial.get("kind", ADULT)
        )
        self.is_child = kind == CHILD
        if not (self.is_child and wishes.ask_age):
            del self.fields["age"]
        data = self.data if self.is_bound else None
        prefix = f"{self.prefix}-{PREFIX}"
        self.questions = Questions(asked if self.is_child else (), data, prefix, known)

    def is_valid(self) -> bool:
        return all([super().is_valid(), self.questions.is_valid()])

    def give_number(self, number: int) -> None:
        """Tell this row from the others, in words that are read aloud."""
        words = {"number": number}
        self.title = (_("Child %(number)d") if self.is_child else _("Person %(number)d")) % words
        if self.is_child:
            self.fields["name"].label = _("Name of child %(number)d") % words
        else:
            self.fields["name"].label = _("Name of person %(number)d") % words
        if "age" in self.fields:
            self.fields["age"].label = _("Age of child %(number)d") % words

    def person(self) -> Person:
        """Return who this is; call it on a valid form only."""
        values = self.cleaned_data
        return Person(values["name"], values["kind"] == CHILD, values.get("age"))


class AgreeForm(PlainForm):
    """What somebody agrees to, where the organiser asks for it."""

    agree = forms.BooleanField()
    health = forms.BooleanField(required=False)
    parent = forms.BooleanField()

    def __init__(self, *args, wishes: SignupSettings, asks_health: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        words = {
            "agree": _agree_words(wishes),
            "health": _health_words(wishes) if asks_health else "",
            "parent": _parent_words(wishes),
        }
        for name, label in words.items():
            if not label:
                del self.fields[name]
                continue
            self.fields[name].label = label
            self.fields[name].error_messages["required"] = _("Tick this box to go on.")
        if "health" in self.fields:
            self.fields["health"].help_text = _("Only needed if you answer those questions.")

    def demand_health(self) -> bool:
        """Refuse answers about health without explicit consent (AVG article 9(2)(a))."""
        if self.cleaned_data.get("health"):
            return True
        self.add_error("health", _("Tick this box, or leave the answers about health empty."))
        return False

    def text(self) -> str:
        """Return all that was agreed to, one sentence a line; "" where nothing was asked."""
        given = [name for name in self.fields if self.cleaned_data.get(name)]
        return "\n".join(str(self.fields[name].label) for name in given)


def _agree_words(wishes: SignupSettings):
    if wishes.consent_text or not wishes.about_health:
        return wishes.consent_text
    return _("Coming here says something about health. I agree that the organiser knows this.")


def _health_words(wishes: SignupSettings):
    if wishes.who_comes == SignupSettings.WhoComes.ADULTS:
        return _("I agree that the organiser uses my answers about health for this activity.")
    return _(
        "I agree that the organiser uses the answers about health for this activity. "
        "I am the parent or guardian of the children."
    )


def _parent_words(wishes: SignupSettings):
    """Under 16 a parent agrees where consent is the ground (UAVG article 5)."""
    if wishes.legal_ground != SignupSettings.Ground.CONSENT:
        return ""
    if wishes.who_comes != SignupSettings.WhoComes.ADULTS:
        return _("I am a parent or guardian of the children, and I agree.")
    age_from = wishes.activity.age_from
    if age_from is not None and age_from < 16:
        return _("I am 16 or older, or my parent or guardian agrees.")
    return ""


class PeopleFormSet(forms.BaseFormSet):
    """Everybody who comes besides the person who signs up.

    `known` holds, for each row, earlier answers by name.
    """

    def __init__(self, *args, known=(), **kwargs):
        self.known = list(known)
        super().__init__(*args, **kwargs)

    def get_form_kwargs(self, index):
        kwargs = super().get_form_kwargs(index)
        if index is not None and index < len(self.known):
            kwargs["known"] = self.known[index]
        return kwargs

    def clean(self):
        if any(self.errors):
            return
        if self.needs_child and not any(form.is_child for form in self.forms):
            raise ValidationError(_("Fill in at least one child."))
