"""Forget a signup because whom it is about asks so (AVG article 17)."""

from contextlib import suppress
from datetime import datetime

from django.db import transaction
from django.db.models import F

from signups import counting, purge
from signups.models import Signup
from signups.operations.answering import cancel
from signups.refusals import AlreadyOver


def erase(*, signup: Signup, now: datetime) -> None:
    """Give up an active signup, so that its place is offered, and wipe all personal values.

    Every link and cookie of it is void afterwards.
    """
    with transaction.atomic():
        counting.lock(signup.bookable_id)
        with suppress(AlreadyOver):
            cancel(signup=signup, now=now)
        purge.forget([signup.pk], now)
        Signup.objects.filter(pk=signup.pk).update(link_version=F("link_version") + 1)
