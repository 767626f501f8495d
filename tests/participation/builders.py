"""Consultations and what was said, stating only what matters."""

from datetime import datetime, timedelta

from common import clock
from participation import counting, operations
from participation.models import Consultation, Counter, Input
from tests import builders

ANSWERS = ("agree", "disagree", "unsure")


def make_consultation(
    *statements: str, partner=None, closes_in=timedelta(hours=2), is_open=True, now=None, **fields
) -> Consultation:
    """Return a consultation, open unless said otherwise; closed ones take `close_with`."""
    now = now or clock.now()
    fields = {"title": "De derde kamer: school", "summary": "Zeg wat je vindt.", **fields}
    themes = fields.pop("themes", [])
    row = operations.write(
        consultation=Consultation(
            partner=partner or builders.make_partner(), closes_at=now + closes_in, **fields
        ),
        statements=list(statements or ["School begint te vroeg."]),
        themes=themes,
    )
    if is_open:
        operations.open_up(consultation=row, now=now)
        row.refresh_from_db()
    return row


def vote(consultation, answer="agree", *, times=1, number=0, now=None, before=None, why="") -> None:
    """Let so many devices give the answer to the stelling at the place `number`."""
    statement = consultation.statements.all()[number]
    for _time in range(times):
        operations.cast(
            consultation=consultation,
            answers={statement.pk: answer},
            before={statement.pk: before} if before else {},
            sentences={statement.pk: why} if why else {},
            now=now or clock.now(),
        )


def close_with(consultation, agree=0, disagree=0, unsure=0, number=0, now=None):
    """Count these votes for one stelling, and close; return the closed consultation."""
    for answer, times in zip(ANSWERS, (agree, disagree, unsure), strict=True):
        vote(consultation, answer, times=times, number=number)
    operations.close(consultation=consultation, now=now or clock.now())
    consultation.refresh_from_db()
    return consultation


def counts(consultation, number=0) -> tuple[int, int, int]:
    """Return what stands in the counter: only tests look there."""
    row = Counter.objects.get(statement=consultation.statements.all()[number])
    return row.agree, row.disagree, row.unsure


def shown(consultation, number=0) -> tuple[int, int, int] | None:
    """Return the result that may be shown, or None."""
    result = counting.results(consultation)[number]
    return (result.agree, result.disagree, result.unsure) if result.is_shown else None


def make_input(partner=None, owner=None, put=True, now: datetime | None = None, **fields) -> Input:
    """Return something that was said, put to its owner unless said otherwise."""
    now = now or clock.now()
    today = clock.local(now).date()
    themes = fields.pop("themes", [])
    fields = {
        "source": Input.Source.CITY_TALK,
        "title": "Meer banken in het park",
        "said": "Ouderen willen kunnen zitten.",
        "said_on": today,
        "due_on": today + timedelta(days=30),
        **fields,
    }
    row = Input.objects.create(
        partner=partner or builders.make_partner(),
        owner=owner or builders.make_partner("Gemeente Voorbeeld"),
        **fields,
    )
    row.themes.set(themes)
    if put:
        operations.put(input=row, now=now)
        row.refresh_from_db()
    return row
