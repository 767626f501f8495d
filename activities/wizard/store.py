"""What was filled in so far, kept in the login session until the draft is made.

Nothing in it is about visitors; it holds what staff typed, step by step, as they typed it.
"""

import uuid
from dataclasses import dataclass, field

from django.http import HttpRequest, QueryDict

NAME = "new_activities"
MOST = 5  # begun and not finished, per login


class NotFound(Exception):
    """Nothing was begun under this key in this login, or it was too long ago."""


@dataclass
class Draft:
    """`steps` holds for each step the lists of values by field name."""

    key: uuid.UUID
    partner: int
    steps: dict[str, dict[str, list[str]]] = field(default_factory=dict)

    def data(self, step: str) -> QueryDict | None:
        """Return what was sent in at that step, or None."""
        if step not in self.steps:
            return None
        data = QueryDict(mutable=True)
        for name, values in self.steps[step].items():
            data.setlist(name, values)
        return data


def begin(request: HttpRequest, partner: int) -> Draft:
    """Begin with an activity of this partner."""
    draft = Draft(uuid.uuid4(), partner)
    keep(request, draft)
    return draft


def load(request: HttpRequest, key: uuid.UUID) -> Draft:
    """Return what was begun under the key.

    :raises NotFound: nothing was, in this login.
    """
    found = request.session.get(NAME, {}).get(str(key))
    if found is None:
        raise NotFound
    return Draft(key, found["partner"], found["steps"])


def keep(request: HttpRequest, draft: Draft) -> None:
    """Keep the draft; the oldest one makes room for it."""
    begun = request.session.get(NAME, {})
    begun[str(draft.key)] = {"partner": draft.partner, "steps": draft.steps}
    request.session[NAME] = dict(list(begun.items())[-MOST:])


def forget(request: HttpRequest, key: uuid.UUID) -> None:
    """Forget what was begun under the key."""
    begun = request.session.get(NAME, {})
    if begun.pop(str(key), None) is not None:
        request.session[NAME] = begun
