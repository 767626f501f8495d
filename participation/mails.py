"""Mails to the managers of who must answer: rendered when they are sent, from what is then true."""

from datetime import datetime

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from common import addresses, clock
from participation.models import InputMail
from partners.permissions import partners_with_people_for
from vault import outbox

Kind = InputMail.Kind


def run(now: datetime) -> int:
    """Send what is due; return how many were sent. A job of the worker."""
    return outbox.run(InputMail, render, now, related=("input__owner", "input__partner", "user"))


def render(mail: InputMail, now: datetime, connection=None) -> EmailMessage | None:
    """Return the mail; None when it was answered, or the account manages the owner no more."""
    said, user = mail.input, mail.user
    if said.is_answered or not user.is_active or not user.email:
        return None
    if not partners_with_people_for(user).filter(pk=said.owner_id).exists():
        return None
    if mail.kind == Kind.DUE and said.is_overdue(clock.local(now).date()):
        return None
    path = reverse("participation_staff:input", args=[said.pk])
    with translation.override(settings.LANGUAGE_CODE):
        text = render_to_string(
            "participation/mail/input.txt",
            {"kind": mail.kind, "input": said, "url": addresses.whole(path)},
        )
    return mail.letter(text, user.email, connection)
