"""A signup: one party that wants to come. Every personal value in it is sealed."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from common.personal_data import PersonalField
from signups.models.bookable import Bookable

_GROUND = "as set for the activity: consent, agreement or public task (AVG art. 6(1)(a), (b), (e))"
_KEPT = (
    "until the weeks after the last session that are set for the activity (4 by default), or as "
    "many after a cancellation; at once on request"
)
_SEEN = "the person self, and the managers of the organising partner"


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
    personal_data = [
        PersonalField(
            "contact",
            purpose="reach who signed up: name, e-mail address, telephone number",
            ground=_GROUND,
            retention=_KEPT,
            seen_by=_SEEN,
        ),
        PersonalField(
            "people",
            purpose="know who comes: names, and the ages of children where asked",
            ground=_GROUND,
            retention=_KEPT,
            seen_by=f"{_SEEN}; volunteers see first names of one session",
        ),
        PersonalField(
            "answers",
            purpose="as shown beside each question of the organiser",
            ground=f"{_GROUND}; explicit consent for health (art. 9(2)(a))",
            retention=_KEPT,
            seen_by=_SEEN,
        ),
        PersonalField(
            "email_index",
            purpose="find the signups of an address without reading addresses",
            ground=_GROUND,
            retention=_KEPT,
            seen_by="nobody; it is a keyed fingerprint",
        ),
        PersonalField(
            "body_hash",
            purpose="know a form that was sent twice",
            ground=_GROUND,
            retention=_KEPT,
            seen_by="nobody; it is a keyed fingerprint",
        ),
        PersonalField(
            "consent_at",
            purpose="show that somebody agreed, and to which text (art. 7(1))",
            ground="legal duty (art. 6(1)(c))",
            retention=_KEPT,
            seen_by=_SEEN,
        ),
        PersonalField(
            "key",
            purpose="tell one signup from another in links and in the journal of deletions",
            ground="legal duty: storage limitation (art. 5(1)(e))",
            retention="the row without values, and the journal, as long as backups are kept",
            seen_by="nobody; it is a random number",
        ),
    ]

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
