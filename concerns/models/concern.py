"""A message for a team: who wants to be called, sealed; never a child, never a story."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from common.personal_data import PersonalField
from concerns.models.desk import Desk
from venues.models import Neighbourhood


class ConcernQuerySet(models.QuerySet):
    def waiting(self):
        """Return those that nobody has taken yet, or that another team must still take."""
        return self.filter(Q(owner__isnull=True) | Q(offered_to__isnull=False))

    def at(self, desks):
        """Return those of these desks, and those that are handed to them."""
        return self.filter(Q(desk__in=desks) | Q(offered_to__in=desks))

    def awaited_by(self, desks):
        """Return those that one of these desks must take now."""
        own = Q(desk__in=desks, owner__isnull=True, offered_to__isnull=True)
        return self.filter(own | Q(offered_to__in=desks))

    def in_order(self):
        """Return them with what lists show; whose time runs out first comes first."""
        rows = self.select_related(
            "desk__team", "desk__partner", "offered_to__team", "offered_to__partner",
            "neighbourhood__municipality", "owner",
        )  # fmt: skip
        return rows.order_by("due_at", "pk")


class Concern(models.Model):
    """What is known of one message. It is deleted when it is dealt with; a count stays."""

    class Kind(models.TextChoices):
        WORRY = "worry", _("feeling that something is not right")
        FAMILY = "family", _("a professional, for a family")
        CALL = "call", _("call me")

    key = models.UUIDField(unique=True, editable=False)
    kind = models.CharField(max_length=8, choices=Kind)
    desk = models.ForeignKey(Desk, on_delete=models.PROTECT, related_name="concerns")
    neighbourhood = models.ForeignKey(
        Neighbourhood, null=True, on_delete=models.PROTECT, related_name="+"
    )
    details = models.BinaryField()
    body_hash = models.CharField(max_length=64)
    may_move = models.BooleanField(default=False)
    received_at = models.DateTimeField()
    # Until when one of the team takes it; begins anew when another team must take it.
    due_at = models.DateTimeField()
    level = models.PositiveSmallIntegerField(default=0)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    taken_at = models.DateTimeField(null=True)
    # The team that must take it now: it leaves the first only when this one took it.
    offered_to = models.ForeignKey(
        Desk, null=True, on_delete=models.PROTECT, related_name="offered"
    )
    offered_at = models.DateTimeField(null=True)
    reminded_at = models.DateTimeField(null=True)

    objects = models.Manager.from_queryset(ConcernQuerySet)()

    wagtail_reference_index_ignore = True
    personal_data = [
        PersonalField(
            "details",
            purpose="Call back who asks for it: telephone, when, about what kind of thing.",
            ground=(
                "Task in the public interest (AVG article 6(1)(e)); for a family the consent "
                "that the professional states."
            ),
            retention="Until it is dealt with; four weeks at most.",
            seen_by="Who sits at the desk of that team. No editor, no administrator.",
        ),
        PersonalField(
            "body_hash",
            purpose="Know a second click on the same button.",
            ground="Task in the public interest (AVG article 6(1)(e)).",
            retention="As long as the message; it is a keyed fingerprint.",
            seen_by="Nobody.",
        ),
        PersonalField(
            "owner",
            purpose="One person of the team is answerable for a message.",
            ground="Task in the public interest (AVG article 6(1)(e)).",
            retention="As long as the message.",
            seen_by="Who sits at the desk of that team.",
        ),
    ]

    class Meta:
        ordering = ["due_at", "pk"]
        verbose_name = _("message for a team")
        verbose_name_plural = _("messages for a team")
        constraints = [
            models.CheckConstraint(
                condition=Q(offered_to__isnull=True) | ~Q(offered_to=F("desk")),
                name="concern_moves_to_another_desk",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.pk}"

    @property
    def is_offered(self) -> bool:
        return self.offered_to_id is not None

    @property
    def awaits(self) -> Desk:
        """Return the desk whose turn it is."""
        return self.offered_to or self.desk


class Forgotten(models.Model):
    """The random key of a message that is gone: the same form sent again brings it not back."""

    key = models.UUIDField(primary_key=True)
    at = models.DateTimeField(db_index=True)

    wagtail_reference_index_ignore = True

    def __str__(self):
        return str(self.key)
