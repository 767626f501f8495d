"""What was said goes to an owner, who answers."""

from datetime import datetime, timedelta

from django.db import transaction

from common import clock, version
from participation.models import Input, InputMail
from participation.operations.trail import rename
from partners.models import Membership

SOON = timedelta(days=7)  # before the due day, when the owner is reminded
FAIR = timedelta(days=7)  # what an owner gets at least, before the site says that it is late
Kind = InputMail.Kind


class NoTime(Exception):
    """Its owner would have less than a week to answer."""


def put(*, input: Input, now: datetime) -> None:
    """Hand it to its owner, and show it to everybody; the owner's managers are mailed.

    :raises NoTime: the day of the answer is too near, or has passed.
    """
    today = clock.local(now).date()
    with transaction.atomic():
        row = Input.objects.select_for_update().get(pk=input.pk)
        if row.is_put:
            return
        if row.due_on < today + FAIR:
            raise NoTime
        row.put_on = today
        row.save(update_fields=["put_on"])
        _mail(row, Kind.PUT, now)
        version.bump()


def answer(*, input: Input, answer: str, changes: str, outcome, now: datetime) -> None:
    """Write down what the owner answers; a later answer replaces it, the day stays the first.

    :raises ValueError: the answer is empty, or it was never put.
    """
    if not answer.strip():
        raise ValueError("an answer has words")
    with transaction.atomic():
        row = Input.objects.select_for_update().get(pk=input.pk)
        if not row.is_put:
            raise ValueError("what was not put cannot be answered")
        row.answer, row.changes, row.outcome = answer, changes, outcome
        row.answered_on = row.answered_on or clock.local(now).date()
        row.save(update_fields=["answer", "changes", "outcome", "answered_on"])
        version.bump()


def correct(*, input: Input, title: str, said: str) -> None:
    """Change the words of what was said, to take a name out; whom and until when stay."""
    with transaction.atomic():
        Input.objects.filter(pk=input.pk).update(title=title, said=said)
        rename(input_pk=input.pk)
        version.bump()


def delete_input(*, input: Input) -> bool:
    """Delete it while nobody was asked; return False once it was put."""
    pk = input.pk
    with transaction.atomic():
        deleted, _each = Input.objects.filter(pk=pk, put_on=None).delete()
        rename(input_pk=pk)
    return bool(deleted)


def remind(now: datetime) -> int:
    """Queue a mail for what is due soon and for what is late, once each; return how many.

    A job of the worker.
    """
    today = clock.local(now).date()
    waiting = Input.objects.put().unanswered()
    soon = waiting.filter(due_on__gte=today, due_on__lte=today + SOON, put_on__lt=today)
    queued = sum(_mail(row, Kind.DUE, now) for row in soon.exclude(mails__kind=Kind.DUE))
    late = waiting.filter(due_on__lt=today).exclude(mails__kind=Kind.OVERDUE)
    return queued + sum(_mail(row, Kind.OVERDUE, now) for row in late)


def _mail(input: Input, kind: str, now: datetime) -> int:
    rows = Membership.objects.active().with_role(Membership.Role.MANAGER)
    users = rows.filter(partner=input.owner_id).values_list("user", flat=True).distinct()
    mails = [
        InputMail(input=input, user_id=pk, kind=kind, created_at=now, due_at=now) for pk in users
    ]
    return len(InputMail.objects.bulk_create(mails, ignore_conflicts=True))
