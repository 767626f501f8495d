"""A question for data "of our child" by somebody who did not give them: people answer it."""

import uuid
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from common import clock
from common.personal_data import PersonalField

TIME = relativedelta(months=1)  # AVG article 12(3)
KEPT = timedelta(weeks=13)  # after the answer, for a complaint about it
LONGEST = timedelta(days=365)


class DataRequest(models.Model):
    """A task for the organiser's managers and data role. Nothing is looked up for it."""

    class Outcome(models.TextChoices):
        GIVEN = "given", _("the data were given")
        PARTLY = "partly", _("a part was given")
        REFUSED = "refused", _("nothing was given, and why was told")
        NOTHING = "nothing", _("there was nothing to give")

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    partner = models.ForeignKey(
        "partners.PartnerPage", on_delete=models.CASCADE, related_name="data_requests"
    )
    text = models.BinaryField(help_text="Who asks what, sealed.")
    asked_at = models.DateTimeField()
    outcome = models.CharField(max_length=8, choices=Outcome, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    wagtail_reference_index_ignore = True
    personal_data = [
        PersonalField(
            "text",
            purpose="answer who asks for data of a child that somebody else signed up",
            ground="legal duty: the rights of who the data are about (AVG article 12)",
            retention="13 weeks after the answer, and a year after the question at most",
            seen_by="managers and data role of the organising partner",
        ),
        PersonalField(
            "answered_by",
            purpose="ask a colleague what was answered",
            ground="public task or legitimate interest of the partner",
            retention="as the question itself",
            seen_by="nobody on a screen",
        ),
    ]

    class Meta:
        ordering = ["asked_at", "pk"]
        verbose_name = _("question about data")
        verbose_name_plural = _("questions about data")

    def __str__(self):
        return f"{self.key}"

    @property
    def due_on(self) -> date:
        """The day by which there must be an answer: a month after the question."""
        return clock.local(self.asked_at).date() + TIME
