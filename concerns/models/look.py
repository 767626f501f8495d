"""Who opened or changed a message, and who was given a seat."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from common.personal_data import PersonalField
from concerns.models.desk import Desk


class Look(models.Model):
    """It says which desk and which number, and nothing of what a message says."""

    class Action(models.TextChoices):
        LOOKED = "looked", _("opened a message")
        REFUSED = "refused", _("was refused")
        TAKEN = "taken", _("took a message")
        TAKEN_OVER = "taken_over", _("took a message over from a colleague")
        OFFERED = "offered", _("handed a message to another team")
        KEPT = "kept", _("kept a message after all")
        DONE = "done", _("dealt with a message and deleted it")
        SEAT_GIVEN = "seat_given", _("gave a seat")
        SEAT_TAKEN = "seat_taken", _("took a seat away")

    desk = models.ForeignKey(Desk, null=True, on_delete=models.SET_NULL, related_name="looks")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    user_name = models.CharField(_("account"), max_length=150)
    action = models.CharField(_("what"), max_length=12, choices=Action)
    concern_number = models.PositiveBigIntegerField(_("number"), null=True)
    about = models.CharField(_("about"), max_length=200, blank=True)
    network = models.CharField(_("from"), max_length=45, blank=True)
    at = models.DateTimeField(_("when"), db_index=True)

    wagtail_reference_index_ignore = True
    personal_data = [
        PersonalField(
            name,
            purpose="Show afterwards who opened which message, and who gave which seat.",
            ground="Legal duty: security of processing (AVG article 32).",
            retention="One year.",
            seen_by="Who sits at that desk, and managers of the partners behind it.",
        )
        for name in ("user", "user_name", "about", "network")
    ]

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = _("look at a message")
        verbose_name_plural = _("looks at messages")

    def __str__(self):
        return f"{self.user_name} {self.action}"
