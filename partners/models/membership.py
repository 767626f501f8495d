"""Who works for which partner, and as what."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from common.personal_data import PersonalField
from partners.models.pages import PartnerPage


class MembershipQuerySet(models.QuerySet):
    def active(self):
        """Return those of accounts that may log in."""
        return self.filter(user__is_active=True)

    def with_role(self, *roles: str):
        """Return those with one of the roles."""
        return self.filter(role__in=roles)


class Membership(models.Model):
    """One role of one account at one partner; an account may have several.

    Wagtail's groups follow these rows (partners.receivers): never put a member in a group by hand.
    """

    class Role(models.TextChoices):
        WORKER = "worker", _("worker")
        MANAGER = "manager", _("manager")
        DATA = "data", _("data role")
        VOLUNTEER = "volunteer", _("volunteer")

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("account"),
        on_delete=models.CASCADE,
        related_name="memberships",
    )
    partner = models.ForeignKey(
        PartnerPage,
        verbose_name=_("partner"),
        on_delete=models.CASCADE,
        related_name="memberships",
    )
    role = models.CharField(_("role"), max_length=10, choices=Role)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("added by"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    added_at = models.DateTimeField(_("added on"), auto_now_add=True)

    objects = models.Manager.from_queryset(MembershipQuerySet)()

    personal_data = [
        PersonalField(
            "user",
            purpose="knowing which member of staff may do what for which partner",
            ground="task in the public interest, art. 6(1)(e)",
            retention="until the role is taken away or the account is deleted",
            seen_by="managers of that partner, editors, technical administrators",
        )
    ]

    class Meta:
        ordering = ["partner", "role", "pk"]
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [
            models.UniqueConstraint(fields=["user", "partner", "role"], name="membership_once"),
        ]

    def __str__(self):
        return f"{self.user.get_username()} ({self.get_role_display()})"
