"""One signup form as a whole: moment, people, contact, questions and what is agreed to."""

import uuid
from dataclasses import dataclass

from django import forms
from django.utils.functional import cached_property
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from signups.forms import (
    ADULT,
    CHILD,
    AgreeForm,
    ContactForm,
    PeopleFormSet,
    PersonForm,
    Questions,
)
from signups.models import SignupSettings
from signups.personal import Person

WhoComes = SignupSettings.WhoComes
WHOLE = "whole"


@dataclass(frozen=True)
class Problem:
    """A line of the error summary: where it is, and what is wrong."""

    target: str
    message: str


class Booking:
    """The form a visitor fills in. Unbound without data.

    `moments` are the sessions that can be chosen, by their pk as a string; only WHOLE when
    the whole group is booked at once.
    """

    def __init__(self, wishes: SignupSettings, moments=(), chosen="", data=None):
        self.wishes = wishes
        self.moments = list(moments)
        self.data = data
        self.is_bound = data is not None
        self.key = _key(data)
        self.chosen = chosen if data is None else data.get("moment", "")
        if self.moments == [WHOLE] or (data is None and len(self.moments) == 1):
            self.chosen = self.moments[0]
        self.contact = ContactForm(data, wishes=wishes)
        self.questions = Questions(wishes, data)
        self.agree = AgreeForm(data, wishes=wishes)
        self.people = self._people()

    @property
    def has_chosen(self) -> bool:
        """Whether a date is chosen that can still be had."""
        return self.chosen in self.moments

    @property
    def others(self) -> int:
        """How many people may be named besides the person who signs up."""
        comes = self.wishes.who_comes
        return self.wishes.max_people - (0 if comes == WhoComes.CHILDREN else 1)

    @property
    def may_add_adult(self) -> bool:
        return self.wishes.who_comes != WhoComes.CHILDREN and self.others > 0

    @property
    def may_add_child(self) -> bool:
        return self.wishes.who_comes != WhoComes.ADULTS and self.others > 0

    @property
    def may_add(self) -> bool:
        return len(self.people.forms) < self.others

    @property
    def may_remove(self) -> bool:
        """The last child of a form for children stays."""
        return len(self.people.forms) > (0 if self.wishes.who_comes == WhoComes.ADULTS else 1)

    def is_valid(self) -> bool:
        parts = [self.contact, self.people, self.agree]
        if self.questions:
            parts.append(self.questions.form)
        return all([*(part.is_valid() for part in parts), not self.moment_error])

    @cached_property
    def moment_error(self) -> str:
        if self.is_bound and self.moments and self.chosen not in self.moments:
            if self.chosen:
                return _("This date is no longer free. Choose another date.")
            return _("Choose a date.")
        return ""

    def who_comes(self) -> list[Person]:
        """Return everybody who takes a place; call it on a valid form only."""
        named = [form.person() for form in self.people.forms]
        if self.wishes.who_comes == WhoComes.CHILDREN:
            return named
        return [Person(self.contact.cleaned_data["name"]), *named]

    def problems(self) -> list[Problem]:
        """Return what is wrong, in the order of the page."""
        found = [Problem("moment", self.moment_error)] if self.moment_error else []
        found += _problems_of(self.contact)
        found += [Problem("people", message) for message in self.people.non_form_errors()]
        parts = [*self.people.forms, *([self.questions.form] if self.questions else []), self.agree]
        return found + [problem for part in parts for problem in _problems_of(part)]

    def changed(self, action: str) -> "Booking":
        """Return the same form with a person more or fewer: "add:child", "remove:2"."""
        rows = [
            {name: self.data.get(form.add_prefix(name), "") for name in ("kind", "name", "age")}
            for form in self.people.forms
        ]
        verb, _colon, what = action.partition(":")
        if verb == "add" and what in (ADULT, CHILD) and len(rows) < self.others:
            rows.append({"kind": what, "name": "", "age": ""})
        elif verb == "remove" and what.isdecimal() and int(what) < len(rows):
            del rows[int(what)]
        data = self.data.copy()
        data[f"{self.people.prefix}-TOTAL_FORMS"] = str(len(rows))
        for position, row in enumerate(rows):
            for name, value in row.items():
                data[f"{self.people.prefix}-{position}-{name}"] = value
        return Booking(self.wishes, self.moments, data=data)

    def _people(self):
        most = max(self.others, 0)
        formset = forms.formset_factory(
            PersonForm,
            formset=PeopleFormSet,
            extra=0,
            max_num=most,
            absolute_max=most + 2,
            validate_max=True,
        )
        needs_child = self.wishes.who_comes != WhoComes.ADULTS
        made = formset(
            self.data,
            prefix="p",
            initial=[{"kind": CHILD}] if needs_child else None,
            form_kwargs={"wishes": self.wishes},
            error_messages={
                "too_many_forms": _("At most %(most)d people can come in one signup.")
                % {"most": self.wishes.max_people},
                "missing_management_form": _("Something went wrong. Check who comes."),
            },
        )
        made.needs_child = needs_child
        numbers = {True: 0, False: 1}  # who signs up is the first grown-up
        for form in made.forms:
            numbers[form.is_child] += 1
            form.give_number(numbers[form.is_child])
            # A row that is shown is a person who comes; it is taken away by its button.
            form.empty_permitted = False
        return made


def _key(data) -> uuid.UUID:
    try:
        return uuid.UUID((data or {}).get("key", ""))
    except ValueError:
        return uuid.uuid4()


def _problems_of(form: forms.Form) -> list[Problem]:
    return [
        Problem(_anchor(form[name]), f"{Truncator(form[name].label).words(8)}: {message}")
        for name, messages in form.errors.items()
        if name in form.fields
        for message in messages
    ]


def _anchor(field) -> str:
    several = isinstance(field.field.widget, forms.RadioSelect | forms.CheckboxSelectMultiple)
    return f"{field.auto_id}_0" if several else field.auto_id
