"""The roll: the signups of one bookable, opened for the staff who may see them."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from signups import crypto, personal
from signups.models import Bookable, Signup
from signups.personal import Answer, Contact, Person

_ORDER = {status: position for position, status in enumerate(Signup.ACTIVE)}


@dataclass
class Row:
    """A signup with its personal values in the clear."""

    signup: Signup
    contact: Contact
    people: list[Person]
    answers: list[Answer]

    @property
    def must_be_called(self) -> bool:
        """Whether staff must call with an offer: who gave no address gets no mail."""
        return self.signup.status == Signup.Status.OFFERED and not self.signup.has_email


def of(bookable: Bookable) -> list[Row]:
    """Return the active signups: who has a place, then offers, then the line in its order."""
    signups = sorted(
        bookable.signups.active().order_by("number", "created_at", "pk"),
        key=lambda signup: _ORDER[signup.status],
    )
    return [_open(signup) for signup in signups]


def _open(signup: Signup) -> Row:
    try:
        return Row(
            signup,
            personal.contact_of(signup),
            personal.people_of(signup),
            personal.answers_of(signup),
        )
    except crypto.CannotOpen:
        unreadable = _("(can't be read)")
        return Row(signup, Contact(unreadable), [Person(unreadable)] * signup.size, [])
