"""The clock. Time enters at the edge (a view, a command) and is passed in from there."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

LOCAL = ZoneInfo("Europe/Amsterdam")


def now() -> datetime:
    """Return this instant, aware, in UTC."""
    return timezone.now()


def end_of(day: date | None) -> datetime | None:
    """Return the instant at which a Dutch day ends; None of no day."""
    return day and datetime.combine(day + timedelta(days=1), time(), LOCAL)


def local(moment: datetime) -> datetime:
    """Return the same instant as a Dutch wall clock shows it."""
    return moment.astimezone(LOCAL)
