"""What guards forms against floods. It holds no address: only keyed fingerprints, for a while."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from common.personal_data import PersonalField


class Tally(models.Model):
    """How often something came from one network, address or activity, until a window ends."""

    key = models.CharField(max_length=64, primary_key=True, help_text="A keyed fingerprint.")
    count = models.PositiveIntegerField()
    ends_at = models.DateTimeField(db_index=True)

    wagtail_reference_index_ignore = True
    personal_data = [
        PersonalField(
            "key",
            purpose="stop floods of signups and of mails to one address",
            ground="legitimate interest: the security of the site (AVG recital 49)",
            retention="at most a day",
            seen_by="nobody; it is a keyed fingerprint of a network or an e-mail address",
        )
    ]

    class Meta:
        verbose_name = _("count against floods")
        verbose_name_plural = _("counts against floods")

    def __str__(self):
        return f"{self.count}"
