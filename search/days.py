"""Days and hours as joint tokens.

Separate lists of weekdays and parts of the day match falsely: Wednesday morning and Thursday
afternoon together are no "woensdagmiddag". So each session adds "wo", "middag" and "wo-middag",
and for its date "20261125" and "20261125-middag".
"""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from itertools import product

from common import clock

WEEKDAYS = ("ma", "di", "wo", "do", "vr", "za", "zo")
WEEKDAY_NAMES = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
PARTS = ("ochtend", "middag", "avond")
# Half-open, by the Dutch wall clock.
_HOURS = {
    "ochtend": (time(0), time(12)),
    "middag": (time(12), time(17, 30)),
    "avond": (time(17, 30), time.max),
}
# Sessions further away are found by their series, not by their date.
HORIZON = timedelta(days=400)
VALUES = frozenset([*WEEKDAYS, *PARTS, *("-".join(pair) for pair in product(WEEKDAYS, PARTS))])
_SHORT = dict(zip(WEEKDAY_NAMES, WEEKDAYS, strict=True))


def parts_of_day(starts: datetime, ends: datetime) -> list[str]:
    """Return the parts of the day a session touches for an hour or more, or starts in."""
    starts, ends = clock.local(starts), clock.local(ends)
    found = []
    for part, (low, high) in _HOURS.items():
        opening = datetime.combine(starts.date(), low, clock.LOCAL)
        closing = datetime.combine(starts.date(), high, clock.LOCAL)
        shared = min(ends, closing) - max(starts, opening)
        if opening <= starts < closing or shared >= timedelta(hours=1):
            found.append(part)
    return found


def tokens(starts: datetime, ends: datetime) -> tuple[list[str], list[str]]:
    """Return a session's tokens for the fields `day` and `date`."""
    day = clock.local(starts).date()
    weekday = WEEKDAYS[day.weekday()]
    number = f"{day:%Y%m%d}"
    parts = parts_of_day(starts, ends)
    return (
        [weekday, *parts, *(f"{weekday}-{part}" for part in parts)],
        [number, *(f"{number}-{part}" for part in parts)],
    )


def normal(value: str) -> str | None:
    """Return a visitor's day ("zaterdag", "woensdagmiddag", "wo-middag") as a token, or None."""
    value = value.strip().lower()
    if value in VALUES:
        return value
    for name, short in _SHORT.items():
        if value.startswith(name):
            part = value.removeprefix(name).strip(" -")
            token = f"{short}-{part}" if part else short
            return token if token in VALUES else None
    return None


def wanted(values: Iterable[str]) -> list[tuple[str | None, str | None]]:
    """Return the chosen days as (weekday, part) pairs; weekdays and parts chosen apart combine."""
    chosen = sorted(set(values))
    weekdays = [value for value in chosen if value in WEEKDAYS]
    parts = [value for value in chosen if value in PARTS]
    joint = [tuple(value.split("-")) for value in chosen if "-" in value]
    return [*joint, *product(weekdays or [None], parts or [None])] if weekdays or parts else joint


def day_tokens(pairs: Iterable[tuple[str | None, str | None]]) -> tuple[str, ...]:
    """Return the tokens of the field `day` for such pairs."""
    return tuple("-".join(part for part in pair if part) for pair in pairs)


def date_tokens(
    pairs: Iterable[tuple[str | None, str | None]], first: date, last: date
) -> tuple[str, ...]:
    """Return the tokens of the field `date` for such pairs within two days, both included."""
    pairs = list(pairs) or [(None, None)]
    found = []
    for offset in range((last - first).days + 1):
        day = first + timedelta(days=offset)
        for weekday, part in pairs:
            if weekday is None or WEEKDAYS[day.weekday()] == weekday:
                found.append(f"{day:%Y%m%d}-{part}" if part else f"{day:%Y%m%d}")
    return tuple(found)
