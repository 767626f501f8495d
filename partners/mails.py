"""Mails about accounts: rendered and sent by the worker, from a table with leases."""

import logging
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import F, Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from partners.models import AccountMail

logger = logging.getLogger("wijkportaal.partners")

LEASE = timedelta(minutes=5)
BATCH = 20
MOST_ATTEMPTS = 10
WAIT = timedelta(minutes=5)  # after a failure; the link itself lives for hours or days


def run(now: datetime) -> int:
    """Send what is due; return how many left. A job of the worker."""
    return sum(_send(mail, now) for mail in _lease(now))


def _lease(now: datetime) -> list[AccountMail]:
    free = Q(leased_until=None) | Q(leased_until__lte=now) | Q(leased_until__gt=now + LEASE)
    due = AccountMail.objects.filter(free, due_at__lte=now)
    if not due.exists():
        return []
    with transaction.atomic():
        rows = due.select_for_update(skip_locked=True).values_list("pk", flat=True)
        ids = list(rows[:BATCH])
        AccountMail.objects.filter(pk__in=ids).update(
            leased_until=now + LEASE, attempts=F("attempts") + 1
        )
    return list(
        AccountMail.objects.filter(pk__in=ids).select_related("invitation__partner", "user")
    )


def _send(mail: AccountMail, now: datetime) -> bool:
    try:
        message = _render(mail, now)
        if message is not None:
            message.send()
    except Exception as error:  # one bad mail must not hold up the others
        # The message of an exception may hold an address; its kind does not.
        logger.warning("mail %s waits: %s", mail.pk, type(error).__name__)
        if mail.attempts < MOST_ATTEMPTS:
            AccountMail.objects.filter(pk=mail.pk).update(
                leased_until=None, due_at=now + WAIT * mail.attempts
            )
            return False
        logger.error("gave up on mail %s", mail.pk)
        mail.delete()
        return False
    mail.delete()
    return message is not None


def _render(mail: AccountMail, now: datetime) -> EmailMessage | None:
    """Return the mail as it is true now; None if there is nothing more to tell."""
    with translation.override(settings.LANGUAGE_CODE):
        if mail.kind == AccountMail.Kind.INVITATION:
            invitation = mail.invitation
            if invitation.used_at or invitation.withdrawn_at or invitation.expires_at <= now:
                return None
            path = reverse("invitation", args=[invitation.key.hex, invitation.signature()])
            context = {"invitation": invitation, "partner": invitation.partner}
            return _message("invitation", invitation.email, path, context)
        user = mail.user
        if not user.is_active or not user.has_usable_password() or not user.email:
            return None
        token = default_token_generator.make_token(user)
        number = urlsafe_base64_encode(force_bytes(user.pk))
        path = reverse("wagtailadmin_password_reset_confirm", args=[number, token])
        return _message("password", user.email, path, {"account": user})


def _message(name: str, email: str, path: str, context: dict) -> EmailMessage:
    base = settings.WAGTAILADMIN_BASE_URL.rstrip("/")
    text = render_to_string(f"partners/mail/{name}.txt", {**context, "url": f"{base}{path}"})
    subject, _, body = text.strip().partition("\n")
    return EmailMessage(subject, body.strip() + "\n", to=[email])
