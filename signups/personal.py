"""The personal values of a signup: what they are, sealed into its row and opened again."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from signups.models import Signup
from vault import crypto

_TABLE = "signup"
FIELDS = ("contact", "people", "answers")


@dataclass(frozen=True, slots=True)
class Contact:
    """Who signs up and how to reach them; at least an e-mail address or a telephone number."""

    name: str
    email: str = ""
    telephone: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who comes; age in years where it was asked."""

    name: str
    is_child: bool = False
    age: int | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to one question of the organiser, both as words.

    `name` is the lasting name of the question (signups.library knows the ready ones), and
    `person` the position, among who comes, of the child that it is about (None: everybody).
    """

    question: str
    answer: str
    name: str = ""
    person: int | None = None


def seal_into(
    signup: Signup, *, contact: Contact, people: Sequence[Person], answers: Sequence[Answer]
) -> None:
    """Put the values into the signup, sealed; the caller saves it."""
    signup.contact = _seal(signup, "contact", asdict(contact))
    signup.people = _seal(signup, "people", [asdict(person) for person in people])
    signup.answers = _seal(signup, "answers", [asdict(answer) for answer in answers])
    signup.email_index = crypto.email_index(contact.email)


def contact_of(signup: Signup) -> Contact:
    """Return who signed up; an empty contact after the purge.

    :raises crypto.CannotOpen: the row was tampered with, or its key is gone.
    """
    return Contact(**(_open(signup, "contact") or {"name": ""}))


def people_of(signup: Signup) -> list[Person]:
    """Return who comes; nobody after the purge.

    :raises crypto.CannotOpen: the row was tampered with, or its key is gone.
    """
    return [Person(**row) for row in _open(signup, "people") or []]


def answers_of(signup: Signup) -> list[Answer]:
    """Return the answers to the organiser's questions; none after the purge.

    :raises crypto.CannotOpen: the row was tampered with, or its key is gone.
    """
    return [Answer(**row) for row in _open(signup, "answers") or []]


def fingerprint(
    *,
    bookable_id: int,
    contact: Contact,
    people: Sequence[Person],
    answers: Sequence[Answer],
    consent: str,
) -> str:
    """Return a keyed fingerprint of a whole form: a replay is the same, another body is not."""
    body = {
        "bookable": bookable_id,
        "contact": asdict(contact),
        "people": [asdict(person) for person in people],
        "answers": [asdict(answer) for answer in answers],
        "consent": consent,
    }
    return crypto.blind_index(json.dumps(body, sort_keys=True), purpose="body")


def _seal(signup: Signup, field: str, value) -> bytes:
    return crypto.seal(json.dumps(value).encode(), table=_TABLE, row=str(signup.key), field=field)


def _open(signup: Signup, field: str):
    sealed = bytes(getattr(signup, field))
    if not sealed:
        return None
    value = crypto.open_sealed(sealed, table=_TABLE, row=str(signup.key), field=field)
    return json.loads(value)
