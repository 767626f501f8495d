"""What staff write to everybody who signed up."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from common.personal_data import PersonalField
from signups.models.bookable import Bookable


class Message(models.Model):
    """A text to all, sealed; the outbox and the call list point at it."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    bookable = models.ForeignKey(Bookable, on_delete=models.CASCADE, related_name="messages")
    text = models.BinaryField(default=bytes, blank=True)
    sender = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    sent_at = models.DateTimeField()
    mails = models.PositiveIntegerField(default=0, help_text="Signups that get it by mail.")
    calls = models.PositiveIntegerField(default=0, help_text="Signups that must be called.")
    purged_at = models.DateTimeField(null=True, blank=True)

    wagtail_reference_index_ignore = True
    personal_data = [
        PersonalField(
            "text",
            purpose="Tell everybody who signed up what they need to know.",
            ground="As set for the activity: consent, agreement or public task.",
            retention="Wiped with the last signup of the same session or group.",
            seen_by="The organising partner's managers, and who gets it.",
        ),
        PersonalField(
            "sender",
            purpose="Show who answers for the message.",
            ground="Public task or legitimate interest of the partner.",
            retention="Cleared when the text is wiped.",
            seen_by="Nobody on a screen.",
        ),
    ]

    class Meta:
        ordering = ["-sent_at", "-pk"]
        verbose_name = _("message to all")
        verbose_name_plural = _("messages to all")

    def __str__(self):
        return f"{self.key}"
