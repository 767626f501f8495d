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

__all__ = [
    "accept",
    "cancel",
    "decline",
    "expire_offers",
    "follow_session",
    "offer_what_lies_free",
    "resize",
    "set_capacity",
    "sign_up",
]
