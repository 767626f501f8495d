"""A session: one meeting at a real moment."""

import uuid
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from activities.models.group import Group
from activities.querysets import SessionQuerySet


class Session(models.Model):
    class Status(models.TextChoices):
        SCHEDULED = "scheduled", _("goes on")
        MOVED = "moved", _("moved")
        CANCELLED = "cancelled", _("does not go on")

    group = models.ForeignKey(
        Group, verbose_name=_("group"), on_delete=models.CASCADE, related_name="sessions"
    )
    starts_at = models.DateTimeField(_("starts"), db_index=True)
    ends_at = models.DateTimeField(_("ends"), db_index=True)
    venue = models.ForeignKey(
        "venues.Venue",
        verbose_name=_("venue"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="sessions",
        help_text=_("Only when it differs from the group's."),
    )
    status = models.CharField(_("state"), max_length=10, choices=Status, default=Status.SCHEDULED)
    reason = models.CharField(
        _("reason"),
        max_length=200,
        blank=True,
        help_text=_("Visitors see why it was moved or cancelled."),
    )
    planned_at = models.DateTimeField(_("first planned at"), null=True, blank=True, editable=False)
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    sequence = models.PositiveIntegerField(default=0, editable=False)
    changed_at = models.DateTimeField(auto_now=True)

    objects = models.Manager.from_queryset(SessionQuerySet)()

    class Meta:
        ordering = ["starts_at", "pk"]
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")),
                name="session_ends_after_start",
            ),
            models.UniqueConstraint(
                fields=["group", "starts_at"], name="session_once_per_group_and_start"
            ),
        ]

    def __str__(self):
        return f"{self.group} {self.starts_at:%Y-%m-%d %H:%M}"

    def clean(self):
        if self.starts_at and self.ends_at and self.ends_at <= self.starts_at:
            raise ValidationError({"ends_at": _("The end must come after the start.")})

    @property
    def is_cancelled(self) -> bool:
        return self.status == self.Status.CANCELLED

    @property
    def place(self):
        """Its own venue, or the group's, or the activity's."""
        return self.venue if self.venue_id else self.group.place

    def is_over(self, now: datetime) -> bool:
        return self.ends_at <= now
