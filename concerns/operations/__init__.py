"""Every change of a message or a seat passes through here: one verb each."""

from concerns.operations.receiving import receive
from concerns.operations.seating import give_seat, take_seat
from concerns.operations.taking import finish, keep, offer, release, take, take_over

__all__ = [
    "finish", "give_seat", "keep", "offer", "receive", "release", "take", "take_over", "take_seat",
]  # fmt: skip
