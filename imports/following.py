"""Followed calendars: fetched in turn, compared, and brought in without being asked again."""

import logging
from datetime import datetime, timedelta

from imports import calendars, fetching, operations
from imports.items import Unreadable
from imports.models import Feed, Row, Run

logger = logging.getLogger("wijkportaal.imports")

EVERY = timedelta(hours=1)
LONGEST_WAIT = timedelta(days=1)  # between two tries of a feed that fails
MANY = 5  # dates gone at once, and more than half of them: staff look first


def run(now: datetime) -> int:
    """Make a run for each feed whose turn it is; return how many. A job of the worker."""
    made = 0
    for feed in Feed.objects.due(now).select_related("added_by")[:20]:
        mine = Feed.objects.filter(pk=feed.pk, due_at=feed.due_at)
        if mine.update(due_at=now + EVERY) and not _has_open_run(feed):
            operations.start_following_run(feed=feed, now=now)
            made += 1
    return made


def _has_open_run(feed: Feed) -> bool:
    return feed.runs.exclude(state=Run.State.DONE).exists()


def read(run: Run, *, now: datetime) -> None:
    """Fetch the feed of a run and write its rows; a run in which nothing changes is deleted."""
    feed = run.feed
    assert feed is not None
    try:
        answer = fetching.fetch(feed.url, etag=feed.etag, last_modified=feed.last_modified)
        items = None if answer.content is None else calendars.read(answer.content, now=now)
    except (fetching.Refused, Unreadable) as refusal:
        _failed(feed, refusal.code, now)
        run.delete()
        return
    except Exception as error:  # its words may hold what the calendar says
        logger.error("feed %s: %s", feed.pk, type(error).__name__)
        _failed(feed, "failed", now)
        run.delete()
        return
    if items is None:
        _went_well(feed, now)
        run.delete()
        return
    judged = operations.compare(run=run, items=items, now=now)
    telling = [row for row in judged if row.verdict in operations.CHANGES]
    gone = sum(1 for row in judged if row.verdict == Row.Verdict.GONE)
    stays = sum(1 for row in judged if row.verdict in (Row.Verdict.SAME, Row.Verdict.KEPT))
    if not telling:
        run.delete()
    elif gone > MANY and gone > stays:
        operations.ask_first(run=run, rows=judged)
        _went_well(feed, now, "many_gone")
        return
    else:
        operations.keep_rows(run=run, rows=judged)
    _went_well(feed, now)
    # Only now: who is killed before has to fetch it all again.
    feed.etag, feed.last_modified = answer.etag, answer.last_modified
    feed.save(update_fields=["etag", "last_modified"])


def _went_well(feed: Feed, now: datetime, trouble: str = "") -> None:
    feed.fetched_at, feed.failures, feed.trouble = now, 0, trouble
    feed.save(update_fields=["fetched_at", "failures", "trouble"])


def _failed(feed: Feed, code: str, now: datetime) -> None:
    """Try again later, each time twice as late."""
    feed.failures, feed.trouble = min(feed.failures + 1, 30), code
    feed.due_at = now + min(EVERY * 2 ** (feed.failures - 1), LONGEST_WAIT)
    feed.save(update_fields=["failures", "trouble", "due_at"])
