"""Take a question for data of a child, and note that people answered it."""

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID

from django.contrib.auth.models import User

from partners.models import PartnerPage
from signups.models import DataRequest
from vault import crypto

_TABLE, _FIELD = "request", "text"


@dataclass(frozen=True, slots=True)
class Question:
    """Who asks, how to reach them, and what they ask."""

    name: str
    email: str
    telephone: str
    text: str


def ask_for_data(*, key: UUID, partner: PartnerPage, question: Question, now: datetime) -> None:
    """Keep the question as a task. Nothing is looked up; the same key asks once."""
    text = json.dumps(asdict(question)).encode()
    DataRequest.objects.get_or_create(
        key=key,
        defaults={
            "partner": partner,
            "text": crypto.seal(text, table=_TABLE, row=str(key), field=_FIELD),
            "asked_at": now,
        },
    )


def question_of(request: DataRequest) -> Question:
    """Return what was asked.

    :raises crypto.CannotOpen: the row was tampered with, or its key is gone.
    """
    sealed = bytes(request.text)
    value = crypto.open_sealed(sealed, table=_TABLE, row=str(request.key), field=_FIELD)
    return Question(**json.loads(value))


def note_answer(*, request: DataRequest, outcome: str, by: User, now: datetime) -> bool:
    """Note what staff answered; say whether it was still open. What was noted first stands."""
    still_open = DataRequest.objects.filter(pk=request.pk, answered_at__isnull=True)
    return bool(still_open.update(outcome=outcome, answered_at=now, answered_by=by))
