"""How fresh an activity is: when it was checked, who was told, and which links it has."""

from datetime import date, timedelta

from dateutil.relativedelta import relativedelta
from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting

from activities.models.activity import ActivityPage
from common.personal_data import PersonalField
from vault.outbox import AbstractMail


class Freshness(models.Model):
    """What is known of one activity. It is no content: a revision or a copy brings none along.

    The moments say which step was taken since it was checked last; a check clears them.
    """

    activity = models.OneToOneField(
        ActivityPage, on_delete=models.CASCADE, related_name="freshness"
    )
    checked_on = models.DateField(_("checked on"), db_index=True)
    partner_told_at = models.DateTimeField(null=True, blank=True)
    editors_told_at = models.DateTimeField(null=True, blank=True)
    hidden_at = models.DateTimeField(_("taken off the site"), null=True, blank=True)
    hidden_told_at = models.DateTimeField(null=True, blank=True)
    # What was on the site when it was taken off.
    revision = models.ForeignKey(
        "wagtailcore.Revision", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    past_told_at = models.DateTimeField(null=True, blank=True)
    links_told_at = models.DateTimeField(null=True, blank=True)
    links_read_at = models.DateTimeField(null=True, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("freshness")
        verbose_name_plural = _("freshness")

    def __str__(self):
        return f"{self.activity_id} {self.checked_on}"


def _number(label, default: int, most: int) -> models.PositiveSmallIntegerField:
    limits = [MinValueValidator(1), MaxValueValidator(most)]
    return models.PositiveSmallIntegerField(label, default=default, validators=limits)


@register_setting(icon="date")
class FreshnessPeriods(BaseGenericSetting):
    """How long a check holds, and how much time there is between the steps after it."""

    months_dated = _number(_("months for an activity"), 6, 60)
    months_help = _number(_("months for help without dates"), 12, 60)
    weeks_before = _number(_("weeks that the partner hears of it before"), 4, 26)
    weeks_between = _number(_("weeks between two steps after that"), 2, 26)

    panels = [
        FieldRowPanel([FieldPanel("months_dated"), FieldPanel("months_help")]),
        FieldRowPanel([FieldPanel("weeks_before"), FieldPanel("weeks_between")]),
    ]

    class Meta:
        verbose_name = _("how long a check holds")

    def stale_on(self, *, checked_on: date, is_help: bool) -> date:
        """Return the first day on which the check no longer holds."""
        return checked_on + relativedelta(months=self._months(is_help))

    def checked_until(self, stale_on: date, *, is_help: bool) -> date:
        """Return the last day of a check that no longer holds on that day."""
        found = stale_on - relativedelta(months=self._months(is_help))
        # The last days of a month meet in a shorter one: 31 August and six months is 28 February.
        while self.stale_on(checked_on=found + timedelta(days=1), is_help=is_help) <= stale_on:
            found += timedelta(days=1)
        return found

    def _months(self, is_help: bool) -> int:
        return self.months_help if is_help else self.months_dated

    @property
    def before(self) -> timedelta:
        return timedelta(weeks=self.weeks_before)

    @property
    def between(self) -> timedelta:
        return timedelta(weeks=self.weeks_between)


class Link(models.Model):
    """An address elsewhere that an activity leads to, and whether anybody answers there."""

    activity = models.ForeignKey(ActivityPage, on_delete=models.CASCADE, related_name="links")
    url = models.CharField(_("link"), max_length=500)
    host = models.CharField(max_length=255, db_index=True)
    due_at = models.DateTimeField(db_index=True)
    leased_until = models.DateTimeField(null=True, blank=True)
    looked_at = models.DateTimeField(_("looked at"), null=True, blank=True)
    failed_on = models.DateField(null=True, blank=True)  # first day on which it did not answer
    broken_on = models.DateField(null=True, blank=True)  # a later day on which it still did not
    trouble = models.CharField(max_length=20, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["activity", "pk"]
        verbose_name = _("link")
        verbose_name_plural = _("links")
        constraints = [
            models.UniqueConstraint(fields=["activity", "url"], name="link_once_per_activity"),
            models.CheckConstraint(
                condition=models.Q(broken_on__isnull=True)
                | models.Q(broken_on__gt=models.F("failed_on")),
                name="link_breaks_on_a_later_day",
            ),
        ]

    def __str__(self):
        return self.url


class FreshnessMail(AbstractMail):
    """A reminder to one member of staff about some activities; its text is made when it leaves."""

    class Kind(models.TextChoices):
        SOON = "soon", _("check these soon")
        STALE = "stale", _("nobody checked these")
        HIDDEN = "hidden", _("these are off the site")
        PAST = "past", _("these have no dates to come")
        LINKS = "links", _("these have a link that does not work")

    kind = models.CharField(max_length=8, choices=Kind)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="freshness_mails"
    )
    activities = models.ManyToManyField(ActivityPage, related_name="+")

    personal_data = [
        PersonalField(
            "user",
            purpose="reminding staff to check what they put on the site",
            ground="task in the public interest, art. 6(1)(e)",
            retention="until 30 days after the reminder was sent",
            seen_by="nobody; it is addressed to that member of staff",
        )
    ]

    class Meta(AbstractMail.Meta):
        verbose_name = _("reminder to send")
        verbose_name_plural = _("reminders to send")

    def __str__(self):
        return f"{self.kind} {self.uid}"
