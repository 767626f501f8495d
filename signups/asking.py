"""The organiser's questions as a form, and the answers as words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.forms.forms import BaseForm, FormBuilder

from signups import bsn
from signups.models import Question
from signups.personal import Answer
from vault.fields import BirthDateField, LineField, TextField

PREFIX = "vraag"
YES = "ja"
_NO_BSN = _("This looks like a BSN. Never fill that in here.")


@dataclass(frozen=True, slots=True)
class Condition:
    """Which answer to which earlier question makes a question be asked."""

    question: Question
    answer: str

    def holds(self, value) -> bool:
        """Say whether the earlier question was answered like that."""
        given = value if isinstance(value, list) else [_in_words(value)]
        return self.answer.casefold() in [str(one).casefold() for one in given]


def conditions(questions: Iterable[Question]) -> dict[str, Condition]:
    """Return the condition of each question that has one, by its name.

    It looks at the nearest question above that is always asked.
    """
    found, above = {}, None
    for question in questions:
        if not question.only_if:
            above = question
        elif above is not None and above.scope == question.scope:
            found[question.name] = Condition(above, question.only_if.strip())
    return found


class AskedForm(BaseForm):
    """Questions of which some are asked only after a certain answer."""

    use_required_attribute = False
    conditions: Mapping[str, Condition] = {}
    needed: frozenset[str] = frozenset()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.error_messages["required"] = _("Fill this in.")
        for name, condition in self.conditions.items():
            field = self.fields[name]
            field.required = False
            field.only_if = condition
            field.only_if_name = self.add_prefix(condition.question.name)

    def clean(self):
        values = super().clean()
        for name, condition in self.conditions.items():
            if not condition.holds(values.get(condition.question.name)):
                # Not asked, so whatever came in is not kept.
                values.pop(name, None)
                self.errors.pop(name, None)
            elif name in self.needed and name not in self.errors and not _given(values.get(name)):
                self.add_error(name, _("Fill this in."))
        for name, value in list(values.items()):
            if isinstance(value, str) and bsn.is_in(value):
                self.add_error(name, ValidationError(_NO_BSN, code="bsn"))
        return values


class QuestionBuilder(FormBuilder):
    """Wagtail's form builder, with our own fields and the reason beside each question."""

    def get_form_class(self):
        return type("Asked", (AskedForm,), self.formfields)

    def create_singleline_field(self, field, options):
        return LineField(max_length=250, **options)

    def create_multiline_field(self, field, options):
        return TextField(**options)

    def create_date_field(self, field, options):
        widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
        return forms.DateField(widget=widget, **options)

    def create_birth_field(self, field, options):
        return BirthDateField(**options)

    def create_dropdown_field(self, field, options):
        made = super().create_dropdown_field(field, options)
        made.choices = [("", "–"), *made.choices]
        return made

    def get_field_options(self, field):
        options = super().get_field_options(field)
        options["initial"] = None
        # Both are plain text: the template escapes them.
        options["help_text"] = " ".join(part for part in (field.help_text, field.purpose) if part)
        return options


class Questions:
    """Some questions of an activity, for the whole signup or for one child.

    `known` holds earlier answers by name, to be changed.
    """

    def __init__(
        self,
        questions: Iterable[Question],
        data=None,
        prefix: str = PREFIX,
        known: Mapping[str, str] | None = None,
    ):
        self._questions = list(questions)
        self._data = data
        self._prefix = prefix
        self._known = known or {}

    def __bool__(self):
        return bool(self._questions)

    @cached_property
    def form(self) -> AskedForm:
        kind = QuestionBuilder(self._questions).get_form_class()
        kind.conditions = conditions(self._questions)
        kind.needed = frozenset(row.name for row in self._questions if row.required)
        return kind(self._data, prefix=self._prefix, initial=self._initial())

    def is_valid(self) -> bool:
        return not self or self.form.is_valid()

    def answers(self, person: int | None = None) -> list[Answer]:
        """Return each answer beside its question; call it on a valid form only.

        `person` is the position, among who comes, of whom the answers are about.
        """
        found = []
        for question in self._questions:
            value = self.form.cleaned_data.get(question.name)
            if _given(value):
                words = _in_words(value)
                found.append(Answer(question.label, words, question.name, person))
        return found

    @property
    def tell_of_health(self) -> bool:
        """Whether a question about health was answered; call it on a valid form only."""
        health = {row.name for row in self._questions if row.about_health}
        return any(_given(self.form.cleaned_data.get(name)) for name in health)

    def _initial(self) -> dict:
        found: dict = {}
        for question in self._questions:
            words = self._known.get(question.name, "")
            if question.field_type == Question.Kind.CHECKBOXES:
                found[question.name] = _chosen(words, question)
            elif question.field_type == Question.Kind.CHECKBOX:
                found[question.name] = words == YES
            elif question.field_type == Question.Kind.DATE and words:
                found[question.name] = _day(words)
            else:
                found[question.name] = words
        return found


def _chosen(words: str, question: Question) -> list[str]:
    choices = [value for value, _label in QuestionBuilder([]).get_formatted_field_choices(question)]
    return [choice for choice in choices if f", {choice}, " in f", {words}, "]


def _day(words: str) -> date:
    day, month, year = map(int, words.split("-"))
    return date(year, month, day)


def _given(value) -> bool:
    return value not in (None, "", [], False)


def _in_words(value) -> str:
    if value is True:
        return YES
    if hasattr(value, "strftime"):
        return f"{value:%d-%m-%Y}"
    return ", ".join(value) if isinstance(value, list) else "" if value is None else str(value)
