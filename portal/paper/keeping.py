"""Sheets that the worker makes ahead, so that a centre can fetch its own at any moment."""

import re
from datetime import date, datetime, timedelta

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import translation

from portal.paper import drawing, sheet
from venues.models import Venue

FOLDER = "papier"
FRESH = timedelta(hours=6)  # after which a sheet is drawn anew: dates change
_NAME = re.compile(r"^\d+-(\d{4}-W\d{2})\.pdf$")


def run(now: datetime) -> int:
    """Keep the sheets of this week and the next, and no older ones; return how many were drawn."""
    mondays = sheet.coming_mondays(now)
    wanted = {
        path_of(venue, monday): (venue, monday) for venue in sheet.centres() for monday in mondays
    }
    for name in _kept():
        if f"{FOLDER}/{name}" not in wanted:
            default_storage.delete(f"{FOLDER}/{name}")
    due = [path for path in wanted if _is_old(path, now)]
    with translation.override("nl"):
        for path in due:
            content = drawing.draw(sheet.of(*wanted[path]), now)
            default_storage.delete(path)
            default_storage.save(path, ContentFile(content))
    return len(due)


def path_of(venue: Venue, monday: date) -> str:
    """Return where the sheet of a venue and a week is kept."""
    return f"{FOLDER}/{venue.pk}-{sheet.name_of(monday)}.pdf"


def _kept() -> list[str]:
    if not default_storage.exists(FOLDER):
        return []
    return [name for name in default_storage.listdir(FOLDER)[1] if _NAME.match(name)]


def _is_old(path: str, now: datetime) -> bool:
    if not default_storage.exists(path):
        return True
    return default_storage.get_modified_time(path) < now - FRESH
