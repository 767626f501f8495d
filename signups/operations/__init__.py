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
from signups.operations.changing import change, renew_link, resize
from signups.operations.door import door_is_open, tick, undo_walk_in, walk_in
from signups.operations.erasing import erase
from signups.operations.moving import move
from signups.operations.placing import keep_apart, place, place_all
from signups.operations.requests import ask_for_data, note_answer
from signups.operations.series import set_rooms, set_up, sign_up_for_series
from signups.operations.telling import note_call, receivers_of, undo_call, write_to_all

__all__ = [
    "accept",
    "ask_for_data",
    "cancel",
    "change",
    "decline",
    "door_is_open",
    "erase",
    "expire_offers",
    "follow_session",
    "keep_apart",
    "move",
    "note_answer",
    "note_call",
    "offer_what_lies_free",
    "place",
    "place_all",
    "receivers_of",
    "renew_link",
    "resize",
    "set_capacity",
    "set_rooms",
    "set_up",
    "sign_up",
    "sign_up_for_series",
    "tick",
    "undo_call",
    "undo_walk_in",
    "walk_in",
    "write_to_all",
]
