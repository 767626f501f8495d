"""What is sealed of a message, and what is forgotten: for a change of keys, and for wiping."""

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Max, Model

from concerns.models import Concern, Forgotten
from vault import crypto
from vault.keyring import Sealed

SEALED = (Sealed(Concern, "concern", "key", ("details",)),)


@dataclass(frozen=True)
class Details:
    """What somebody filled in. Choices are kept by their code; `agreed` is what was agreed to."""

    telephone: str
    when: str
    topic: str
    who: str = ""
    organisation: str = ""
    agreed: str = ""
    agreed_at: str = ""  # ISO 8601


def seal(details: Details, key: UUID) -> bytes:
    """Return the details as only the row with this key can hold them."""
    text = json.dumps(asdict(details), sort_keys=True).encode()
    return crypto.seal(text, table="concern", row=str(key), field="details")


def opened(concern: Concern) -> Details:
    """Return what somebody filled in.

    :raises crypto.CannotOpen: it was changed, moved, or its key is gone.
    """
    text = crypto.open_sealed(
        concern.details, table="concern", row=str(concern.key), field="details"
    )
    return Details(**json.loads(text))


def last_forgotten() -> datetime | None:
    """Return when a message was deleted for the last time."""
    return Forgotten.objects.aggregate(last=Max("at"))["last"]


def tables() -> list[type[Model]]:
    """Return what is written anew after a deletion."""
    return [Concern]
