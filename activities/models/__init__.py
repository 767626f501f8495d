"""What there is to do: activities, their groups and sessions, and the words to file them under."""

from activities.models.activity import ActivityPage, CoOrganiser
from activities.models.freshness import Freshness, FreshnessMail, FreshnessPeriods, Link
from activities.models.group import Group
from activities.models.pattern import Pattern, SchoolHoliday
from activities.models.session import Session
from activities.models.terms import Audience, Pass, Theme

__all__ = [
    "ActivityPage",
    "Audience",
    "CoOrganiser",
    "Freshness",
    "FreshnessMail",
    "FreshnessPeriods",
    "Group",
    "Link",
    "Pass",
    "Pattern",
    "SchoolHoliday",
    "Session",
    "Theme",
]
