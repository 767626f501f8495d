"""The roll: the signups of one bookable, opened for the staff who may see them."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from signups import personal
from signups.models import Bookable, Signup
from signups.personal import Answer, Contact, Person
from vault import crypto

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

    @property
    def named_answers(self) -> list[tuple[str, Answer]]:
        """Each answer with the name of the child that it is about; "" is about everybody."""
        return [(self._name(answer.person), answer) for answer in self.answers]

    def _name(self, position: int | None) -> str:
        known = position is not None and position < len(self.people)
        return self.people[position].name if known else ""


def of(bookable: Bookable) -> list[Row]:
    """Return the active signups: who has a place, then offers, then the line in its order."""
    signups = sorted(
        bookable.signups.active().order_by("number", "created_at", "pk"),
        key=lambda signup: _ORDER.get(signup.status, len(_ORDER)),
    )
    return opened(signups)


def opened(signups: Iterable[Signup]) -> list[Row]:
    """Return these signups with their values in the clear, in the same order."""
    return [_open(signup) for signup in signups]


def contact_of(signup: Signup) -> Contact:
    """Return whom to reach; who can't be read any more has that as a name."""
    try:
        return personal.contact_of(signup)
    except crypto.CannotOpen:
        return Contact(_("(can't be read)"))


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
