"""One mail for one person, where several dates of a group change at once.

Each date has a row of its own in the outbox, queued at the same instant. The first that still
tells something speaks for all; the others then have nothing more to tell.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from activities.models import Session
from signups import calendars, links, personal
from signups.models import OutboxMail, Signup

Kind = OutboxMail.Kind
TOGETHER = (
    Kind.SESSION_MOVED, Kind.SESSION_CANCELLED, Kind.SESSION_RESTORED, Kind.SESSION_ELSEWHERE,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Change:
    """A date that changed, and where the person sees or cancels the signup for it."""

    session: Session
    link: str


def rows_with(mail: OutboxMail, tells: Callable[[OutboxMail], bool]) -> list[OutboxMail]:
    """Return the rows that this mail speaks for, by date; none if another speaks for it.

    `tells` says whether a row is still true. Somebody who signed up twice from one address under
    two names is two people.
    """
    if mail.kind not in TOGETHER or mail.session is None:
        return [mail]
    rows = (
        OutboxMail.objects.filter(
            kind=mail.kind,
            created_at=mail.created_at,
            signup__email_index=mail.signup.email_index,
            session__group=mail.session.group_id,
        )
        .select_related("signup__bookable", "session__venue")
        .order_by("pk")
    )
    name = personal.contact_of(mail.signup).name
    alike = [row for row in rows if _is_of(row, mail, name)]
    if any(row.sent_at and not row.last_error for row in alike if row.pk != mail.pk):
        return []
    telling = [row for row in alike if tells(row)]
    if not telling or telling[0].pk != mail.pk:
        return []
    return sorted(telling, key=lambda row: (row.session.starts_at, row.pk))


def changes(rows: Sequence[OutboxMail]) -> list[Change]:
    """Return each date with its link."""
    return [Change(row.session, links.manage_link(row.signup)) for row in rows if row.session]


def signups_of(rows: Sequence[OutboxMail]) -> list[Signup]:
    """Return the signups that the rows are about, each once."""
    return list({row.signup_id: row.signup for row in rows}.values())


def sessions_of(signups: Sequence[Signup]) -> list[Session]:
    """Return all sessions of the signups, in order."""
    found = {one.pk: one for signup in signups for one in calendars.sessions_for(signup)}
    return sorted(found.values(), key=lambda one: (one.starts_at, one.pk))


def _is_of(row: OutboxMail, mail: OutboxMail, name: str) -> bool:
    same = row.signup_id == mail.signup_id
    return same or (row.signup.purged_at is None and personal.contact_of(row.signup).name == name)
