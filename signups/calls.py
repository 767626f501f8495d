"""The call list: what staff must tell who gave no e-mail address.

Each mail that would have gone to such a person becomes a call here, in the transaction of
the change it tells of.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from activities.models import Session
from signups import mails, messages, roll
from signups.models import Bookable, Call, Message, OutboxMail, Signup
from signups.personal import Contact

Kind = OutboxMail.Kind

# What somebody has just heard or done: a call about it would only surprise.
NO_CALL = {
    Kind.PLACED, Kind.WAITING, Kind.CANCELLED, Kind.EXPIRED, Kind.CHANGED, Kind.LINK_AGAIN,
    Kind.STAFF_CANCELLED, Kind.RECEIVED, Kind.AFTERCARE,
}  # fmt: skip


@dataclass
class ToCall:
    """A call with the personal values that it needs."""

    call: Call
    contact: Contact
    text: str = ""  # of a message to all

    @property
    def why(self) -> str:
        return str(Kind(self.call.kind).label)

    @property
    def deadline(self) -> datetime | None:
        """Until when an offer holds."""
        return self.call.signup.offer_expires_at if self.call.kind == Kind.OFFER else None


def add(
    signup: Signup,
    kind: str,
    now: datetime,
    *,
    session: Session | None = None,
    sequence: int | None = None,
    message: Message | None = None,
) -> None:
    """Put a call on the list, in the running transaction, unless nobody needs it."""
    if kind in NO_CALL:
        return
    Call.objects.create(
        signup=signup,
        kind=kind,
        session=session,
        sequence=sequence,
        message=message,
        created_at=now,
    )


def still_needed(bookables: Iterable[Bookable], now: datetime) -> list[Call]:
    """Return the calls to make for these bookables: offers by deadline, then in order."""
    rows = (
        Call.objects.filter(
            signup__bookable__in=bookables, done_at__isnull=True, signup__purged_at__isnull=True
        )
        .select_related("signup__bookable", "session", "message")
        .order_by("created_at", "pk")
    )
    newest: dict[tuple, Call] = {}
    for call in rows:
        if not mails.still_true(call.kind, call.signup):
            continue
        if call.session is not None and call.session.ends_at <= now:
            continue
        newest[call.signup_id, call.session_id, call.kind, call.message_id] = call
    return sorted(newest.values(), key=_urgency)


def opened(calls: Iterable[Call]) -> list[ToCall]:
    """Return the calls with whom to call and what to say."""
    return [
        ToCall(call, roll.contact_of(call.signup), messages.text_of(call.message)) for call in calls
    ]


def _urgency(call: Call) -> tuple:
    """Offers first, by deadline; then the others in the order in which they came up."""
    is_offer = call.kind == Kind.OFFER
    return (not is_offer, call.signup.offer_expires_at if is_offer else call.created_at, call.pk)
