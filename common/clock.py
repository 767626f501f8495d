"""The clock. Time enters at the edge (a view, a command) and is passed in from there."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils import timezone

LOCAL = ZoneInfo("Europe/Amsterdam")


def now() -> datetime:
    """Return this instant, aware, in UTC."""
    return timezone.now()


def local(moment: datetime) -> datetime:
    """Return the same instant as a Dutch wall clock shows it."""
    return moment.astimezone(LOCAL)
