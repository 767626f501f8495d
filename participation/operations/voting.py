"""Vote, and change a vote: counters only."""

from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from common import clock
from participation import counting, masking
from participation.models import Consultation, Sentence


class NotOpen(Exception):
    """The consultation takes no votes (any more)."""


@dataclass(slots=True)
class Ballot:
    """What a device answered after this vote, and which stellingen had all their votes."""

    answers: dict[int, str] = field(default_factory=dict)
    full: set[int] = field(default_factory=set)


def cast(
    *,
    consultation: Consultation,
    answers: dict[int, str],
    before: dict[int, str],
    sentences: dict[int, str],
    now: datetime,
) -> Ballot:
    """Count the answers by stelling id; `before` is what this device answered earlier.

    A change takes one from the old answer and adds one to the new, and so does a copied or
    old cookie: the number of votes grows by no trick. A change from an answer that nobody
    gave is answered like any other, or the counts could be felt out with it.

    :raises NotOpen: it closed meanwhile; nothing of this vote is counted.
    """
    ballot = Ballot({**before, **answers})
    new = {pk: answer for pk, answer in sorted(answers.items()) if before.get(pk) != answer}
    with transaction.atomic():
        for pk, answer in new.items():  # one order everywhere: no two votes wait for each other
            if pk in before:
                counting.move(pk, before[pk], answer, now)
            elif not counting.add(pk, answer, now):
                ballot.full.add(pk)
        if counting.open_among(answers, now) != set(answers):
            raise NotOpen
        _keep(consultation, sentences, now)
    for pk in ballot.full:
        del ballot.answers[pk]
    return ballot


def _keep(consultation: Consultation, sentences: dict[int, str], now: datetime) -> None:
    """Keep each sentence masked; the same one twice is kept once."""
    for pk, text in sentences.items():
        masked = masking.mask(text)
        rows = Sentence.objects.filter(statement__consultation=consultation, statement=pk)
        if masked and not rows.filter(text=masked).exists():
            Sentence.objects.create(statement_id=pk, text=masked, day=clock.local(now).date())
