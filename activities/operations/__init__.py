"""Every change of activities, groups and sessions passes here: check, lock, write, tell."""

from activities.operations.checking import (
    CONFIRMED,
    TAKEN_OFF,
    NotOnSite,
    confirm,
    note_published,
    take_off,
)
from activities.operations.seasons import copy_to_season
from activities.operations.sessions import (
    EndBeforeStart,
    MomentPassed,
    MomentTaken,
    SessionInUse,
    SessionIsCancelled,
    add_pattern,
    add_session,
    add_sessions,
    announce,
    cancel_session,
    delete_group,
    delete_session,
    move_session,
    plan_pattern,
    relocate_session,
    restore_session,
)
from activities.operations.several import cancel_dates, dates_like, move_dates, relocate_dates
from activities.operations.trail import Change, note
from activities.operations.writing import add_activity

__all__ = [
    "CONFIRMED",
    "Change",
    "EndBeforeStart",
    "MomentPassed",
    "MomentTaken",
    "NotOnSite",
    "SessionInUse",
    "SessionIsCancelled",
    "TAKEN_OFF",
    "add_activity",
    "add_pattern",
    "add_session",
    "add_sessions",
    "announce",
    "cancel_dates",
    "cancel_session",
    "confirm",
    "copy_to_season",
    "dates_like",
    "delete_group",
    "delete_session",
    "move_dates",
    "move_session",
    "note",
    "note_published",
    "plan_pattern",
    "relocate_dates",
    "relocate_session",
    "restore_session",
    "take_off",
]
