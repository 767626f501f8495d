"""One signup form as a whole: moment, people, contact, questions and what is agreed to."""

import re
import uuid
from dataclasses import dataclass

from django import forms
from django.forms.utils import ErrorDict, ErrorList
from django.utils.functional import cached_property
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from signups.asking import Questions
from signups.forms import ADULT, CHILD, AgreeForm, ContactForm, PeopleFormSet, PersonForm
from signups.models import SignupSettings
from signups.personal import Answer, Contact, Person

WhoComes = SignupSettings.WhoComes
WHOLE = "whole"


@dataclass(frozen=True)
class Problem:
    """A line of the error summary: where it is, and what is wrong."""

    target: str
    message: str


@dataclass(frozen=True)
class Known:
    """What a signup holds already, to be changed in the form."""

    contact: Contact
    people: list[Person]
    answers: list[Answer]
    has_agreed: bool

    def of(self, person: int | None) -> dict[str, str]:
        """Return the answers about one person, or about everybody (None), by name."""
        return {row.name: row.answer for row in self.answers if row.person == person}

    def agreed(self, health: set[str]) -> dict[str, bool]:
        """Return what was agreed to; `health` names the questions that need more than the rest."""
        told = any(row.name in health for row in self.answers)
        return {"agree": self.has_agreed, "parent": self.has_agreed, "health": told}


class Booking:
    """The form a visitor fills in. Unbound without data.

    `moments` are the sessions that can be chosen, by their pk as a string; only WHOLE when
    the whole group is booked at once, and none when a signup is changed (`known`).
    """

    def __init__(
        self,
        wishes: SignupSettings,
        moments=(),
        chosen="",
        data=None,
        known: Known | None = None,
    ):
        self.wishes = wishes
        self.moments = list(moments)
        self.data = data
        self.known = known
        self.is_bound = data is not None
        self.key = _key(data)
        self.chosen = chosen if data is None else data.get("moment", "")
        if self.moments == [WHOLE] or (data is None and len(self.moments) == 1):
            self.chosen = self.moments[0]
        asked = list(wishes.questions.all()) if wishes.pk else []
        once = [row for row in asked if not row.is_per_child]
        self.contact = ContactForm(data, wishes=wishes, initial=_fields_of(known))
        self.questions = Questions(once, data, known=known and known.of(None))
        self.agree = AgreeForm(
            data,
            wishes=wishes,
            asks_health=any(row.about_health for row in asked),
            initial=known and known.agreed({row.name for row in asked if row.about_health}),
        )
        self.people = self._people([row for row in asked if row.is_per_child])

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
        parts = [self.contact, self.people, self.agree, self.questions]
        if not all([*(part.is_valid() for part in parts), not self.moment_error]):
            return False
        return not self._tells_of_health() or self.agree.demand_health()

    def _tells_of_health(self) -> bool:
        asked = [self.questions, *(form.questions for form in self.people.forms)]
        return any(part and part.tell_of_health for part in asked)

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

    def answers(self) -> list[Answer]:
        """Return all answers, each with whom it is about; call it on a valid form only."""
        found = self.questions.answers() if self.questions else []
        for position, form in enumerate(self.people.forms, start=self._before):
            if form.questions:
                found += form.questions.answers(position)
        return found

    @property
    def _before(self) -> int:
        """How many people come before the rows of the form: who signs up, if they come."""
        return 0 if self.wishes.who_comes == WhoComes.CHILDREN else 1

    def problems(self) -> list[Problem]:
        """Return what is wrong, in the order of the page."""
        found = [Problem("moment", self.moment_error)] if self.moment_error else []
        found += problems_of(self.contact)
        found += [Problem("people", message) for message in self.people.non_form_errors()]
        for form in self.people.forms:
            found += problems_of(form)
            found += problems_of(form.questions.form) if form.questions else []
        found += problems_of(self.questions.form) if self.questions else []
        return found + problems_of(self.agree)

    def changed(self, action: str) -> "Booking":
        """Return the same form with a person more or fewer: "add:child", "remove:2"."""
        prefix = self.people.prefix
        rows = [_row(self.data, form.prefix) for form in self.people.forms]
        verb, _colon, what = action.partition(":")
        if verb == "add" and what in (ADULT, CHILD) and len(rows) < self.others:
            rows.append({"kind": [what], "name": [""]})
        elif verb == "remove" and what.isdecimal() and int(what) < len(rows):
            del rows[int(what)]
        data = self.data.copy()
        for name in [name for name in data if re.match(rf"{prefix}-\d+-", name)]:
            del data[name]
        data[f"{prefix}-TOTAL_FORMS"] = str(len(rows))
        for position, row in enumerate(rows):
            for name, values in row.items():
                data.setlist(f"{prefix}-{position}-{name}", values)
        made = Booking(self.wishes, self.moments, data=data, known=self.known)
        made.say_nothing_yet()
        return made

    def say_nothing_yet(self) -> None:
        """Tell no mistakes: somebody is still filling in."""
        parts = [self.contact, self.agree, *self.people.forms]
        asked = [self.questions, *(form.questions for form in self.people.forms)]
        for form in [*parts, *(one.form for one in asked if one)]:
            form._errors = ErrorDict()
        self.people._errors = []
        self.people._non_form_errors = ErrorList()
        self.moment_error = ""

    def _people(self, asked):
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
            initial=self._rows() if self.known else [{"kind": CHILD}] if needs_child else None,
            form_kwargs={"wishes": self.wishes, "asked": asked},
            known=self._answers_of_rows(),
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

    def _rows(self) -> list[dict]:
        return [
            {"kind": CHILD if one.is_child else ADULT, "name": one.name, "age": one.age}
            for one in self.known.people[self._before :]
        ]

    def _answers_of_rows(self) -> list[dict[str, str]]:
        if not self.known:
            return []
        return [self.known.of(one) for one in range(self._before, len(self.known.people))]


def _row(data, prefix: str) -> dict[str, list[str]]:
    """Return what was sent for one person, by name without the prefix."""
    start = f"{prefix}-"
    return {name.removeprefix(start): data.getlist(name) for name in data if name.startswith(start)}


def _fields_of(known: Known | None) -> dict:
    if known is None:
        return {}
    contact = known.contact
    return {"name": contact.name, "email": contact.email, "telephone": contact.telephone}


def _key(data) -> uuid.UUID:
    try:
        return uuid.UUID((data or {}).get("key", ""))
    except ValueError:
        return uuid.uuid4()


def problems_of(form: forms.Form) -> list[Problem]:
    """Return what is wrong in one form, in the order of its fields."""
    return [
        Problem(_anchor(form[name]), f"{Truncator(form[name].label).words(8)}: {message}")
        for name, messages in form.errors.items()
        if name in form.fields
        for message in messages
    ]


def _anchor(field) -> str:
    several = isinstance(field.field.widget, forms.RadioSelect | forms.CheckboxSelectMultiple)
    return f"{field.auto_id}_0" if several else field.auto_id
