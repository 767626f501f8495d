"""A signup: one party that wants to come. Every personal value in it is sealed."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from signups.models.bookable import Bookable


class SignupQuerySet(models.QuerySet):
    def active(self):
        """Who has a place, has an offer of one, or waits."""
        return self.filter(status__in=Signup.ACTIVE)

    def seated(self):
        """Who holds a place: for good, or as an offer."""
        return self.filter(status__in=Signup.SEATED)

    def live_of(self, email_index: str):
        """Every signup of one address that still holds its values, newest first."""
        return self.filter(email_index=email_index, purged_at__isnull=True).order_by(
            "-created_at", "-pk"
        )

    def in_line(self):
        """Who waits, first in line first."""
        return self.filter(status=Signup.Status.WAITING).order_by("number", "pk")


class Signup(models.Model):
    class Status(models.TextChoices):
        PLACED = "placed", _("has a place")
        RECEIVED = "received", _("received, not placed yet")
        WAITING = "waiting", _("on the waiting list")
        OFFERED = "offered", _("place offered")
        CANCELLED = "cancelled", _("cancelled")
        DECLINED = "declined", _("offer declined")
        EXPIRED = "expired", _("offer expired")
        # Let in at the door by staff beside the places: here, but in nobody's count of places.
        EXTRA = "extra", _("came in besides the places")

    class Channel(models.TextChoices):
        WEB = "web", _("on the site")
        TELEPHONE = "telephone", _("by telephone")
        DOOR = "door", _("at the door")

    SEATED = (Status.PLACED, Status.OFFERED)
    # Who is counted as taking a place; for a series that is everybody who signed up.
    COUNTED = (*SEATED, Status.RECEIVED)
    ACTIVE = (Status.PLACED, Status.OFFERED, Status.RECEIVED, Status.WAITING)
    ENDED = (Status.CANCELLED, Status.DECLINED, Status.EXPIRED)

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    bookable = models.ForeignKey(Bookable, on_delete=models.PROTECT, related_name="signups")
    status = models.CharField(max_length=10, choices=Status)
    channel = models.CharField(max_length=10, choices=Channel, default=Channel.WEB)
    size = models.PositiveSmallIntegerField(help_text="People who come.")
    number = models.PositiveIntegerField(
        null=True, blank=True, help_text="Turn on the waiting list; lower is earlier."
    )
    offer_expires_at = models.DateTimeField(null=True, blank=True)

    contact = models.BinaryField(default=bytes, blank=True)
    people = models.BinaryField(default=bytes, blank=True)
    answers = models.BinaryField(default=bytes, blank=True)
    email_index = models.CharField(max_length=64, blank=True, db_index=True)
    body_hash = models.CharField(max_length=64, blank=True)

    consent_version = models.CharField(max_length=16, blank=True)
    consent_at = models.DateTimeField(null=True, blank=True)
    language = models.CharField(max_length=10, default="nl")
    link_version = models.PositiveSmallIntegerField(default=1)

    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    purged_at = models.DateTimeField(null=True, blank=True)

    objects = models.Manager.from_queryset(SignupQuerySet)()

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["created_at", "pk"]
        verbose_name = _("signup")
        verbose_name_plural = _("signups")
        indexes = [
            models.Index(fields=["bookable", "status", "number"], name="signup_line"),
            models.Index(
                fields=["offer_expires_at"],
                condition=models.Q(status="offered"),
                name="signup_offer_ends",
            ),
        ]
        constraints = [
            models.CheckConstraint(condition=models.Q(size__gte=1), name="signup_has_people"),
            models.CheckConstraint(
                condition=~models.Q(status="waiting") | models.Q(number__isnull=False),
                name="signup_waits_with_a_number",
            ),
            models.CheckConstraint(
                condition=~models.Q(status="offered") | models.Q(offer_expires_at__isnull=False),
                name="signup_offer_has_a_deadline",
            ),
            models.UniqueConstraint(fields=["bookable", "number"], name="signup_number_once"),
        ]

    def __str__(self):
        return f"{self.key} ({self.status})"

    @property
    def is_active(self) -> bool:
        return self.status in self.ACTIVE

    @property
    def has_email(self) -> bool:
        return bool(self.email_index)
