"""The dates of an imported activity: added together; moved, called off, restored one by one."""

from dataclasses import dataclass
from datetime import datetime

from activities import guards, operations
from activities.models import Session
from imports.comparing import Judgement, as_given, own_venue
from imports.items import Item
from imports.models import ImportedActivity, ImportedSession, Run
from venues.models import Venue

GONE = "Staat niet meer in de agenda van de organisator."
CANCELLED = "De organisator heeft dit afgezegd."
MOVED = "De organisator heeft de tijd veranderd."
RELOCATED = "De organisator heeft de locatie veranderd."


@dataclass(frozen=True)
class Change:
    """A known date, and what its source wants of it."""

    item: Item
    known: ImportedSession
    judged: Judgement
    is_gone: bool


def add_all(run: Run, activity: ImportedActivity, items: list[Item]) -> None:
    """Add the dates and note them in the ledger; refuse those whose moment is taken."""
    wanted = [
        Session(
            group=activity.group,
            starts_at=item.starts_at,
            ends_at=item.ends_at,
            venue_id=own_venue(item, activity),
        )
        for item in items
    ]
    made = operations.add_sessions(group=activity.group, sessions=wanted)
    by_start = {session.starts_at: session for session in made}
    kept = []
    for item in items:
        session = by_start.pop(item.starts_at, None)
        if session is None:
            item.refuse("taken")
            continue
        kept.append(
            ImportedSession(
                partner_id=run.partner_id,
                key=item.key,
                activity=activity,
                feed=run.feed,
                session=session,
                given=as_given(item) | {"own": session.venue_id},
            )
        )
    ImportedSession.objects.bulk_create(kept)


def change_all(run: Run, changes: list[Change], now: datetime) -> None:
    """Do all changes; one whose moment is taken waits for the others, that may set it free."""
    while changes:
        stuck = []
        for change in changes:
            try:
                _change(run, change, now)
            except operations.MomentPassed:
                change.item.refuse("past")
            except operations.MomentTaken:
                stuck.append(change)
        if len(stuck) == len(changes):
            for change in stuck:
                change.item.refuse("taken")
            return
        changes = stuck


def _change(run: Run, change: Change, now: datetime) -> None:
    item, known, judged = change.item, change.known, change.judged
    session: Session = known.session
    if judged.session == "cancel":
        never_seen = not known.activity.page.live and not guards.in_use([session.pk])
        if change.is_gone and never_seen:
            operations.delete_session(session=session)
            known.delete()
            return
        reason = GONE if change.is_gone else CANCELLED
        operations.cancel_session(session=session, reason=reason, now=now)
    elif judged.session == "restore":
        operations.restore_session(session=session, now=now)
    there = (session.starts_at, session.ends_at)
    if judged.session in ("restore", "move") and there != (item.starts_at, item.ends_at):
        operations.move_session(
            session=session,
            starts_at=item.starts_at,
            ends_at=item.ends_at,
            reason=MOVED,
            now=now,
        )
    own = known.given.get("own", session.venue_id)
    if judged.has_other_place:
        place = Venue.objects.filter(pk=own_venue(item, known.activity)).first()
        operations.relocate_session(session=session, venue=place, reason=RELOCATED, now=now)
        own = session.venue_id
    feed = run.feed or known.feed
    given = known.given
    if judged.session or judged.has_other_place:
        given = as_given(item) | {"own": own}
    if (known.key, known.feed, known.given) != (item.key, feed, given):
        known.key, known.feed, known.given = item.key, feed, given
        known.save(update_fields=["key", "feed", "given"])
