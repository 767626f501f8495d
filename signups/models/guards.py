"""Who asked for a link again: only a keyed fingerprint, and only for a short time."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from common.personal_data import PersonalField


class LinkRequest(models.Model):
    """Somebody asked to be mailed their links again; the worker looks whether it knows them."""

    email_index = models.CharField(max_length=64)
    created_at = models.DateTimeField()

    wagtail_reference_index_ignore = True
    personal_data = [
        PersonalField(
            "email_index",
            purpose="mail somebody the links to their own signups again",
            ground="needed for what we agree with you",
            retention="until the worker has looked, some seconds",
            seen_by="nobody; it is a keyed fingerprint of an e-mail address",
        )
    ]

    class Meta:
        verbose_name = _("request for a link")
        verbose_name_plural = _("requests for a link")

    def __str__(self):
        return f"{self.pk}"
