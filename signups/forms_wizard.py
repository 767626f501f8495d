"""How many people fit, as a part of “New activity”."""

from django.utils.translation import gettext_lazy as _

from activities.forms import REQUIRED
from activities.models import Group
from activities.wizard import steps
from signups import operations
from signups.forms_staff import WAYS_WITH_PLACES, places_field
from signups.models import Capacity


class SignupStep(steps.SignupStep):
    """With the number of places: that of the last group of the partner to begin with."""

    capacity = places_field(
        _("Places"), _("How many people fit, each time or in the whole series.")
    )
    group_fields = ("way_in", "capacity", "elsewhere_url")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "capacity" in self.fields:
            path = self.partner.path
            known = Capacity.objects.filter(group__activity__path__startswith=path)
            last = known.order_by("-group").values_list("capacity", flat=True).first()
            self.initial.setdefault("capacity", last)

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("way_in") not in WAYS_WITH_PLACES:
            cleaned["capacity"] = None
        elif cleaned.get("capacity") is None and "capacity" not in self.errors:
            self.add_error("capacity", REQUIRED)
        return cleaned

    def keep(self, group: Group) -> None:
        super().keep(group)
        if group.way_in in WAYS_WITH_PLACES:
            operations.set_capacity(group=group, capacity=self.cleaned_data["capacity"])
