"""Numbers for the teams and for policy, without persons: small ones are folded."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median

from django.db.models import Sum
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from common import charts
from concerns.models import Concern, Count, Desk, Wait

FEWEST = 5  # a smaller number might point at somebody
MONTHS = 12


@dataclass(frozen=True, slots=True)
class Row:
    """One kind of message in one month; each number is folded when it is small."""

    month: date
    kind: str
    numbers: list[tuple[str, str]]  # what is counted, and how many


def fold(number: int) -> str:
    """Return a number as a report may tell it: none, fewer than five, or the number."""
    if 0 < number < FEWEST:
        return _("fewer than %(fewest)d") % {"fewest": FEWEST}
    return str(number)


def rows(desk: Desk, today: date) -> list[Row]:
    """Return what came and what became of it, the latest month first, of one year."""
    found: dict[tuple[date, str], dict[str, int]] = defaultdict(dict)
    for count in Count.objects.filter(desk=desk, month__gte=_first(today)):
        found[count.month, count.kind][count.what] = count.number
    kinds = list(Concern.Kind.values)
    order = sorted(found, key=lambda key: (-key[0].toordinal(), kinds.index(key[1])))
    return [
        Row(
            month,
            str(Concern.Kind(kind).label),
            [(what.label, fold(found[month, kind].get(what, 0))) for what in Count.What],
        )
        for month, kind in order
    ]


def waits(desk: Desk, today: date) -> tuple[int, float, float] | None:
    """Return how many were taken, and the mean and middle wait in working hours.

    None where there are too few to say it without pointing at somebody.
    """
    per_hour = Wait.objects.filter(desk=desk, month__gte=_first(today)).values("hours")
    numbers = per_hour.annotate(total=Sum("number")).order_by("hours")
    hours = [row["hours"] for row in numbers for _one in range(row["total"])]
    if len(hours) < FEWEST:
        return None
    return len(hours), round(sum(hours) / len(hours), 1), round(median(hours), 1)


def chart(desk: Desk, today: date) -> charts.Bars | None:
    """Return the mean wait by month as bars; a month with few messages has none."""
    totals: dict[date, list[int]] = defaultdict(lambda: [0, 0])
    for wait in Wait.objects.filter(desk=desk, month__gte=_first(today)):
        totals[wait.month][0] += wait.number
        totals[wait.month][1] += wait.number * wait.hours
    means = {
        month: round(hours / number, 1)
        for month, (number, hours) in totals.items()
        if number >= FEWEST
    }
    if not means:
        return None
    months = sorted(totals)
    return charts.bars(
        [date_format(month, "F Y") for month in months],
        [means.get(month) for month in months],
        _("working hours"),
        title=_("Mean time until somebody takes a message"),
    )


def _first(today: date) -> date:
    return (today - timedelta(days=30 * (MONTHS - 1))).replace(day=1)
