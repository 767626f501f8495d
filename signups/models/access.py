"""Who looked at personal data, or took them out, and when."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from common.personal_data import PersonalField
from signups.models.bookable import Bookable


class AccessLog(models.Model):
    class Action(models.TextChoices):
        LOOKED = "looked", _("looked at the list")
        EXPORTED = "exported", _("exported the list")
        CANCELLED = "cancelled", _("cancelled a signup")
        ANSWERED = "answered", _("answered an offer")
        REFUSED = "refused", _("was refused")
        PRINTED = "printed", _("opened the sheet to print")
        ATTENDANCE = "attendance", _("opened the attendance sheet")
        FIRST_NAMES = "first_names", _("saw first names at the door")
        WALKED_IN = "walked_in", _("added somebody at the door")
        CALL_LIST = "call_list", _("looked at the call list")
        CALLED = "called", _("noted a call as made")
        TELEPHONE = "telephone", _("signed somebody up by telephone")
        MOVED = "moved", _("moved somebody to another date or group")
        PREVIEWED = "previewed", _("looked at a plan for a series")
        PLACED = "placed", _("placed people in groups")
        KEPT_APART = "kept_apart", _("asked to keep signups apart")
        SAW_PAIR = "saw_pair", _("saw which signups are kept apart")
        DATA_REQUESTS = "data_requests", _("read questions about data")
        DATA_ANSWERED = "data_answered", _("answered a question about data")
        MESSAGED = "messaged", _("wrote to everybody who signed up")
        LETTERS = "letters", _("printed letters")

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    user_name = models.CharField(_("account"), max_length=150)
    action = models.CharField(_("what"), max_length=20, choices=Action)
    partner = models.ForeignKey(
        "partners.PartnerPage", null=True, on_delete=models.SET_NULL, related_name="+"
    )  # fmt: skip
    bookable = models.ForeignKey(
        Bookable, null=True, on_delete=models.SET_NULL, related_name="+"
    )  # fmt: skip
    about = models.CharField(_("about"), max_length=200)
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    rows = models.PositiveIntegerField(_("rows"), default=0)
    network = models.CharField(_("from"), max_length=45, blank=True)
    at = models.DateTimeField(_("when"), db_index=True)

    wagtail_reference_index_ignore = True
    personal_data = [
        PersonalField(
            "user_name",
            purpose="Show afterwards who saw or changed personal data of visitors.",
            ground="Legal duty: security of processing (AVG article 32).",
            retention="One year.",
            seen_by="The managers of the organising partner.",
        ),
        PersonalField(
            "network",
            purpose="Show from where personal data were opened, when an account was misused.",
            ground="Legal duty: security of processing (AVG article 32).",
            retention="One year.",
            seen_by="Who looks after the database, after an incident.",
        ),
    ]

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = _("look at personal data")
        verbose_name_plural = _("looks at personal data")

    def __str__(self):
        return f"{self.user_name} {self.action} {self.about}"
