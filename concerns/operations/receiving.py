"""Take in what somebody sent."""

import json
from dataclasses import asdict
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from concerns import counting, notices, sealed, working
from concerns.models import Concern, Count, Desk, Forgotten, Notice
from concerns.refusals import KeyUsed
from concerns.sealed import Details
from vault import crypto
from venues.models import Neighbourhood


def receive(
    *,
    key: UUID,
    kind: str,
    desk: Desk,
    neighbourhood: Neighbourhood | None,
    details: Details,
    may_move: bool,
    now: datetime,
) -> Concern | None:
    """Keep a message for a desk and tell who sits there; the same form again changes nothing.

    Returns None if it was dealt with before and is gone.

    :raises KeyUsed: the form was sent before with other answers.
    """
    body_hash = _fingerprint(kind, neighbourhood, details, may_move)
    if Forgotten.objects.filter(pk=key).exists():
        return None
    try:
        with transaction.atomic():
            concern = Concern.objects.create(
                key=key,
                kind=kind,
                desk=desk,
                neighbourhood=neighbourhood,
                details=sealed.seal(details, key),
                body_hash=body_hash,
                may_move=may_move,
                received_at=now,
                due_at=working.add(now, working.ONE_DAY),
            )
            counting.add(desk.pk, kind, Count.What.RECEIVED, now)
            notices.queue(desk, Notice.Kind.NEW, now)
    except IntegrityError:
        before = Concern.objects.filter(key=key).first()
        if before is None:
            raise
        if before.body_hash != body_hash:
            raise KeyUsed from None
        return before
    return concern


def _fingerprint(
    kind: str, neighbourhood: Neighbourhood | None, details: Details, may_move: bool
) -> str:
    said = asdict(details) | {"agreed_at": ""}
    body = [kind, neighbourhood.pk if neighbourhood else 0, may_move, sorted(said.items())]
    return crypto.blind_index(json.dumps(body), purpose="concern")
