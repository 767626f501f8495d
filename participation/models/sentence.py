"""A sentence that somebody added to a vote, with names and numbers masked before it came here."""

import secrets

from django.db import models
from django.utils.translation import gettext_lazy as _

from common.personal_data import PersonalField
from participation.models.consultation import Statement

LONGEST = 200


def random_key() -> int:
    """Return a number that says nothing of when the row was made.

    It is the row's place in the table as well (SQLite), so rows do not lie in order of time.
    """
    return secrets.randbelow(2**62) + 1


class Sentence(models.Model):
    """It is tied to no answer, no device and no moment: only to a stelling and a day."""

    id = models.BigAutoField(primary_key=True, default=random_key)
    statement = models.ForeignKey(Statement, on_delete=models.CASCADE, related_name="sentences")
    text = models.CharField(max_length=LONGEST + 100)
    day = models.DateField()
    is_released = models.BooleanField(default=False)

    wagtail_reference_index_ignore = True
    personal_data = [
        PersonalField(
            "text",
            purpose="let young people say why; names and numbers are masked before it is kept",
            ground="task in the public interest, art. 6(1)(e)",
            retention="not released: deleted when refused, or 28 days after closing",
            seen_by="members of that partner; everybody once it is released",
        )
    ]

    class Meta:
        ordering = ["pk"]
        verbose_name = _("sentence")
        verbose_name_plural = _("sentences")

    def __str__(self):
        return f"sentence to {self.statement_id}"
