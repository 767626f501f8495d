"""The ways to look at the same results: a list, a month, a map, a feed. All share one address."""

from dataclasses import replace
from typing import NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from search import finding, listing, narrowing
from search.query import BadQuery, Query, parse

LIST, CALENDAR, MAP = "results", "calendar", "map"
_LABELS = {
    LIST: gettext_lazy("List"),
    CALENDAR: gettext_lazy("Calendar"),
    MAP: gettext_lazy("Map"),
}


class Way(NamedTuple):
    label: str
    url: str
    is_current: bool


def read(request: HttpRequest) -> Query:
    """Read the request; a page of a list means nothing here.

    :raises BadQuery: it makes no sense.
    """
    return replace(parse(request.GET), page=1)


def of(query: Query, current: str) -> list[Way]:
    """Return a link to each way of looking at these results."""
    return [
        Way(str(label), _address(f"search:{name}", query), name == current)
        for name, label in _LABELS.items()
    ]


def subscriptions(query: Query) -> dict[str, str | int]:
    """Return the addresses of the results as a calendar and as a feed, and what these hold.

    There are none for who may be in danger: such a question is left nowhere.
    """
    if finding.urgent(query):
        return {}
    # Where somebody is now is no part of what they want to hear of later.
    query = replace(query, near=None, sort="", page=1)
    return {
        "ics": _address("search:results_ics", query),
        "atom": _address("search:results_atom", query),
        "most_dates": listing.MOST_DATES,
        "most_news": listing.MOST_NEWS,
    }


def context(query: Query, current: str) -> dict:
    """Return what the calendar and the map both show around the results."""
    return {
        "query": query,
        "chips": narrowing.chips(query),
        "ways": of(query, current),
        "subscriptions": subscriptions(query),
        "urgent": finding.urgent(query).lines,
        "postcode_unknown": False,
    }


def refused(request: HttpRequest, template: str, error: BadQuery) -> HttpResponse:
    """Say what is wrong with a request, with status 400."""
    found = {"query": Query(), "error": str(error), "ways": of(Query(), "")}
    return render(request, template, found, status=400)


def name_of(query: Query) -> str:
    """Return the name of a feed of these results: what was asked for."""
    wanted = ", ".join(chip.label for chip in narrowing.chips(query))
    return f"{_('What there is to do')}: {wanted}" if wanted else _("What there is to do")


def _address(name: str, query: Query) -> str:
    parameters = replace(query, hidden=frozenset(), page=1).parameters()
    return f"{reverse(name)}?{parameters}" if parameters else reverse(name)
