"""Changes of groups and their sessions."""

from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any

from django.db import transaction
from django.db.models import ProtectedError, RestrictedError

from activities import guards, recurrence
from activities.models import Group, Pattern, SchoolHoliday, Session
from activities.signals import session_altered, session_changed, sessions_added
from common import version
from venues.models import Venue


class SessionInUse(Exception):
    """Somebody signed up for the session: cancel it, never delete it."""


class MomentTaken(Exception):
    """The group has a session that starts at that same moment."""


class MomentPassed(Exception):
    """The session is over, or would start in the past."""


class EndBeforeStart(Exception):
    """The session would end before it starts."""


class SessionIsCancelled(Exception):
    """A cancelled session is restored first, then moved."""


def plan_pattern(
    *,
    frequency: str,
    first_day: date,
    starts: time,
    ends: time,
    last_day: date | None = None,
    count: int | None = None,
    skip_public_holidays: bool = True,
    skip_school_holidays: bool = False,
) -> recurrence.Plan:
    """Work out the sessions of a pattern without keeping anything.

    :raises recurrence.PatternTooLong: more than 400 sessions, or over ten years.
    :raises recurrence.PatternWithoutEnd: no last day and no count.
    :raises EndBeforeStart: it ends at or before its start.
    """
    if ends <= starts:
        raise EndBeforeStart
    rule = recurrence.Rule(frequency, first_day, starts, ends, last_day, count)
    return recurrence.plan(
        rule,
        public_holidays=skip_public_holidays,
        closed=_school_holidays() if skip_school_holidays else (),
    )


@transaction.atomic
def add_pattern(
    *,
    group: Group,
    frequency: str,
    first_day: date,
    starts: time,
    ends: time,
    last_day: date | None = None,
    count: int | None = None,
    skip_public_holidays: bool = True,
    skip_school_holidays: bool = False,
) -> list[Session]:
    """Keep the pattern and make its sessions; return those that were not there yet.

    Doing it twice makes nothing twice: a moment at which the group has a session, or had one
    that was moved, is left alone.

    :raises recurrence.PatternTooLong: more than 400 sessions, or over ten years.
    :raises recurrence.PatternWithoutEnd: no last day and no count.
    :raises EndBeforeStart: it ends at or before its start.
    """
    fields: dict[str, Any] = {
        "frequency": frequency,
        "first_day": first_day,
        "starts": starts,
        "ends": ends,
        "last_day": last_day,
        "count": count,
        "skip_public_holidays": skip_public_holidays,
        "skip_school_holidays": skip_school_holidays,
    }
    moments = plan_pattern(**fields).moments
    _lock_group(group)
    if not Pattern.objects.filter(group=group, **fields).exists():
        Pattern.objects.create(group=group, **fields)
    there: set[datetime | None] = set()
    for known in group.sessions.values_list("starts_at", "planned_at"):
        there.update(known)
    made = Session.objects.bulk_create(
        Session(group=group, starts_at=moment.starts_at, ends_at=moment.ends_at)
        for moment in moments
        if moment.starts_at not in there
    )
    if made:
        sessions_added.send(Session, group=group, sessions=made)
        announce(activity_id=group.activity_id)
    return made


@transaction.atomic
def add_session(
    *, group: Group, starts_at: datetime, ends_at: datetime, venue: Venue | None = None
) -> Session:
    """Add one session to the group.

    :raises EndBeforeStart: it would end at or before its start.
    :raises MomentTaken: the group has a session at that start.
    """
    session = Session(group=group, starts_at=starts_at, ends_at=ends_at, venue=venue)
    if not add_sessions(group=group, sessions=[session]):
        raise MomentTaken
    return session


@transaction.atomic
def add_sessions(*, group: Group, sessions: Iterable[Session]) -> list[Session]:
    """Keep new sessions of the group at once; return those whose start was free.

    :raises EndBeforeStart: one would end at or before its start.
    """
    sessions = list(sessions)
    if any(session.ends_at <= session.starts_at for session in sessions):
        raise EndBeforeStart
    _lock_group(group)
    taken = set(group.sessions.values_list("starts_at", flat=True))
    free = {row.starts_at: row for row in sessions if row.starts_at not in taken}
    made = Session.objects.bulk_create(free.values())
    if made:
        sessions_added.send(Session, group=group, sessions=made)
        announce(activity_id=group.activity_id)
    return made


