"""What staff made around a signup is forgotten with it."""

from django.db.models import Exists, OuterRef

from common import clock
from signups import purge
from signups.models import Attendance, Call, Message, Signup


@purge.register
def forget_what_staff_made(signup_ids: list[int]) -> None:
    """Drop calls, who ticked whom, and a message to all with the last of its receivers.

    That somebody was there stays, as a number: no name leads to it any more.
    """
    Call.objects.filter(signup__in=signup_ids).delete()
    Attendance.objects.filter(signup__in=signup_ids).update(changed_by=None)
    others = Signup.objects.filter(bookable=OuterRef("bookable"), purged_at__isnull=True).exclude(
        pk__in=signup_ids
    )
    Message.objects.filter(~Exists(others), purged_at__isnull=True).update(
        text=b"", sender=None, purged_at=clock.now()
    )
