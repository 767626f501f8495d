"""What was understood and what was let go, in the words of the page."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from search import narrowing, relaxing
from search.days import PARTS
from search.finding import Found
from search.narrowing import RemovableChip
from search.query import Query
from search.relaxing import LetGo
from search.sentences.wish import AGE, AREA, DATE, DAY, PRICE, TOWN, Wish


def chips(query: Query, found: Found, today: date) -> Iterator[RemovableChip]:
    """Yield what was understood; taking one away keeps its words as plain text."""
    gone = {item.words for item in found.relaxed}
    for wish in found.understood:
        yield RemovableChip(
            label=capfirst(label(wish, today)),
            remove_url=narrowing.literally(query, wish.words),
            words=wish.words,
            let_go=wish.words in gone,
        )


def label(wish: Wish, today: date) -> str:
    """Return what a wish means: "woensdag in de middag", "vandaag", "4 tot en met 11 jaar"."""
    if wish.first is not None and wish.last is not None:
        dates = _dates(wish.first, wish.last, today)
        return " ".join((dates, *map(narrowing.day_label, wish.values)))
    if wish.field == DAY:
        return _any_of(map(narrowing.day_label, wish.values))
    names = narrowing.labels()[wish.field]
    return _any_of(str(names.get(value, value)) for value in wish.values)


def _any_of(names: Iterable[str]) -> str:
    *most, last = names
    return _("%(first)s or %(last)s") % {"first": ", ".join(most), "last": last} if most else last


def _dates(first: date, last: date, today: date) -> str:
    if first == last:
        near = {today: _("today"), today + timedelta(days=1): _("tomorrow")}
        return near.get(first) or date_format(first, "l j F")
    ends = {"first": date_format(first, "j F"), "last": date_format(last, "j F")}
    return _("%(first)s up to and including %(last)s") % ends


def sentences(let_go: Iterable[LetGo]) -> Iterator[str]:
    """Yield for each wish that was let go what was not found and what there is instead."""
    for gone in let_go:
        if gone.field == DAY and set(gone.value.split(",")) <= set(PARTS):
            gone = replace(gone, field=relaxing.PART)
        said = _little(gone) if gone.fitted else _nothing(gone)
        yield capfirst(said % {"words": gone.words})


def _nothing(gone: LetGo) -> str:
    return {
        relaxing.PART: _("Nothing found for “%(words)s”. This is on at other times."),
        DAY: _("Nothing found on %(words)s. This is on other days."),
        DATE: _("Nothing found for %(words)s. This is on other days."),
        AREA: _("Nothing found in %(words)s. This is elsewhere."),
        TOWN: _("Nothing found in %(words)s. This is elsewhere."),
        AGE: _("Nothing found for %(words)s. This is for other ages."),
        PRICE: _("Nothing found that is %(words)s. This may cost money."),
        relaxing.TEXT: _("Nothing found for “%(words)s”. This fits your other words."),
    }[gone.field]


def _little(gone: LetGo) -> str:
    return {
        relaxing.PART: _("Little found for “%(words)s”. Other times come after it."),
        DAY: _("Little found on %(words)s. Other days come after it."),
        DATE: _("Little found for %(words)s. Other days come after it."),
        AREA: _("Little found in %(words)s. Other places come after it."),
        TOWN: _("Little found in %(words)s. Other places come after it."),
        AGE: _("Little found for %(words)s. Other ages come after it."),
        PRICE: _("Little found that is %(words)s. What costs money comes after it."),
        relaxing.TEXT: _(
            "Little found for “%(words)s”. What fits your other words comes after it."
        ),
    }[gone.field]
