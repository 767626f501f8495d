"""Warn, in a preview, of dates that look like something that is there already."""

from activities import duplicates
from imports.items import Item
from partners.models import PartnerPage


def warn(items: list[Item], partner: PartnerPage) -> None:
    """Put a note at each new item that looks like another activity's date."""
    meetings = {}
    for number, item in enumerate(items):
        venue = item.venue or item.fields.get("venue")
        if venue and item.starts_at:
            meetings[number] = duplicates.Meeting(item.title, venue, item.starts_at)
    found = duplicates.find(set(meetings.values()), partner=partner)
    for number, meeting in meetings.items():
        if meeting in found:
            items[number].note("like", found[meeting])
