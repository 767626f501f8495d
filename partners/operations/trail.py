"""Keep who changed who may do what."""

from datetime import datetime

from django.contrib.auth.models import User

from common import clock
from partners.models import MemberEvent, PartnerPage


def note(
    action: str,
    *,
    partner: PartnerPage,
    by: User | None,
    role: str = "",
    user: User | None = None,
    now: datetime | None = None,
) -> None:
    """Write down one change, in the running transaction; account names only."""
    MemberEvent.objects.create(
        partner=partner,
        partner_name=partner.title,
        action=action,
        role=role,
        account=user.get_username() if user else "",
        by=by,
        by_name=by.get_username() if by else "",
        at=now or clock.now(),
    )
