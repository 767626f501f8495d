"""What upper layers may hear about sessions."""

from django.dispatch import Signal

# After commit: something visitors see of this activity's groups or sessions changed.
# sender=Session, activity_id: int.
session_changed = Signal()

# Inside the transaction that makes them, so that what belongs to a session is made with it.
# sender=Session, group: Group, sessions: list[Session] (saved).
sessions_added = Signal()

# Inside the transaction, so that a mail is queued if and only if the change is kept.
# sender=Session, session: Session (as it is now), change: "moved", "cancelled", "restored" or
# "relocated", before: datetime (when it would have started), now: datetime (the same for all
# sessions that are changed at once).
session_altered = Signal()

# Inside the transaction that makes the copy, so that what belongs to it is copied with it.
# sender=ActivityPage, source: ActivityPage, copy: ActivityPage; before its groups are made.
activity_copied = Signal()
# sender=Group, source: Group, copy: Group; before its sessions are made.
group_copied = Signal()
