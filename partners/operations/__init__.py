"""Changes to who works for whom, one verb each."""

from partners.operations.members import (
    LastManager,
    add_member,
    change_role,
    follow_memberships,
    remove_member,
)
from partners.operations.teams import EDITORS, ENTRANCE, ensure_editors, ensure_team

__all__ = [
    "EDITORS",
    "ENTRANCE",
    "LastManager",
    "add_member",
    "change_role",
    "ensure_editors",
    "ensure_team",
    "follow_memberships",
    "remove_member",
]
