"""Add to the numbers that stay when a message is gone."""

from datetime import date, datetime, timedelta

from django.db.models import F

from common import clock
from concerns.models import Count, Wait

LONGEST = 200  # hours: a longer wait counts as this


def add(desk_id: int, kind: str, what: Count.What, now: datetime) -> None:
    """Count one more for a desk in this month."""
    _one_more(Count, desk_id=desk_id, kind=kind, month=month_of(now), what=what)


def add_wait(desk_id: int, waited: timedelta, now: datetime) -> None:
    """Count how long it took until a message was taken, in whole working hours."""
    hours = min(int(waited.total_seconds() // 3600), LONGEST)
    _one_more(Wait, desk_id=desk_id, month=month_of(now), hours=hours)


def month_of(now: datetime) -> date:
    """Return the first day of the month, as a Dutch wall clock has it."""
    return clock.local(now).date().replace(day=1)


def _one_more(model, **key) -> None:
    rows = model.objects.filter(**key)
    if not rows.update(number=F("number") + 1):
        model.objects.get_or_create(**key)
        rows.update(number=F("number") + 1)
