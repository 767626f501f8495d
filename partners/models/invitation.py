"""Who was asked to join a partner, or to look after the whole site."""

import uuid
from datetime import datetime

from django.conf import settings
from django.core.signing import Signer
from django.db import models
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext_lazy as _

from common.personal_data import PersonalField
from partners.models.area import EditorArea
from partners.models.pages import PartnerPage
from partners.models.site_role import EVERY_ROLE, SiteRole

_signer = Signer(salt="partners.invitation")


class InvitationQuerySet(models.QuerySet):
    def open(self, now: datetime):
        """Return those that can still be answered."""
        return self.filter(used_at=None, withdrawn_at=None, expires_at__gt=now)


class Invitation(models.Model):
    """One link, for one person, once. Without a partner it is for the whole site."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    partner = models.ForeignKey(
        PartnerPage, null=True, blank=True, on_delete=models.CASCADE, related_name="invitations"
    )
    area = models.ForeignKey(
        EditorArea,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="invitations",
        help_text="The municipality that an editor is limited to.",
    )
    email = models.EmailField(_("e-mail"))
    role = models.CharField(_("role"), max_length=10, choices=EVERY_ROLE)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = models.Manager.from_queryset(InvitationQuerySet)()

    personal_data = [
        PersonalField(
            "email",
            purpose="asking somebody to become a member of staff",
            ground="task in the public interest, art. 6(1)(e)",
            retention="until 30 days after the invitation was used, withdrawn or ran out",
            seen_by="managers of that partner, editors, technical administrators",
        )
    ]

    class Meta:
        ordering = ["-made_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(role__in=SiteRole.values, partner=None)
                | (~models.Q(role__in=SiteRole.values) & models.Q(partner__isnull=False)),
                name="invitation_to_a_partner_or_the_site",
            ),
            models.CheckConstraint(
                condition=models.Q(area=None) | models.Q(role=SiteRole.EDITOR),
                name="only_editors_have_an_area",
            ),
        ]

    def __str__(self):
        return f"{self.place}: {self.get_role_display()}"

    @property
    def place(self) -> str:
        """Return what somebody is invited to: a partner, a municipality, or the site."""
        if self.partner:
            return self.partner.title
        return self.area.municipality.name if self.area else settings.WAGTAIL_SITE_NAME

    def signature(self) -> str:
        """Return what must stand beside the key in the link."""
        return _signer.signature(self.key.hex)

    def fits(self, signature: str) -> bool:
        """Say whether the link was made here, in constant time."""
        return constant_time_compare(signature, self.signature())
