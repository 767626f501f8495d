"""Working hours: Monday to Friday from 9 to 17, public holidays excepted."""

from datetime import date, datetime, time, timedelta

from common import clock
from partners.entrance import is_public_holiday

OPENS, CLOSES = time(9), time(17)
ONE_DAY = timedelta(hours=8)  # one working day
_LONGEST = 400  # days: no deadline and no wait is further away


def is_working_day(day: date) -> bool:
    return day.weekday() < 5 and not is_public_holiday(day)


def add(moment: datetime, length: timedelta) -> datetime:
    """Return the moment at which so much working time has passed, counted from `moment`."""
    for opens, closes in _spans(moment):
        if length <= closes - opens:
            return opens + length
        length -= closes - opens
    raise ValueError("the length is longer than a year of working time")


def between(start: datetime, end: datetime) -> timedelta:
    """Return how much working time lies between two moments; nothing if end comes first."""
    total = timedelta()
    for opens, closes in _spans(start):
        if opens >= end:
            break
        total += min(closes, end) - opens
    return total


def _spans(start: datetime):
    """Yield when work opens and closes, from `start` on; each at least a moment long."""
    day = clock.local(start).date()
    for _number in range(_LONGEST):
        opens = max(start, datetime.combine(day, OPENS, clock.LOCAL))
        closes = datetime.combine(day, CLOSES, clock.LOCAL)
        if is_working_day(day) and opens < closes:
            yield opens, closes
        day += timedelta(days=1)
