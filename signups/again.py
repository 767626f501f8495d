"""Mail somebody the links to their signups again. A job of the worker.

The request says nothing about whether an address is known: it is looked up here, later.
"""

from datetime import datetime

from django.db import transaction

from signups import outbox
from signups.models import LinkRequest, OutboxMail, Signup

_BATCH = 50


def ask(email_index: str, now: datetime) -> None:
    """Keep the request until the worker comes by; an unknown address costs just as much."""
    LinkRequest.objects.create(email_index=email_index, created_at=now)


def run(now: datetime) -> int:
    """Queue one mail for each address that asked and is known; return how many."""
    if not LinkRequest.objects.exists():
        return 0
    with transaction.atomic():
        rows = LinkRequest.objects.select_for_update(skip_locked=True).order_by("pk")[:_BATCH]
        asked = {row.pk: row.email_index for row in rows}
        LinkRequest.objects.filter(pk__in=asked).delete()
        found = [Signup.objects.live_of(index).first() for index in sorted(set(asked.values()))]
        known = [signup for signup in found if signup is not None]
        for signup in known:
            outbox.queue(signup, OutboxMail.Kind.LINK_AGAIN, now)
    return len(known)
