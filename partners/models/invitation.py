"""Who was asked to join a partner, and the mails about accounts that still have to leave."""

import uuid
from datetime import datetime

from django.conf import settings
from django.core.signing import Signer
from django.db import models
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext_lazy as _

from common.personal_data import PersonalField
from partners.models.membership import Membership
from partners.models.pages import PartnerPage

_signer = Signer(salt="partners.invitation")


class InvitationQuerySet(models.QuerySet):
    def open(self, now: datetime):
        """Return those that can still be answered."""
        return self.filter(used_at=None, withdrawn_at=None, expires_at__gt=now)


class Invitation(models.Model):
    """One link, for one person, once."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    partner = models.ForeignKey(PartnerPage, on_delete=models.CASCADE, related_name="invitations")
    email = models.EmailField(_("e-mail"))
    role = models.CharField(_("role"), max_length=10, choices=Membership.Role)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = models.Manager.from_queryset(InvitationQuerySet)()

    personal_data = [
        PersonalField(
            "email",
            purpose="asking somebody to become a member of staff",
            ground="task in the public interest, art. 6(1)(e)",
            retention="until 30 days after the invitation was used, withdrawn or ran out",
            seen_by="managers of that partner, editors, technical administrators",
        )
    ]

    class Meta:
        ordering = ["-made_at", "pk"]

    def __str__(self):
        return f"{self.partner}: {self.get_role_display()}"

    def signature(self) -> str:
        """Return what must stand beside the key in the link."""
        return _signer.signature(self.key.hex)

    def fits(self, signature: str) -> bool:
        """Say whether the link was made here, in constant time."""
        return constant_time_compare(signature, self.signature())


class AccountMail(models.Model):
    """A mail about an account; the row goes when the mail has left."""

    class Kind(models.TextChoices):
        INVITATION = "invitation", _("invitation")
        PASSWORD = "password", _("new password")  # noqa: S105

    kind = models.CharField(max_length=10, choices=Kind)
    invitation = models.ForeignKey(
        Invitation, null=True, blank=True, on_delete=models.CASCADE, related_name="mails"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    due_at = models.DateTimeField()
    leased_until = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["due_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind="invitation", invitation__isnull=False)
                | models.Q(kind="password", user__isnull=False),
                name="account_mail_has_its_subject",
            )
        ]
        indexes = [models.Index(fields=["due_at"])]

    def __str__(self):
        return f"{self.get_kind_display()} {self.pk}"
