"""The parts of the signup form. signups.booking puts them together."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from signups.fields import AddressField, LineField, QuestionBuilder, telephone_number
from signups.models import SignupSettings
from signups.personal import Answer, Contact, Person

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

    def __init__(self, *args, wishes: SignupSettings, **kwargs):
        super().__init__(*args, **kwargs)
        kind = (self.data.get(self.add_prefix("kind")) if self.is_bound else None) or (
            self.initial.get("kind", ADULT)
        )
        self.is_child = kind == CHILD
        if not (self.is_child and wishes.ask_age):
            del self.fields["age"]

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
    parent = forms.BooleanField()

    def __init__(self, *args, wishes: SignupSettings, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["agree"].label = wishes.consent_text
        if not wishes.consent_text:
            del self.fields["agree"]
        self.fields["parent"].label = _parent_words(wishes)
        if not self.fields["parent"].label:
            del self.fields["parent"]
        for field in self.fields.values():
            field.error_messages["required"] = _("Tick this box to go on.")

    def text(self) -> str:
        """Return all that was agreed to, one sentence a line; "" where nothing was asked."""
        return "\n".join(str(field.label) for field in self.fields.values())


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


class Questions:
    """The organiser's own questions as a form, and the answers as words."""

    def __init__(self, wishes: SignupSettings, data=None):
        self._questions = list(wishes.questions.all()) if wishes.pk else []
        self._data = data

    @cached_property
    def form(self):
        made = QuestionBuilder(self._questions).get_form_class()(self._data, prefix="vraag")
        made.use_required_attribute = False
        for field in made.fields.values():
            field.error_messages["required"] = _("Fill this in.")
        return made

    def __bool__(self):
        return bool(self._questions)

    def answers(self) -> list[Answer]:
        """Return each answer beside its question; call it on a valid form only."""
        found = []
        for question in self._questions:
            value = self.form.cleaned_data.get(question.clean_name)
            if value not in (None, "", [], False):
                found.append(Answer(question.label, _in_words(value)))
        return found


def _in_words(value) -> str:
    if value is True:
        return "ja"
    return ", ".join(value) if isinstance(value, list) else str(value)


class PeopleFormSet(forms.BaseFormSet):
    """Everybody who comes besides the person who signs up."""

    def clean(self):
        if any(self.errors):
            return
        if self.needs_child and not any(form.is_child for form in self.forms):
            raise ValidationError(_("Fill in at least one child."))
