"""Changes to who works for whom, one verb each."""

from partners.operations.areas import ensure_area, follow_partner
from partners.operations.invitations import (
    InvitationClosed,
    OtherAccount,
    accept_as,
    accept_as_new,
    account_of,
    ask_for_password,
    forget_old,
    invite,
    withdraw,
)
from partners.operations.members import (
    LastManager,
    add_member,
    change_role,
    doubt,
    follow_memberships,
    kept_by_us,
    remove_member,
    trust,
)
from partners.operations.site import (
    LastAdministrator,
    SiteMember,
    give_site_role,
    site_members,
    take_site_role,
)
from partners.operations.teams import EDITORS, ENTRANCE, ensure_editors, ensure_team
from partners.operations.upkeep import bring_up_to_date
from partners.operations.workflow import ensure_workflow

__all__ = [
    "EDITORS",
    "ENTRANCE",
    "InvitationClosed",
    "LastAdministrator",
    "LastManager",
    "OtherAccount",
    "SiteMember",
    "accept_as",
    "accept_as_new",
    "account_of",
    "add_member",
    "ask_for_password",
    "bring_up_to_date",
    "change_role",
    "doubt",
    "ensure_area",
    "ensure_editors",
    "ensure_team",
    "ensure_workflow",
    "follow_memberships",
    "follow_partner",
    "forget_old",
    "give_site_role",
    "invite",
    "kept_by_us",
    "remove_member",
    "site_members",
    "take_site_role",
    "trust",
    "withdraw",
]
