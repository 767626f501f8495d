"""Every change of a signup passes here: check, lock, count, write, queue the mail.

Locks are taken in one order: group or session, then bookable, then signup.
"""

from signups.capacities import set_capacity
from signups.operations.answering import (
    accept,
    cancel,
    decline,
    expire_offers,
    follow_session,
    offer_what_lies_free,
)
from signups.operations.booking import sign_up
from signups.operations.changing import resize
from signups.operations.placing import keep_apart, place, place_all
from signups.operations.series import set_rooms, set_up, sign_up_for_series

__all__ = [
    "accept",
    "cancel",
    "decline",
    "expire_offers",
    "follow_session",
    "keep_apart",
    "offer_what_lies_free",
    "place",
    "place_all",
    "resize",
    "set_capacity",
    "set_rooms",
    "set_up",
    "sign_up",
    "sign_up_for_series",
]
