"""The page that shows editors what is missing where, as boxes and in words."""

from dataclasses import dataclass

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from common import charts, clock
from portal.dashboard import supply
from search.facets import DAY
from venues.models import Municipality, Neighbourhood

_DAY_CODES = [name for name, _label in DAY.values[:7]]
_DAY_NAMES = [label for _name, label in DAY.values[:7]]


class SupplyForm(forms.Form):
    """Which municipality, and which ages."""

    gemeente = forms.ModelChoiceField(
        Municipality.objects.none(),
        label=gettext_lazy("Municipality"),
        to_field_name="slug",
        empty_label=None,
        required=False,
    )
    leeftijd = forms.ChoiceField(label=gettext_lazy("Age"), required=False)

    def __init__(self, data, *, municipalities):
        super().__init__(data)
        self.fields["gemeente"].queryset = municipalities
        ages = supply.age_labels().items()
        self.fields["leeftijd"].choices = [("", _("All ages")), *ages]


@dataclass(frozen=True, slots=True)
class Part:
    """One age group: the days on which each area has something, and its gaps in words."""

    chart: charts.Heat
    gaps: list[str]


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Show the coming weeks of one municipality; an unknown wish falls back to the first."""
    municipalities = supply.municipalities_of(request.user)
    form = SupplyForm(request.GET, municipalities=municipalities)
    form.is_valid()
    place = form.cleaned_data.get("gemeente") or municipalities.first()
    age = form.cleaned_data.get("leeftijd") or ""
    form.initial = {"gemeente": place.slug if place else "", "leeftijd": age}
    form.is_bound = False
    context = {
        "form": form,
        "place": place,
        "weeks": supply.WEEKS,
        "is_own": not supply.sees_all_partners(request.user),
        "header_title": _("What is missing where?"),
        "header_icon": "table",
        "breadcrumbs_items": [{"url": "", "label": _("What is missing where?")}],
    }
    if place:
        found = supply.of(request.user, place, clock.now())
        labels = supply.age_labels()
        shown = [age] if age else list(labels)
        context["overview"] = _overview(found, labels)
        context["parts"] = [_part(found, name, labels[name]) for name in shown]
    return render(request, "portal/admin/supply.html", context)


def _overview(found: supply.Supply, labels: dict[str, str]) -> charts.Heat:
    columns = [name.replace("-plus", "+").replace("-", " t/m ") for name in labels]
    return charts.heat(
        [_name(area) for area in found.areas],
        columns,
        [[found.in_all(area, age) for age in labels] for area in found.areas],
        unit=_("Number of activities, by age in years"),
        title=_("All days together"),
        corner=_("Neighbourhood"),
    )


def _part(found: supply.Supply, age: str, label: str) -> Part:
    chart = charts.heat(
        [_name(area) for area in found.areas],
        _DAY_CODES,
        [[found.on(area, age, day) for day in supply.DAYS] for area in found.areas],
        unit=_("Number of activities, by day of the week"),
        title=label,
        corner=_("Neighbourhood"),
    )
    gaps = [_gap(area, found.missing(area, age)) for area in found.areas]
    return Part(chart, [gap for gap in gaps if gap])


def _gap(area: Neighbourhood | None, days: list[int]) -> str:
    """Return what is missing in words; empty where every day has something."""
    if not days:
        return ""
    if len(days) == len(supply.DAYS):
        return _("%(area)s: nothing at all.") % {"area": _name(area)}
    names = ", ".join(str(_DAY_NAMES[day - 1]).lower() for day in days)
    return _("%(area)s: nothing on %(days)s.") % {"area": _name(area), "days": names}


def _name(area: Neighbourhood | None) -> str:
    return area.name if area else _("Whole municipality")
