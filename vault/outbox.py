"""Mails still to be sent: queued with the change they tell of, sent by the worker.

A worker leases a few rows, renders each from what the database then says, and sends it.
A worker that is killed leaves a lease that runs out; the Message-ID of a mail is always
the same, so a mail sent twice in that case is shown once by most mail programs.
"""

import logging
import smtplib
import uuid
from collections.abc import Callable
from datetime import datetime, timedelta
from email.utils import parseaddr
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import models, transaction
from django.db.models import F, Q

logger = logging.getLogger("wijkportaal.outbox")

LEASE = timedelta(minutes=5)
BATCH = 20
MOST_ATTEMPTS = 12  # with the waits below: about two days
FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=6)
NOT_NEEDED = "not needed"  # in last_error: what it told of was no longer true

# What renders a mail when it is sent: None when there is nothing (more) to tell.
Render = Callable[[Any, datetime, Any], EmailMessage | None]

_GONE = (smtplib.SMTPServerDisconnected, ConnectionError, TimeoutError)


class AbstractMail(models.Model):
    """A mail still to be sent. What it is about stands in the heir, never its text or address."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    created_at = models.DateTimeField()
    due_at = models.DateTimeField()
    leased_until = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True, blank=True)
    given_up_at = models.DateTimeField(null=True, blank=True)
    last_error = models.CharField(
        max_length=80, blank=True, help_text="The kind of error, without its text."
    )

    wagtail_reference_index_ignore = True

    class Meta:
        abstract = True
        ordering = ["due_at", "pk"]
        indexes = [
            models.Index(
                fields=["due_at"],
                condition=Q(sent_at__isnull=True, given_up_at__isnull=True),
                name="%(class)s_still_due",
            )
        ]

    @property
    def headers(self) -> dict[str, str]:
        """Return the headers that every mail of ours carries."""
        return {
            "Message-ID": f"<{self.uid}@{host()}>",
            "Auto-Submitted": "auto-generated",
        }

    def letter(self, text: str, to: str, connection: Any) -> EmailMessage:
        """Return this mail in plain text: the first line of the text is its subject."""
        subject, _newline, body = text.strip().partition("\n")
        return EmailMessage(
            subject, body.strip() + "\n", to=[to], connection=connection, headers=self.headers
        )


def host() -> str:
    """Return the domain that our mails come from."""
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"


def run(
    model: type[AbstractMail], render: Render, now: datetime, related: tuple[str, ...] = ()
) -> int:
    """Send the mails of this table that are due; return how many were sent.

    render(mail, now, connection) makes each; `related` names what it reads along with the row.
    """
    leased = _lease(model, now, related)
    if not leased:
        return 0
    connection = get_connection()
    try:
        connection.open()
    except OSError as error:
        _wait_for_server(model, now, error)
        return 0
    sent = 0
    try:
        for mail in leased:
            failure = _send(mail, render, now, connection)
            sent += failure is None
            if isinstance(failure, _GONE):
                _wait_for_server(model, now, failure)
                break
    finally:
        connection.close()
    return sent


def is_refused_for_good(error: Exception) -> bool:
    """Say whether the server will never take this mail (RFC 5321, 4.2.1: a reply of 5yz).

    A sender or a login that is refused is our own fault: that is mended, and tried again.
    """
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(code >= 500 for code, _reply in error.recipients.values())
    return isinstance(error, smtplib.SMTPDataError) and error.smtp_code >= 500


def _send(mail: AbstractMail, render: Render, now: datetime, connection) -> Exception | None:
    """Send one mail, unless there is nothing more to tell; return what went wrong."""
    try:
        message = render(mail, now, connection)
        if message is not None:
            message.send()
    except Exception as error:  # one bad mail must not hold up the others
        _postpone(mail, now, error)
        return error
    mail.sent_at, mail.leased_until = now, None
    mail.last_error = "" if message else NOT_NEEDED
    mail.save(update_fields=["sent_at", "leased_until", "last_error"])
    return None


def _lease(model: type[AbstractMail], now: datetime, related: tuple[str, ...]) -> list:
    # A moment further ahead than any wait was noted by a clock that has since been set back.
    free = Q(leased_until__isnull=True) | Q(leased_until__lte=now) | Q(leased_until__gt=now + LEASE)
    due = Q(due_at__lte=now) | Q(due_at__gt=now + LONGEST_WAIT)
    rows = model._default_manager
    waiting = rows.filter(free & due, sent_at__isnull=True, given_up_at__isnull=True)
    if not waiting.exists():
        return []
    with transaction.atomic():
        ids = list(
            waiting.select_for_update(skip_locked=True)
            .order_by("due_at", "pk")
            .values_list("pk", flat=True)[:BATCH]
        )
        rows.filter(pk__in=ids).update(leased_until=now + LEASE, attempts=F("attempts") + 1)
    found = rows.filter(pk__in=ids).order_by("due_at", "pk")
    return list(found.select_related(*related) if related else found)


def _postpone(mail: AbstractMail, now: datetime, error: Exception) -> None:
    """Try again later, each time twice as late; after the last time staff must look."""
    wait = min(FIRST_WAIT * 2 ** (mail.attempts - 1), LONGEST_WAIT)
    mail.leased_until = None
    mail.last_error = type(error).__name__[:80]
    mail.due_at = now + wait
    if mail.attempts >= MOST_ATTEMPTS or is_refused_for_good(error):
        mail.given_up_at = now
        logger.error("gave up on mail %s: %s", mail.uid, mail.last_error)
    mail.save(update_fields=["leased_until", "last_error", "due_at", "given_up_at"])


def _wait_for_server(model: type[AbstractMail], now: datetime, error: Exception) -> None:
    """The server is away: nothing is tried for a minute, and no mail loses one of its tries."""
    logger.warning("no mail server: %s", type(error).__name__)
    rows = model._default_manager
    due = rows.filter(due_at__lte=now, sent_at__isnull=True, given_up_at__isnull=True)
    due.filter(leased_until=now + LEASE).update(attempts=F("attempts") - 1, leased_until=None)
    due.update(due_at=now + FIRST_WAIT)
