"""What was imported before, by the name that its source gives it: nothing is made twice.

`given` holds what the source last said. Where a page or session says something else now,
somebody changed it by hand, and that stays.
"""

from django.db import models

from activities.models import ActivityPage, Group, Session
from imports.models.feed import Feed
from partners.models import PartnerPage


class ImportedActivity(models.Model):
    partner = models.ForeignKey(PartnerPage, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=80)
    # Empty once staff deleted it: then it is not made anew.
    page = models.ForeignKey(ActivityPage, null=True, on_delete=models.SET_NULL, related_name="+")
    group = models.ForeignKey(Group, null=True, on_delete=models.SET_NULL, related_name="+")
    given = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["partner", "key"], name="imported_activity_once")
        ]

    def __str__(self):
        return self.key


class ImportedSession(models.Model):
    partner = models.ForeignKey(PartnerPage, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=80)
    activity = models.ForeignKey(
        ImportedActivity, on_delete=models.CASCADE, related_name="sessions"
    )
    feed = models.ForeignKey(Feed, null=True, on_delete=models.SET_NULL, related_name="+")
    session = models.ForeignKey(Session, null=True, on_delete=models.SET_NULL, related_name="+")
    given = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["partner", "key"], name="imported_session_once")
        ]

    def __str__(self):
        return self.key
