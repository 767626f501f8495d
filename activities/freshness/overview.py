"""What somebody's activities ask for: for the list “Keep up to date”, the dashboard and mails."""

from dataclasses import dataclass, field
from datetime import date, datetime

from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.urls import reverse

from activities.freshness import people, queries
from activities.models import ActivityPage, Freshness, FreshnessPeriods, Link
from activities.scope import activities_of
from common import clock
from partners.models import PartnerPage
from partners.permissions import published_by

MOST = 50  # rows in each list


@dataclass(frozen=True, slots=True)
class Row:
    """One activity; `leaves_on` is the day on which it goes by itself, if nobody checks it."""

    pk: int
    title: str
    partner: str
    is_help: bool
    checked_on: date
    stale_on: date
    leaves_on: date
    may_publish: bool
    links: tuple[Link, ...] = ()

    @property
    def url(self) -> str:
        """Return where it is looked over and confirmed."""
        return reverse("freshness:activity", args=[self.pk])


@dataclass(frozen=True, slots=True)
class Overview:
    """Rows, the most urgent first and no more than `MOST`, and how many there are in all.

    `stale` and `soon` name no activity twice; one may also be in `past` or `broken`.
    """

    stale: list[Row] = field(default_factory=list)
    soon: list[Row] = field(default_factory=list)
    hidden: list[Row] = field(default_factory=list)
    past: list[Row] = field(default_factory=list)
    broken: list[Row] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """Return how many hands are asked for."""
        return sum(self.counts.values())


def for_user(
    user: User, now: datetime, *, partner: PartnerPage | None = None, most: int = MOST
) -> Overview:
    """Return what the activities that the user works on ask for; of one partner, if given.

    Runs a fixed number of queries for each list, whatever its length.
    """
    periods = FreshnessPeriods.load()
    own = activities_of(user).order_by()
    if partner is not None:
        own = own.filter(path__startswith=partner.path)
    today, ahead = clock.local(now).date(), clock.local(now + periods.before).date()
    stale = queries.stale_by(today, periods)
    lists = {
        "stale": stale,
        "soon": queries.stale_by(ahead, periods).exclude(pk__in=stale.values("pk")),
        "hidden": queries.off_the_site(),
        "past": queries.only_past(now),
        "broken": queries.with_broken_links(),
    }
    mine = {name: rows.filter(activity__in=own.values("pk")) for name, rows in lists.items()}
    counts = {name: rows.count() for name, rows in mine.items()}
    found = {
        name: rows_of(rows, user, periods, most) if counts[name] else []
        for name, rows in mine.items()
    }
    return Overview(**found, counts=counts)


def rows_of(
    query: QuerySet[Freshness], user: User, periods: FreshnessPeriods, most: int | None = None
) -> list[Row]:
    """Return rows to show, the longest unchecked first (four queries)."""
    known = list(query.select_related("activity").order_by("checked_on", "pk")[:most])
    pages = [one.activity for one in known]
    partners = people.partners_by_activity(pages)
    ids = [page.pk for page in pages]
    may = set(published_by(user).filter(pk__in=ids).values_list("pk", flat=True))
    links: dict[int, list[Link]] = {}
    for link in Link.objects.filter(activity__in=ids, broken_on__isnull=False):
        links.setdefault(link.activity_id, []).append(link)
    return [
        _row(one, partners.get(one.activity_id), periods, may, links.get(one.activity_id, ()))
        for one in known
    ]


def _row(known: Freshness, partner, periods: FreshnessPeriods, may: set[int], links) -> Row:
    page: ActivityPage = known.activity
    stale_on = periods.stale_on(checked_on=known.checked_on, is_help=page.is_help)
    leaves_on = stale_on + periods.between
    # Who was told later than planned gets the time to answer all the same.
    if known.editors_told_at:
        leaves_on = max(leaves_on, clock.local(known.editors_told_at + periods.between).date())
    elif known.partner_told_at:
        answered = known.partner_told_at + 2 * periods.between
        leaves_on = max(leaves_on, clock.local(answered).date())
    return Row(
        pk=page.pk,
        title=page.title,
        partner=partner.title if partner else "",
        is_help=page.is_help,
        checked_on=known.checked_on,
        stale_on=stale_on,
        leaves_on=leaves_on,
        may_publish=page.pk in may,
        links=tuple(links),
    )
