"""Changes to imports, one verb each."""

from collections.abc import Iterable
from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction

from imports import calendars, comparing, fetching, repeats, spreadsheet
from imports.items import Item
from imports.models import Feed, Row, Run
from partners.models import PartnerPage
from venues.models import Venue

Verdict = Row.Verdict
CHANGES = (Verdict.NEW, Verdict.CHANGED, Verdict.GONE)


class NotInPreview(Exception):
    """The import was started or thrown away meanwhile."""


def read_spreadsheet(
    *, partner: PartnerPage, content: bytes, name: str, wish: str, by: User, now: datetime
) -> Run:
    """Read a spreadsheet and keep what it would change; nothing is imported yet.

    :raises items.Unreadable: it cannot be taken as a whole.
    """
    items = spreadsheet.read(content)
    run = Run(partner=partner, source=Run.Source.SPREADSHEET, name=name[-120:], wish=wish, by=by)
    return _preview(run, items, now)


def read_calendar(
    *,
    partner: PartnerPage,
    content: bytes,
    name: str,
    kind: str,
    venue: Venue | None,
    wish: str,
    by: User,
    now: datetime,
) -> Run:
    """Read a calendar file and keep what it would change; nothing is imported yet.

    :raises items.Unreadable: it cannot be taken as a whole.
    """
    items = calendars.read(content, now=now)
    _fill_in(items, kind, venue.pk if venue else None)
    run = Run(partner=partner, source=Run.Source.CALENDAR, name=name[-120:], wish=wish, by=by)
    return _preview(run, items, now)


def add_feed(
    *,
    partner: PartnerPage,
    url: str,
    kind: str,
    venue: Venue | None,
    wish: str,
    by: User,
    now: datetime,
) -> Run:
    """Fetch a calendar for the first time and keep what it would change.

    It is followed from the moment that the preview is agreed to. An address that the partner
    has already is read again with the new choices.

    :raises fetching.Refused: the address may not or cannot be reached.
    :raises items.Unreadable: what it gives is no calendar.
    """
    url = fetching.clean(url)
    answer = fetching.fetch(url)
    items = calendars.read(answer.content or b"", now=now)
    with transaction.atomic():
        feed, _made = Feed.objects.update_or_create(
            partner=partner,
            url=url,
            defaults={"kind": kind, "venue": venue, "added_by": by, "due_at": now,
                      "publishes": wish == Run.Wish.PUBLISH, "fetched_at": now},
        )  # fmt: skip
        feed.runs.filter(state=Run.State.PREVIEW).delete()
        run = Run(partner=partner, source=Run.Source.FEED, feed=feed, wish=wish, by=by)
        _fill_in(items, kind, venue.pk if venue else None)
        return _preview(run, items, now)


def start_following_run(*, feed: Feed, now: datetime) -> Run:
    """Make a run for a feed whose turn it is, with the rights of who added it."""
    return Run.objects.create(
        partner=feed.partner,
        source=Run.Source.FEED,
        feed=feed,
        by=feed.added_by,
        wish=Run.Wish.PUBLISH if feed.publishes else Run.Wish.DRAFT,
        state=Run.State.WAITING,
        created_at=now,
    )


def fetch_now(*, feed: Feed, now: datetime) -> None:
    """Let the worker fetch the feed at its next turn, whatever it had before."""
    feed.due_at, feed.etag, feed.last_modified = now, "", ""
    feed.save(update_fields=["due_at", "etag", "last_modified"])


@transaction.atomic
def stop_following(*, feed: Feed) -> None:
    """Fetch it no more. What was imported stays, and is the partner's own from now on."""
    feed.runs.filter(state=Run.State.PREVIEW).delete()
    feed.is_followed = False
    feed.save(update_fields=["is_followed"])


@transaction.atomic
def start(*, run: Run, by: User) -> None:
    """Agree to a preview: the worker takes it from here.

    :raises NotInPreview: it was started before.
    """
    waiting = Run.objects.filter(pk=run.pk, state=Run.State.PREVIEW)
    if not waiting.update(state=Run.State.WAITING, by=by):
        raise NotInPreview
    if run.feed is not None:
        Feed.objects.filter(pk=run.feed.pk).update(is_followed=True, trouble="", added_by=by)


def discard(*, run: Run) -> None:
    """Throw a preview away; nothing of it was imported.

    :raises NotInPreview: it was started before.
    """
    if not Run.objects.filter(pk=run.pk, state=Run.State.PREVIEW).delete()[0]:
        raise NotInPreview
    if run.feed is not None and not run.feed.is_followed and not run.feed.runs.exists():
        run.feed.delete()


def compare(*, run: Run, items: list[Item], now: datetime) -> list[Row]:
    """Return a row for each item, and for each date that is gone, with what would become of it."""
    if run.feed is not None:
        _fill_in(items, run.feed.kind, run.feed.venue_id)
    return _rows(run, items, now)


def keep_rows(*, run: Run, rows: Iterable[Row]) -> None:
    """Keep the rows; all of them or none."""
    with transaction.atomic():
        Row.objects.bulk_create(rows, batch_size=500)


@transaction.atomic
def ask_first(*, run: Run, rows: Iterable[Row]) -> None:
    """Keep the rows, and let staff say whether it may go on."""
    keep_rows(run=run, rows=rows)
    Run.objects.filter(pk=run.pk).update(state=Run.State.PREVIEW, token="", leased_until=None)


def _fill_in(items: list[Item], kind: str, venue: int | None) -> None:
    """Give items of a calendar what staff chose for all of them."""
    for item in items:
        if not item.refused:
            item.fields.setdefault("kind", kind)
            if item.venue is None:
                item.venue = venue


@transaction.atomic
def _preview(run: Run, items: list[Item], now: datetime) -> Run:
    run.created_at = now
    run.save()
    keep_rows(run=run, rows=_rows(run, items, now))
    return run


def _rows(run: Run, items: list[Item], now: datetime) -> list[Row]:
    ledger = comparing.Ledger(run.partner)
    present = {item.key for item in items}
    items = comparing.settle(items, ledger, run.feed, now)
    gone = {item.key for item in items} - present
    judged = comparing.judge_all(items, ledger, gone, now)
    repeats.warn([item for item, verdict in judged if verdict == Verdict.NEW], run.partner)
    return [
        Row(run=run, number=item.number, item=item.as_json(), verdict=verdict, notes=item.notes)
        for item, verdict in judged
    ]
