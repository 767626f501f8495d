"""What a visitor asked for: parsed and checked, the same for every engine.

The names in the address are a public contract: q, soort, vorm, doelgroep, thema, leeftijd, dag,
wijk, gemeente, prijs, plek, afstand, van, tot, postcode, nabij, letterlijk, sorteer and pagina.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext as _

from search import days
from search.facets import AGE, AGE_BUCKETS, BY_NAME, DAY, PLACES, PRICE, WITHIN

LONGEST_TEXT = 500
LONGEST_WORDS = 100
MOST_VALUES = 40
PAGE_SIZE = 12
# Both engines give the first ten thousand results and no more.
WINDOW = 10_000
RELEVANCE, DATE, DISTANCE = "relevantie", "datum", "afstand"
SORTS = (RELEVANCE, DATE, DISTANCE)

_CONTROL = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]+")
_SLUG = re.compile(r"[\w-]{1,80}")
_POINT = re.compile(r"(-?[0-9]{1,3}(?:\.[0-9]{1,12})?),(-?[0-9]{1,3}(?:\.[0-9]{1,12})?)")
_POSTCODE = re.compile(r"([1-9][0-9]{3})\s*([a-z]{2})?", re.IGNORECASE)


class BadQuery(ValueError):
    """The request makes no sense; the message says why, in the visitor's language."""


@dataclass(frozen=True)
class Query:
    """A checked request. `filters` holds the chosen values of each facet by its name.

    `near` is where the visitor is (latitude, longitude in degrees), to about a kilometre.
    `literal` holds the words that the visitor wants to be taken as plain text, not understood.
    Facets in `hidden` belong to the page asked for, and are left out of its address.
    """

    text: str = ""
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    first_day: date | None = None
    last_day: date | None = None
    postcode: str = ""
    near: tuple[float, float] | None = None
    literal: tuple[str, ...] = ()
    sort: str = ""
    page: int = 1
    hidden: frozenset[str] = frozenset()

    @property
    def near_text(self) -> str:
        """Return the visitor's place as the address has it."""
        return "{:.2f},{:.2f}".format(*self.near) if self.near else ""

    @property
    def offset(self) -> int:
        return (self.page - 1) * PAGE_SIZE

    def toggled(self, name: str, value: str) -> "Query":
        """Return the request with a value of a facet chosen, or no longer chosen."""
        chosen = self.filters.get(name, ())
        chosen = tuple(v for v in chosen if v != value) if value in chosen else (*chosen, value)
        filters = {**self.filters, name: chosen}
        return replace(self, filters={k: v for k, v in filters.items() if v}, page=1)

    def without(self, name: str) -> "Query":
        """Return the request with nothing chosen of a facet."""
        filters = {facet: values for facet, values in self.filters.items() if facet != name}
        return replace(self, filters=filters, page=1)

    def parameters(self) -> str:
        """Return the request as the part of an address after the question mark."""
        pairs = [("q", self.text)] if self.text else []
        pairs += [
            (name, value)
            for name, values in self.filters.items()
            if name not in self.hidden
            for value in values
        ]
        pairs += [("van", self.first_day.isoformat())] if self.first_day else []
        pairs += [("tot", self.last_day.isoformat())] if self.last_day else []
        pairs += [("postcode", self.postcode)] if self.postcode else []
        pairs += [("nabij", self.near_text)] if self.near else []
        pairs += [("letterlijk", words) for words in self.literal]
        pairs += [("sorteer", self.sort)] if self.sort else []
        pairs += [("pagina", str(self.page))] if self.page > 1 else []
        return urlencode(pairs)


def parse(parameters: QueryDict) -> Query:
    """Read and check a request.

    :raises BadQuery: a value is too long, out of range, or not of its kind.
    """
    text = _CONTROL.sub(" ", parameters.get("q", "")).strip()
    if len(text) > LONGEST_TEXT:
        raise BadQuery(_("Your question is too long. Use a few words."))
    first_day, last_day = _day(parameters, "van"), _day(parameters, "tot")
    if first_day and last_day and last_day < first_day:
        raise BadQuery(_("The last day comes before the first day."))
    sort = parameters.get("sorteer", "")
    if sort and sort not in SORTS:
        raise BadQuery(_("Choose an order from the list."))
    return Query(
        text=" ".join(text.split()),
        filters=_filters(parameters),
        first_day=first_day,
        last_day=last_day,
        postcode=_postcode(parameters),
        near=_near(parameters),
        literal=_literal(parameters),
        sort=sort,
        page=_page(parameters),
    )


def _filters(parameters: QueryDict) -> dict[str, tuple[str, ...]]:
    found = {}
    for name in BY_NAME:
        values = [value for value in parameters.getlist(name) if value]
        if not values:
            continue
        if len(values) > MOST_VALUES or not all(map(_SLUG.fullmatch, values)):
            raise BadQuery(_("Choose from the list."))
        found[name] = tuple(dict.fromkeys(_checked(name, value) for value in values))
    if WITHIN.name in found:
        # The widest holds the others.
        found[WITHIN.name] = (max(found[WITHIN.name], key=int),)
    return found


def _checked(name: str, value: str) -> str:
    """Return a value in its one spelling; a name nobody knows may stay, and finds nothing."""
    if name == DAY.name:
        token = days.normal(value)
        if token is None:
            raise BadQuery(_("Choose a day from the list."))
        return token
    if name == AGE.name and value.isdecimal() and len(value) <= 3:
        return next(
            (name for name, (low, high) in AGE_BUCKETS.items() if low <= int(value) <= high), value
        )
    if name in (PRICE.name, PLACES.name, WITHIN.name) and value not in dict(BY_NAME[name].values):
        raise BadQuery(_("Choose from the list."))
    return value


def _day(parameters: QueryDict, name: str) -> date | None:
    value = parameters.get(name, "").strip()
    if not value:
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise BadQuery(_("Fill in a day as year-month-day.")) from None


def _postcode(parameters: QueryDict) -> str:
    """Return the four digits of a postcode; the letters are not kept."""
    value = parameters.get("postcode", "").strip()
    if not value:
        return ""
    match = _POSTCODE.fullmatch(value)
    if match is None:
        raise BadQuery(_("Fill in a postcode, for example 3141."))
    return match[1]


def _literal(parameters: QueryDict) -> tuple[str, ...]:
    values = [_CONTROL.sub(" ", value).strip() for value in parameters.getlist("letterlijk")]
    if len(values) > MOST_VALUES or any(len(value) > LONGEST_WORDS for value in values):
        raise BadQuery(_("Choose from the list."))
    return tuple(dict.fromkeys(filter(None, values)))


def _near(parameters: QueryDict) -> tuple[float, float] | None:
    """Return a point to two decimals, which is about a kilometre; nothing finer is kept."""
    value = parameters.get("nabij", "").strip()
    if not value:
        return None
    match = _POINT.fullmatch(value)
    point = (round(float(match[1]), 2), round(float(match[2]), 2)) if match else None
    if point is None or abs(point[0]) > 90 or abs(point[1]) > 180:
        raise BadQuery(_("We do not understand where you are. Fill in a postcode."))
    return point


def _page(parameters: QueryDict) -> int:
    value = parameters.get("pagina", "").strip() or "1"
    if not (value.isascii() and value.isdecimal()):
        raise BadQuery(_("This page does not exist."))
    page = int(value) if len(value) <= 9 else WINDOW
    if not 1 <= page <= WINDOW // PAGE_SIZE:
        raise BadQuery(_("There are not so many pages. Use a few more words."))
    return page
