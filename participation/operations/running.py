"""Prepare, open and close a consultation."""

from datetime import date, datetime

from django.db import transaction
from django.utils.text import slugify

from common import version
from participation import codes, counting
from participation.models import Consultation, Conversation, Statement
from participation.operations.sentences import mix
from participation.operations.trail import Change, note

_SLUG = 100


class AlreadyOpened(Exception):
    """It is open or closed: what people answered must stay what they were asked."""


class NothingToAsk(Exception):
    """It has no stelling, or it would close before it opens."""


def write(*, consultation: Consultation, statements: list[str], themes: list) -> Consultation:
    """Save a draft with its stellingen, in order.

    :raises AlreadyOpened: it is no draft any more.
    """
    with transaction.atomic():
        if consultation.pk and not _lock(consultation).is_draft:
            raise AlreadyOpened
        if not consultation.pk:
            consultation.code = codes.fresh()
            consultation.slug = _free_slug(consultation.title)
        consultation.save()
        consultation.themes.set(themes)
        consultation.statements.all().delete()
        Statement.objects.bulk_create(
            Statement(consultation=consultation, text=text, sort_order=number)
            for number, text in enumerate(statements)
        )
    return consultation


def open_up(*, consultation: Consultation, now: datetime) -> None:
    """Let people vote from now on.

    :raises AlreadyOpened: it is no draft.
    :raises NothingToAsk: it has no stelling, or its end has passed.
    """
    with transaction.atomic():
        row = _lock(consultation)
        if not row.is_draft:
            raise AlreadyOpened
        if row.closes_at <= now or not row.statements.exists():
            raise NothingToAsk
        row.state, row.opened_at = Consultation.State.OPEN, now
        row.save(update_fields=["state", "opened_at"])
        counting.begin(row)
        version.bump()


def close(*, consultation: Consultation, now: datetime) -> bool:
    """Close it for good and make its result; return False if it was not open."""
    with transaction.atomic():
        row = _lock(consultation)
        if row.state != Consultation.State.OPEN:
            return False
        counting.end(row)
        mix(row)
        row.state, row.closed_at = Consultation.State.CLOSED, now
        row.save(update_fields=["state", "closed_at"])
        version.bump()
    return True


def close_due(now: datetime) -> int:
    """Close what has reached its end; return how many. A job of the worker."""
    due = Consultation.objects.open().filter(closes_at__lte=now)
    return sum(_close_by_itself(row, now) for row in due)


def _close_by_itself(consultation: Consultation, now: datetime) -> bool:
    with transaction.atomic():
        if closed := close(consultation=consultation, now=now):
            note(change=Change.CLOSED, about=consultation, by=None)
    return closed


def renew_code(*, consultation: Consultation) -> str:
    """Give it another code; the old one leads nowhere from now on."""
    consultation.code = codes.fresh()
    consultation.save(update_fields=["code"])
    return consultation.code


def delete_draft(*, consultation: Consultation) -> None:
    """Delete a draft.

    :raises AlreadyOpened: it is no draft any more.
    """
    with transaction.atomic():
        row = _lock(consultation)
        if not row.is_draft:
            raise AlreadyOpened
        row.delete()


def record_conversation(
    *,
    statement: Statement,
    held_on: date,
    agree: int,
    disagree: int,
    unsure: int,
    summary: str,
) -> Conversation:
    """Keep a conversation that was held aloud. It stands beside the votes, never added up."""
    version.bump()
    return Conversation.objects.create(
        statement=statement,
        held_on=held_on,
        agree=agree,
        disagree=disagree,
        unsure=unsure,
        summary=summary,
    )


def forget_conversation(*, conversation: Conversation) -> None:
    """Delete a conversation that was written down wrongly, or names somebody."""
    conversation.delete()
    version.bump()


def _lock(consultation: Consultation) -> Consultation:
    return Consultation.objects.select_for_update().get(pk=consultation.pk)


def _free_slug(title: str) -> str:
    base = slugify(title)[:_SLUG] or "vraag"
    taken = set(Consultation.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    number, slug = 1, base
    while slug in taken:
        number += 1
        slug = f"{base}-{number}"
    return slug
