"""A run of an activity in several groups, and who was placed in which of them.

Nothing here says whose tokens belong together: a token is a keyed fingerprint of a child's
birth date, or a random value that staff gave to two signups. Both look the same.
"""

import uuid
from datetime import date, timedelta

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from common.personal_data import PersonalField
from signups.models.signup import Signup

LATE_REPLY = timedelta(days=14)  # to who signs up when the others have heard
_GROUND = "the legal ground of the activity"
_UNTIL = "weeks after the last session, as set for the activity; at once when erased"


class Season(models.TextChoices):
    WINTER = "winter", _("winter")
    SPRING = "lente", _("spring")
    SUMMER = "zomer", _("summer")
    AUTUMN = "herfst", _("autumn")


class Series(models.Model):
    """One run of an activity: people sign up for it, and are placed in one of its groups."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    activity = models.ForeignKey(
        "activities.ActivityPage",
        verbose_name=_("activity"),
        on_delete=models.CASCADE,
        related_name="series",
    )
    season = models.CharField(_("season"), max_length=8, choices=Season)
    year = models.PositiveSmallIntegerField(
        _("year"), validators=[MinValueValidator(2020), MaxValueValidator(2100)]
    )
    region = models.CharField(
        _("region"),
        max_length=80,
        help_text=_("As wide as a municipality. No street and no building."),
    )
    parts = models.JSONField(
        _("parts of the week"),
        default=list,
        help_text=_("Visitors tick when they can come. More parts give nothing away."),
    )
    place_at = models.DateTimeField(
        _("placed on"), help_text=_("Then the portal places everybody, unless you did before.")
    )
    reply_by = models.DateField(_("everybody hears by"))
    closes_on = models.DateField(
        _("last day to sign up"), help_text=_("Choose a day that says nothing of the first date.")
    )
    ends_on = models.DateField(
        _("end of the season"),
        help_text=_("After the last date of every group. Data are deleted some weeks later."),
    )
    keeps_apart = models.BooleanField(
        _("former partners never in one group"),
        default=True,
        help_text=_("The form then asks the birth dates of children you share."),
    )
    key = models.BinaryField(default=bytes, blank=True, editable=False)
    key_destroyed_at = models.DateTimeField(null=True, blank=True, editable=False)
    seed = models.CharField(max_length=64, editable=False)
    placed_at = models.DateTimeField(_("placed"), null=True, blank=True, editable=False)

    wagtail_reference_index_ignore = True
    personal_data = [
        PersonalField(
            "key",
            purpose="make tokens of birth dates that nobody can turn back",
            ground=_GROUND,
            retention="destroyed with the last signup of the series",
            seen_by="nobody",
        )
    ]

    # What a group has too, so that mails and lists read both alike.
    name = ""
    place = None
    venue = None

    class Meta:
        ordering = ["-year", "-pk"]
        verbose_name = _("series with placement")
        verbose_name_plural = _("series with placement")

    def __str__(self):
        return f"{self.activity.title} – {self.get_season_display()} {self.year}"

    def takes_signups(self, today: date) -> bool:
        """Whether its days allow it; never what its groups or their dates are."""
        return bool(self.key) and today <= self.closes_on

    def hears_by(self, today: date) -> date:
        """Return the date that everybody who signs up on that day is told."""
        return self.reply_by if today <= self.reply_by else today + LATE_REPLY


class Zone(models.Model):
    """Groups of a series that meet at one place around one time: people there may meet."""

    series = models.ForeignKey(Series, on_delete=models.CASCADE, related_name="zones")

    wagtail_reference_index_ignore = True

    def __str__(self):
        return f"{self.series} {self.pk}"


class SeriesGroup(models.Model):
    """A group of a series, with its part of the week and its places."""

    series = models.ForeignKey(Series, on_delete=models.CASCADE, related_name="places")
    group = models.OneToOneField(
        "activities.Group",
        verbose_name=_("group"),
        on_delete=models.CASCADE,
        related_name="placing",
    )
    part = models.CharField(_("part of the week"), max_length=20)
    capacity = models.PositiveIntegerField(_("places"), validators=[MinValueValidator(1)])
    taken = models.PositiveIntegerField(default=0, editable=False)
    zone = models.ForeignKey(
        Zone, null=True, on_delete=models.SET_NULL, related_name="groups", editable=False
    )

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(taken__lte=models.F("capacity")),
                name="series_group_never_overbooked",
            )
        ]

    def __str__(self):
        return self.group.name or str(self.group)

    @property
    def left(self) -> int:
        return self.capacity - self.taken


class Wish(models.Model):
    """What somebody who signed up for a series can make, and what was told to them."""

    signup = models.OneToOneField(Signup, on_delete=models.CASCADE, related_name="wish")
    series = models.ForeignKey(Series, on_delete=models.CASCADE, related_name="wishes")
    parts = models.JSONField(default=list)
    mix = models.BinaryField(default=bytes, blank=True)
    reply_by = models.DateField()
    told_not_yet_at = models.DateTimeField(null=True, blank=True)
    talk_at = models.DateTimeField(null=True, blank=True)
    has_priority = models.BooleanField(default=False)

    wagtail_reference_index_ignore = True
    personal_data = [
        PersonalField(
            "parts",
            purpose="find a group at a moment that suits",
            ground=_GROUND,
            retention=_UNTIL,
            seen_by="managers of the organising partner",
        ),
        PersonalField(
            "mix",
            purpose="put mothers and fathers of different couples together (optional)",
            ground="consent",
            retention=_UNTIL,
            seen_by="nobody; only the placement reads it",
        ),
    ]

    def __str__(self):
        return f"{self.signup_id}"


class ApartToken(models.Model):
    """One reason to keep a signup apart from every other with the same token."""

    signup = models.ForeignKey(Signup, on_delete=models.CASCADE, related_name="apart_tokens")
    token = models.CharField(max_length=64)

    wagtail_reference_index_ignore = True
    personal_data = [
        PersonalField(
            "token",
            purpose="keep former partners out of one group",
            ground=_GROUND,
            retention=_UNTIL,
            seen_by="nobody; the data role sees that two signups share one, with a reason",
        )
    ]

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["signup", "token"], name="apart_token_once")
        ]  # fmt: skip

    def __str__(self):
        return f"{self.signup_id}"


class Placement(models.Model):
    """A signup has its place in a group. Only staff, or who cancels, undo it."""

    signup = models.OneToOneField(Signup, on_delete=models.CASCADE, related_name="placement")
    place = models.ForeignKey(SeriesGroup, on_delete=models.RESTRICT, related_name="placements")
    by_hand = models.BooleanField(default=False)
    created_at = models.DateTimeField()

    wagtail_reference_index_ignore = True

    def __str__(self):
        return f"{self.signup_id}: {self.place_id}"


class HeldToken(models.Model):
    """A token that is present in a zone. The constraint is what keeps two people apart."""

    zone = models.ForeignKey(Zone, on_delete=models.CASCADE, related_name="held_tokens")
    token = models.CharField(max_length=64)
    placement = models.ForeignKey(
        Placement, on_delete=models.CASCADE, related_name="held_tokens"
    )  # fmt: skip

    wagtail_reference_index_ignore = True
    personal_data = [
        PersonalField(
            "token",
            purpose="let the database refuse former partners in one zone",
            ground=_GROUND,
            retention=_UNTIL,
            seen_by="nobody",
        )
    ]

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["zone", "token"], name="token_once_in_a_zone")
        ]

    def __str__(self):
        return f"{self.zone_id}"
