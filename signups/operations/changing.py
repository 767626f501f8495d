"""Change who comes, how to reach them, and what they answered."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from signups import counting, outbox, personal, places
from signups.models import Bookable, OutboxMail, Signup
from signups.operations.attending import follow_people
from signups.operations.booking import keep_text
from signups.operations.settling import settle
from signups.personal import Answer, Contact, Person
from signups.refusals import AlreadyOver, GroupFull, PartyTooLarge
from vault import crypto

# What a new address is told first: how it stands, with a link of its own.
_TELLS = {
    Signup.Status.PLACED: OutboxMail.Kind.PLACED,
    Signup.Status.WAITING: OutboxMail.Kind.WAITING,
    Signup.Status.OFFERED: OutboxMail.Kind.OFFER,
}


def resize(*, signup: Signup, people: Sequence[Person], now: datetime) -> Signup:
    """Change who comes. A smaller party gives places back; a larger one needs them free.

    :raises AlreadyOver: the signup is not active.
    :raises GroupFull: the extra people do not fit, or others wait for those places.
    :raises PartyTooLarge: so many never fit.
    """
    return change(signup=signup, people=people, now=now)


def change(
    *,
    signup: Signup,
    people: Sequence[Person],
    contact: Contact | None = None,
    answers: Sequence[Answer] | None = None,
    consent: str = "",
    now: datetime,
) -> Signup:
    """Change who comes and, where given, contact and answers; all of it or nothing.

    A new address makes every earlier link void and gets a mail with the new one. `consent`
    is the text that was agreed to with this change, "" where nothing new was agreed.

    :raises AlreadyOver: the signup is not active.
    :raises GroupFull: the extra people do not fit, or others wait for those places.
    :raises PartyTooLarge: so many never fit.
    """
    with transaction.atomic():
        bookable = counting.lock(signup.bookable_id)
        seen = places.public_face(bookable)
        signup.refresh_from_db()
        if not signup.is_active:
            raise AlreadyOver
        _count(signup, bookable, len(people))
        signup.size, signup.changed_at = len(people), now
        follow_people(signup=signup, before=personal.people_of(signup), after=people)
        kept = personal.answers_of(signup) if answers is None else answers
        contact = contact or personal.contact_of(signup)
        moved = crypto.email_index(contact.email) != signup.email_index
        personal.seal_into(
            signup,
            contact=contact,
            people=people,
            answers=[row for row in kept if row.person is None or row.person < len(people)],
        )
        if consent:
            _agree(signup, consent, now)
        if moved:
            signup.link_version += 1
        signup.save()
        if moved and signup.status in _TELLS:
            outbox.queue(signup, _TELLS[Signup.Status(signup.status)], now)
        settle(Bookable.objects.get(pk=bookable.pk), now, seen)
    return signup


def renew_link(*, signup: Signup, now: datetime) -> Signup:
    """Make every link and cookie of this signup void, and mail a new link."""
    with transaction.atomic():
        signup = Signup.objects.select_for_update().get(pk=signup.pk)
        signup.link_version, signup.changed_at = signup.link_version + 1, now
        signup.save(update_fields=["link_version", "changed_at"])
        outbox.queue(signup, OutboxMail.Kind.LINK_AGAIN, now)
    return signup


def _count(signup: Signup, bookable: Bookable, people: int) -> None:
    """Take the places of who is added, or give back those of who stays away."""
    more = people - signup.size
    if people > bookable.capacity and more > 0:
        raise PartyTooLarge(bookable.capacity)
    if signup.status == Signup.Status.WAITING:
        if more > 0 and not counting.join_line(bookable.pk, more):
            raise GroupFull
        if more < 0:
            counting.leave_line(bookable.pk, -more)
    elif more > 0 and not counting.take(bookable.pk, more):
        raise GroupFull
    elif more < 0:
        counting.release(bookable.pk, -more)


def _agree(signup: Signup, text: str, now: datetime) -> None:
    version = keep_text(text, now)
    if version != signup.consent_version:
        signup.consent_version, signup.consent_at = version, now
