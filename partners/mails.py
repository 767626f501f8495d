"""Mails about accounts and their work: rendered and sent by the worker."""

from datetime import datetime

from django.conf import settings
from django.contrib.auth.models import User
from django.contrib.auth.tokens import default_token_generator
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from wagtail.models import WorkflowState
from wagtail.users.models import UserProfile

from common import addresses
from partners.models import AccountMail
from partners.notifying import approvers_of
from vault import outbox

Kind = AccountMail.Kind
_READ_ALONG = ("invitation__partner", "invitation__area__municipality", "user", "state", "by")
_ON_THE_SITE = (WorkflowState.STATUS_APPROVED, WorkflowState.STATUS_CANCELLED)
# A mail of the kind is true as long as what was handed in has one of these statuses; what is
# published past its approval is cancelled. Everybody may
# switch the mails off for themselves, under the name that Wagtail gave them.
_OF_A_PAGE = {
    Kind.HANDED_IN: ((WorkflowState.STATUS_IN_PROGRESS,), "submitted_notifications"),
    Kind.APPROVED: (_ON_THE_SITE, "approved_notifications"),
    Kind.SENT_BACK: ((WorkflowState.STATUS_NEEDS_CHANGES,), "rejected_notifications"),
}


def run(now: datetime) -> int:
    """Send what is due; return how many left. A job of the worker."""
    return outbox.run(AccountMail, _render, now, related=_READ_ALONG)


def _render(mail: AccountMail, now: datetime, connection) -> EmailMessage | None:
    """Return the mail as it is true now; None if there is nothing more to tell."""
    if mail.kind == Kind.INVITATION:
        found = _invitation(mail, now)
    elif mail.user is None or not mail.user.is_active or not mail.user.email:
        found = None
    elif mail.kind == Kind.PASSWORD:
        found = _password(mail.user)
    else:
        found = _page(mail, mail.user)
    if found is None:
        return None
    address, language, context = found
    with translation.override(language):
        text = render_to_string(f"partners/mail/{mail.kind}.txt", context)
    return mail.letter(text, address, connection)


Found = tuple[str, str, dict] | None  # to which address, in which language, with what


def _invitation(mail: AccountMail, now: datetime) -> Found:
    row = mail.invitation
    if row is None or row.used_at or row.withdrawn_at or row.expires_at <= now:
        return None
    path = reverse("invitation", args=[row.key.hex, row.signature()])
    return row.email, settings.LANGUAGE_CODE, {"invitation": row, "url": addresses.whole(path)}


def _password(user: User) -> Found:
    if not user.has_usable_password():
        return None
    number = urlsafe_base64_encode(force_bytes(user.pk))
    token = default_token_generator.make_token(user)
    path = reverse("wagtailadmin_password_reset_confirm", args=[number, token])
    return user.email, _language(user), {"account": user, "url": addresses.whole(path)}


def _page(mail: AccountMail, user: User) -> Found:
    state = mail.state
    statuses, wish = _OF_A_PAGE[Kind(mail.kind)]
    page = state.content_object if state else None
    if state is None or page is None or state.status not in statuses:
        return None
    if not getattr(UserProfile.get_for_user(user), wish):
        return None
    if mail.kind == Kind.HANDED_IN and user not in approvers_of(page, but=mail.by):
        return None
    path = reverse("wagtailadmin_pages:edit", args=[page.pk])
    context = {"page": page.specific, "by": mail.by, "url": addresses.whole(path)}
    if mail.kind == Kind.SENT_BACK:
        context["comment"] = state.current_task_state.specific.get_comment()
    return user.email, _language(user), context


def _language(user: User) -> str:
    return UserProfile.get_for_user(user).get_preferred_language()
