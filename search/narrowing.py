"""The facets, chips and orders beside a page of results, with the addresses they lead to."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from activities.models import ActivityPage, Audience, Theme
from common import fragments
from search import days
from search.facets import (
    AUDIENCE,
    BY_NAME,
    DAY,
    FACETS,
    KIND,
    MUNICIPALITY,
    NEIGHBOURHOOD,
    THEME,
    WITHIN,
    Facet,
)
from search.query import DATE, DISTANCE, RELEVANCE, Query
from venues.models import Municipality, Neighbourhood


class Option(NamedTuple):
    """A value to choose, and how many results it leaves."""

    value: str
    label: str
    count: int | None
    selected: bool


class FacetView(NamedTuple):
    name: str
    label: str
    options: list[Option]
    selected: int


class RemovableChip(NamedTuple):
    """What narrows the list down; `words` are what it was understood from, if it was."""

    label: str
    remove_url: str
    words: str = ""
    let_go: bool = False


class WayOut(NamedTuple):
    """A filter that hides results, and how many there are without it."""

    label: str
    url: str
    count: int


class SortOption(NamedTuple):
    value: str
    label: str
    selected: bool
    url: str


def facet_views(query: Query, counts: dict[str, dict[str, int]]) -> list[FacetView]:
    """Return the facets that have something to choose, each in a fixed order."""
    names = labels()
    found = []
    for facet in FACETS:
        if facet.name in query.hidden:
            continue
        options = _options(facet, query, counts.get(facet.name, {}), names)
        if options:
            chosen = sum(option.selected and option.value != "" for option in options)
            found.append(FacetView(facet.name, str(facet.label), options, chosen))
    return found


def _options(facet: Facet, query: Query, counts: dict[str, int], names) -> list[Option]:
    chosen = query.filters.get(facet.name, ())
    known = dict(facet.values) or names[facet.name]
    values = [value for value in known if counts.get(value) or value in chosen]
    if not facet.values:
        values.sort(key=lambda value: (-counts.get(value, 0), str(known[value])))
    found = [Option("", _("any distance"), None, not chosen)] if facet is WITHIN and values else []
    return found + [
        Option(
            value=value,
            label=str(known[value]),
            count=counts.get(value, 0),
            selected=value in chosen,
        )
        for value in values
    ]


def chips(query: Query, with_text: bool = True) -> list[RemovableChip]:
    """Return everything that narrows the list down, each with the address without it."""
    return list(_chips(query, with_text))


def _chips(query: Query, with_text: bool) -> Iterator[RemovableChip]:
    if query.text and with_text and not query.literal:
        yield RemovableChip(f"“{query.text}”", address(replace(query, text="", page=1)))
    names = labels()
    for name, values in query.filters.items():
        if name in query.hidden:
            continue
        for value in values:
            label = day_label(value) if name == DAY.name else names[name].get(value, value)
            yield RemovableChip(str(label), address(query.toggled(name, value)))
    if query.first_day:
        label = _("from %(day)s") % {"day": _written(query.first_day)}
        yield RemovableChip(label, address(replace(query, first_day=None, page=1)))
    if query.last_day:
        label = _("until %(day)s") % {"day": _written(query.last_day)}
        yield RemovableChip(label, address(replace(query, last_day=None, page=1)))
    for words in query.literal:
        label = _("“%(words)s” as plain words") % {"words": words}
        left = tuple(other for other in query.literal if other != words)
        yield RemovableChip(label, address(replace(query, literal=left, page=1)))
    if query.near:
        sort = "" if query.sort == DISTANCE else query.sort
        gone = replace(query, near=None, sort=sort, page=1)
        yield RemovableChip(_("near where you are"), address(gone))
    if query.postcode:
        label = _("near %(postcode)s") % {"postcode": query.postcode}
        sort = "" if query.sort == DISTANCE else query.sort
        yield RemovableChip(label, address(replace(query, postcode="", sort=sort, page=1)))


def day_label(value: str) -> str:
    """Return the name of a day, of a part of the day, or of both: "wo-middag"."""
    known = dict(DAY.values)
    return " ".join(str(known[part]) for part in value.split("-"))


def _written(day: date) -> str:
    return date_format(day, "j F Y")


def sort_options(query: Query) -> list[SortOption]:
    """Return the orders that make sense for this request."""
    offered = {RELEVANCE: _("Best match"), DATE: _("Date"), DISTANCE: _("Distance")}
    if not query.text:
        del offered[RELEVANCE]
    if not (query.postcode or query.near):
        del offered[DISTANCE]
    used = query.sort or (RELEVANCE if query.text else DATE)
    return [
        SortOption(value, label, value == used, address(replace(query, sort=value, page=1)))
        for value, label in offered.items()
    ]


def way_out(query: Query, name: str, count: int) -> WayOut:
    """Return the way to the results without one of the filters."""
    names = labels()[name]
    chosen = ", ".join(str(names.get(value, value)) for value in query.filters[name])
    return WayOut(chosen, address(query.without(name)), count)


def literally(query: Query, words: str) -> str:
    """Return the address at which these words are plain words and nothing else."""
    return address(replace(query, literal=(*query.literal, words), page=1))


def address(query: Query) -> str:
    """Return the address of a request on the same page."""
    return f"?{query.parameters()}"


def labels() -> dict[str, dict[str, str]]:
    """Return the name of every value of every facet; read once per content version."""
    return fragments.hold("facet-labels", (), _labels)


def _labels() -> dict[str, dict[str, str]]:
    language = get_language() or "nl"
    found = {name: {value: str(label) for value, label in facet.values}
             for name, facet in BY_NAME.items()}  # fmt: skip
    found[KIND.name] = {str(value): str(label) for value, label in ActivityPage.Kind.choices}
    for facet, model in ((THEME, Theme), (AUDIENCE, Audience)):
        # The Dutch name stands in where a term has no translation.
        rows = model.objects.order_by("pk").values_list("slug", "name", "locale__language_code")
        ranked = sorted(rows, key=lambda row: (row[2] == language, row[2] == "nl"))
        found[facet.name] = {slug: name for slug, name, _language in ranked}
    found[MUNICIPALITY.name] = dict(Municipality.objects.values_list("slug", "name"))
    found[NEIGHBOURHOOD.name] = {
        area.slug: str(area) for area in Neighbourhood.objects.select_related("municipality")
    }
    found[DAY.name] |= {value: day_label(value) for value in days.VALUES}
    return found
