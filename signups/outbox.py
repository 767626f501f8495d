"""The mails about signups: queued with the change that they tell of, sent by the worker."""

from datetime import datetime, timedelta

from django.core.mail import EmailMessage

from activities.models import Group
from signups import calls, deadlines, mails
from signups.models import Message, OutboxMail, Signup
from vault import outbox

LATE = timedelta(minutes=30)  # an offer that is told of later gets its full time again


def queue(
    signup: Signup,
    kind: str,
    now: datetime,
    *,
    session=None,
    sequence: int | None = None,
    message: Message | None = None,
    left: Group | None = None,
) -> None:
    """Queue a mail in the running transaction; who has no address gets on the call list.

    `left` is the group that somebody leaves with this change.
    """
    if not signup.has_email:
        calls.add(signup, kind, now, session=session, sequence=sequence, message=message)
        return
    OutboxMail.objects.create(
        signup=signup,
        kind=kind,
        session=session,
        sequence=sequence,
        message=message,
        left=left,
        created_at=now,
        due_at=now,
    )


def run(now: datetime) -> int:
    """Send the mails that are due; return how many were sent. A job of the worker."""
    return outbox.run(OutboxMail, _render, now, related=("signup__bookable", "session", "message"))


def _render(mail: OutboxMail, now: datetime, connection) -> EmailMessage | None:
    if mail.kind == OutboxMail.Kind.OFFER and now - mail.created_at > LATE:
        # The time to answer counts from when somebody can know of the offer.
        deadlines.renew(mail.signup, now)
    return mails.render(mail, now, connection)
