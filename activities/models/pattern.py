"""A recurring pattern, and the holidays it steps over."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from activities.models.group import Group


class Pattern(models.Model):
    """Dates and times as a Dutch wall clock shows them: 10:00 stays 10:00 across a clock change."""

    class Frequency(models.TextChoices):
        WEEKLY = "weekly", _("every week")
        BIWEEKLY = "biweekly", _("every two weeks")
        MONTHLY = "monthly", _("every month on the same weekday")

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="patterns")
    frequency = models.CharField(
        _("how often"), max_length=10, choices=Frequency, default=Frequency.WEEKLY
    )
    first_day = models.DateField(_("first day"))
    starts = models.TimeField(_("from"))
    ends = models.TimeField(_("until"))
    last_day = models.DateField(_("last day"), null=True, blank=True)
    count = models.PositiveSmallIntegerField(_("number of times"), null=True, blank=True)
    skip_public_holidays = models.BooleanField(_("not on public holidays"), default=True)
    skip_school_holidays = models.BooleanField(_("not in school holidays"), default=False)

    class Meta:
        ordering = ["first_day", "pk"]
        verbose_name = _("pattern")
        verbose_name_plural = _("patterns")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends__gt=models.F("starts")), name="pattern_ends_after_start"
            ),
            models.CheckConstraint(
                condition=models.Q(last_day__isnull=False) | models.Q(count__isnull=False),
                name="pattern_has_an_end",
            ),
        ]

    def __str__(self):
        return f"{self.get_frequency_display()} {self.starts:%H:%M}"

    def clean(self):
        if self.starts and self.ends and self.ends <= self.starts:
            raise ValidationError({"ends": _("The end must come after the start.")})
        if self.last_day is None and self.count is None:
            raise ValidationError({"count": _("Fill in a last day or a number of times.")})
        if self.last_day and self.first_day and self.last_day < self.first_day:
            raise ValidationError({"last_day": _("The last day comes before the first day.")})


class SchoolHoliday(models.Model):
    name = models.CharField(_("name"), max_length=80)
    first_day = models.DateField(_("first day"))
    last_day = models.DateField(_("last day"))

    class Meta:
        ordering = ["first_day", "pk"]
        verbose_name = _("school holiday")
        verbose_name_plural = _("school holidays")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(last_day__gte=models.F("first_day")),
                name="holiday_days_in_order",
            )
        ]

    def __str__(self):
        return f"{self.name} {self.first_day:%Y}"