@transaction.atomic
def move_session(
    *, session: Session, starts_at: datetime, ends_at: datetime, reason: str, now: datetime
) -> Session:
    """Give the session another time; visitors see the reason and the time first planned.

    :raises EndBeforeStart: it would end at or before its start.
    :raises MomentPassed: it is over, or would start in the past.
    :raises MomentTaken: the group has another session at that start.
    :raises SessionIsCancelled: restore it first.
    """
    if ends_at <= starts_at:
        raise EndBeforeStart
    _lock_group(session.group)
    _lock_session(session)
    if session.is_cancelled:
        raise SessionIsCancelled
    if session.is_over(now) or starts_at <= now:
        raise MomentPassed
    others = Session.objects.filter(group=session.group_id).exclude(pk=session.pk)
    if others.filter(starts_at=starts_at).exists():
        raise MomentTaken
    if (session.starts_at, session.ends_at) == (starts_at, ends_at):
        return session
    before, planned_at = session.starts_at, session.planned_at or session.starts_at
    session.starts_at, session.ends_at = starts_at, ends_at
    session.planned_at = None if planned_at == starts_at else planned_at
    session.status = _status(session)
    session.reason = reason
    return _keep(session, "moved", before, now)


@transaction.atomic
def relocate_session(
    *, session: Session, venue: Venue | None, reason: str, now: datetime
) -> Session:
    """Let the session meet elsewhere, or with None where its group meets. The time stays.

    :raises MomentPassed: it is over.
    :raises SessionIsCancelled: restore it first.
    """
    _lock_session(session)
    if session.is_cancelled:
        raise SessionIsCancelled
    if session.is_over(now):
        raise MomentPassed
    if venue == session.group.place:
        venue = None
    if session.venue_id == (venue and venue.pk):
        return session
    session.venue, session.reason = venue, reason
    return _keep(session, "relocated", session.starts_at, now)


@transaction.atomic
def cancel_session(*, session: Session, reason: str, now: datetime) -> Session:
    """Call the session off; it stays in sight with the reason. Twice changes nothing more.

    :raises MomentPassed: it is over.
    """
    _lock_session(session)
    if session.is_cancelled:
        return session
    if session.is_over(now):
        raise MomentPassed
    session.status = Session.Status.CANCELLED
    session.reason = reason
    return _keep(session, "cancelled", session.starts_at, now)


@transaction.atomic
def restore_session(*, session: Session, now: datetime) -> Session:
    """Let a cancelled session go on after all. Twice changes nothing more.

    :raises MomentPassed: it is over.
    """
    _lock_session(session)
    if not session.is_cancelled:
        return session
    if session.is_over(now):
        raise MomentPassed
    session.status = _status(session)
    session.reason = ""
    return _keep(session, "restored", session.starts_at, now)


@transaction.atomic
def delete_session(*, session: Session) -> None:
    """Delete a session that nobody signed up for.

    :raises SessionInUse: somebody did.
    """
    _lock_session(session)
    if guards.in_use([session.pk]):
        raise SessionInUse
    activity_id = session.group.activity_id
    session.delete()
    announce(activity_id=activity_id)


@transaction.atomic
def delete_group(*, group: Group) -> None:
    """Delete a group with all its sessions.

    :raises SessionInUse: somebody signed up for one of them, or is placed in the group.
    """
    _lock_group(group)
    if guards.in_use(group.sessions.values_list("pk", flat=True)):
        raise SessionInUse
    activity_id = group.activity_id
    try:
        group.delete()
    except (ProtectedError, RestrictedError) as error:
        # What an upper layer keeps about people holds the group, also without a date.
        raise SessionInUse from error
    announce(activity_id=activity_id)


def announce(*, activity_id: int) -> None:
    """Tell, once the transaction is kept, that an activity's groups or sessions changed."""
    version.bump()
    transaction.on_commit(
        lambda: session_changed.send_robust(Session, activity_id=activity_id), robust=True
    )


def _keep(session: Session, change: str, before: datetime, now: datetime) -> Session:
    session.sequence += 1
    session.save()
    session_altered.send(Session, session=session, change=change, before=before, now=now)
    announce(activity_id=session.group.activity_id)
    return session


def _status(session: Session) -> str:
    return Session.Status.MOVED if session.planned_at else Session.Status.SCHEDULED


def _lock_group(group: Group) -> None:
    list(Group.objects.select_for_update().filter(pk=group.pk).order_by().values_list("pk"))


def _lock_session(session: Session) -> None:
    session.refresh_from_db(from_queryset=Session.objects.select_for_update())


def _school_holidays() -> list[recurrence.DayRange]:
    return [
        recurrence.DayRange(holiday.first_day, holiday.last_day, holiday.name)
        for holiday in SchoolHoliday.objects.all()
    ]
