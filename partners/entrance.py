"""Whom a visitor can reach at a partner, and whether somebody is there now."""

from dataclasses import dataclass
from datetime import date, datetime, time

import holidays

from common import clock
from partners.models import OpeningHours, PartnerPage

_HOLIDAYS = holidays.country_holidays("NL")


@dataclass(slots=True)
class Entrance:
    """A partner's way in, ready to print."""

    page: PartnerPage
    title: str
    url: str
    telephone: str
    email: str
    website: str
    address: str
    hours_note: str
    hours: list[OpeningHours]
    is_open: bool | None
    is_holiday: bool
    until: time | None


def of(partner: PartnerPage, now: datetime) -> Entrance:
    """Return how to reach a partner at that instant (one query, none when prefetched)."""
    here = clock.local(now)
    hours = sorted(partner.opening_hours.all(), key=lambda row: (row.weekday, row.opens))
    is_holiday = is_public_holiday(here.date())
    current = None if is_holiday else _row_at(hours, here)
    return Entrance(
        page=partner,
        title=partner.title,
        url=partner.url,
        telephone=partner.telephone,
        email=partner.email,
        website=partner.website,
        address=partner.address,
        hours_note=partner.hours_note,
        hours=hours,
        is_open=current is not None if hours else None,
        is_holiday=is_holiday,
        until=current.closes if current else None,
    )


def is_public_holiday(day: date) -> bool:
    """Say whether the Netherlands is off on that day."""
    return day in _HOLIDAYS


def _row_at(hours: list[OpeningHours], here: datetime) -> OpeningHours | None:
    for row in hours:
        if row.weekday == here.weekday() and row.opens <= here.time() < row.closes:
            return row
    return None
