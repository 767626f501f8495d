"""Days relative to today, so that the demonstration never grows old."""

from datetime import date, datetime, time, timedelta

from common.clock import LOCAL

TODAY = "vandaag"
WEEKDAYS = ("ma", "di", "wo", "do", "vr", "za", "zo")


def coming(day: str, in_weeks: int, today: date) -> date:
    """Return the first such weekday from today on, so many weeks later (or earlier).

    "vandaag" is today, whatever day that is.
    """
    if day == TODAY:
        return today + timedelta(weeks=in_weeks)
    wait = (WEEKDAYS.index(day) - today.weekday()) % 7
    return today + timedelta(days=wait, weeks=in_weeks)


def at(day: date, hour: time) -> datetime:
    """Return that day and wall-clock time in the Netherlands, aware."""
    return datetime.combine(day, hour, tzinfo=LOCAL)
