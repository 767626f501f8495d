"""What signups does when sessions are made, changed or would be deleted."""

from django.db.models import Q
from django.dispatch import receiver

from activities import guards
from activities.models import Session
from activities.signals import activity_copied, group_copied, session_altered, sessions_added
from signups import capacities, operations, outbox
from signups.models import Bookable, Capacity, OutboxMail, Signup, SignupSettings

_MAILS = {
    "moved": OutboxMail.Kind.SESSION_MOVED,
    "cancelled": OutboxMail.Kind.SESSION_CANCELLED,
    "restored": OutboxMail.Kind.SESSION_RESTORED,
    "relocated": OutboxMail.Kind.SESSION_ELSEWHERE,
}


@guards.register
def keep_sessions_with_signups(session_ids: list[int]) -> set[int]:
    """Keep sessions that somebody ever signed up for, also as part of a whole group."""
    booked = Bookable.objects.filter(signups__isnull=False)
    sessions = Session.objects.filter(pk__in=session_ids).filter(
        Q(bookable__in=booked)
        | Q(group__bookable__in=booked)
        | Q(group__placing__placements__isnull=False)
    )
    return set(sessions.values_list("pk", flat=True))


@receiver(sessions_added, dispatch_uid="signups.reactions.make_bookables")
def make_bookables(sender, group, sessions, **_kwargs) -> None:
    """Give new sessions the places that staff set for their group."""
    capacities.make_for_sessions(group, sessions)


@receiver(session_altered, dispatch_uid="signups.reactions.tell_who_comes")
def tell_who_comes(sender, session, change, now, **_kwargs) -> None:
    """Queue a mail to everybody concerned, in the transaction of the change, once.

    Rows of one `now` are told of in one mail (signups.together).
    """
    concerned = (
        Signup.objects.active()
        .filter(
            Q(bookable__session=session)
            | Q(bookable__group=session.group_id)
            | Q(placement__place__group=session.group_id)
        )
        .order_by("pk")
    )
    for signup in concerned:
        outbox.queue(signup, _MAILS[change], now, session=session, sequence=session.sequence)
    units = Bookable.objects.filter(Q(session=session) | Q(group=session.group_id))
    for pk in list(units.order_by("pk").values_list("pk", flat=True)):
        operations.follow_session(bookable_id=pk, now=now)


@receiver(group_copied, dispatch_uid="signups.reactions.copy_places")
def copy_places(sender, source, copy, **_kwargs) -> None:
    """Give the copy of a group as many places."""
    known = Capacity.objects.filter(group=source).first()
    if known:
        capacities.set_capacity(
            group=copy, capacity=known.capacity, waiting_capacity=known.waiting_capacity
        )


@receiver(activity_copied, dispatch_uid="signups.reactions.copy_what_is_asked")
def copy_what_is_asked(sender, source, copy, **_kwargs) -> None:
    """Let the copy of an activity ask what the activity asks."""
    asked = SignupSettings.objects.filter(activity=source.pk).first()
    if asked is None:
        return
    data = asked.serializable_data()
    data |= {"pk": None, "activity": copy.pk}
    for question in data["questions"]:
        question["pk"] = None
    SignupSettings.from_serializable_data(data).save()
