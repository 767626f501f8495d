"""Who is coming: bookable places, signups, the mails about them, and who looked at them."""

from signups.models.access import AccessLog
from signups.models.attendance import Attendance
from signups.models.bookable import Bookable, Capacity
from signups.models.call import Call
from signups.models.guards import LinkRequest
from signups.models.message import Message
from signups.models.outbox import OutboxMail
from signups.models.placement import (
    ApartToken,
    HeldToken,
    Placement,
    Season,
    Series,
    SeriesGroup,
    Wish,
    Zone,
)
from signups.models.question import Question
from signups.models.request import DataRequest
from signups.models.settings import ConsentText, SignupSettings
from signups.models.signup import Signup

__all__ = [
    "AccessLog",
    "ApartToken",
    "Attendance",
    "Bookable",
    "Call",
    "Capacity",
    "ConsentText",
    "DataRequest",
    "HeldToken",
    "LinkRequest",
    "Message",
    "OutboxMail",
    "Placement",
    "Question",
    "Season",
    "Series",
    "SeriesGroup",
    "Signup",
    "SignupSettings",
    "Wish",
    "Zone",
]
