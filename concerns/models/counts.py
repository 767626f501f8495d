"""What stays when a message is gone: numbers per team and month, and nothing else."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from concerns.models.concern import Concern
from concerns.models.desk import Desk


class Count(models.Model):
    class What(models.TextChoices):
        RECEIVED = "received", _("received")
        TAKEN = "taken", _("taken")
        MOVED = "moved", _("handed over to another team")
        DONE = "done", _("dealt with")
        LATE = "late", _("not taken in time")
        LOST = "lost", _("deleted while nobody had taken it")

    desk = models.ForeignKey(Desk, on_delete=models.CASCADE, related_name="counts")
    kind = models.CharField(max_length=8, choices=Concern.Kind)
    month = models.DateField()
    what = models.CharField(max_length=10, choices=What)
    number = models.PositiveIntegerField(default=0)

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["month", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["desk", "kind", "month", "what"], name="count_once")
        ]

    def __str__(self):
        return f"{self.month:%Y-%m} {self.what} {self.number}"


class Wait(models.Model):
    """How often it took so many working hours until somebody took a message."""

    desk = models.ForeignKey(Desk, on_delete=models.CASCADE, related_name="waits")
    month = models.DateField()
    hours = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField(default=0)

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["month", "hours", "pk"]
        constraints = [models.UniqueConstraint(fields=["desk", "month", "hours"], name="wait_once")]

    def __str__(self):
        return f"{self.month:%Y-%m} {self.hours} {self.number}"
