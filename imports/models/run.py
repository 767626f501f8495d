"""One import: what was read, what would become of each row, and how far it is."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from common.personal_data import PersonalField
from imports.models.feed import Feed
from partners.models import PartnerPage


class Run(models.Model):
    class Source(models.TextChoices):
        SPREADSHEET = "spreadsheet", _("spreadsheet")
        CALENDAR = "calendar", _("calendar file")
        FEED = "feed", _("followed calendar")

    class State(models.TextChoices):
        PREVIEW = "preview", _("waits for your yes")
        WAITING = "waiting", _("starts soon")
        RUNNING = "running", _("busy")
        DONE = "done", _("ready")

    class Wish(models.TextChoices):
        """What happens with new activities, as far as who imports may do that."""

        DRAFT = "draft", _("keep them as drafts")
        SUBMIT = "submit", _("hand them in for review")
        PUBLISH = "publish", _("publish them at once")

    partner = models.ForeignKey(
        PartnerPage, verbose_name=_("partner"), on_delete=models.CASCADE, related_name="imports"
    )
    source = models.CharField(max_length=12, choices=Source)
    name = models.CharField(_("file"), max_length=120, blank=True)
    feed = models.ForeignKey(Feed, null=True, on_delete=models.CASCADE, related_name="runs")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    wish = models.CharField(max_length=8, choices=Wish, default=Wish.DRAFT)
    state = models.CharField(max_length=8, choices=State, default=State.PREVIEW)
    created_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    handed_in = models.PositiveIntegerField(default=0)  # new activities that wait for approval
    # Who works on it, and until when that is believed; a process that was killed loses it.
    token = models.CharField(max_length=32, blank=True)
    leased_until = models.DateTimeField(null=True)

    personal_data = [
        PersonalField(
            "by",
            purpose="importing with the rights of who asked for it",
            ground="task in the public interest, art. 6(1)(e)",
            retention="90 days after the import, or until the account is deleted",
            seen_by="nobody; the program asks it for rights",
        )
    ]

    class Meta:
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["state", "leased_until"], name="run_state")]

    def __str__(self):
        return f"{self.get_source_display()} {self.pk}"

    @property
    def is_under_way(self) -> bool:
        return self.state in (self.State.WAITING, self.State.RUNNING)


class Row(models.Model):
    class Verdict(models.TextChoices):
        NEW = "new", _("new")
        CHANGED = "changed", _("changed")
        GONE = "gone", _("no longer there")
        SAME = "same", _("stays the same")
        KEPT = "kept", _("changed by hand, stays")
        REFUSED = "refused", _("refused")

    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField()  # as the program of the staff member counts rows
    item = models.JSONField()
    verdict = models.CharField(max_length=8, choices=Verdict)
    notes = models.JSONField(default=list)  # codes of imports.notes, each with a detail
    is_done = models.BooleanField(default=False)

    class Meta:
        ordering = ["run", "pk"]
        indexes = [models.Index(fields=["run", "is_done", "verdict"], name="row_of_run")]

    def __str__(self):
        return f"{self.run_id}: {self.number}"
