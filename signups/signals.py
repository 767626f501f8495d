"""What upper layers may hear about places."""

from django.dispatch import Signal

# After commit: what visitors see of an activity's places changed. activity_id: int.
places_changed = Signal()

# Inside the transaction that forgets signups: every copy of these mails must go.
# sender=OutboxMail, uids: list[str] (the part of the Message-ID before the @).
mails_forgotten = Signal()
