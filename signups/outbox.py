"""The mails still to be sent: queued with the change they tell of, sent by the worker.

A worker leases a few rows, renders each from what the database then says, and sends it.
A worker that is killed leaves a lease that runs out; the Message-ID of a mail is always
the same, so a mail sent twice in that case is shown once by most mail programs.
"""

import logging
import smtplib
from datetime import datetime, timedelta

from django.core.mail import get_connection
from django.db import transaction
from django.db.models import F, Q

from activities.models import Group
from signups import calls, deadlines, mails
from signups.models import Message, OutboxMail, Signup

logger = logging.getLogger("wijkportaal.signups")

LEASE = timedelta(minutes=5)
BATCH = 20
MOST_ATTEMPTS = 12  # with the waits below: about two days
FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=6)
LATE = timedelta(minutes=30)  # an offer that is told of later gets its full time again
NOT_NEEDED = "not needed"  # in last_error: what it told of was no longer true

_GONE = (smtplib.SMTPServerDisconnected, ConnectionError, TimeoutError)


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
    leased = _lease(now)
    if not leased:
        return 0
    connection = get_connection()
    try:
        connection.open()
    except OSError as error:
        _wait_for_server(now, error)
        return 0
    sent = 0
    try:
        for mail in leased:
            failure = _send(mail, now, connection)
            sent += failure is None
            if isinstance(failure, _GONE):
                _wait_for_server(now, failure)
                break
    finally:
        connection.close()
    return sent


def _send(mail: OutboxMail, now: datetime, connection) -> Exception | None:
    """Send one mail, unless there is nothing more to tell; return what went wrong."""
    try:
        if mail.kind == OutboxMail.Kind.OFFER and now - mail.created_at > LATE:
            # The time to answer counts from when somebody can know of the offer.
            deadlines.renew(mail.signup, now)
        message = mails.render(mail, now, connection)
        if message is not None:
            message.send()
    except Exception as error:  # one bad mail must not hold up the others
        _postpone(mail, now, error)
        return error
    mail.sent_at, mail.leased_until = now, None
    mail.last_error = "" if message else NOT_NEEDED
    mail.save(update_fields=["sent_at", "leased_until", "last_error"])
    return None


def _lease(now: datetime) -> list[OutboxMail]:
    # A moment further ahead than any wait was noted by a clock that has since been set back.
    free = Q(leased_until__isnull=True) | Q(leased_until__lte=now) | Q(leased_until__gt=now + LEASE)
    due = Q(due_at__lte=now) | Q(due_at__gt=now + LONGEST_WAIT)
    waiting = OutboxMail.objects.filter(free & due, sent_at__isnull=True, given_up_at__isnull=True)
    if not waiting.exists():
        return []
    with transaction.atomic():
        ids = list(
            waiting.select_for_update(skip_locked=True)
            .order_by("due_at", "pk")
            .values_list("pk", flat=True)[:BATCH]
        )
        OutboxMail.objects.filter(pk__in=ids).update(
            leased_until=now + LEASE, attempts=F("attempts") + 1
        )
    return list(
        OutboxMail.objects.filter(pk__in=ids)
        .select_related("signup__bookable", "session", "message")
        .order_by("due_at", "pk")
    )


def _postpone(mail: OutboxMail, now: datetime, error: Exception) -> None:
    """Try again later, each time twice as late; after the last time staff must look."""
    wait = min(FIRST_WAIT * 2 ** (mail.attempts - 1), LONGEST_WAIT)
    mail.leased_until = None
    mail.last_error = type(error).__name__[:80]
    mail.due_at = now + wait
    if mail.attempts >= MOST_ATTEMPTS or mails.is_refused_for_good(error):
        mail.given_up_at = now
        logger.error("gave up on mail %s: %s", mail.uid, mail.last_error)
    mail.save(update_fields=["leased_until", "last_error", "due_at", "given_up_at"])


def _wait_for_server(now: datetime, error: OSError) -> None:
    """The server is away: nothing is tried for a minute, and no mail loses one of its tries."""
    logger.warning("no mail server: %s", type(error).__name__)
    due = OutboxMail.objects.filter(due_at__lte=now, sent_at__isnull=True, given_up_at__isnull=True)
    due.filter(leased_until=now + LEASE).update(attempts=F("attempts") - 1, leased_until=None)
    due.update(due_at=now + FIRST_WAIT)
