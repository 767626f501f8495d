"""Who was there: one row for each person of a signup and each session."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from common.personal_data import PersonalField
from signups.models.signup import Signup


class Attendance(models.Model):
    """Which of a signup's people was at a session. Names stay sealed in the signup.

    Taken back, the row stays with an empty state: who changed it last is still known.
    """

    class State(models.TextChoices):
        UNKNOWN = "", _("not known yet")
        PRESENT = "present", _("is here")
        ABSENT = "absent", _("did not come, without notice")

    signup = models.ForeignKey(Signup, on_delete=models.CASCADE, related_name="attendances")
    session = models.ForeignKey(
        "activities.Session", on_delete=models.CASCADE, related_name="attendances"
    )
    position = models.PositiveSmallIntegerField(
        help_text="Which of the people in the signup, from 0."
    )
    state = models.CharField(max_length=8, choices=State, default=State.UNKNOWN, blank=True)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    changed_at = models.DateTimeField()

    wagtail_reference_index_ignore = True
    personal_data = [
        PersonalField(
            "state",
            purpose="Know who is in the building, and how many people came.",
            ground="As set for the activity: consent, agreement or public task.",
            retention="Stays as a number once the signup is purged: no name leads to it then.",
            seen_by="The organising partner's managers; its volunteers on the day itself.",
        ),
        PersonalField(
            "changed_by",
            purpose="Ask a colleague when the sheet is in doubt.",
            ground="Public task or legitimate interest of the partner.",
            retention="Cleared when the signup is purged.",
            seen_by="Nobody on a screen.",
        ),
    ]

    class Meta:
        ordering = ["session", "signup", "position"]
        verbose_name = _("attendance")
        verbose_name_plural = _("attendances")
        constraints = [
            models.UniqueConstraint(
                fields=["session", "signup", "position"], name="attendance_once_per_person"
            )
        ]

    def __str__(self):
        return f"{self.signup_id}.{self.position} {self.session_id} {self.state}"
