"""What somebody may be for the whole site, beside or without a role at a partner."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from partners.models.membership import Membership


class SiteRole(models.TextChoices):
    """Kept by Wagtail's own means: a group of editors, and `is_superuser`."""

    EDITOR = "editor", _("editor")
    ADMIN = "admin", _("technical administrator")


EVERY_ROLE = [*Membership.Role.choices, *SiteRole.choices]
