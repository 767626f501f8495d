"""Who organises, and who works for whom."""

from partners.models.approval import PublisherApproval
from partners.models.area import EditorArea
from partners.models.invitation import AccountMail, Invitation
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
    "TeamIndexPage",
    "TeamMember",
    "TeamPage",
]
