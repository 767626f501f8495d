"""Keep who changed who may do what."""

from datetime import datetime

from django.contrib.auth.models import User

from common import clock
from partners.models import MemberEvent, PartnerPage


def note(
    action: str,
    *,
    partner: PartnerPage | None,
    by: User | None,
    role: str = "",
    user: User | None = None,
    place: str = "",
    now: datetime | None = None,
) -> None:
    """Write down one change, in the running transaction; account names only.

    Without a partner it is about the whole site, or about `place`.
    """
    MemberEvent.objects.create(
        partner=partner,
        partner_name=partner.title if partner else place,
        action=action,
        role=role,
        account=user.get_username() if user else "",
        by=by,
        by_name=by.get_username() if by else "",
        at=now or clock.now(),
    )
