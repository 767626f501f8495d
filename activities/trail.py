"""How the lines about dates and groups read in the history of a page and in the logbook."""

from datetime import datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from wagtail.log_actions import LogActionRegistry, LogFormatter

from activities.operations.trail import SEVERAL, Change
from common import clock, loglines


def register(actions: LogActionRegistry) -> None:
    """Let Wagtail's log tell each change in words."""
    loglines.register(actions, Change, _Line)


class _Line(LogFormatter):
    change: Change

    def format_message(self, log_entry) -> str:
        data = log_entry.data or {}
        about = data.get("about") or _dates(data)
        many = len(data.get("dates", ())) > 1
        label = SEVERAL.get(self.change, self.change.label) if many else self.change.label
        return f"{label}: {about}" if about else str(label)


def _dates(data: dict) -> str:
    dates = [_moment(date) for date in data.get("dates", ())]
    if len(dates) > 1:
        words = {"count": len(dates), "first": dates[0], "last": dates[-1]}
        return _("%(count)d, from %(first)s to %(last)s") % words
    return " → ".join([*dates, *([_moment(data["became"])] if data.get("became") else [])])


def _moment(text: str) -> str:
    return date_format(clock.local(datetime.fromisoformat(text)), "D j b Y, H:i")
