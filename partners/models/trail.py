"""Who changed who may do what. Kept apart from content, and without a personal value."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from common.personal_data import PersonalField
from partners.models.pages import PartnerPage
from partners.models.site_role import EVERY_ROLE


class MemberEvent(models.Model):
    """One change to who may do what. Names are kept: accounts and partners may go.

    Without a partner it is about the whole site, or the municipality in `partner_name`.
    """

    class Action(models.TextChoices):
        INVITED = "invited", _("invited somebody")
        WITHDRAWN = "withdrawn", _("withdrew an invitation")
        JOINED = "joined", _("accepted an invitation")
        ADDED = "added", _("gave a role")
        REMOVED = "removed", _("took a role away")
        TRUSTED = "trusted", _("lets the partner publish")
        DOUBTED = "doubted", _("lets the editors look first")

    partner = models.ForeignKey(
        PartnerPage, null=True, on_delete=models.SET_NULL, related_name="member_events"
    )
    partner_name = models.CharField(_("partner"), max_length=255, blank=True)
    action = models.CharField(_("what"), max_length=10, choices=Action)
    role = models.CharField(_("role"), max_length=10, choices=EVERY_ROLE, blank=True)
    account = models.CharField(_("account"), max_length=150, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    by_name = models.CharField(_("by"), max_length=150, blank=True)
    at = models.DateTimeField(_("when"))

    personal_data = [
        PersonalField(
            name,
            purpose="showing afterwards who gave or took which role",
            ground="legal duty to secure personal data, art. 6(1)(c) with art. 32",
            retention="as long as the partner takes part; account names only",
            seen_by="managers of that partner, editors, technical administrators",
        )
        for name in ("account", "by", "by_name")
    ]

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self):
        return f"{self.at:%Y-%m-%d} {self.action} {self.account}"
