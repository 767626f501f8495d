"""A calendar of a partner that the portal follows."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from activities.models import ActivityPage
from common.personal_data import PersonalField
from partners.models import PartnerPage
from venues.models import Venue


class FeedQuerySet(models.QuerySet):
    def due(self, now: datetime):
        """Return those to fetch: confirmed by staff, not stopped, and their turn."""
        return self.filter(is_followed=True, due_at__lte=now).order_by("due_at", "pk")


class Feed(models.Model):
    partner = models.ForeignKey(
        PartnerPage, verbose_name=_("partner"), on_delete=models.CASCADE, related_name="feeds"
    )
    # Such an address is often the only lock on a calendar: it is shown to the partner alone.
    url = models.URLField(_("address of the calendar"), max_length=1000)
    kind = models.CharField(_("kind"), max_length=16, choices=ActivityPage.Kind)
    venue = models.ForeignKey(
        Venue,
        verbose_name=_("venue"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    publishes = models.BooleanField(_("publish new activities at once"), default=False)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("added by"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    is_followed = models.BooleanField(default=False)
    etag = models.CharField(max_length=400, blank=True)
    last_modified = models.CharField(max_length=100, blank=True)
    fetched_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField()
    failures = models.PositiveSmallIntegerField(default=0)
    trouble = models.CharField(max_length=20, blank=True)  # a code of imports.notes

    objects = models.Manager.from_queryset(FeedQuerySet)()

    personal_data = [
        PersonalField(
            "added_by",
            purpose="publishing from a followed calendar with the rights of who added it",
            ground="task in the public interest, art. 6(1)(e)",
            retention="until the calendar or the account is deleted",
            seen_by="nobody; the program asks it for rights",
        )
    ]

    class Meta:
        ordering = ["partner", "pk"]
        verbose_name = _("followed calendar")
        verbose_name_plural = _("followed calendars")
        constraints = [
            models.UniqueConstraint(fields=["partner", "url"], name="feed_once_per_partner")
        ]

    def __str__(self):
        return f"{self.partner} {self.pk}"
