"""A mail still to be sent: which one and about whom, never its text or address."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from signups.models.message import Message
from signups.models.signup import Signup
from vault.outbox import AbstractMail


class OutboxMail(AbstractMail):
    class Kind(models.TextChoices):
        PLACED = "placed", _("you have a place")
        WAITING = "waiting", _("you are on the waiting list")
        OFFER = "offer", _("a place is offered")
        EXPIRED = "expired", _("the offer has expired")
        CANCELLED = "cancelled", _("you cancelled")
        CHANGED = "changed", _("you chose another date")
        LINK_AGAIN = "link_again", _("your link again")
        STAFF_CANCELLED = "staff_cancelled", _("the organiser cancelled for you")
        REMINDER = "reminder", _("it is almost time")
        AFTERCARE = "aftercare", _("how it was")
        SESSION_MOVED = "session_moved", _("the session was moved")
        SESSION_CANCELLED = "session_cancelled", _("the session does not go on")
        SESSION_ELSEWHERE = "session_elsewhere", _("the session is at another place")
        SESSION_RESTORED = "session_restored", _("the session goes on after all")
        REGROUPED = "regrouped", _("staff moved you to another date or group")
        RECEIVED = "received", _("your signup was received")
        GROUP = "group", _("you are placed in a group")
        NOT_YET = "not_yet", _("you are not placed yet")
        MESSAGE = "message", _("a message to everybody")

    kind = models.CharField(max_length=20, choices=Kind)
    signup = models.ForeignKey(Signup, on_delete=models.CASCADE, related_name="mails")
    session = models.ForeignKey(
        "activities.Session", null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    sequence = models.PositiveIntegerField(
        null=True, blank=True, help_text="Which change of the session it tells of."
    )
    message = models.ForeignKey(
        Message, null=True, blank=True, on_delete=models.CASCADE, related_name="mail_rows"
    )
    left = models.ForeignKey(
        "activities.Group",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
        help_text="The group that somebody left: its appointments are struck out.",
    )

    class Meta:
        ordering = ["due_at", "pk"]
        verbose_name = _("mail to send")
        verbose_name_plural = _("mails to send")
        indexes = [
            models.Index(
                fields=["due_at"],
                condition=models.Q(sent_at__isnull=True, given_up_at__isnull=True),
                name="mail_still_due",
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["signup", "kind", "session", "sequence"], name="mail_once_per_change"
            ),
            models.UniqueConstraint(fields=["signup", "message"], name="mail_once_per_message"),
        ]

    def __str__(self):
        return f"{self.kind} {self.uid}"
