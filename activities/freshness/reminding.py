"""The worker's round: tell the partner, then the editors, then take it off the site.

Each step marks its rows and queues its mails in one transaction, under a lock: a worker that is
killed leaves nothing half told, and two of them tell nobody twice. Between two steps there is
always time to answer, also where a worker stood still for months.
"""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import QuerySet

from activities import operations
from activities.freshness import people, queries
from activities.models import ActivityPage, Freshness, FreshnessMail, FreshnessPeriods
from common import clock
from partners.models import PartnerPage

logger = logging.getLogger("wijkportaal.activities")

BATCH = 200  # activities in one step of a round
KEPT = timedelta(days=30)  # after a mail left
Kind = FreshnessMail.Kind


@dataclass(frozen=True)
class Step:
    """Tell some people, once, about the rows of a query; `mark` says that it was done."""

    kind: str
    mark: str
    due: Callable[[datetime, FreshnessPeriods], QuerySet[Freshness]]
    told: tuple[Callable[[PartnerPage], list[User]], ...]


def _soon(now: datetime, periods: FreshnessPeriods) -> QuerySet[Freshness]:
    return queries.stale_by(clock.local(now + periods.before).date(), periods)


def _stale(now: datetime, periods: FreshnessPeriods) -> QuerySet[Freshness]:
    rows = queries.stale_by(clock.local(now).date(), periods)
    return rows.filter(partner_told_at__lte=now - periods.between)


STEPS = [
    Step(Kind.SOON, "partner_told_at", _soon, (people.workers_of,)),
    Step(Kind.STALE, "editors_told_at", _stale, (people.workers_of, people.editors_of)),
    Step(
        Kind.HIDDEN,
        "hidden_told_at",
        lambda _now, _periods: queries.off_the_site(),
        (people.workers_of, people.editors_of),
    ),
    Step(
        Kind.PAST,
        "past_told_at",
        lambda now, _periods: queries.only_past(now),
        (people.workers_of,),
    ),
    Step(
        Kind.LINKS,
        "links_told_at",
        lambda _now, _periods: queries.with_broken_links(),
        (people.workers_of,),
    ),
]


def run(now: datetime) -> int:
    """Take every step that is due; return how many activities it was about. A job of the worker."""
    periods = FreshnessPeriods.load()
    _begin(now)
    _begin_again(now)
    done = _take_off(now, periods)
    done += sum(_tell(step, now, periods) for step in STEPS)
    FreshnessMail.objects.filter(sent_at__lt=now - KEPT).delete()
    FreshnessMail.objects.filter(given_up_at__lt=now - KEPT).delete()
    return done


def _begin(now: datetime) -> None:
    """Count what was on the site before anybody counted from the day it was published last."""
    new = ActivityPage.objects.filter(live=True, freshness=None)
    for page in new.only("pk", "last_published_at", "first_published_at")[:1000]:
        since = page.last_published_at or page.first_published_at or now
        Freshness.objects.get_or_create(
            activity_id=page.pk, defaults={"checked_on": clock.local(since).date()}
        )


def _begin_again(now: datetime) -> None:
    """Forget that it was told of what is mended, so that it is told of when it comes back."""
    past = Freshness.objects.filter(past_told_at__isnull=False)
    past.exclude(pk__in=queries.only_past(now).values("pk")).update(past_told_at=None)
    links = Freshness.objects.filter(links_told_at__isnull=False)
    links.exclude(pk__in=queries.with_broken_links().values("pk")).update(links_told_at=None)


def _take_off(now: datetime, periods: FreshnessPeriods) -> int:
    late = queries.stale_by(clock.local(now).date(), periods)
    late = late.filter(hidden_at=None, editors_told_at__lte=now - periods.between)
    ids = list(late.order_by("pk").values_list("activity", flat=True)[:BATCH])
    gone = 0
    for pk in ids:
        try:
            gone += operations.take_off(activity_id=pk, now=now)
        except Exception as error:  # one page that cannot go must not hold up the others
            logger.error("activity %s stays on the site: %s", pk, type(error).__name__)
    return gone


@transaction.atomic
def _tell(step: Step, now: datetime, periods: FreshnessPeriods) -> int:
    due = step.due(now, periods).filter(**{f"{step.mark}__isnull": True})
    rows = list(due.select_for_update(of=("self",)).order_by("pk")[:BATCH])
    if not rows:
        return 0
    Freshness.objects.filter(pk__in=[row.pk for row in rows]).update(**{step.mark: now})
    pages = ActivityPage.objects.filter(pk__in=[row.activity_id for row in rows])
    for user, about in _by_person(pages.order_by("title", "pk"), step).items():
        mail = FreshnessMail.objects.create(kind=step.kind, user=user, created_at=now, due_at=now)
        mail.activities.set(about)
    return len(rows)


def _by_person(pages: Iterable[ActivityPage], step: Step) -> dict[User, list[ActivityPage]]:
    """Return for each person what to tell them: one mail, whatever the number of activities."""
    pages = list(pages)
    partners = people.partners_by_activity(pages)
    whom: dict[PartnerPage, list[User]] = {}
    found: dict[User, list[ActivityPage]] = {}
    for page in pages:
        partner = partners.get(page.pk)
        if partner is None:
            continue
        if partner not in whom:
            whom[partner] = list(dict.fromkeys(user for ask in step.told for user in ask(partner)))
        for user in whom[partner]:
            found.setdefault(user, []).append(page)
    return found
