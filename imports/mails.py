"""Tell who may approve, once for a whole import, how much was handed in."""

from datetime import datetime

from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from wagtail.models import WorkflowState
from wagtail.users.models import UserProfile

from activities.models import ActivityPage
from common import addresses
from imports.models import HandedInMail, Run
from partners.notifying import approvers_of
from vault import outbox


def queue(run: Run, now: datetime) -> None:
    """Queue a mail for each who may approve, in the transaction that ends the import."""
    if not run.handed_in:
        return
    HandedInMail.objects.bulk_create(
        HandedInMail(run=run, user=user, created_at=now, due_at=now)
        for user in approvers_of(run.partner, but=run.by)
    )


def run(now: datetime) -> int:
    """Send the mails that are due; return how many were sent. A job of the worker."""
    return outbox.run(HandedInMail, _render, now, related=("run__partner", "run__by", "user"))


def _render(mail: HandedInMail, now: datetime, connection) -> EmailMessage | None:
    """Return the mail; None if it was all looked at, or they may or want to know nothing."""
    user, partner = mail.user, mail.run.partner
    profile = UserProfile.get_for_user(user)
    wants = user.is_active and user.email and profile.submitted_notifications
    if not wants or user not in approvers_of(partner, but=mail.run.by) or not _waits(mail.run):
        return None
    with translation.override(profile.get_preferred_language()):
        context = {
            "partner": partner,
            "count": mail.run.handed_in,
            "by": mail.run.by,
            "url": addresses.whole(reverse("wagtailadmin_home")),
        }
        text = render_to_string("imports/mail/handed_in.txt", context)
    return mail.letter(text, user.email, connection)


def _waits(run: Run) -> bool:
    """Say whether something of this partner still waits for approval."""
    own = ActivityPage.objects.child_of(run.partner).values_list("pk", flat=True)
    waiting = WorkflowState.objects.filter(status=WorkflowState.STATUS_IN_PROGRESS)
    return waiting.filter(object_id__in=[str(pk) for pk in own]).exists()
