"""The one mail about all that an import handed in."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from common.personal_data import PersonalField
from imports.models.run import Run
from vault.outbox import AbstractMail


class HandedInMail(AbstractMail):
    """Asks somebody who may approve to look at what an import handed in."""

    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="mails")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")

    personal_data = [
        PersonalField(
            "user",
            purpose="telling who may approve that an import handed activities in",
            ground="task in the public interest, art. 6(1)(e)",
            retention="90 days after the import, or until the account is deleted",
            seen_by="nobody; the program sends the mail",
        )
    ]

    class Meta(AbstractMail.Meta):
        verbose_name = _("mail about an import")
        verbose_name_plural = _("mails about imports")
        constraints = [models.UniqueConstraint(fields=["run", "user"], name="handed_in_mail_once")]

    def __str__(self):
        return f"{self.run_id} {self.pk}"
