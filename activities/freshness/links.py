"""Find links that do not work any more: gathered from what is on the site, asked after politely.

One host at a time, a second between two questions, no content read. A link counts as broken
when it failed on two different days: sites have bad days.
"""

import re
import time
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from html import unescape
from urllib.parse import urlsplit

from django.db import transaction
from django.db.models import Q, QuerySet
from wagtail.blocks import BoundBlock
from wagtail.rich_text import RichText

from activities.models import ActivityPage, Freshness, Group, Link
from common import clock
from common.outside import Refused, asked

READ_EVERY = timedelta(days=1)  # what a page leads to is gathered anew
LOOK_EVERY = timedelta(days=7)
AGAIN = timedelta(days=1)  # after a failure
LEASE = timedelta(minutes=15)  # longer than a round in which nobody answers
PAGES = 100  # read in one round
LINKS = 5  # of one host in one round
HOSTS = 8  # in one round
PAUSE = 1.0  # seconds between two questions to one host

# It is there, but not for a machine: a person may well see it.
SHY = {401, 403, 405, 406, 429, 451, 503, 999}
_HREF = re.compile(r"""<a\b[^>]*?\bhref=["'](https?://[^"']+)["']""", re.IGNORECASE)


def run(now: datetime, pause: Callable[[float], None] = time.sleep) -> int:
    """Gather links, and ask after those whose turn it is; return how many. A job of the worker."""
    gather(now)
    found: list[tuple[Link, str]] = []
    for _host in range(HOSTS):
        leased = _lease_a_host(now)
        if not leased:
            break
        for number, link in enumerate(leased):
            if number:
                pause(PAUSE)
            found.append((link, trouble_with(link.url)))
    # When no host at all can be reached, it is we who have no way out.
    hosts = {link.host for link, _trouble in found}
    is_cut_off = len(hosts) > 1 and all(trouble == "unreachable" for _link, trouble in found)
    for link, trouble in found:
        if is_cut_off:
            Link.objects.filter(pk=link.pk).update(due_at=now + AGAIN, leased_until=None)
        else:
            _note(link, trouble, now)
    return len(found)


def gather(now: datetime) -> int:
    """Read anew what some activities on the site lead to; return how many were read."""
    due = Freshness.objects.filter(activity__live=True).filter(
        Q(links_read_at=None) | Q(links_read_at__lte=now - READ_EVERY) | Q(links_read_at__gt=now)
    )
    rows = list(due.select_related("activity").order_by("links_read_at", "pk")[:PAGES])
    for row in rows:
        _keep(row, links_of(row.activity), now)
    Link.objects.filter(activity__live=False).delete()
    return len(rows)


def links_of(page: ActivityPage) -> list[str]:
    """Return the addresses elsewhere on the page and in its groups, each once."""
    groups = Group.objects.filter(activity=page.pk).exclude(elsewhere_url="")
    found = [*_in(page.body), *groups.order_by("pk").values_list("elsewhere_url", flat=True)]
    # What is longer than a column holds is left alone; it is no worse than it was.
    return [url for url in dict.fromkeys(found) if len(url) <= 500 and _host(url)]


@transaction.atomic
def _keep(row: Freshness, urls: list[str], now: datetime) -> None:
    Freshness.objects.filter(pk=row.pk).update(links_read_at=now)
    kept = Link.objects.filter(activity=row.activity_id)
    kept.exclude(url__in=urls).delete()
    there = set(kept.values_list("url", flat=True))
    Link.objects.bulk_create(
        (
            Link(activity_id=row.activity_id, url=url, host=_host(url), due_at=now)
            for url in urls
            if url not in there
        ),
        ignore_conflicts=True,
    )


def _lease_a_host(now: datetime) -> list[Link]:
    """Take the links of one host that nobody else asks anything of now."""
    with transaction.atomic():
        busy = Link.objects.filter(leased_until__gt=now, leased_until__lte=now + LEASE)
        due = _due(now).exclude(host__in=busy.values("host"))
        first = due.select_for_update(skip_locked=True).order_by("due_at", "pk").first()
        if first is None:
            return []
        ids = list(_due(now).filter(host=first.host).values_list("pk", flat=True)[:LINKS])
        Link.objects.filter(pk__in=ids).update(leased_until=now + LEASE)
    return list(Link.objects.filter(pk__in=ids).order_by("pk"))


def _due(now: datetime) -> QuerySet[Link]:
    # A moment further ahead than any wait was noted by a clock that has since been set back.
    free = Q(leased_until=None) | Q(leased_until__lte=now) | Q(leased_until__gt=now + LEASE)
    return Link.objects.filter(free, Q(due_at__lte=now) | Q(due_at__gt=now + LOOK_EVERY))


def _note(link: Link, trouble: str, now: datetime) -> None:
    today = clock.local(now).date()
    link.trouble = trouble
    link.looked_at, link.leased_until = now, None
    if not link.trouble:
        link.failed_on = link.broken_on = None
    elif link.failed_on is None:
        link.failed_on = today
    elif link.broken_on is None and link.failed_on < today:
        link.broken_on = today
    link.due_at = now + (AGAIN if link.trouble else LOOK_EVERY)
    names = ["trouble", "looked_at", "leased_until", "failed_on", "broken_on", "due_at"]
    # Somebody may have taken the link off the page meanwhile: then there is nothing to keep.
    Link.objects.filter(pk=link.pk).update(**{name: getattr(link, name) for name in names})


def trouble_with(url: str) -> str:
    """Ask for an address; return "" where it answers, or else what went wrong, in one word."""
    try:
        status = _status(url, "HEAD")
        if status >= 400 and status not in (404, 410):
            # Many sites do not know how to answer the short question.
            status = _status(url, "GET")
    except Refused as refusal:
        return refusal.code
    return "" if status < 400 or status in SHY else str(status)


def _status(url: str, method: str) -> int:
    with asked(url, {"Accept": "*/*"}, method=method) as response:
        return response.status


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "")[:255]
    except ValueError:
        return ""


def _in(value) -> Iterator[str]:
    """Yield the addresses in a value of a StreamField, however deep."""
    if isinstance(value, RichText):
        yield from map(unescape, _HREF.findall(value.source))
    elif isinstance(value, str):
        if value.startswith(("http://", "https://")):
            yield value
    elif isinstance(value, BoundBlock):
        yield from _in(value.value)
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _in(inner)
    elif isinstance(value, Iterable):
        for inner in value:
            yield from _in(inner)
