"""Forms for staff: how many places a group has, and what an activity asks."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from activities.forms import REQUIRED, GroupFormBase
from activities.models import Group
from signups import library, operations, question_rules
from signups.models import Capacity, Question, Signup

WAYS_WITH_PLACES = (Group.WayIn.PER_SESSION, Group.WayIn.WHOLE_GROUP)
MOST_PLACES = 10_000


def places_field(label: str, help_text: str) -> forms.IntegerField:
    """Return a field for a number of people."""
    return forms.IntegerField(
        label=label, required=False, min_value=0, max_value=MOST_PLACES, help_text=help_text
    )


class GroupForm(GroupFormBase):
    """The group with its number of places."""

    capacity = places_field(
        _("Places"), _("How many people fit, each time or in the whole series.")
    )
    waiting_capacity = places_field(
        _("Places on the waiting list"), _("Empty: no limit. 0: no waiting list.")
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        known = Capacity.objects.filter(group=self.instance.pk).first()
        if known:
            self.initial.setdefault("capacity", known.capacity)
            self.initial.setdefault("waiting_capacity", known.waiting_capacity)

    def clean(self):
        cleaned = super().clean()
        way_in = self.cleaned_data.get("way_in")
        is_empty = self.cleaned_data.get("capacity") is None and "capacity" not in self.errors
        if way_in in WAYS_WITH_PLACES and is_empty:
            self.add_error("capacity", REQUIRED)
        if self.instance.pk and "way_in" in self.changed_data and _somebody_signed_up(self):
            self.add_error("way_in", _("People signed up: the way in can't be changed."))
        return cleaned

    def save_hook(self, group: Group) -> None:
        super().save_hook(group)
        if group.way_in in WAYS_WITH_PLACES:
            operations.set_capacity(
                group=group,
                capacity=self.cleaned_data["capacity"],
                waiting_capacity=self.cleaned_data["waiting_capacity"],
            )


class SettingsForm(WagtailAdminModelForm):
    """What an activity asks: ready questions to tick, and questions of one's own."""

    ready = forms.MultipleChoiceField(
        label=_("Add ready questions"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Tick what you need and save. Then you can change the words below."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        asked = [question.name for question in self.instance.questions.all()]
        self.fields["ready"].choices = [
            (row.name, _in_short(row)) for row in library.not_yet(asked)
        ]
        if not self.fields["ready"].choices:
            self.fields["ready"].help_text = _("All ready questions are on the form already.")

    def clean(self):
        cleaned = super().clean()
        rows = self._rows()
        own = [form.instance for form in rows]
        for question in own:
            question_rules.mark_health(question)
        asked = [*own, *self._ticked()]
        who_comes = self.cleaned_data.get("who_comes", "")
        for question, field, message in question_rules.problems(asked, who_comes):
            form = next((row for row in rows if row.instance is question), None)
            if form is None:
                self.add_error("ready", f"{question.label}: {message}")
            else:
                form.add_error(field, ValidationError(message))
        self._guard_health(asked)
        return cleaned

    def save(self, commit=True):
        added = self._ticked()
        saved = super().save(commit)
        saved.questions.add(*added)
        if commit:
            saved.questions.commit()
        return saved

    def _ticked(self) -> list[Question]:
        first = len(self._rows())
        names = self.cleaned_data.get("ready", [])
        return [library.BY_NAME[name].question(first + number) for number, name in enumerate(names)]

    def _rows(self) -> list[forms.ModelForm]:
        """Return the form of each question that stays, in the order that staff gave them."""
        formset = self.formsets.get("questions")
        rows = [form for form in formset.forms if _stays(form)] if formset else []
        return sorted(rows, key=lambda form: form.cleaned_data.get("ORDER") or 0)

    def _guard_health(self, asked: list[Question]) -> None:
        """Ask about health only where staff said that they need it (AVG article 9)."""
        health = [question for question in asked if question.about_health]
        if not health:
            return
        if not self.cleaned_data.get("health_confirmed"):
            words = _("“%(question)s” is about health. Tick this only if you really need it.")
            self.add_error("health_confirmed", words % {"question": health[0].label})
        free = [question for question in health if question.field_type in Question.FREE_TEXT]
        if free and not self.cleaned_data.get("health_free_text"):
            words = _("“%(question)s” asks for own words. Choose a list, or tick this.")
            self.add_error("health_free_text", words % {"question": free[0].label})


def _stays(form: forms.ModelForm) -> bool:
    empty = not form.instance.pk and not form.has_changed()
    return form.is_valid() and not empty and not form.cleaned_data.get("DELETE")


def _in_short(ready: library.Ready) -> str:
    """Return a ready question as one line to tick, with the reason, and a sign for health."""
    words = f"{ready.label} – {ready.purpose}"
    return f"{words} ({_('about health')})" if ready.about_health else words


def _somebody_signed_up(form: GroupForm) -> bool:
    group = form.instance.pk
    active = Signup.objects.active()
    return (
        active.filter(bookable__group=group).exists()
        or active.filter(bookable__session__group=group).exists()
    )
