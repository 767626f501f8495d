"""Judge sentences, and forget those that were not released."""

from datetime import datetime, timedelta

from django.db import transaction

from common import version
from participation import counting
from participation.models import Consultation, InputMail, Sentence
from participation.models.sentence import random_key

KEPT = timedelta(days=28)  # after the closing, for a moderator to judge


def release(*, sentence: Sentence, text: str) -> None:
    """Let everybody read it, in the moderator's words if they shortened it further."""
    sentence.text, sentence.is_released = text, True
    sentence.save(update_fields=["text", "is_released"])
    version.bump()


def refuse(*, sentence: Sentence) -> None:
    """Delete it; nothing of it stays."""
    sentence.delete()
    version.bump()


def mix(consultation: Consultation) -> None:
    """Write the sentences again in a random order: how they lie then tells nothing of when."""
    with transaction.atomic():
        rows = list(Sentence.objects.filter(statement__consultation=consultation))
        Sentence.objects.filter(pk__in=[row.pk for row in rows]).delete()
        for row in rows:
            row.pk = random_key()
        Sentence.objects.bulk_create(sorted(rows, key=lambda row: row.pk))


def forget_old(now: datetime) -> int:
    """Delete sentences that nobody may read by then, and mails that are done with.

    Return how many sentences. A job of the worker.
    """
    over = Consultation.objects.closed().filter(closed_at__lte=now - KEPT)
    # Those that were released too, where fewer than ten voted: no page will ever show them.
    shown = counting.shown_among(over)
    rows = Sentence.objects.filter(statement__consultation__in=over)
    late = rows.exclude(is_released=True, statement__in=shown)
    InputMail.objects.filter(sent_at__lte=now - KEPT).delete()
    InputMail.objects.filter(given_up_at__lte=now - KEPT).delete()
    return late.delete()[0]
