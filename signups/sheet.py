"""The attendance sheet of one session: a line for each person who is expected or came in."""

from dataclasses import dataclass, field

from django.db.models import Q, QuerySet

from activities.models import Session
from signups import roll
from signups.models import Attendance, Signup
from signups.personal import Answer, Contact

State = Attendance.State

# What staff at the door need at hand, where the organiser asked for it (names of questions).
AT_THE_DOOR = ("emergency", "pickup", "allergies")


@dataclass
class Line:
    """One person at one session."""

    signup: Signup
    position: int
    name: str
    age: int | None = None
    state: str = State.UNKNOWN
    contact: Contact | None = None  # None where only first names are shown
    needs: list[Answer] = field(default_factory=list)

    @property
    def anchor(self) -> str:
        return f"p-{self.signup.pk}-{self.position}"

    @property
    def is_extra(self) -> bool:
        """Whether staff let them in besides the places."""
        return self.signup.status == Signup.Status.EXTRA

    @property
    def walked_in(self) -> bool:
        return self.signup.channel == Signup.Channel.DOOR

    @property
    def state_label(self) -> str:
        return str(State(self.state).label)

    @property
    def same_contact(self) -> bool:
        """Whether the person is also who signed up."""
        return self.contact is not None and self.contact.name == self.name


@dataclass
class Sheet:
    """The lines of a session, by name, and how many of them are there."""

    session: Session
    lines: list[Line]

    @property
    def present(self) -> int:
        return sum(line.state == State.PRESENT for line in self.lines)

    @property
    def absent(self) -> int:
        return sum(line.state == State.ABSENT for line in self.lines)

    @property
    def expected(self) -> int:
        """How many people have a place; who came in besides the places is not among them."""
        return sum(not line.is_extra for line in self.lines)

    @property
    def extra(self) -> int:
        return sum(line.is_extra for line in self.lines)


def expected_at(session: Session) -> QuerySet[Signup]:
    """Return the signups with a place at this session, and who came in besides the places."""
    here = (
        Q(bookable__session=session)
        | Q(bookable__group=session.group_id)
        | Q(placement__place__group=session.group_id)
    )
    extra = Q(status=Signup.Status.EXTRA, attendances__session=session)
    return (
        Signup.objects.filter(here, Q(status=Signup.Status.PLACED) | extra)
        .distinct()
        .order_by("created_at", "pk")
    )


def of(session: Session) -> Sheet:
    """Return the sheet with names, contact and what was asked for at the door."""
    states = _states(session)
    lines = []
    for row in roll.opened(expected_at(session)):
        for position, person in enumerate(row.people):
            lines.append(
                Line(
                    row.signup,
                    position,
                    person.name,
                    person.age,
                    states.get((row.signup.pk, position), State.UNKNOWN),
                    row.contact,
                    _needs(row.answers, position),
                )
            )
    return Sheet(session, _by_name(lines))


def first_names(session: Session) -> Sheet:
    """Return the sheet for a volunteer: first names, and who is there."""
    whole = of(session)
    for line in whole.lines:
        line.name = (line.name.split() or [""])[0]
        line.age, line.contact, line.needs = None, None, []
    return Sheet(session, _by_name(whole.lines))


def counts(session: Session) -> tuple[int, int]:
    """Return how many people are there and how many are expected; opens no name."""
    rows = list(expected_at(session))
    sizes = {row.pk: row.size for row in rows}
    present = sum(
        state == State.PRESENT and position < sizes.get(pk, 0)
        for (pk, position), state in _states(session).items()
    )
    expected = sum(row.size for row in rows if row.status != Signup.Status.EXTRA)
    return present, expected


def _states(session: Session) -> dict[tuple[int, int], str]:
    rows = Attendance.objects.filter(session=session).order_by()
    return {
        (pk, position): state
        for pk, position, state in rows.values_list("signup", "position", "state")
    }


def _needs(answers: list[Answer], position: int) -> list[Answer]:
    return [
        answer
        for answer in answers
        if answer.name in AT_THE_DOOR and answer.person in (None, position)
    ]


def _by_name(lines: list[Line]) -> list[Line]:
    return sorted(lines, key=lambda line: (line.name.casefold(), line.signup.pk, line.position))
