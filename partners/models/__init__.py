"""Who organises, and who works for whom."""

from partners.models.membership import Membership
from partners.models.pages import (
    Agreement,
    OpeningHours,
    PartnerIndexPage,
    PartnerPage,
    Reachable,
    Signatory,
    TeamIndexPage,
    TeamMember,
    TeamPage,
)

__all__ = [
    "Agreement",
    "Membership",
    "OpeningHours",
    "PartnerIndexPage",
    "PartnerPage",
    "Reachable",
    "Signatory",
    "TeamIndexPage",
    "TeamMember",
    "TeamPage",
]
