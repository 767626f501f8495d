"""Who changed the dates and groups of an activity: a line in the history of its page."""

from collections.abc import Iterable
from datetime import datetime

from django.contrib.auth.models import User
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from activities.models import ActivityPage


class Change(models.TextChoices):
    """What was done; the value is the action in Wagtail's log."""

    DATES_ADDED = "activities.dates.add", _("Date added")
    DATES_MOVED = "activities.dates.move", _("Date moved")
    DATES_ELSEWHERE = "activities.dates.relocate", _("Date at another venue")
    DATES_CANCELLED = "activities.dates.cancel", _("Date cancelled")
    DATES_RESTORED = "activities.dates.restore", _("Date goes on after all")
    DATES_DELETED = "activities.dates.delete", _("Date deleted")
    GROUP_MADE = "activities.group.create", _("Group made")
    GROUP_CHANGED = "activities.group.edit", _("Group changed")
    GROUP_DELETED = "activities.group.delete", _("Group deleted")
    QUESTIONS = "activities.questions.edit", _("Changed what is asked at signup")


# Of more than one date.
SEVERAL = {
    Change.DATES_ADDED: _("Dates added"),
    Change.DATES_MOVED: _("Dates moved"),
    Change.DATES_ELSEWHERE: _("Dates at another venue"),
    Change.DATES_CANCELLED: _("Dates cancelled"),
}


def note(
    *,
    activity: ActivityPage,
    change: Change,
    by: User,
    dates: Iterable[datetime] = (),
    became: datetime | None = None,
    about: str = "",
) -> None:
    """Keep a line: the dates as they were, what one became, or the name of a group."""
    data = {
        "dates": [moment.isoformat() for moment in sorted(dates)],
        "became": became.isoformat() if became else "",
        "about": about,
    }
    log(instance=activity, action=change.value, user=by, data=data)
