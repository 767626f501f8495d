"""Forms for staff: how many places a group has, and what an activity asks."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from activities.forms import REQUIRED, GroupFormBase
from activities.models import Group
from signups import operations
from signups.models import Capacity, Question, Signup

_WAYS_WITH_PLACES = (Group.WayIn.PER_SESSION, Group.WayIn.WHOLE_GROUP)
_WITH_CHOICES = (Question.Kind.CHECKBOXES, Question.Kind.DROPDOWN, Question.Kind.RADIO)
MOST_PLACES = 10_000


class GroupForm(GroupFormBase):
    """The group with its number of places."""

    capacity = forms.IntegerField(
        label=_("Places"),
        required=False,
        min_value=0,
        max_value=MOST_PLACES,
        help_text=_("How many people fit, each time or in the whole series."),
    )
    waiting_capacity = forms.IntegerField(
        label=_("Places on the waiting list"),
        required=False,
        min_value=0,
        max_value=MOST_PLACES,
        help_text=_("Empty: no limit. 0: no waiting list."),
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
        if way_in in _WAYS_WITH_PLACES and is_empty:
            self.add_error("capacity", REQUIRED)
        if self.instance.pk and "way_in" in self.changed_data and _somebody_signed_up(self):
            self.add_error("way_in", _("People signed up: the way in can't be changed."))
        return cleaned

    def save_hook(self, group: Group) -> None:
        super().save_hook(group)
        if group.way_in in _WAYS_WITH_PLACES:
            operations.set_capacity(
                group=group,
                capacity=self.cleaned_data["capacity"],
                waiting_capacity=self.cleaned_data["waiting_capacity"],
            )


class SettingsForm(WagtailAdminModelForm):
    """What an activity asks; two questions never share the name under which answers come in."""

    def clean(self):
        cleaned = super().clean()
        seen = set()
        for form in self.formsets["questions"].forms if "questions" in self.formsets else []:
            if not form.is_valid() or form.cleaned_data.get("DELETE"):
                continue
            question = form.instance
            name = question.clean_name or question.get_field_clean_name()
            if name in seen:
                form.add_error("label", ValidationError(_("This question is there already.")))
            seen.add(name)
            if question.field_type in _WITH_CHOICES and not question.choices.strip():
                form.add_error("choices", ValidationError(_("Fill in what one can choose.")))
        return cleaned


def _somebody_signed_up(form: GroupForm) -> bool:
    group = form.instance.pk
    active = Signup.objects.active()
    return (
        active.filter(bookable__group=group).exists()
        or active.filter(bookable__session__group=group).exists()
    )
