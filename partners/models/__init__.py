"""Who organises, and who works for whom."""

from partners.models.approval import PublisherApproval
from partners.models.area import EditorArea
from partners.models.invitation import Invitation
from partners.models.mail import AccountMail
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
from partners.models.site_role import SiteRole
from partners.models.trail import MemberEvent

__all__ = [
    "AccountMail",
    "Agreement",
    "EditorArea",
    "Invitation",
    "MemberEvent",
    "Membership",
    "OpeningHours",
    "PartnerIndexPage",
    "PartnerPage",
    "PublisherApproval",
    "Reachable",
    "Signatory",
    "SiteRole",
    "TeamIndexPage",
    "TeamMember",
    "TeamPage",
]
