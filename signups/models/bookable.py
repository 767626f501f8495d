"""A bookable unit: one session, or a whole group, and how many people fit in."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from common import clock


class Capacity(models.Model):
    """What staff want for a group: of each of its sessions, or of the whole series."""

    group = models.OneToOneField(
        "activities.Group", on_delete=models.CASCADE, related_name="capacity"
    )
    capacity = models.PositiveIntegerField(_("places"))
    waiting_capacity = models.PositiveIntegerField(
        _("places on the waiting list"),
        null=True,
        blank=True,
        help_text=_("Empty: no limit. 0: no waiting list."),
    )

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("number of places")
        verbose_name_plural = _("numbers of places")

    def __str__(self):
        return f"{self.group}: {self.capacity}"


class Bookable(models.Model):
    """The row that counts. Only conditional UPDATEs in signups.operations change it."""

    group = models.OneToOneField(
        "activities.Group",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="bookable",
    )
    session = models.OneToOneField(
        "activities.Session",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="bookable",
    )
    series = models.OneToOneField(
        "signups.Series",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="bookable",
    )
    capacity = models.PositiveIntegerField(help_text="What staff want, in people.")
    seats = models.PositiveIntegerField(
        help_text="The capacity, or what was taken when the capacity was lowered under it."
    )
    taken = models.PositiveIntegerField(default=0, help_text="People with a place or an offer.")
    waiting = models.PositiveIntegerField(default=0, help_text="People on the waiting list.")
    waiting_capacity = models.PositiveIntegerField(null=True, blank=True)
    last_number = models.PositiveIntegerField(default=0)

    wagtail_reference_index_ignore = True

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(group__isnull=True, session__isnull=False, series__isnull=True)
                | models.Q(group__isnull=False, session__isnull=True, series__isnull=True)
                | models.Q(group__isnull=True, session__isnull=True, series__isnull=False),
                name="bookable_is_group_session_or_series",
            ),
            models.CheckConstraint(
                condition=models.Q(taken__lte=models.F("seats")), name="bookable_never_overbooked"
            ),
            models.CheckConstraint(
                condition=models.Q(seats__gte=models.F("capacity")),
                name="bookable_seats_cover_capacity",
            ),
        ]

    def __str__(self):
        if not self.session_id:
            return str(self.owner)
        return f"{self.session.group} {clock.local(self.session.starts_at):%d-%m-%Y %H:%M}"

    @property
    def owner(self):
        """The group or series that it belongs to (queries where the session is not loaded)."""
        if self.series_id:
            return self.series
        return self.session.group if self.session_id else self.group

    @property
    def left(self) -> int:
        """How many people still fit, not counting who waits; never below 0."""
        return max(self.capacity - self.taken, 0)

    @property
    def waiting_list_is_open(self) -> bool:
        return self.waiting_capacity is None or self.waiting < self.waiting_capacity
