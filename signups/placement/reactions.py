"""What a series does when the dates and places of its groups change, and when people are forgotten.

A change that would bring people together who are kept apart is refused where it is made, in
its own transaction.
"""

from django.db.models.signals import post_save
from django.dispatch import receiver
from django.utils.translation import gettext as _

from activities import guards
from activities.models import Group
from activities.signals import session_altered, sessions_added
from common import clock
from signups import purge, refusals
from signups.models import ApartToken, HeldToken, Series, Signup, Wish
from signups.operations import placing, seating


@receiver(sessions_added, dispatch_uid="signups.placement.sessions_added")
@receiver(session_altered, dispatch_uid="signups.placement.session_altered")
def check_zones(sender, session=None, group=None, **_kwargs) -> None:
    """Work out the zones anew.

    :raises guards.Refused: the change would bring people together, or leave one zone.
    """
    _check(group or session.group)


@receiver(post_save, sender=Group, dispatch_uid="signups.placement.group_saved")
def check_group(sender, instance, created, raw=False, **_kwargs) -> None:
    """Keep a group of a series out of sight, and its venue in the right zone.

    :raises guards.Refused: its dates would become public, or the zones would not hold.
    """
    if not created and not raw:
        _check(instance)


def _check(group: Group) -> None:
    series = Series.objects.filter(places__group=group.pk).select_related("activity").first()
    if series is None:
        return
    if group.way_in != Group.WayIn.PLACEMENT:
        raise guards.Refused(_("This group belongs to a series: its way in can't be changed."))
    placing.lock(series)
    try:
        seating.rezone(series=series)
    except refusals.ZonesMeet as refusal:
        raise guards.Refused(
            _("Not possible: this group would meet too near another one. Choose another time.")
        ) from refusal
    except refusals.TooFewZones as refusal:
        raise guards.Refused(
            _("Not possible: the groups would all meet at one place and time.")
        ) from refusal


@purge.register
def forget(signup_ids: list[int]) -> None:
    """Forget the tokens and wishes; with the last signup of a series its key is destroyed."""
    HeldToken.objects.filter(placement__signup__in=signup_ids).delete()
    ApartToken.objects.filter(signup__in=signup_ids).delete()
    Wish.objects.filter(signup__in=signup_ids).update(parts=[], mix=b"")
    concerned = Series.objects.filter(bookable__signups__in=signup_ids, placed_at__isnull=False)
    for series in concerned.distinct():
        left = Signup.objects.filter(bookable__series=series, purged_at__isnull=True)
        if not left.exclude(pk__in=signup_ids).exists():
            _destroy_key(series)


def _destroy_key(series: Series) -> None:
    """Without its key, no token can ever be made of a birth date again."""
    now = clock.now()
    if clock.local(now).date() > series.ends_on:
        Series.objects.filter(pk=series.pk).update(key=b"", key_destroyed_at=now)
