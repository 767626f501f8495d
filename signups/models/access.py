"""Who looked at personal data, or took them out, and when."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from signups.models.bookable import Bookable


class AccessLog(models.Model):
    class Action(models.TextChoices):
        LOOKED = "looked", _("looked at the list")
        EXPORTED = "exported", _("exported the list")
        CANCELLED = "cancelled", _("cancelled a signup")
        ANSWERED = "answered", _("answered an offer")
        REFUSED = "refused", _("was refused")

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    user_name = models.CharField(_("account"), max_length=150)
    action = models.CharField(_("what"), max_length=10, choices=Action)
    bookable = models.ForeignKey(
        Bookable, null=True, on_delete=models.SET_NULL, related_name="+"
    )  # fmt: skip
    about = models.CharField(_("about"), max_length=200)
    rows = models.PositiveIntegerField(_("rows"), default=0)
    network = models.CharField(_("from"), max_length=45, blank=True)
    at = models.DateTimeField(_("when"), db_index=True)

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = _("look at personal data")
        verbose_name_plural = _("looks at personal data")

    def __str__(self):
        return f"{self.user_name} {self.action} {self.about}"
