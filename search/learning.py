"""What visitors look for and do not find, for the editors, with what to do about it."""

from datetime import date, timedelta
from typing import NamedTuple
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from common import clock
from search import tally
from search.models import Tally

WEEKS = 8
MOST = 40


class Row(NamedTuple):
    """The searches for some words in the weeks shown."""

    words: str
    searches: int
    nothing: int
    clicks: int
    mean_place: float | None
    synonym_url: str
    bet_url: str


def report(request: HttpRequest) -> HttpResponse:
    """Show what was looked for most, and what was not found.

    :raises PermissionDenied: the user is no editor.
    """
    if not may_see(request.user):
        raise PermissionDenied
    tally.flush()
    today = clock.local(clock.now()).date()
    rare = _summed(today).exclude(words__in=_often(today).values("words"))
    context = {
        "weeks": WEEKS,
        "fewest": tally.FEWEST,
        "missed": most_missed(today, MOST),
        "most": most_asked(today, MOST),
        "rare": sum(row["total"] for row in rare),
        "header_title": _("What people search for"),
        "header_icon": "search",
        "breadcrumbs_items": [{"url": "", "label": _("What people search for")}],
    }
    return render(request, "search/admin/learning.html", context)


def may_see(user) -> bool:
    """Say whether the user sees what people look for: the editors."""
    return user.has_perm("search.view_tally")


def most_missed(today: date, most: int) -> list[Row]:
    """Return the words that found nothing, most often first, over WEEKS (one query)."""
    return [_row(row) for row in _often(today).filter(lost__gt=0).order_by("-lost", "words")[:most]]


def most_asked(today: date, most: int) -> list[Row]:
    """Return the words that were looked for, most often first, over WEEKS (one query)."""
    return [_row(row) for row in _often(today).order_by("-total", "words")[:most]]


def _often(today: date) -> QuerySet:
    """Return the rows that were asked often enough to name."""
    return _summed(today).filter(total__gte=tally.FEWEST).exclude(words="")


def _summed(today: date) -> QuerySet:
    """Return a row for each set of words, summed over the last WEEKS."""
    return (
        Tally.objects.filter(week__gte=today - timedelta(weeks=WEEKS))
        .order_by()
        .values("words")
        .annotate(
            total=Sum("searches"), lost=Sum("nothing"), opened=Sum("clicks"), where=Sum("places")
        )
    )


def _row(row: dict) -> Row:
    words = urlencode({"words": row["words"]})
    return Row(
        words=row["words"],
        searches=row["total"],
        nothing=row["lost"],
        clicks=row["opened"],
        mean_place=round(row["where"] / row["opened"], 1) if row["opened"] else None,
        synonym_url=f"{reverse('search_synonym:add')}?{words}",
        bet_url=f"{reverse('search_bestbet:add')}?{words}",
    )
