"""Tell everybody who signed up, by mail or else by telephone."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.contrib.auth.models import User
from django.db import IntegrityError, transaction

from signups import messages, outbox
from signups.models import Bookable, Call, Message, OutboxMail, Signup

NO_GROUP = "none"  # of a series: who has no group yet


def receivers_of(bookable: Bookable, to: str = "") -> list[Signup]:
    """Return who gets a message: everybody who has, is offered or awaits a place.

    Of a series, `to` may be the id of one of its groups, or NO_GROUP.
    """
    rows = bookable.signups.active().order_by("pk")
    if to == NO_GROUP:
        rows = rows.filter(placement__isnull=True)
    elif to:
        rows = rows.filter(placement__place=to)
    return list(rows)


def write_to_all(
    *, key: UUID, bookable: Bookable, text: str, sender: User, now: datetime, to: str = ""
) -> Message:
    """Queue the text for everybody who signed up, or those that `to` says (`receivers_of`).

    Who has no address gets on the call list.

    The same key sends nothing twice. The text is kept sealed until the purge.
    """
    message = Message(
        key=key,
        bookable=bookable,
        text=messages.seal(key, text),
        sender=sender,
        sent_at=now,
    )
    try:
        with transaction.atomic():
            receivers = receivers_of(bookable, to)
            message.mails = sum(signup.has_email for signup in receivers)
            message.calls = len(receivers) - message.mails
            message.save(force_insert=True)
            _queue(receivers, message, now)
    except IntegrityError:
        # A second click came first: that one counts.
        if (earlier := Message.objects.filter(key=key).first()) is None:
            raise
        return earlier
    return message


def note_call(*, call: Call, by: User, now: datetime) -> None:
    """Note that somebody was called. Twice changes nothing more."""
    Call.objects.filter(pk=call.pk, done_at__isnull=True).update(done_at=now, done_by=by)


def undo_call(*, call: Call) -> None:
    """Put a call back on the list."""
    Call.objects.filter(pk=call.pk).update(done_at=None, done_by=None)


def _queue(receivers: Sequence[Signup], message: Message, now: datetime) -> None:
    for signup in receivers:
        outbox.queue(signup, OutboxMail.Kind.MESSAGE, now, message=message)
