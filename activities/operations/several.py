"""One change for several dates of a group at once: all of them, or none."""

from collections.abc import Sequence
from datetime import datetime, time

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from activities import recurrence
from activities.models import Session
from activities.operations.sessions import cancel_session, move_session, relocate_session
from common import clock
from venues.models import Venue


class Scope(models.TextChoices):
    """Which dates, seen from one of them."""

    THIS = "this", _("only this date")
    FOLLOWING = "following", _("this date and those after it")
    ALL = "all", _("all dates to come")


def dates_like(*, session: Session, scope: str, now: datetime) -> list[Session]:
    """Return the dates of the same pattern: same group, weekday and time, still to come.

    What was cancelled stays cancelled; what was moved to another time is a case of its own.
    """
    if scope == Scope.THIS:
        return [session]
    coming = Session.objects.filter(group=session.group_id).coming(now).going_on().in_order()
    if scope == Scope.FOLLOWING:
        coming = coming.filter(starts_at__gte=session.starts_at)
    return [other for other in coming if _rhythm(other) == _rhythm(session)]


@transaction.atomic
def move_dates(
    *, sessions: Sequence[Session], starts: time, ends: time, reason: str, now: datetime
) -> int:
    """Give each date other times on its own day; return how many. Who signed up hears it.

    :raises EndBeforeStart: it ends at or before its start.
    :raises MomentPassed: one is over, or would start in the past.
    :raises MomentTaken: the group has another session at one of the starts.
    :raises SessionIsCancelled: restore it first.
    """
    for session in sessions:
        moment = recurrence.moment(clock.local(session.starts_at).date(), starts, ends)
        move_session(
            session=session,
            starts_at=moment.starts_at,
            ends_at=moment.ends_at,
            reason=reason,
            now=now,
        )
    return len(sessions)


@transaction.atomic
def cancel_dates(*, sessions: Sequence[Session], reason: str, now: datetime) -> int:
    """Call each date off; return how many. Who signed up hears it.

    :raises MomentPassed: one is over.
    """
    for session in sessions:
        cancel_session(session=session, reason=reason, now=now)
    return len(sessions)


@transaction.atomic
def relocate_dates(
    *, sessions: Sequence[Session], venue: Venue | None, reason: str, now: datetime
) -> int:
    """Let each date meet elsewhere; return how many. Who signed up hears it.

    :raises MomentPassed: one is over.
    :raises SessionIsCancelled: restore it first.
    """
    for session in sessions:
        relocate_session(session=session, venue=venue, reason=reason, now=now)
    return len(sessions)


def _rhythm(session: Session) -> tuple[int, time]:
    starts = clock.local(session.starts_at)
    return starts.weekday(), starts.time()
