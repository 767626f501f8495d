"""Place everybody at the time that staff set: a job of the worker."""

import logging
from datetime import datetime

from signups import operations, refusals
from signups.models import Series

logger = logging.getLogger("wijkportaal.signups")


def run(now: datetime) -> int:
    """Place the series whose time has come; return how many people were placed.

    A worker that is killed leaves nothing half done, and the next one begins again.
    """
    due = Series.objects.filter(place_at__lte=now, placed_at__isnull=True, places__isnull=False)
    return sum(_place(series, now) for series in due.distinct().order_by("place_at", "pk"))


def _place(series: Series, now: datetime) -> int:
    try:
        return len(operations.place_all(series=series, now=now).places)
    except refusals.PlanChanged:
        return 0  # staff, or another worker, did it a moment ago
    except (refusals.TooFewZones, refusals.ZonesMeet) as refusal:
        logger.error("series %s can't be placed: %s", series.pk, type(refusal).__name__)
        return 0
