"""Mails at a set time: a reminder before each session, and one afterwards where staff wrote it.

Both are worked out from what is there, so a worker that was away catches up, and a mail that
is queued already is never queued again.
"""

from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from activities.models import Session
from signups.models import OutboxMail, Signup

Kind = OutboxMail.Kind

BEFORE = timedelta(days=2)
TOO_LATE = timedelta(hours=2)  # so shortly before the start a reminder helps nobody any more
AFTER = timedelta(hours=18)
FORGOTTEN = timedelta(days=5)  # so long afterwards the mail is not sent any more
_BATCH = 500

# Who heard the date in one of these within the last two days need not hear it again.
_TELL_THE_DATE = (
    Kind.PLACED, Kind.CHANGED, Kind.REMINDER, Kind.SESSION_MOVED, Kind.SESSION_RESTORED,
    Kind.SESSION_ELSEWHERE,
)  # fmt: skip


def run(now: datetime) -> int:
    """Queue the reminders and the mails afterwards that are due; return how many."""
    return _remind(now) + _thank(now)


def _remind(now: datetime) -> int:
    coming = (
        Session.objects.going_on()
        .filter(starts_at__gt=now + TOO_LATE, starts_at__lte=now + BEFORE)
        .order_by("starts_at", "pk")
    )
    return sum(_queue(_not_told(session), Kind.REMINDER, session, now) for session in coming)


def _not_told(session: Session) -> QuerySet[Signup]:
    told = OutboxMail.objects.filter(
        Q(session=session) | Q(session__isnull=True, kind=Kind.PLACED),
        signup=OuterRef("pk"),
        kind__in=_TELL_THE_DATE,
        created_at__gte=session.starts_at - BEFORE,
    )
    return _placed_for(session).filter(~Exists(told))


def _thank(now: datetime) -> int:
    """Queue the mail for after the last session of what somebody signed up for."""
    over = (
        Session.objects.going_on()
        .filter(ends_at__lte=now - AFTER, ends_at__gt=now - FORGOTTEN)
        .exclude(
            group__activity__signup_settings__aftercare_text="",
            group__activity__signup_settings__aftercare_link="",
        )
        .filter(group__activity__signup_settings__isnull=False)
        .order_by("ends_at", "pk")
    )
    return sum(_queue(_not_thanked(session), Kind.AFTERCARE, session, now) for session in over)


def _not_thanked(session: Session) -> QuerySet[Signup]:
    thanked = OutboxMail.objects.filter(signup=OuterRef("pk"), kind=Kind.AFTERCARE)
    later = Session.objects.going_on().filter(
        group=OuterRef("bookable__group"), ends_at__gt=session.ends_at
    )
    return _placed_for(session).filter(~Exists(thanked), ~Exists(later))


def _placed_for(session: Session) -> QuerySet[Signup]:
    """Return who has a place at the session and an address to write to."""
    return Signup.objects.filter(
        Q(bookable__session=session) | Q(bookable__group=session.group_id),
        status=Signup.Status.PLACED,
        purged_at__isnull=True,
    ).exclude(email_index="")


def _queue(signups: QuerySet[Signup], kind: str, session: Session, now: datetime) -> int:
    """Queue the mail for each; two workers at once still make one mail each."""
    ids = list(signups.order_by("pk").values_list("pk", flat=True))
    OutboxMail.objects.bulk_create(
        [
            OutboxMail(
                signup_id=pk,
                kind=kind,
                session=session,
                sequence=session.sequence,
                created_at=now,
                due_at=now,
            )
            for pk in ids
        ],
        batch_size=_BATCH,
        ignore_conflicts=True,
    )
    return len(ids)
