"""Learn from searches, without a trace of who searched.

Kept are a week, the words that the portal itself knows, in alphabetical order, and counts. No
address, no session, no moment, no order of words; numbers that may be a postcode or a telephone
are dropped, and so is every word that stands on none of our pages. Questions about danger are
never counted. After its week, what was asked fewer than five times becomes one row without words.
"""

import threading
from collections import Counter
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import F, Sum

from common import clock
from search import engines, finding
from search.dutch.tokens import is_stop, words
from search.models import Tally

FEWEST = 5
MOST_PLACES = 120
_MOST_WORDS = 6
_LONGEST = 120
# Counts wait in the process: a search writes to the database once in so many times.
_BATCH = 20
_waiting: Counter[tuple[date, str, str]] = Counter()
_lock = threading.Lock()


def searched(text: str, results: int, now: datetime) -> None:
    """Count a search, and whether it found anything.

    :raises EngineError: the index cannot be used.
    """
    asked = _kept_words(text)
    if asked is None:
        return
    _count(now, asked, {"searches": 1, "nothing": 0 if results else 1})


def opened(text: str, place: int, now: datetime) -> None:
    """Count that a result was opened, and at which place of the list it stood, from 1.

    :raises EngineError: the index cannot be used.
    """
    asked = _kept_words(text)
    if asked is None or not 1 <= place <= MOST_PLACES:
        return
    _count(now, asked, {"clicks": 1, "places": place})


def _kept_words(text: str) -> str | None:
    """Return the words that may be kept, None for what must not be counted at all."""
    found = words(text)
    if not found or finding.heard(text):
        return None
    vocabulary = engines.current().vocabulary()
    known = {
        word.fold
        for word in found
        if not is_stop(word) and not word.fold.isdecimal() and word.fold in vocabulary.words
    }
    return " ".join(sorted(known)[:_MOST_WORDS])[:_LONGEST]


def _count(now: datetime, asked: str, counts: dict[str, int]) -> None:
    today = clock.local(now).date()
    week = today - timedelta(days=today.weekday())
    with _lock:
        for name, number in counts.items():
            _waiting[week, asked, name] += number
        full = sum(_waiting[key] for key in _waiting if key[2] != "places") >= _BATCH
    if full:
        flush()


def flush() -> None:
    """Write the counts that wait in this process."""
    with _lock:
        ready = dict(_waiting)
        _waiting.clear()
    rows: dict[tuple[date, str], dict[str, int]] = {}
    for (week, asked, name), number in ready.items():
        rows.setdefault((week, asked), {})[name] = number
    with transaction.atomic():
        for (week, asked), counts in sorted(rows.items()):
            Tally.objects.bulk_create([Tally(week=week, words=asked)], ignore_conflicts=True)
            _add(week, asked, counts)


def _add(week: date, asked: str, counts: dict[str, int]) -> None:
    changes = {name: F(name) + number for name, number in counts.items() if number}
    if changes:
        Tally.objects.filter(week=week, words=asked).update(**changes)


def run(now: datetime) -> int:
    """Fold what was asked fewer than five times in weeks that are over; return how many rows."""
    today = clock.local(now).date()
    this_week = today - timedelta(days=today.weekday())
    rare = Tally.objects.filter(week__lt=this_week, searches__lt=FEWEST).exclude(words="")
    folded = 0
    for week in set(rare.values_list("week", flat=True)):
        with transaction.atomic():
            rows = rare.filter(week=week).select_for_update()
            pks = list(rows.values_list("pk", flat=True))
            names = ("searches", "nothing", "clicks", "places")
            sums = Tally.objects.filter(pk__in=pks).aggregate(**{n: Sum(n) for n in names})
            Tally.objects.bulk_create([Tally(week=week)], ignore_conflicts=True)
            _add(week, "", {name: number or 0 for name, number in sums.items()})
            Tally.objects.filter(pk__in=pks).delete()
            folded += len(pks)
    return folded
