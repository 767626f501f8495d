"""The mails to accounts that still have to leave."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from partners.models.invitation import Invitation
from vault.outbox import AbstractMail


class AccountMail(AbstractMail):
    """A mail about an account or its work: which one and to whom, never its text."""

    class Kind(models.TextChoices):
        INVITATION = "invitation", _("invitation")
        PASSWORD = "password", _("new password")  # noqa: S105
        HANDED_IN = "handed_in", _("please look at a page")
        APPROVED = "approved", _("a page is approved")
        SENT_BACK = "sent_back", _("a page has to change")

    kind = models.CharField(max_length=10, choices=Kind)
    invitation = models.ForeignKey(
        Invitation, null=True, blank=True, on_delete=models.CASCADE, related_name="mails"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    state = models.ForeignKey(
        "wagtailcore.WorkflowState",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
        help_text="What is handed in, approved or sent back.",
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL,
        related_name="+", help_text="Who handed it in.",
    )  # fmt: skip

    class Meta(AbstractMail.Meta):
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind="invitation", invitation__isnull=False)
                | models.Q(kind="password", user__isnull=False)
                | models.Q(
                    kind__in=["handed_in", "approved", "sent_back"],
                    user__isnull=False,
                    state__isnull=False,
                ),
                name="account_mail_has_its_subject",
            )
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.pk}"
