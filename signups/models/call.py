"""Whom staff must call: who gave no address gets no mail."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from common.personal_data import PersonalField
from signups.models.message import Message
from signups.models.signup import Signup


class Call(models.Model):
    """What a mail would have told somebody without an address."""

    kind = models.CharField(max_length=20, help_text="A kind of OutboxMail.")
    signup = models.ForeignKey(Signup, on_delete=models.CASCADE, related_name="calls")
    session = models.ForeignKey(
        "activities.Session", null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    sequence = models.PositiveIntegerField(
        null=True, blank=True, help_text="Which change of the session it tells of."
    )
    message = models.ForeignKey(
        Message, null=True, blank=True, on_delete=models.CASCADE, related_name="call_rows"
    )
    created_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    wagtail_reference_index_ignore = True
    personal_data = [
        PersonalField(
            "done_by",
            purpose="Ask a colleague what was said.",
            ground="Public task or legitimate interest of the partner.",
            retention="Deleted with the signup that the call is about.",
            seen_by="Nobody on a screen.",
        )
    ]

    class Meta:
        ordering = ["created_at", "pk"]
        verbose_name = _("call to make")
        verbose_name_plural = _("calls to make")
        constraints = [
            models.UniqueConstraint(
                fields=["signup", "kind", "session", "sequence"], name="call_once_per_change"
            ),
            models.UniqueConstraint(fields=["signup", "message"], name="call_once_per_message"),
        ]

    def __str__(self):
        return f"{self.kind} {self.signup_id}"
