"""A mail that says only that something waits."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from common.personal_data import PersonalField
from vault.outbox import AbstractMail


class Notice(AbstractMail):
    """To one account. It knows no message and no desk: what waits is read in the inbox."""

    class Kind(models.TextChoices):
        NEW = "new", _("something is waiting")
        HALF = "half", _("half of the time is over")
        LATE = "late", _("the time is over")
        OPEN = "open", _("something is open for long")

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=5, choices=Kind)

    personal_data = [
        PersonalField(
            "user",
            purpose="Tell who sits at a desk that something waits there.",
            ground="Task in the public interest (AVG article 6(1)(e)).",
            retention="Thirty days after it was sent.",
            seen_by="Who looks after the database.",
        )
    ]

    class Meta(AbstractMail.Meta):
        verbose_name = _("notice to send")
        verbose_name_plural = _("notices to send")

    def __str__(self):
        return f"{self.kind} {self.uid}"
