"""A group: who comes together, how one gets in, and until when."""

from datetime import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _

from activities.models.activity import ActivityPage


class Group(models.Model):
    class WayIn(models.TextChoices):
        PER_SESSION = "per_session", _("sign up per session")
        WHOLE_GROUP = "whole_group", _("sign up for the whole series")
        PLACEMENT = "placement", _("the organiser says who comes in which group")
        DROP_IN = "drop_in", _("drop in, no signup")
        TELEPHONE = "telephone", _("by telephone or e-mail")
        ELSEWHERE = "elsewhere", _("sign up elsewhere (link)")

    activity = models.ForeignKey(
        ActivityPage, verbose_name=_("activity"), on_delete=models.CASCADE, related_name="groups"
    )
    name = models.CharField(
        _("name"),
        max_length=80,
        blank=True,
        help_text=_("Only needed if there is more than one group."),
    )
    way_in = models.CharField(
        _("way in"), max_length=12, choices=WayIn, default=WayIn.PER_SESSION
    )  # fmt: skip
    elsewhere_url = models.URLField(_("link for signup elsewhere"), blank=True)
    venue = models.ForeignKey(
        "venues.Venue",
        verbose_name=_("venue"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="groups",
        help_text=_("Only when it differs from the activity's."),
    )
    signup_opens_at = models.DateTimeField(_("signup opens"), null=True, blank=True)
    signup_closes_at = models.DateTimeField(
        _("signup closes"), null=True, blank=True, help_text=_("Empty: when it starts.")
    )

    class Meta:
        ordering = ["activity", "pk"]
        verbose_name = _("group")
        verbose_name_plural = _("groups and sessions")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(signup_opens_at__isnull=True)
                | models.Q(signup_closes_at__isnull=True)
                | models.Q(signup_closes_at__gt=models.F("signup_opens_at")),
                name="group_signup_closes_after_opening",
            )
        ]

    def __str__(self):
        return f"{self.activity.title} – {self.name}" if self.name else self.activity.title

    @property
    def place(self):
        """Its own venue, or the activity's; None where there is none."""
        return self.venue if self.venue_id else self.activity.venue

    @property
    def takes_signups(self) -> bool:
        return self.way_in in (self.WayIn.PER_SESSION, self.WayIn.WHOLE_GROUP)

    @property
    def is_told_in_person(self) -> bool:
        """Whether only those who are placed in it hear when and where it meets."""
        return self.way_in == self.WayIn.PLACEMENT

    def signup_is_open(self, now: datetime) -> bool:
        """Whether the signup window holds at that instant; sessions have their own end."""
        opened = self.signup_opens_at is None or self.signup_opens_at <= now
        return opened and (self.signup_closes_at is None or now < self.signup_closes_at)
